import { LintFinding, LintObject } from './codes';
import { governs } from './governs';
import { namesText, Manifests, pathOf } from './manifests';
import { NamespaceMatch, PortMatch, TieredPeer, TieredPolicy, TieredRule } from '../../reachability/rules';
import { isOrderOpen } from '../../reachability/rules/precedence';
import { Snapshot } from '../../reachability/snapshot';
import { workloadText } from '../../reachability/workload';
import { contains } from '../../sets/cidr';
import { coversName } from '../../sets/names';
import { selectorText } from '../../sets/selector';

/** What is wrong with cluster-wide policies beside one another, and with the order of their rules. */
export function* checkTiers({ rules: { tiered }, snapshot }: Manifests): Iterable<LintFinding> {
  for (const [i, policy] of tiered.entries()) {
    for (const other of tiered.slice(0, i)) yield* sharedPriority(policy, other, snapshot);
    yield* shadowed(policy);
  }
}

function objectOf({ origin }: TieredPolicy): LintObject {
  return origin;
}

/** @see https://network-policy-api.sigs.k8s.io/api-overview/ (v1alpha2: of two policies of one priority either may win) */
function* sharedPriority(policy: TieredPolicy, other: TieredPolicy, snapshot: Snapshot): Iterable<LintFinding> {
  if (policy.tier.name !== other.tier.name || policy.priority !== other.priority || !isOrderOpen(policy.origin)) return;
  const both = snapshot.workloads.filter((workload) => governs(policy, workload, snapshot) && governs(other, workload, snapshot));
  if (both.length === 0) return;
  yield {
    code: 'TIER_PRIORITY_SHARED',
    object: objectOf(policy),
    path: 'spec.priority',
    text: `has priority \`${policy.priority}\`, as has ${other.origin.kind} \`${other.origin.name}\`, and both select ${namesText(both.map(workloadText))}: which of them goes first is not defined`,
    mend: 'give each a priority of its own; the lower goes first',
  };
}

/** The first rule that matches decides: one whose peers and ports an earlier rule has all of is never asked. */
function* shadowed(policy: TieredPolicy): Iterable<LintFinding> {
  for (const rule of policy.rules) {
    const earlier = policy.rules.find((one) => one.direction === rule.direction && one.index < rule.index && covers(one, rule));
    if (earlier === undefined) continue;
    yield {
      code: 'TIER_RULE_SHADOWED',
      object: objectOf(policy),
      path: pathOf(rule),
      text: `never decides: \`${rule.direction}[${earlier.index}]\`, to ${earlier.action}, comes before it and matches everything that it would`,
      mend: earlier.action === rule.action ? 'leave it out' : 'put it before the other, or narrow the other',
    };
  }
}

function covers(outer: TieredRule, inner: TieredRule): boolean {
  if (outer.subject !== undefined || isOfSome(outer)) return false;
  return inner.peers.every((peer) => outer.peers.some((one) => coversPeer(one, peer))) && coversPorts(outer.ports, inner.ports);
}

/** Whether a rule is about some of what comes over a connection: another one for the same connection adds to it. */
function isOfSome({ requests, queries, part }: TieredRule): boolean {
  return requests !== undefined || queries !== undefined || part !== undefined;
}

function coversPeer(outer: TieredPeer, inner: TieredPeer): boolean {
  if (outer.kind === 'pods' && inner.kind === 'pods') {
    const isAnywhere = outer.namespaces.kind === 'labelled' && selectorText(outer.namespaces.selector) === '*';
    const sameNamespaces = namespaceText(outer.namespaces) === namespaceText(inner.namespaces);
    return (isAnywhere || sameNamespaces) && ['*', selectorText(inner.pods)].includes(selectorText(outer.pods));
  }
  if (outer.kind === 'addresses' && inner.kind === 'addresses') return outer.except.length === 0 && contains(outer.block, inner.block);
  if (outer.kind === 'nodes' && inner.kind === 'nodes') return ['*', selectorText(inner.nodes)].includes(selectorText(outer.nodes));
  if (outer.kind === 'cluster') return ['cluster', 'pods', 'nodes'].includes(inner.kind);
  if (outer.kind === 'domainNames' && inner.kind === 'domainNames') return inner.names.every((name) => outer.names.some((one) => coversName(one, name)));
  return false;
}

function namespaceText(match: NamespaceMatch): string {
  return match.kind === 'named' ? `named ${match.name}` : selectorText(match.selector);
}

function coversPorts(outer: 'all' | readonly PortMatch[], inner: 'all' | readonly PortMatch[]): boolean {
  if (outer === 'all') return true;
  return inner !== 'all' && inner.every((port) => outer.some((one) => coversPort(one, port)));
}

function coversPort(outer: PortMatch, inner: PortMatch): boolean {
  if (outer.protocol !== undefined && outer.protocol !== inner.protocol) return false;
  if (outer.kind === 'every') return true;
  if (outer.kind === 'name' || inner.kind === 'name') return outer.kind === 'name' && inner.kind === 'name' && outer.name === inner.name;
  return inner.kind === 'numbers' && outer.first <= inner.first && inner.last <= outer.last;
}
