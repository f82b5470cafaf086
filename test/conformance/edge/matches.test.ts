import { MATCHES } from './intents/matches';
import { conformance } from './run';

conformance('matches', MATCHES);
