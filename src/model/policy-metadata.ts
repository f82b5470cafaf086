import { Flow, PolicySubject } from './endpoint';

/** The reasons of a policy's edges, one to a line. */
export const REASONS_ANNOTATION = 'cdk8s-reach/reasons';

/** What the policy of a workload says of itself, whatever API it is of. */
export interface PolicyMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The metadata of a policy: it has the name of its workload, and says why its edges are there. */
export function metadataOf(subject: PolicySubject): PolicyMetadata {
  const { name, namespace, labels } = subject;
  const reasons = [...linesOf('from', subject.ingress), ...linesOf('to', subject.egress)];
  return { name, namespace, labels, ...(reasons.length === 0 ? {} : { annotations: { [REASONS_ANNOTATION]: reasons.join('\n') } }) };
}

function linesOf(side: 'from' | 'to', flows: readonly Flow[]): string[] {
  return flows.flatMap((flow) => flow.reasons.map((reason) => `${side} ${flow.key}: ${reason}`));
}
