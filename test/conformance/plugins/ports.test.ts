import { EVERY_PORT } from './intents/every-port';
import { METRICS } from './intents/metrics';
import { PORT_RANGE } from './intents/port-range';
import { PORT_SCTP } from './intents/port-sctp';
import { PORT_UDP } from './intents/port-udp';
import { conformance } from './run';

conformance('ports', [
  PORT_RANGE,
  PORT_SCTP,
  PORT_UDP,
  EVERY_PORT,
  METRICS,
]);
