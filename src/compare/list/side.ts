import { SymbolicPorts } from './ports';
import {
  Direction, MeetingPeer, NamespaceMatch, NETWORK_POLICIES, PortMatch, RuleSet, TieredPeer, TieredPolicy, TieredRule,
} from '../../reachability/rules';
import { compareOfOnePriority } from '../../reachability/rules/precedence';
import { namespaceLabels, NAMESPACE_NAME_LABEL, Snapshot } from '../../reachability/snapshot';
import { traitsOf, Workload } from '../../reachability/workload';
import { PortSet } from '../../sets/ports';
import { everything, isEverything, LabelSelector, matches, selectorOf, selectorText } from '../../sets/selector';

/** Pods that are not among the manifests: all that two selectors of a rule match. */
export interface Outsiders {
  readonly namespaces: LabelSelector;
  readonly pods: LabelSelector;
}

/** One end of a connection that is judged by its labels: a workload, or pods that are not there. */
export type Party =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'outsiders'; readonly outsiders: Outsiders };

/** One side of a connection: its subject, whose policies are asked, and the pods at the other end. */
export interface Side {
  readonly direction: Direction;
  readonly subject: Party;
  readonly other: Party;
}

/** Every pod of every namespace: only rules for all of them match. */
export const ANY_POD: Outsiders = { namespaces: everything, pods: everything };

/** The selectors of namespaces by name, each made once, so that its text is. */
const NAMED = new WeakMap<NamespaceMatch, LabelSelector>();

/** The namespaces of a match as a selector. */
export function namespaceSelector(match: NamespaceMatch): LabelSelector {
  if (match.kind === 'labelled') return match.selector;
  const selector = NAMED.get(match) ?? selectorOf({ [NAMESPACE_NAME_LABEL]: match.name });
  NAMED.set(match, selector);
  return selector;
}

/** Whether a selector is known to match whatever another one does: it matches everything, or is the same. */
function covers(outer: LabelSelector, inner: LabelSelector): boolean {
  return isEverything(outer) || selectorText(outer) === selectorText(inner);
}

/** Whether selectors match a party; outsiders only as a whole. */
function matchesParty(snapshot: Snapshot, namespaces: NamespaceMatch, pods: LabelSelector, party: Party): boolean {
  if (party.kind === 'outsiders') {
    return covers(namespaceSelector(namespaces), party.outsiders.namespaces) && covers(pods, party.outsiders.pods);
  }
  const { workload } = party;
  if (workload.hostNetwork || !matches(pods, traitsOf(workload))) return false;
  return namespaces.kind === 'named'
    ? namespaces.name === workload.namespace
    : matches(namespaces.selector, namespaceLabels(snapshot, workload.namespace));
}

/** Whether a party is one of some, as far as anybody knows. */
type Match = 'sure' | 'maybe' | 'no';

const OPPOSITE: Readonly<Record<Match, Match>> = { sure: 'no', maybe: 'maybe', no: 'sure' };

function matchPeers(snapshot: Snapshot, peers: 'anyone' | readonly TieredPeer[], party: Party): Match {
  if (peers === 'anyone') return 'sure';
  const found = peers.map((peer) => matchPeer(snapshot, peer, party));
  return found.find((one) => one === 'sure') ?? found.find((one) => one === 'maybe') ?? 'no';
}

function matchPeer(snapshot: Snapshot, peer: TieredPeer, party: Party): Match {
  switch (peer.kind) {
    case 'pods': return matchesParty(snapshot, peer.namespaces, peer.pods, party) ? 'sure' : 'no';
    case 'cluster': return 'sure';
    case 'meeting': return meets(snapshot, peer, party);
    // pods lie outside every block, and are no nodes
    case 'addresses':
    case 'nodes':
    case 'domainNames':
    case 'unknown': return 'no';
  }
}

/** Outsiders are sure not to be among pods only where the condition names none. */
function meets(snapshot: Snapshot, { all, isSure }: MeetingPeer, party: Party): Match {
  const found = all.map(({ isNegated, anyOf }) => {
    if (isNegated && party.kind === 'outsiders' && anyOf.some(({ kind }) => kind === 'pods')) return 'no';
    const match = matchPeers(snapshot, anyOf, party);
    return isNegated ? OPPOSITE[match] : match;
  });
  if (found.includes('no')) return 'no';
  return isSure && !found.includes('maybe') ? 'sure' : 'maybe';
}

/** Whether any policy has a say about a party in a direction. */
export function isGoverned(snapshot: Snapshot, rules: RuleSet, direction: Direction, party: Party): boolean {
  return governingCore(rules, direction, party).length > 0
    || rules.tiered.some((policy) => hasSay(snapshot, policy, direction, party));
}

function governingCore({ policies }: RuleSet, direction: Direction, party: Party): RuleSet['policies'] {
  // A NetworkPolicy selects none of the pods that are not there: what it says is about the workloads that are.
  if (party.kind === 'outsiders' || party.workload.hostNetwork) return [];
  const { namespace, labels } = party.workload;
  return policies.filter(({ isolates, subject }) => isolates.includes(direction) && subject.namespace === namespace && matches(subject.pods, labels));
}

function hasSay(snapshot: Snapshot, { subject, rules, isolates }: TieredPolicy, direction: Direction, party: Party): boolean {
  const isAbout = isolates.includes(direction) || rules.some((rule) => rule.direction === direction);
  return isAbout && matchesParty(snapshot, subject.namespaces, subject.pods, party);
}

/**
 * The ports that the policies of one side let through for sure, taking pods to lie outside every block of addresses: tier by tier, the NetworkPolicies among
 * them, then everything. What a rule may or may not match is decided by it, and by what comes behind it, too.
 */
