import { REDIRECTS } from './intents/redirects';
import { conformance } from './run';

conformance('redirects', REDIRECTS);
