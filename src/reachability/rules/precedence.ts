import { order } from '../../sets/order';
import { ClusterPolicyOrigin } from '../rules';

/**
 * Which of two policies of one tier and one priority is asked first: the one whose name comes first, then the one whose namespace, then whose kind does.
 *
 * Everybody who asks policies in their order shares this, `decide` and the engine too, though they share no belief about what policies
 * mean: the API leaves open which of the two it is, so that this is no belief that could be wrong, but our own definition, and two of
 * them would be two answers for one cluster. What the API does say, the lowest priority first, each of them states for itself.
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/ (network-policy-api v0.2.0, `spec.priority`)
 */
export function compareOfOnePriority(a: ClusterPolicyOrigin, b: ClusterPolicyOrigin): number {
  return order(a.name, b.name) || order(a.namespace ?? '', b.namespace ?? '') || order(a.kind, b.kind);
}

/**
 * Whether it is left open which of two policies of one tier and one priority is asked first, so that something is wrong with them. Calico says it, and
 * those of Cilium that share a priority all do the same.
 *
 * @see https://github.com/projectcalico/calico/blob/v3.32.1/felix/calc/policy_sorter.go (`PolKVLess`: by name, namespace and kind, Calico 3.32)
 */
export function isOrderOpen({ kind }: ClusterPolicyOrigin): boolean {
  switch (kind) {
    case 'AdminNetworkPolicy':
    case 'BaselineAdminNetworkPolicy':
    case 'ClusterNetworkPolicy': return true;
    case 'CiliumClusterwideNetworkPolicy':
    case 'CiliumNetworkPolicy':
    case 'GlobalNetworkPolicy':
    case 'NetworkPolicy.projectcalico.org': return false;
  }
}
