import { AFFINITY } from './intents/affinity';
import { conformance } from './run';

conformance('affinity and load balancing', AFFINITY);
