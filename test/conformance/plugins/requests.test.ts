import { REQUESTS } from './intents/requests';
import { REQUESTS_BY_PATTERN } from './intents/requests-by-pattern';
import { REQUESTS_OF_OTHERS } from './intents/requests-of-others';
import { REQUESTS_OR_ANY } from './intents/requests-or-any';
import { conformance } from './run';

conformance('requests', [
  REQUESTS,
  REQUESTS_OR_ANY,
  REQUESTS_BY_PATTERN,
  REQUESTS_OF_OTHERS,
]);
