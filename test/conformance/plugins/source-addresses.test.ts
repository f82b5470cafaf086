import { SOURCE_ADDRESS } from './intents/source-address';
import { SOURCE_ADDRESS_INTERFACE } from './intents/source-address-interface';
import { SOURCE_ADDRESS_INTERNET } from './intents/source-address-internet';
import { SOURCE_ADDRESS_IPV6 } from './intents/source-address-ipv6';
import { SOURCE_ADDRESS_OF_NAMES } from './intents/source-address-of-names';
import { SOURCE_ADDRESS_OF_OTHERS } from './intents/source-address-of-others';
import { SOURCE_ADDRESS_OF_REQUESTS } from './intents/source-address-of-requests';
import { conformance } from './run';

conformance('source addresses', [
  SOURCE_ADDRESS,
  SOURCE_ADDRESS_INTERFACE,
  SOURCE_ADDRESS_INTERNET,
  SOURCE_ADDRESS_IPV6,
  SOURCE_ADDRESS_OF_NAMES,
  SOURCE_ADDRESS_OF_OTHERS,
  SOURCE_ADDRESS_OF_REQUESTS,
]);
