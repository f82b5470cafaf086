import { HOSTS } from './intents/hosts';
import { conformance } from './run';

conformance('hosts', HOSTS);
