import { Direction, PolicyOrigin } from './rules';
import { Workload, workloadText } from './workload';
import { Address } from '../sets/address';
import { Protocol } from '../sets/ports';

/** One end of a flow: a workload, if need be by one of its addresses, or an address that is no workload's. */
export type FlowEnd =
  | { readonly kind: 'workload'; readonly workload: Workload; readonly address?: Address }
  | { readonly kind: 'address'; readonly address: Address };

/** One connection that might be made; the port is the one on which the destination listens, never a Service's. */
export interface Flow {
  readonly source: FlowEnd;
  readonly destination: FlowEnd;
  readonly protocol: Protocol;
  readonly port: number;
}

/** What becomes of a flow; `unknown` where the manifests do not say enough. */
export type Verdict = 'allowed' | 'denied' | 'unknown';

/** One rule of one policy. */
export interface RuleReference {
  readonly origin: PolicyOrigin;
  readonly direction: Direction;
  readonly index: number;
}

/** Why one side of a flow lets it through, or does not. */
export type Reason =
  /** This side is an address, which no policy governs. */
  | { readonly kind: 'outside' }
  /** This side is on the host network, where no policy selects it. */
  | { readonly kind: 'hostNetwork' }
  /** No policy isolates this side in this direction. */
  | { readonly kind: 'notIsolated' }
  /** The source is the node of the destination, which is always let in. */
  | { readonly kind: 'ownNode' }
  /** These rules allow it; more than one if only together they cover every address that the other side may have. */
  | { readonly kind: 'matched'; readonly rules: readonly RuleReference[] }
  /** Isolated, and no rule of these policies allows it. */
  | { readonly kind: 'unmatched'; readonly isolatedBy: readonly PolicyOrigin[] }
  /** These rules allow it only for some of the addresses that the other side may have. */
  | { readonly kind: 'addressUnknown'; readonly rules: readonly RuleReference[] }
  /** Isolated, but the source may be on the node of the destination. */
  | { readonly kind: 'nodeUnknown'; readonly isolatedBy: readonly PolicyOrigin[] };

/** What one side of a flow has to say: its source about egress, its destination about ingress. */
export interface SideTrace {
  readonly direction: Direction;
  readonly verdict: Verdict;
  readonly reason: Reason;
}

/** How a verdict came to be: from both sides, unless the flow does not leave the pod. */
export type Trace =
  | { readonly kind: 'ownPod' }
  | { readonly kind: 'sides'; readonly egress: SideTrace; readonly ingress: SideTrace };

/** A verdict with its trace. */
export interface Decision {
  readonly flow: Flow;
  readonly verdict: Verdict;
  readonly trace: Trace;
}

/** A decision as sentences, one a line: the verdict, then what each side has to say. */
export function explained({ flow, verdict, trace }: Decision): string {
  const [source, destination] = [endText(flow.source), endText(flow.destination)];
  const first = `${source} to ${destination} on ${flow.port}/${flow.protocol}: ${verdict}`;
  if (trace.kind === 'ownPod') return `${first}\n  a pod cannot be kept from itself`;
  return [
    first,
    `  egress of ${source}: ${reasonText(trace.egress.reason, destination)}`,
    `  ingress of ${destination}: ${reasonText(trace.ingress.reason, source)}`,
  ].join('\n');
}

function reasonText(reason: Reason, other: string): string {
  switch (reason.kind) {
    case 'outside': return 'an address outside the manifests, which no policy governs';
    case 'hostNetwork': return 'on the host network, where no policy selects it';
    case 'notIsolated': return 'no policy isolates it';
    case 'ownNode': return `${other} is its own node, which is always let in`;
    case 'matched': return `allowed by ${reason.rules.map(ruleText).join(' with ')}`;
    case 'unmatched': return `isolated by ${reason.isolatedBy.map(originText).join(', ')}, and no rule matches`;
    case 'addressUnknown':
      return `${reason.rules.map(ruleText).join(', ')} would allow some addresses, and that of ${other} is not known`;
    case 'nodeUnknown':
      return `isolated by ${reason.isolatedBy.map(originText).join(', ')}, but ${other} may be on its own node, which is always let in`;
  }
}

function ruleText({ origin, direction, index }: RuleReference): string {
  return `${direction}[${index}] of ${originText(origin)}`;
}

function originText({ kind, namespace, name }: PolicyOrigin): string {
  return `${kind} ${namespace}/${name}`;
}

function endText(end: FlowEnd): string {
  if (end.kind === 'address') return end.address.text;
  return end.address === undefined ? workloadText(end.workload) : `${workloadText(end.workload)} at ${end.address.text}`;
}
