import { DNS_NAME } from './intents/dns-name';
import { DNS_NAME_ADDRESSES } from './intents/dns-name-addresses';
import { DNS_NAME_PROXY } from './intents/dns-name-proxy';
import { DNS_WILDCARD } from './intents/dns-wildcard';
import { conformance } from './run';

conformance('names of DNS', [
  DNS_NAME,
  DNS_NAME_ADDRESSES,
  DNS_NAME_PROXY,
  DNS_WILDCARD,
]);
