import { PROTOCOLS } from './intents/protocols';
import { conformance } from './run';

conformance('protocols', PROTOCOLS);
