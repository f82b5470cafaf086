import { Edit, edited } from './edit';
import { selectorOfPods } from './labels';
import { decide } from '../../reachability/decide';
import { objectText } from '../../reachability/objects';
import { ClusterPolicyOrigin, Direction, NamespaceMatch, Peer, Policy, PolicyOrigin, PortMatch, RuleSet } from '../../reachability/rules';
import { isOrderOpen } from '../../reachability/rules/precedence';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../../reachability/snapshot';
import { Decision, Flow, FlowSource, Reason, SideTrace, TieredReference } from '../../reachability/trace';
import { Workload } from '../../reachability/workload';
import { Cidr, cidrOfAddress } from '../../sets/cidr';
import { NamePattern } from '../../sets/names';
import { LabelSelector, matches, selectorOf } from '../../sets/selector';

/** The smallest change that allows a denied flow, or why there is none to be found. */
export type Remedy =
  /** Made one after another; `decide` has confirmed that the flow is then allowed, or as open as the manifests let anybody know. */
  | { readonly kind: 'edits'; readonly edits: readonly Edit[]; readonly verdict: 'allowed' | 'unknown' }
  | { readonly kind: 'none'; readonly why: string };

/** At most one change for the tiers and one for the NetworkPolicies, on both sides, and as many again for addresses that are not known. */
const EDITS_AT_MOST = 8;

/** Finds what to change for a denied flow: one denied side after the other, and each change is decided again. */
export function remedyOf(snapshot: Snapshot, rules: RuleSet, denied: Decision): Remedy {
  const edits: Edit[] = [];
  let [now, decision] = [rules, denied];
  while (decision.verdict === 'denied' && edits.length < EDITS_AT_MOST) {
    const edit = nextEdit(snapshot, now, decision);
    if (edit === undefined) return { kind: 'none', why: whyUntouched(decision) ?? whyNone(decision.flow) };
    edits.push(edit);
    now = edited(now, edit);
    decision = decide(snapshot, now, decision.flow);
  }
  return decision.verdict === 'denied' ? { kind: 'none', why: whyNone(decision.flow) } : { kind: 'edits', edits, verdict: decision.verdict };
}

/** Policies of a plugin are no more than read. */
function whyUntouched({ trace }: Decision): string | undefined {
  if (trace.kind === 'ownPod') return undefined;
  const reason = [trace.egress, trace.ingress].find(({ verdict }) => verdict === 'denied')?.reason;
  const origins = reason?.kind === 'denied' ? reason.rules.map(({ origin }) => origin) : reason?.kind === 'unmatched' ? reason.isolatedBy : [];
  const foreign = origins.find((origin) => !isWritten(origin));
  return foreign === undefined ? undefined : `${objectText(foreign)} shuts it out, and no change of policies of that kind is looked for`;
}

function whyNone({ source, destination }: Flow): string {
  if (destination.kind === 'name') return 'no NetworkPolicy takes in a host by its name: open its addresses, or write a rule of an API that knows names';
  const onHost = [source, destination].some((end) => end.kind === 'workload' && end.workload.hostNetwork);
  return onHost
    ? 'the addresses of the nodes are not known, and nothing else stands for a pod on the host network: give the blocks of the nodes'
    : 'no single rule stands for the other side';
}

function nextEdit(snapshot: Snapshot, rules: RuleSet, { flow, trace }: Decision): Edit | undefined {
  if (trace.kind === 'ownPod') return undefined;
  const side = [trace.egress, trace.ingress].find(({ verdict }) => verdict === 'denied');
  return side === undefined ? undefined : editOf(snapshot, rules, flow, side);
}

function editOf(snapshot: Snapshot, rules: RuleSet, flow: Flow, { direction, reason }: SideTrace): Edit | undefined {
  const [subject, other] = direction === 'egress' ? [flow.source, flow.destination] : [flow.destination, flow.source];
  const [denying] = deniersOf(reason);
  if (subject.kind !== 'workload') return undefined;
  const ports: PortMatch[] = [{ kind: 'numbers', protocol: flow.protocol, first: flow.port, last: flow.port }];
  if (other.kind === 'name') return denying === undefined ? undefined : namedEdit(other.name, denying, ports);
  const peers = peersFor(snapshot, other, subject.workload.namespace, denying !== undefined);
  if (peers.length === 0) return undefined;
  if (denying !== undefined) {
    if (!isWritten(denying.origin)) return undefined;
    // rules of tiers have no addresses on this side
    if (direction === 'ingress' && peers.some(({ kind }) => kind === 'addresses')) return undefined;
    return { kind: 'insertRule', policy: denying.origin, rule: { direction, index: denying.index, action: 'accept', peers, ports } };
  }
  if (reason.kind !== 'unmatched') return undefined;
  const core = reason.isolatedBy.flatMap((origin) => (origin.kind === 'NetworkPolicy' ? [origin] : []));
  // what a tier shuts out, no NetworkPolicy opens
  return core.length < reason.isolatedBy.length ? undefined : coreEdit(snapshot, rules, subject.workload, core, { direction, peers, ports });
}

