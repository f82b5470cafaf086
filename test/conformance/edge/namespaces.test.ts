import { NAMESPACES } from './intents/namespaces';
import { conformance } from './run';

conformance('namespaces', NAMESPACES);
