import { CANARY } from './intents/canary';
import { conformance } from './run';

conformance('canary', CANARY);
