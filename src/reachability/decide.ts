import { Direction, Peer, Policy, PortMatch, Rule } from './rules';
import { namespaceLabels, Snapshot } from './snapshot';
import { Decision, Flow, FlowEnd, RuleReference, SideTrace, Verdict } from './trace';
import { Workload } from './workload';
import { Address } from '../sets/address';
import { cidrOfAddress, isProblem, parseAddress } from '../sets/cidr';
import { CidrSet } from '../sets/cidr-set';
import { matches } from '../sets/selector';

/**
 * What becomes of one flow, straight from the text of the API: the egress of its source and the ingress of its destination must
 * both let it through, and replies are implied. It asks one flow after another on purpose; the engine is what is fast.
 *
 * An address that a pod of the snapshot holds is that pod.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/ (Kubernetes 1.35)
 */
export function decide(snapshot: Snapshot, policies: readonly Policy[], flow: Flow): Decision {
  const source = resolved(snapshot, flow.source);
  const destination = resolved(snapshot, flow.destination);
  const known: Flow = { ...flow, source, destination };
  if (isOwnPod(source, destination)) return { flow: known, verdict: 'allowed', trace: { kind: 'ownPod' } };
  const egress = sideOf('egress', snapshot, policies, known);
  const ingress = sideOf('ingress', snapshot, policies, known);
  return { flow: known, verdict: bothOf(egress.verdict, ingress.verdict), trace: { kind: 'sides', egress, ingress } };
}

/** The end of a flow that is a workload. */
export function workloadEnd(workload: Workload): FlowEnd {
  return { kind: 'workload', workload };
}

/** The end of a flow that is an address. A malformed one is a mistake of the caller and raises a RangeError. */
export function addressEnd(text: string): FlowEnd {
  const address = parseAddress(text);
  if (isProblem(address)) throw new RangeError(`\`${text}\` ${address.detail}`);
  return { kind: 'address', address };
}

function bothOf(a: Verdict, b: Verdict): Verdict {
  if (a === 'denied' || b === 'denied') return 'denied';
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'allowed';
}

function resolved(snapshot: Snapshot, end: FlowEnd): FlowEnd {
  if (end.kind === 'workload') return end;
  const workload = snapshot.workloads.find((one) => !one.hostNetwork && one.addresses.some((address) => isSame(address, end.address)));
  return workload === undefined ? end : { kind: 'workload', workload, address: end.address };
}

function isSame(a: Address, b: Address): boolean {
  return a.family === b.family && a.value === b.value;
}

/** Only a lone Pod is sure to be one pod: the replicas of a controller are separate parties. */
function isOwnPod(source: FlowEnd, destination: FlowEnd): boolean {
  if (source.kind === 'address' || destination.kind === 'address') return false;
  const [a, b] = [source.workload, destination.workload];
  return a.kind === 'Pod' && b.kind === 'Pod' && a.namespace === b.namespace && a.name === b.name;
}

function sideOf(direction: Direction, snapshot: Snapshot, policies: readonly Policy[], flow: Flow): SideTrace {
  const [subject, other] = direction === 'egress' ? [flow.source, flow.destination] : [flow.destination, flow.source];
  if (subject.kind === 'address') return { direction, verdict: 'allowed', reason: { kind: 'outside' } };
  if (subject.workload.hostNetwork) return { direction, verdict: 'allowed', reason: { kind: 'hostNetwork' } };
  const isolating = policies.filter((policy) => policy.isolates.includes(direction) && governs(policy, subject.workload));
  if (isolating.length === 0) return { direction, verdict: 'allowed', reason: { kind: 'notIsolated' } };
  const fromOwnNode = direction === 'ingress' ? isOwnNode(snapshot, subject.workload, other) : 'no';
  if (fromOwnNode === 'yes') return { direction, verdict: 'allowed', reason: { kind: 'ownNode' } };
  const matched = matchedBy(direction, isolating, snapshot, flow, other);
  if (matched !== undefined) return matched;
  const isolatedBy = isolating.map((policy) => policy.origin);
  return fromOwnNode === 'no'
    ? { direction, verdict: 'denied', reason: { kind: 'unmatched', isolatedBy } }
    : { direction, verdict: 'unknown', reason: { kind: 'nodeUnknown', isolatedBy } };
}

function governs(policy: Policy, workload: Workload): boolean {
  return policy.subject.namespace === workload.namespace && matches(policy.subject.pods, workload.labels);
}

