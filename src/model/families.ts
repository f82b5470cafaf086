import { soundCidr } from './address-block';
import { AddressBlock } from './endpoint';
import { IpFamily } from '../sets/address';

/** A family of addresses, as Kubernetes calls it. */
export type IpFamilyName = 'IPv4' | 'IPv6';

/** What Kubernetes calls a family. */
export function familyName(family: IpFamily): IpFamilyName {
  return family === 4 ? 'IPv4' : 'IPv6';
}

/** The family of a block. */
export function familyOf(cidr: string): IpFamilyName {
  return familyName(soundCidr(cidr).family);
}

/** The blocks that exist in a cluster of some families; every one where nobody has said which it has. */
export function ofFamilies<B extends Pick<AddressBlock, 'cidr'>>(blocks: readonly B[], families: readonly IpFamilyName[]): readonly B[] {
  return families.length === 0 ? blocks : blocks.filter(({ cidr }) => families.includes(familyOf(cidr)));
}

/** The families of a cluster in which nobody is meant, though blocks name everybody of another one. */
export function forgottenFamilies(blocks: readonly Pick<AddressBlock, 'cidr'>[], families: readonly IpFamilyName[]): readonly IpFamilyName[] {
  const everybody = blocks.some(({ cidr }) => soundCidr(cidr).prefix === 0);
  return everybody ? families.filter((family) => blocks.every(({ cidr }) => familyOf(cidr) !== family)) : [];
}
