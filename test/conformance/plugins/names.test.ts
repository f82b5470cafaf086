import { DNS_NAME } from './intents/dns-name';
import { DNS_NAME_ADDRESSES } from './intents/dns-name-addresses';
import { conformance } from './run';

conformance('names of DNS', [
  DNS_NAME,
  DNS_NAME_ADDRESSES,
]);
