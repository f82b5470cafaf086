import { cidrOfAddress } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';
import { NodeFacts } from '../nodes';
import { Snapshot } from '../snapshot';

/** The addresses that pods have, as far as anybody knows. */
export function podAddresses({ facts, workloads }: Snapshot): CidrSet {
  const held = workloads.flatMap(({ hostNetwork, addresses }) => (hostNetwork ? [] : addresses));
  return CidrSet.of([...facts.podCidrs ?? [], ...held.map(cidrOfAddress)]);
}

/** The addresses that nodes have, and the pods on their network. */
export function nodeAddresses({ facts, nodes, workloads }: Snapshot): CidrSet {
  const held = workloads.flatMap((one) => [...one.nodeAddresses, ...(one.hostNetwork ? one.addresses : [])]);
  return CidrSet.of([...facts.nodeCidrs ?? [], ...held.map(cidrOfAddress)]).union(addressesOfNodes(nodes));
}

/** The addresses of some nodes, as their objects have them. */
export function addressesOfNodes(nodes: readonly NodeFacts[]): CidrSet {
  return CidrSet.of(nodes.flatMap(({ addresses }) => addresses.map(cidrOfAddress)));
}
