import { TLS } from './intents/tls';
import { conformance } from './run';

conformance('TLS', TLS);
