import { SymbolicPorts } from './ports';
import { Direction, NamespaceMatch, PortMatch, RuleSet, TieredPeer, TieredPolicy, TieredRule } from '../../reachability/rules';
import { compareOfOnePriority } from '../../reachability/rules/precedence';
import { namespaceLabels, NAMESPACE_NAME_LABEL, Snapshot } from '../../reachability/snapshot';
import { Workload } from '../../reachability/workload';
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
  if (workload.hostNetwork || !matches(pods, workload.labels)) return false;
  return namespaces.kind === 'named'
    ? namespaces.name === workload.namespace
    : matches(namespaces.selector, namespaceLabels(snapshot, workload.namespace));
}

function matchesPeers(snapshot: Snapshot, peers: 'anyone' | readonly TieredPeer[], party: Party): boolean {
  if (peers === 'anyone') return true;
  return peers.some((peer) => peer.kind === 'pods' && matchesParty(snapshot, peer.namespaces, peer.pods, party));
}

/** Whether any policy has a say about a party in a direction. */
export function isGoverned(snapshot: Snapshot, rules: RuleSet, direction: Direction, party: Party): boolean {
  return governing(rules, direction, party).length > 0
    || rules.tiered.some((policy) => hasSay(snapshot, policy, direction, party));
}

function governing({ policies }: RuleSet, direction: Direction, party: Party): RuleSet['policies'] {
  // A NetworkPolicy selects none of the pods that are not there: what it says is about the workloads that are.
  if (party.kind === 'outsiders' || party.workload.hostNetwork) return [];
  const { namespace, labels } = party.workload;
  return policies.filter(({ isolates, subject }) => isolates.includes(direction) && subject.namespace === namespace && matches(subject.pods, labels));
}

function hasSay(snapshot: Snapshot, { subject, rules }: TieredPolicy, direction: Direction, party: Party): boolean {
  return rules.some((rule) => rule.direction === direction) && matchesParty(snapshot, subject.namespaces, subject.pods, party);
}

/**
 * The ports that the policies of one side let through, taking pods to lie outside every block of addresses: the admin tier by
 * priority, then NetworkPolicies, then the baseline tier, then everything.
 */
export function sideOf(snapshot: Snapshot, rules: RuleSet, side: Side): SymbolicPorts {
  const admin = tierOf('admin', snapshot, rules, side, SymbolicPorts.all);
  const isolating = governing(rules, side.direction, side.subject);
  if (isolating.length === 0) {
    const baseline = tierOf('baseline', snapshot, rules, side, admin.undecided);
    return admin.accepted.union(baseline.accepted).union(baseline.undecided);
  }
  const matching = isolating.flatMap((policy) => policy.rules)
    .filter((rule) => rule.direction === side.direction && matchesPeers(snapshot, rule.peers, side.other));
  const allowed = matching.reduce((sum, rule) => sum.union(portsOf(rule.ports, side)), SymbolicPorts.none);
  return admin.accepted.union(admin.undecided.intersection(allowed));
}

interface Tier {
  readonly accepted: SymbolicPorts;
  /** Passed, or matched by nothing. */
  readonly undecided: SymbolicPorts;
}

function tierOf(tier: TieredPolicy['tier'], snapshot: Snapshot, { tiered }: RuleSet, side: Side, undecided: SymbolicPorts): Tier {
  let [rest, accepted, passed] = [undecided, SymbolicPorts.none, SymbolicPorts.none];
  for (const { action, ports } of tieredRules(tier, snapshot, tiered, side)) {
    const matched = portsOf(ports, side).intersection(rest);
    rest = rest.difference(matched);
    if (action === 'accept') accepted = accepted.union(matched);
    if (action === 'pass') passed = passed.union(matched);
  }
  return { accepted, undecided: rest.union(passed) };
}

/**
 * The rules of a tier that match, in the order in which they decide. A peer of an unknown kind makes an `accept` match nobody, and anything else
 * a denial of all.
 */
function tieredRules(tier: TieredPolicy['tier'], snapshot: Snapshot, tiered: readonly TieredPolicy[], side: Side): Pick<TieredRule, 'action' | 'ports'>[] {
  const policies = tiered.filter((policy) => policy.tier === tier && hasSay(snapshot, policy, side.direction, side.subject));
  const rules = [...policies].sort(comparePlaces).flatMap((policy) => [...policy.rules].sort((a, b) => a.index - b.index));
  return rules.flatMap(({ direction, action, peers, ports }) => {
    if (direction !== side.direction) return [];
    if (peers.some((peer) => peer.kind === 'unknown')) return action === 'accept' ? [] : [{ action: 'deny' as const, ports: 'all' as const }];
    return matchesPeers(snapshot, peers, side.other) ? [{ action, ports }] : [];
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
