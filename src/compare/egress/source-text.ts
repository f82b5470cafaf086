import { workloadIdText } from '../../model/asked';
import { Finding } from '../../model/finding';
import { siteText } from '../../model/site';
import { AskedSource, AskedSources } from '../../model/source-intents';
import { departureText } from '../../reachability/departure-text';
import { Leaving } from '../../reachability/engine/source-addresses';
import { objectText } from '../../reachability/objects';
import { addressText, IpFamily } from '../../sets/address';
import { CidrSet } from '../../sets/cidr-set';
import { someAddressesText } from '../words/text';

/** Addresses to which connections leave by other ways than they should. */
export interface Astray extends Leaving {
  readonly family: IpFamily;
}

/** So many blocks of addresses are told. */
const BLOCKS_AT_MOST = 4;

/** Connections that do not leave by the address that was declared. */
export function missingOf(
  { id }: AskedSources, { gateway, flows }: AskedSource, found: readonly (Astray & { readonly declared: string })[],
): Finding {
  const keys = flows.map(({ key }) => `\`${key}\``).join(', ');
  return {
    code: 'SOURCE_ADDRESS_MISSING',
    text: `\`${workloadIdText(id)}\` is to reach ${keys} through egress gateway \`${gateway.name}\`, and of that ${blocksText(found)} does not leave as it should: take back the patch of its `
      + 'egress gateway policy, or the other policy about these pods',
    details: [
      ...found.map(({ declared, ...one }) => `${witnessText(id, one)}, and not ${declared}`),
      ...placesOf(flows.flatMap(({ sites }) => sites.map(siteText))),
    ],
  };
}

/** Connections that leave through a gateway for which nobody has asked. */
export function excessOf({ id, site }: AskedSources, found: readonly Astray[]): Finding {
  const objects = [...new Set(found.flatMap(({ departures }) => departures.flatMap((one) => (one.kind === 'gateway' ? [objectText(one.origin)] : []))))].sort();
  return {
    code: 'SOURCE_ADDRESS_EXCESS',
    text: `${objects.join(', ')} lead${objects.length === 1 ? 's' : ''} connections of \`${workloadIdText(id)}\` to ${blocksText(found)} through a gateway, and nobody declared that: `
      + 'say `through` of the connection, or narrow the policy',
    details: [...found.map((one) => witnessText(id, one)), ...placesOf([siteText(site)])],
  };
}

/** One pod and one address, and how the connection leaves. */
function witnessText(id: AskedSources['id'], { addresses, family, departures }: Astray): string {
  const ways = [...new Set(departures.map((departure) => departureText(departure, family)))];
  return `witness: a pod of ${workloadIdText(id)} to ${firstOf(addresses, family)} leaves ${ways.join(', or ')}`;
}

function firstOf(addresses: CidrSet, family: IpFamily): string {
  const [first] = addresses.intervals(family);
  if (first === undefined) throw new Error('what goes astray has an address'); // empty sets have been left out
  return addressText(family, first.start);
}

function blocksText(found: readonly Astray[]): string {
  return someAddressesText(found.reduce((sum, { addresses }) => sum.union(addresses), CidrSet.none), BLOCKS_AT_MOST);
}

function placesOf(places: readonly string[]): string[] {
  return [...new Set(places)].sort().map((place) => `declared by ${place}`);
}
