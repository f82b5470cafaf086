import { Flow, PolicySubject } from './endpoint';

/** The reasons of a policy's edges, one to a line. */
export const REASONS_ANNOTATION = 'cdk8s-reach/reasons';

/** The annotation with the reasons of whatever a policy says; nothing where nobody gave one. */
export function reasonsOf(subject: PolicySubject): { readonly annotations?: Readonly<Record<string, string>> } {
  const lines = [...linesOf('from', subject.ingress), ...linesOf('to', subject.egress)];
  return lines.length === 0 ? {} : { annotations: { [REASONS_ANNOTATION]: lines.join('\n') } };
}

function linesOf(side: 'from' | 'to', flows: readonly Flow[]): string[] {
  return flows.flatMap((flow) => flow.reasons.map((reason) => `${side} ${flow.key}: ${reason}`));
}
