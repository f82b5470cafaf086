import { STREAMS } from './intents/streams';
import { conformance } from './run';

conformance('streams', STREAMS);
