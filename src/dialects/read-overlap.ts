import { NamespaceMatch, PortMatch, TieredPeer, TieredPolicy, TieredRule } from '../reachability/rules';
import { CidrSet } from '../sets/cidr-set';
import { LabelSelector } from '../sets/selector';

/** Whether one connection may match rules of two policies; only where it is sure that none can, it is false. */
export function mayMeet(a: TieredPolicy, one: TieredRule, b: TieredPolicy, other: TieredRule): boolean {
  return mayShareNamespace(a.subject.namespaces, b.subject.namespaces)
    && mayShareLabels(a.subject.pods, b.subject.pods)
    && mayShare(one.ports, other.ports, mayShareEveryPort)
    && one.peers.some((peer) => other.peers.some((their) => maySharePeer(peer, their)));
}

function mayShare<T>(a: 'all' | readonly T[], b: 'all' | readonly T[], share: (one: T, other: T) => boolean): boolean {
  return a === 'all' || b === 'all' || a.some((one) => b.some((other) => share(one, other)));
}

function mayShareEveryPort(a: PortMatch, b: PortMatch): boolean {
  if (a.protocol !== undefined && b.protocol !== undefined && a.protocol !== b.protocol) return false;
  return a.kind !== 'numbers' || b.kind !== 'numbers' || (a.first <= b.last && b.first <= a.last);
}

function maySharePeer(a: TieredPeer, b: TieredPeer): boolean {
  if (a.kind === 'pods' && b.kind === 'pods') return mayShareNamespace(a.namespaces, b.namespaces) && mayShareLabels(a.pods, b.pods);
  if (a.kind === 'addresses' && b.kind === 'addresses') return !CidrSet.of([a.block]).intersection(CidrSet.of([b.block])).isEmpty();
  if (a.kind === 'nodes' && b.kind === 'nodes') return mayShareLabels(a.nodes, b.nodes);
  // Conditions may come to anybody, and whoever is in the cluster may be any of them but an outside name.
  if (a.kind === 'meeting' || b.kind === 'meeting') return true;
  if (a.kind === 'cluster' || b.kind === 'cluster') return a.kind !== 'domainNames' && b.kind !== 'domainNames';
  // Pods are not nodes, and no outside names; any of them may lie in a block of addresses.
  return a.kind === b.kind || [a, b].some(({ kind }) => kind === 'addresses' || kind === 'unknown') || ![a, b].some(({ kind }) => kind === 'pods');
}

function mayShareNamespace(a: NamespaceMatch, b: NamespaceMatch): boolean {
  return a.kind === 'labelled' && b.kind === 'labelled' ? mayShareLabels(a.selector, b.selector) : a.kind !== b.kind || sameName(a, b);
}

function sameName(a: NamespaceMatch, b: NamespaceMatch): boolean {
  return a.kind === 'named' && b.kind === 'named' && a.name === b.name;
}

/** Labels cannot meet both selectors where these want values of one key that have nothing in common. */
function mayShareLabels(a: LabelSelector, b: LabelSelector): boolean {
  const wanted = wantedBy(b);
  return wantedBy(a).every((one) => wanted.every((other) => one.key !== other.key || one.values.some((value) => other.values.includes(value))));
}

function wantedBy({ matchLabels, matchExpressions }: LabelSelector): { readonly key: string; readonly values: readonly string[] }[] {
  const expressions = matchExpressions.flatMap((one) => (one.operator === 'In' ? [{ key: one.key, values: one.values }] : []));
  return [...Object.entries(matchLabels).map(([key, value]) => ({ key, values: [value] })), ...expressions];
}
