import { CORS } from './intents/cors';
import { conformance } from './run';

conformance('CORS', CORS);
