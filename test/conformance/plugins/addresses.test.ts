import { ADDRESS_GROUP } from './intents/address-group';
import { CIDR } from './intents/cidr';
import { CIDR_OF_NODES } from './intents/cidr-of-nodes';
import { CIDR_OF_PODS } from './intents/cidr-of-pods';
import { CIDR_SOURCE } from './intents/cidr-source';
import { INTERNET } from './intents/internet';
import { IPV6 } from './intents/ipv6';
import { OUTSIDE } from './intents/outside';
import { conformance } from './run';

conformance('addresses', [
  CIDR,
  CIDR_SOURCE,
  CIDR_OF_PODS,
  CIDR_OF_NODES,
  INTERNET,
  OUTSIDE,
  IPV6,
  ADDRESS_GROUP,
]);
