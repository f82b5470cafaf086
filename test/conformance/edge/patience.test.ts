import { PATIENCE } from './intents/patience';
import { conformance } from './run';

conformance('timeouts and retries', PATIENCE);
