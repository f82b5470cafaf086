import { RECORDS } from './intents/records';
import { conformance } from './run';

conformance('DNS records', RECORDS);
