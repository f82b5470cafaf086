import { HEADERS } from './intents/headers';
import { conformance } from './run';

conformance('headers', HEADERS);
