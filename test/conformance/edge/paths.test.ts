import { PATHS } from './intents/paths';
import { conformance } from './run';

conformance('paths', PATHS);
