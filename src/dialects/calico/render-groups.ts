import { NetworkSet } from './kinds';
import { wholeBlocks } from '../../model/address-block';
import { Flow, isGroup } from '../../model/endpoint';

/**
 * The label by which rules find the addresses of a group. A NetworkSet has no other one, since whatever selects pods by their labels would take it in.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkset (Calico 3.32)
 */
export const GROUP_LABEL = 'cdk8s-reach/address-group';

/** An object for each group of addresses of a flow; it is of the namespace of the policy, since rules find it there. */
export function networkSetsOf(namespace: string, { peers }: Flow): NetworkSet[] {
  return peers.filter(isGroup).map(({ group, blocks }) => ({
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkSet',
    metadata: { name: group, namespace, labels: { [GROUP_LABEL]: group } },
    spec: { nets: wholeBlocks(blocks) },
  }));
}
