import { Support } from './capability';
import { Flow, PolicySubject } from './endpoint';
import { PluginCapability } from './plugin-capability';
import { KubeObject, Rendered } from './rendered';

/** What a dialect is told of the cluster. */
export interface PolicyFacts {
  readonly enforces: Readonly<Record<PluginCapability, Support>>;
  /** Whether the object stands alone: nothing is said in a NetworkPolicy beside it. */
  readonly isAlone: boolean;
}

/** How a network plugin is told what core NetworkPolicy has no word for. */
export interface PolicyDialect {
  /** What identifies its object, beside the name and the namespace of the workload. */
  readonly head: Pick<KubeObject, 'apiVersion' | 'kind'>;
  /** The id of its construct. */
  readonly id: string;
  /**
   * The flows of one direction that are said here and not in the NetworkPolicy beside: those that core has no word for on this plugin, and those that have to
   * go with them. A flow that is taken alone is taken among others, too.
   */
  take(direction: 'ingress' | 'egress', flows: readonly Flow[], facts: PolicyFacts): readonly Flow[];
  /** The object of a workload, with these flows and no others, and what it cannot carry of them. */
  render(subject: PolicySubject, facts: PolicyFacts): Rendered;
}
