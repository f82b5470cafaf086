import { REWRITES } from './intents/rewrites';
import { conformance } from './run';

conformance('rewrites', REWRITES);