/** The side as the rules of the policies that isolate it have it; undefined if none of them has anything to do with the other side. */
function matchedBy(direction: Direction, isolating: readonly Policy[], snapshot: Snapshot, flow: Flow, other: FlowEnd): SideTrace | undefined {
  const candidates = candidatesOf(snapshot, other);
  const partial: { readonly rule: RuleReference; readonly addresses: CidrSet }[] = [];
  for (const policy of isolating) {
    for (const rule of policy.rules) {
      if (rule.direction !== direction || !matchesPorts(rule, flow)) continue;
      const reference = { origin: policy.origin, direction, index: rule.index };
      const addresses = addressesOf(rule).intersection(candidates);
      if (matchesPods(rule, snapshot, other) || addresses.equals(candidates)) {
        return { direction, verdict: 'allowed', reason: { kind: 'matched', rules: [reference] } };
      }
      if (!addresses.isEmpty()) partial.push({ rule: reference, addresses });
    }
  }
  if (partial.length === 0) return undefined;
  const rules = partial.map(({ rule }) => rule);
  const covered = partial.reduce((sum, { addresses }) => sum.union(addresses), CidrSet.none);
  return covered.equals(candidates)
    ? { direction, verdict: 'allowed', reason: { kind: 'matched', rules } }
    : { direction, verdict: 'unknown', reason: { kind: 'addressUnknown', rules } };
}

/** Whether the peers of a rule, blocks of addresses apart, take the other side in. */
function matchesPods(rule: Rule, snapshot: Snapshot, other: FlowEnd): boolean {
  if (rule.peers === 'anyone') return true;
  if (other.kind === 'address' || other.workload.hostNetwork) return false;
  const { workload } = other;
  return rule.peers.some((peer) => peer.kind === 'pods' && matchesNamespace(peer, snapshot, workload) && matches(peer.pods, workload.labels));
}

function matchesNamespace(peer: Extract<Peer, { kind: 'pods' }>, snapshot: Snapshot, workload: Workload): boolean {
  return peer.namespaces.kind === 'named'
    ? peer.namespaces.name === workload.namespace
    : matches(peer.namespaces.selector, namespaceLabels(snapshot, workload.namespace));
}

/** The addresses that a rule takes in: an exception holds within its own peer only. */
function addressesOf(rule: Rule): CidrSet {
  if (rule.peers === 'anyone') return CidrSet.all;
  const sets = rule.peers.map((peer) => (peer.kind === 'addresses' ? CidrSet.of([peer.block]).difference(CidrSet.of(peer.except)) : CidrSet.none));
  return sets.reduce((sum, set) => sum.union(set), CidrSet.none);
}

/** Every address that an end may have, as far as anybody knows. */
function candidatesOf({ facts }: Snapshot, end: FlowEnd): CidrSet {
  if (end.kind === 'address') return CidrSet.of([cidrOfAddress(end.address)]);
  if (end.address !== undefined) return CidrSet.of([cidrOfAddress(end.address)]);
  const { hostNetwork, addresses, nodeAddresses } = end.workload;
  const known = hostNetwork && addresses.length === 0 ? nodeAddresses : addresses;
  if (known.length > 0) return CidrSet.of(known.map(cidrOfAddress));
  const blocks = hostNetwork ? facts.nodeCidrs : facts.podCidrs;
  return blocks === undefined || blocks.length === 0 ? CidrSet.all : CidrSet.of(blocks);
}

function matchesPorts(rule: Rule, flow: Flow): boolean {
  return rule.ports === 'all' || rule.ports.some((port) => (port.protocol ?? flow.protocol) === flow.protocol && matchesPort(port, flow));
}

/** A name stands for the ports of the destination pod that bear it with this protocol; where there is no such pod, for none. */
function matchesPort(port: PortMatch, { destination, port: number, protocol }: Flow): boolean {
  switch (port.kind) {
    case 'every': return true;
    case 'numbers': return port.first <= number && number <= port.last;
    case 'name': return destination.kind === 'workload' && !destination.workload.hostNetwork
      && destination.workload.ports.some((one) => one.name === port.name && one.protocol === protocol && one.number === number);
  }
}

/**
 * Whether the source is the node on which the destination runs, from which it is always reachable. An address is a node only if
 * it is known to be one; a pod on the host network is on some node.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ (Kubernetes 1.35, `spec.ingress`)
 */
function isOwnNode({ facts }: Snapshot, destination: Workload, source: FlowEnd): 'yes' | 'no' | 'unknown' {
  if (source.kind === 'workload' && !source.workload.hostNetwork) return 'no';
  const sources = source.kind === 'address' ? [source.address] : [...source.workload.addresses, ...source.workload.nodeAddresses];
  if (destination.nodeAddresses.length > 0 && sources.length > 0) {
    return sources.some((one) => destination.nodeAddresses.some((node) => isSame(one, node))) ? 'yes' : 'no';
  }
  if (source.kind === 'workload') return 'unknown';
  return CidrSet.of(facts.nodeCidrs ?? []).has(source.address) ? 'unknown' : 'no';
}
