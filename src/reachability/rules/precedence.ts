import { order } from '../../sets/order';
import { ClusterPolicyOrigin } from '../rules';

/**
 * Which of two policies of one tier and one priority is asked first: the one whose name comes first, then the one whose kind does.
 *
 * Everybody who asks policies in their order shares this, `decide` and the engine too, though they share no belief about what policies
 * mean: the API leaves open which of the two it is, so that this is no belief that could be wrong, but our own definition, and two of
 * them would be two answers for one cluster. What the API does say, the lowest priority first, each of them states for itself.
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/ (network-policy-api v0.2.0, `spec.priority`)
 */
export function compareOfOnePriority(a: ClusterPolicyOrigin, b: ClusterPolicyOrigin): number {
  return order(a.name, b.name) || order(a.kind, b.kind);
}
