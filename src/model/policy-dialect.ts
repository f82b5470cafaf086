import { Support } from './capability';
import { Flow, FlowDirection, PolicySubject } from './endpoint';
import { PluginCapability } from './plugin-capability';
import { DryRunForm } from './policy-api';
import { PortMatch } from './port';
import { KubeObject, Rendered } from './rendered';
import { RequestModel } from './request';

/** What a dialect is told of the cluster. */
export interface PolicyFacts {
  readonly enforces: Readonly<Record<PluginCapability, Support>>;
  /** The version of the plugin, as `1.18`; the newest that is known where nobody has said it. */
  readonly version: string;
  /** Whether the object stands alone: nothing is said in a NetworkPolicy beside it. */
  readonly isAlone: boolean;
  /** How it is written so that it only shows what it would do; absent where it does it. The dialect itself need not care: whoever asks it sees to it. */
  readonly dryRun?: DryRunForm;
}

/** How a network plugin is told what core NetworkPolicy has no word for. */
export interface PolicyDialect {
  /** What identifies its object, beside the name and the namespace of the workload. */
  readonly head: Pick<KubeObject, 'apiVersion' | 'kind'>;
  /** The id of its construct. */
  readonly id: string;
  /** Whether it has words for parties without labels, such as the API server, nodes or its own data plane, where others see their addresses. */
  readonly namesParties: boolean;
  /** Whether it says those of several requests that it can, and tells of the others itself: elsewhere one that cannot be said closes the flow. */
  readonly saysEachRequest?: boolean;
  /**
   * The flows of one direction that are said here and not in the NetworkPolicy beside: those that core has no word for on this plugin, and those that have to
   * go with them. A flow that is taken alone is taken among others, too.
   */
  take(direction: FlowDirection, flows: readonly Flow[], facts: PolicyFacts): readonly Flow[];
  /** Why some requests on some ports cannot be told apart in a direction, as the beginning of a sentence; nothing where all can. */
  untold(direction: FlowDirection, requests: readonly RequestModel[], ports: readonly PortMatch[]): string | undefined;
  /** What a flow of a workload of this namespace needs beside its policy, and others may need as well, such as an object for a group of addresses. */
  shared?(namespace: string, flow: Flow, facts: PolicyFacts): readonly KubeObject[];
  /** The object of a workload, with these flows and no others, and what it cannot carry of them. */
  render(subject: PolicySubject, facts: PolicyFacts): Rendered;
}
