import { NetworkSet } from './kinds';
import { wholeBlocks } from '../../model/address-block';
import { AddressesEndpoint, Flow } from '../../model/endpoint';

/**
 * The label by which rules find the addresses of a group. A NetworkSet has no other one, since whatever selects pods by their labels would take it in.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkset (Calico 3.32)
 */
export const GROUP_LABEL = 'cdk8s-reach/address-group';

/** Addresses that have a name. */
export type GroupEndpoint = AddressesEndpoint & { readonly group: string };

/** Whether addresses have a name, by which an object of their own is found. */
export function isGroup(peer: Flow['peers'][number]): peer is GroupEndpoint {
  return peer.kind === 'addresses' && peer.group !== undefined;
}

/** An object for each group of addresses of a flow; it is of the namespace of the policy, since rules find it there. */
export function networkSetsOf(namespace: string, { peers }: Flow): NetworkSet[] {
  return peers.filter(isGroup).map(({ group, blocks }) => ({
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkSet',
    metadata: { name: group, namespace, labels: { [GROUP_LABEL]: group } },
    spec: { nets: wholeBlocks(blocks) },
  }));
}
