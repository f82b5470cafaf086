import { Labels } from './endpoint';
import { familyName, IpFamilyName } from './families';
import { isProblem, parseAddress } from '../sets/cidr';

/** Nodes through which connections leave the cluster, and the address that they then have. */
export interface EgressGatewayModel {
  readonly name: string;
  readonly nodeLabels: Labels;
  /** An address at most of each family; none where the interface tells. */
  readonly addresses: readonly string[];
  /** Its first address of a family is the one that connections have. */
  readonly networkInterface?: string;
}

/** The address that a gateway gives to connections of a family. */
export type GatewayAddress =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'interface'; readonly name: string };

/** The address that a gateway gives to connections of a family; nothing where it has none. */
export function gatewayAddress({ addresses, networkInterface }: EgressGatewayModel, family: IpFamilyName): GatewayAddress | undefined {
  if (networkInterface !== undefined) return { kind: 'interface', name: networkInterface };
  const address = addresses.find((text) => addressFamily(text) === family);
  return address === undefined ? undefined : { kind: 'address', address };
}

/** The family of an address; nothing for what is none. */
export function addressFamily(text: string): IpFamilyName | undefined {
  const address = parseAddress(text);
  return isProblem(address) ? undefined : familyName(address.family);
}
