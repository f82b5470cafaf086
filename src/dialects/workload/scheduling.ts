import { Affinity, PodAffinityTerm, TopologySpreadConstraint } from './kinds';
import { PodModel } from '../../model/pod';

/** The label of a node's own name. */
const HOSTNAME = 'kubernetes.io/hostname';
/** The heaviest that a preference can be. */
const WEIGHT = 100;

/**
 * Keeps the replicas off each other's nodes.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity (v1.35)
 */
export function renderAffinity({ spread, selectorLabels }: PodModel): Affinity | undefined {
  if (spread.kind === 'none' || !spread.topologyKeys.includes(HOSTNAME)) {
    return undefined;
  }
  const term: PodAffinityTerm = { labelSelector: { matchLabels: selectorLabels }, topologyKey: HOSTNAME };
  switch (spread.kind) {
    case 'preferred':
      return { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: WEIGHT, podAffinityTerm: term }] } };
    case 'required':
      return { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  }
}

/**
 * Spreads the replicas of each generation evenly; the hash of the template keeps a rollout from counting the pods that it replaces.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/ (matchLabelKeys on from v1.27)
 */
export function renderSpread({ spread, selectorLabels }: PodModel): readonly TopologySpreadConstraint[] | undefined {
  if (spread.kind === 'none') {
    return undefined;
  }
  return spread.topologyKeys.map((topologyKey) => ({
    maxSkew: spread.maxSkew,
    topologyKey,
    whenUnsatisfiable: spread.kind === 'required' ? 'DoNotSchedule' : 'ScheduleAnyway',
    labelSelector: { matchLabels: selectorLabels },
    matchLabelKeys: ['pod-template-hash'],
  }));
}