/** Rules of the kinds of Kubernetes alone are written here; what Cilium denies, no rule would open. */
function isWritten(origin: PolicyOrigin | ClusterPolicyOrigin): boolean {
  return origin.kind === 'NetworkPolicy' || isOrderOpen(origin);
}

/** A rule by name before the one that denies, in the API that has a word for names. */
function namedEdit(name: NamePattern, { origin, direction, index }: TieredReference, ports: readonly PortMatch[]): Edit | undefined {
  if (origin.kind !== 'ClusterNetworkPolicy' || !isDomainName(name)) return undefined;
  return { kind: 'insertRule', policy: origin, rule: { direction, index, action: 'accept', peers: [{ kind: 'domainNames', names: [name] }], ports } };
}

/** Names of two labels or more, or all below them. */
function isDomainName({ labels }: NamePattern): boolean {
  return labels.length > 1 && labels.every((label) => !label.includes('*'));
}

function deniersOf(reason: Reason): readonly TieredReference[] {
  return reason.kind === 'denied' ? reason.rules : [];
}

interface Opening {
  readonly direction: Direction;
  readonly peers: readonly Peer[];
  readonly ports: readonly PortMatch[];
}

/**
 * A rule in a policy that governs nobody else, if there is one. Else a policy of its own, unless its selector would isolate others by the way:
 * then a rule in the policy that governs the fewest.
 */
function coreEdit(
  snapshot: Snapshot, { policies }: RuleSet, subject: Workload, isolatedBy: readonly PolicyOrigin[], opening: Opening,
): Edit | undefined {
  const neighbours = snapshot.workloads.filter(({ namespace }) => namespace === subject.namespace);
  const namesakes = (selector: LabelSelector) => neighbours.filter(({ labels }) => matches(selector, labels)).length;
  const isolating = policies.filter(({ origin }) => isolatedBy.some(({ namespace, name }) => namespace === origin.namespace && name === origin.name));
  const [narrowest] = [...isolating].sort((a, b) => namesakes(a.subject.pods) - namesakes(b.subject.pods));
  if (narrowest === undefined) return undefined;
  const own = selectorOfPods(subject, snapshot.workloads);
  if (namesakes(narrowest.subject.pods) > 1 && namesakes(own) === 1) return { kind: 'newPolicy', policy: policyFor(policies, subject, own, opening) };
  const index = Math.max(-1, ...narrowest.rules.filter(({ direction }) => direction === opening.direction).map((rule) => rule.index)) + 1;
  return { kind: 'addRule', policy: narrowest.origin, rule: { ...opening, index } };
}

function policyFor(policies: readonly Policy[], { namespace, name }: Workload, pods: LabelSelector, opening: Opening): Policy {
  const taken = new Set(policies.filter(({ origin }) => origin.namespace === namespace).map(({ origin }) => origin.name));
  const wanted = `${name}-allow-${opening.direction}`;
  const free = [wanted, ...Array.from({ length: policies.length }, (_, i) => `${wanted}-${i + 2}`)].find((one) => !taken.has(one)) ?? wanted;
  return {
    origin: { kind: 'NetworkPolicy', namespace, name: free },
    subject: { namespace, pods },
    isolates: [opening.direction],
    rules: [{ ...opening, index: 0 }],
  };
}

/** Exactly the other side: by its labels, by its address, or, on the host network, by the addresses of its nodes. */
function peersFor({ facts, workloads }: Snapshot, other: FlowSource, namespace: string, isClusterWide: boolean): Peer[] {
  if (other.kind === 'address') return blocks([cidrOfAddress(other.address)]);
  const { workload } = other;
  if (workload.hostNetwork) {
    const known = workload.addresses.length > 0 ? workload.addresses : workload.nodeAddresses;
    return blocks(known.length > 0 ? known.map(cidrOfAddress) : facts.nodeCidrs ?? []);
  }
  const namespaces: NamespaceMatch = workload.namespace === namespace && !isClusterWide
    ? { kind: 'named', name: namespace }
    : { kind: 'labelled', selector: selectorOf({ [NAMESPACE_NAME_LABEL]: workload.namespace }) };
  return [{ kind: 'pods', namespaces, pods: selectorOfPods(workload, workloads) }];
}

function blocks(cidrs: readonly Cidr[]): Peer[] {
  return cidrs.map((block) => ({ kind: 'addresses', block, except: [] }));
}