export function sideOf(snapshot: Snapshot, rules: RuleSet, side: Side): SymbolicPorts {
  return portsThrough(matchingSteps(snapshot, rules, side));
}

/** The ports that some steps let through for sure. */
export function portsThrough(steps: readonly MatchingStep[]): SymbolicPorts {
  let [asked, accepted, denied] = [SymbolicPorts.all, SymbolicPorts.none, SymbolicPorts.none];
  for (const { early, core, late, isolates, isCoreIsolating } of steps) {
    let [open, passed] = [asked, SymbolicPorts.none];
    for (const { action, ports, isSure } of [...early, ...core, ...late]) {
      const matched = ports.intersection(open);
      if (isSure) open = open.difference(matched);
      if (action === 'accept') accepted = accepted.union(matched);
      if (action === 'deny') denied = denied.union(matched);
      if (action === 'pass') passed = passed.union(matched);
    }
    const isShut = isolates || isCoreIsolating;
    if (isShut) denied = denied.union(open);
    asked = isShut ? passed : passed.union(open);
  }
  return accepted.union(asked).difference(denied);
}

/** A rule that matches, or may. */
export interface MatchingRule extends Pick<TieredRule, 'action' | 'requests'> {
  readonly ports: SymbolicPorts;
  readonly isSure: boolean;
}

/** The rules of a tier that match, in the order in which they decide, and whether it shuts out whatever they do not match. */
export interface MatchingStep {
  readonly order: number;
  readonly early: readonly MatchingRule[];
  /** Those of the NetworkPolicies, and whether one of them isolates the subject. */
  readonly core: readonly MatchingRule[];
  readonly isCoreIsolating: boolean;
  readonly late: readonly MatchingRule[];
  readonly isolates: boolean;
}

/** What the policies about one side of a connection say of it, tier by tier. */
export function matchingSteps(snapshot: Snapshot, rules: RuleSet, side: Side): readonly MatchingStep[] {
  const governing = rules.tiered.filter((policy) => hasSay(snapshot, policy, side.direction, side.subject)).sort(comparePlaces);
  const core = governingCore(rules, side.direction, side.subject);
  const orders = [...new Set([...governing.map(({ tier }) => tier.order), NETWORK_POLICIES.order])].sort((a, b) => a - b);
  return orders.map((order): MatchingStep => {
    const own = governing.filter(({ tier }) => tier.order === order);
    const isEarly = ({ priority }: TieredPolicy) => order !== NETWORK_POLICIES.order || priority <= NETWORK_POLICIES.priority;
    const among = order === NETWORK_POLICIES.order ? core : [];
    return {
      order,
      early: tieredRules(snapshot, own.filter(isEarly), side),
      core: coreRules(snapshot, among, side),
      isCoreIsolating: among.length > 0,
      late: tieredRules(snapshot, own.filter((policy) => !isEarly(policy)), side),
      isolates: own.some(({ isolates }) => isolates.includes(side.direction)),
    };
  });
}

/** NetworkPolicies allow together, so that their order is of no account. */
function coreRules(snapshot: Snapshot, policies: RuleSet['policies'], side: Side): MatchingRule[] {
  return policies.flatMap(({ rules }) => rules)
    .filter((rule) => rule.direction === side.direction && matchPeers(snapshot, rule.peers, side.other) === 'sure')
    .map(({ ports }) => ({ action: 'accept', ports: portsOf(ports, side), isSure: true }));
}

/** A peer of an unknown kind makes an `accept` match nobody, and anything else a denial of all. */
function tieredRules(snapshot: Snapshot, policies: readonly TieredPolicy[], side: Side): MatchingRule[] {
  const rules = policies.flatMap((policy) => [...policy.rules].sort((a, b) => a.index - b.index));
  return rules.flatMap(({ direction, action, subject, peers, ports, requests }): MatchingRule[] => {
    if (direction !== side.direction) return [];
    if (subject !== undefined && !matchesParty(snapshot, subject.namespaces, subject.pods, side.subject)) return [];
    if (peers.some((peer) => peer.kind === 'unknown')) return action === 'accept' ? [] : [{ action: 'deny', ports: SymbolicPorts.all, isSure: true }];
    const match = matchPeers(snapshot, peers, side.other);
    if (match === 'no') return [];
    return [{ action, ports: portsOf(ports, side), isSure: match === 'sure', ...(requests === undefined ? {} : { requests }) }];
  });
}

function comparePlaces(a: TieredPolicy, b: TieredPolicy): number {
  return a.priority - b.priority || compareOfOnePriority(a.origin, b.origin);
}

function portsOf(ports: 'all' | readonly PortMatch[], side: Side): SymbolicPorts {
  if (ports === 'all') return SymbolicPorts.all;
  const destination = side.direction === 'ingress' ? side.subject : side.other;
  return ports.reduce((sum, port) => sum.union(portOf(port, destination)), SymbolicPorts.none);
}

function portOf(port: PortMatch, destination: Party): SymbolicPorts {
  switch (port.kind) {
    case 'every': return SymbolicPorts.numbered(PortSet.of(port.protocol));
    case 'numbers': return SymbolicPorts.numbered(PortSet.of(port.protocol, port.first, port.last));
    case 'name': return destination.kind === 'outsiders'
      ? SymbolicPorts.named(port.name, port.protocol)
      : SymbolicPorts.numbered(namedPorts(destination.workload, port.name, port.protocol));
  }
}

function namedPorts({ hostNetwork, ports }: Workload, name: string, protocol: PortMatch['protocol']): PortSet {
  const found = hostNetwork ? [] : ports.filter((port) => port.name === name && (protocol === undefined || port.protocol === protocol));
  return found.reduce((sum, port) => sum.union(PortSet.of(port.protocol, port.number)), PortSet.none);
}
