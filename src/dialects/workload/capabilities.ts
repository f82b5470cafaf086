/** A field that this dialect writes and that older clusters do not have. */
export interface WorkloadCapability {
  /** Where the field stands. */
  readonly field: string;
  /** The first minor version of Kubernetes 1 that has it without a feature gate being turned on. */
  readonly since: number;
  /** What happens on an older cluster: the API server drops fields that it does not know. */
  readonly otherwise: string;
  readonly source: string;
}

/** The fields that came after 1.27, by field. */
export const WORKLOAD_CAPABILITIES: readonly WorkloadCapability[] = [
  {
    field: 'Container.lifecycle.preStop.sleep',
    since: 30,
    otherwise: 'the API server refuses a preStop hook that does nothing: give another one, or PreStop.none()',
    source: 'https://www.kubernetes.dev/resources/keps/3960/',
  },
  {
    field: 'Container.restartPolicy of an init container',
    since: 29,
    otherwise: 'the sidecar is an init container that never ends, so the pod never starts',
    source: 'https://www.kubernetes.dev/resources/keps/753/',
  },
  {
    field: 'PodDisruptionBudget.unhealthyPodEvictionPolicy',
    since: 27,
    otherwise: 'pods that are not ready hold up a drain',
    source: 'https://www.kubernetes.dev/resources/keps/3017/',
  },
  {
    field: 'SecurityContext.appArmorProfile',
    since: 30,
    otherwise: 'the profile of the container runtime applies',
    source: 'https://www.kubernetes.dev/resources/keps/24/',
  },
  {
    field: 'TopologySpreadConstraint.matchLabelKeys',
    since: 27,
    otherwise: 'a rollout counts the pods that it replaces',
    source: 'https://www.kubernetes.dev/resources/keps/3243/',
  },
];
