import { IpFamilyName } from './families';
import { Finding } from './finding';

/** Everybody of one family is meant, and nobody of another one that the cluster has. */
export function familyMissing(what: string, families: readonly IpFamilyName[]): Finding {
  const block = families[0] === 'IPv6' ? '::/0' : '0.0.0.0/0';
  return {
    code: 'FAMILY_MISSING',
    text: `${what} names everybody of one family of addresses, and the cluster has ${families.join(' and ')} as well, whose half of the traffic stays shut: `
      + `name \`${block}\`, too, or the blocks that are meant`,
  };
}

/** Nobody is left of some addresses in a cluster of other families. */
export function familyForeign(key: string, families: readonly IpFamilyName[]): Finding {
  return {
    code: 'CANNOT_EXPRESS',
    text: `the addresses of \`${key}\` are of another family than the cluster profile's \`${families.join(', ')}\`, so no pod can talk to them: `
      + 'name addresses of its family, or say both in `ipFamilies` of the profile',
  };
}
