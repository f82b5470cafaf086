import { LIMITS } from './intents/limits';
import { conformance } from './run';

conformance('limits', LIMITS);
