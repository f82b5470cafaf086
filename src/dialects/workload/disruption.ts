import { DisruptionBudgetSpec } from './kinds';
import { PodModel } from '../../model/pod';

/**
 * How many pods an eviction may take at once; none where the user wants no budget.
 *
 * `AlwaysAllow` lets a node be drained of pods that are not ready anyway.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy (stable in v1.31)
 */
export function renderDisruptionSpec({ disruption, selectorLabels }: PodModel): DisruptionBudgetSpec | undefined {
  if (disruption.kind === 'none') {
    return undefined;
  }
  return {
    [disruption.kind]: disruption.share,
    selector: { matchLabels: selectorLabels },
    unhealthyPodEvictionPolicy: disruption.evictUnhealthy ? 'AlwaysAllow' : 'IfHealthyBudget',
  };
}
