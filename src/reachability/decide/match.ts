import { Address, isSameAddress } from '../../sets/address';
import { cidrOfAddress } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';
import { coversName } from '../../sets/names';
import { isEverything, LabelSelector, matches } from '../../sets/selector';
import { MeetingPeer, Peer, PeerCondition, PortMatch, Rule, TieredPeer, TieredSubject } from '../rules';
import { BlockScope, matchesNamespace, Snapshot } from '../snapshot';
import { Flow, FlowEnd, FlowSource } from '../trace';
import { traitsOf, Workload } from '../workload';

/** Which of the addresses that the other side may have a rule takes in. */
export interface Reach {
  readonly sure: CidrSet;
  /** Those of which nobody knows; none of them is in `sure`. */
  readonly maybe: CidrSet;
}

/** Whether a policy of a tier, or one rule of it, governs a workload; those on the host network are governed by none. */
export function isSubject({ subject }: { readonly subject?: TieredSubject }, snapshot: Snapshot, workload: Workload): boolean {
  return !workload.hostNetwork && (subject === undefined
    || (matchesNamespace(subject.namespaces, snapshot, workload) && matches(subject.pods, traitsOf(workload))));
}

/** What the peers of a rule take in of some addresses of the other side, by address or because of whose they are. */
export function reachOf(peers: 'anyone' | readonly TieredPeer[], snapshot: Snapshot, other: FlowEnd, candidates: CidrSet): Reach {
  if (peers === 'anyone') return { sure: candidates, maybe: CidrSet.none };
  const reaches = peers.map((peer) => reachOfPeer(peer, snapshot, other, candidates));
  const sure = reaches.reduce((sum, reach) => sum.union(reach.sure), CidrSet.none);
  return { sure, maybe: reaches.reduce((sum, reach) => sum.union(reach.maybe), CidrSet.none).difference(sure) };
}

function reachOfPeer(peer: TieredPeer, snapshot: Snapshot, other: FlowEnd, candidates: CidrSet): Reach {
  const surely = (sure: CidrSet): Reach => ({ sure, maybe: CidrSet.none });
  switch (peer.kind) {
    case 'pods': return surely(isPeer(peer, snapshot, other) ? candidates : CidrSet.none);
    case 'addresses': return surely(reachOfBlock(peer, snapshot, other, candidates));
    case 'nodes': return reachOfNodes(peer.nodes, snapshot, other, candidates);
    case 'domainNames': return reachOfNames(peer.names, other, candidates);
    case 'cluster': return surely(other.kind === 'workload' ? candidates : candidates.intersection(insideOf(snapshot)));
    case 'meeting': return reachOfConditions(peer, snapshot, other, candidates);
    case 'unknown': return surely(CidrSet.none);
  }
}

/** The addresses that meet every condition: an end has one address at a time, and all conditions are about that one. */
function reachOfConditions({ all, isSure }: MeetingPeer, snapshot: Snapshot, other: FlowEnd, candidates: CidrSet): Reach {
  const reaches = all.map((condition) => reachOfCondition(condition, snapshot, other, candidates));
  const met = reaches.reduce((left, { sure }) => left.intersection(sure), candidates);
  const possible = reaches.reduce((left, { sure, maybe }) => left.intersection(sure.union(maybe)), candidates);
  return isSure ? { sure: met, maybe: possible.difference(met) } : { sure: CidrSet.none, maybe: possible };
}

function reachOfCondition({ isNegated, anyOf }: PeerCondition, snapshot: Snapshot, other: FlowEnd, candidates: CidrSet): Reach {
  const { sure, maybe } = reachOf(anyOf, snapshot, other, candidates);
  return isNegated ? { sure: candidates.difference(sure).difference(maybe), maybe } : { sure, maybe };
}

/** A name is taken in whatever its address. Of an address, what it is called is known to whoever has asked for a name, and to nobody here. */
function reachOfNames(names: Extract<TieredPeer, { kind: 'domainNames' }>['names'], other: FlowEnd, candidates: CidrSet): Reach {
  switch (other.kind) {
    case 'name': return { sure: names.some((one) => coversName(one, other.name)) ? candidates : CidrSet.none, maybe: CidrSet.none };
    case 'address': return { sure: CidrSet.none, maybe: candidates };
    case 'workload': return { sure: CidrSet.none, maybe: CidrSet.none };
  }
}

/** Whether pods with these labels take the other side in; a pod on the host network is none of them. */
function isPeer(peer: Extract<Peer, { kind: 'pods' }>, snapshot: Snapshot, other: FlowEnd): boolean {
  if (other.kind !== 'workload' || other.workload.hostNetwork) return false;
  return matchesNamespace(peer.namespaces, snapshot, other.workload) && matches(peer.pods, traitsOf(other.workload));
}

/** A block is whoever has one of its addresses, unless the plugin knows the parties of the cluster by other things than that. */
function reachOfBlock(peer: Extract<Peer, { kind: 'addresses' }>, snapshot: Snapshot, other: FlowEnd, candidates: CidrSet): CidrSet {
  const taken = addressesOf(peer).intersection(candidates);
  const scope = snapshot.facts.blocks ?? { pods: peer.outside !== true, nodes: peer.outside !== true };
  if (other.kind === 'workload' && !(other.workload.hostNetwork ? scope.nodes : scope.pods)) return CidrSet.none;
  return taken.difference(leftOutOf(scope, snapshot));
}

/** The addresses of the cluster that blocks do not take in; one that is both a pod's and a node's is in them as soon as either is. */
function leftOutOf(scope: BlockScope, snapshot: Snapshot): CidrSet {
  if (scope.pods && scope.nodes) return CidrSet.none;
  if (scope.pods) return heldByNodes(snapshot).difference(heldByPods(snapshot));
  return scope.nodes ? heldByPods(snapshot).difference(heldByNodes(snapshot)) : insideOf(snapshot);
}

/** An exception holds within its own peer only. */
function addressesOf({ block, except }: Extract<Peer, { kind: 'addresses' }>): CidrSet {
  return CidrSet.of([block]).difference(CidrSet.of(except));
}

/**
 * Nodes are their addresses. The labels of a node are known where it has an object; of another address, whether it is a node's at all is known
 * of a pod on the host network, and may be so within the blocks of the nodes.
 *
 * @see https://network-policy-api.sigs.k8s.io/npeps/npep-126-egress-traffic-control/ (network-policy-api v0.2.0)
 */
function reachOfNodes(selector: LabelSelector, { nodes, facts }: Snapshot, other: FlowEnd, candidates: CidrSet): Reach {
  if (other.kind === 'workload' && !other.workload.hostNetwork) return { sure: CidrSet.none, maybe: CidrSet.none };
  const addressesOfNodes = (some: typeof nodes) => CidrSet.of(some.flatMap(({ addresses }) => addresses.map(cidrOfAddress)));
  const selected = addressesOfNodes(nodes.filter(({ labels }) => matches(selector, labels))).intersection(candidates);
  const others = candidates.difference(addressesOfNodes(nodes));
  if (other.kind !== 'workload') return { sure: selected, maybe: others.intersection(CidrSet.of(facts.nodeCidrs ?? [])) };
  return isEverything(selector) ? { sure: candidates, maybe: CidrSet.none } : { sure: selected, maybe: others };
}

/** A snapshot never changes, and is asked for its addresses again and again. */
const INSIDE = new WeakMap<Snapshot, CidrSet>();

/** The addresses that only parties of the cluster have, as far as anybody knows. */
function insideOf(snapshot: Snapshot): CidrSet {
  const known = INSIDE.get(snapshot) ?? heldByPods(snapshot).union(heldByNodes(snapshot));
  INSIDE.set(snapshot, known);
  return known;
}

/** Whether an address is known to be one of the cluster's own. */
export function isInside(snapshot: Snapshot, address: Address): boolean {
  return insideOf(snapshot).has(address);
}

/** The addresses of everybody else; where the cluster has said that it has all there are, nobody knows. */
function outsideOf(snapshot: Snapshot): CidrSet {
  const outside = CidrSet.all.difference(insideOf(snapshot));
  return outside.isEmpty() ? CidrSet.all : outside;
}

function heldByPods({ workloads, facts }: Snapshot): CidrSet {
  const held = workloads.flatMap(({ hostNetwork, addresses }) => (hostNetwork ? [] : addresses));
  return CidrSet.of([...facts.podCidrs ?? [], ...held.map(cidrOfAddress)]);
}

function heldByNodes({ workloads, nodes, facts }: Snapshot): CidrSet {
  const held = workloads.flatMap(({ hostNetwork, addresses, nodeAddresses: ofNode }) => (hostNetwork ? [...addresses, ...ofNode] : ofNode));
  return CidrSet.of([...facts.nodeCidrs ?? [], ...[...held, ...nodes.flatMap(({ addresses }) => addresses)].map(cidrOfAddress)]);
}

/** Every address that an end may have, as far as anybody knows. */
export function candidatesOf(snapshot: Snapshot, end: FlowEnd): CidrSet {
  if (end.kind === 'name') return end.addresses ?? outsideOf(snapshot);
  if (end.kind === 'address') return CidrSet.of([cidrOfAddress(end.address)]);
  if (end.address !== undefined) return CidrSet.of([cidrOfAddress(end.address)]);
  const { hostNetwork, addresses, nodeAddresses } = end.workload;
  const known = hostNetwork && addresses.length === 0 ? nodeAddresses : addresses;
  if (known.length > 0) return CidrSet.of(known.map(cidrOfAddress));
  const blocks = hostNetwork ? snapshot.facts.nodeCidrs : snapshot.facts.podCidrs;
  return blocks === undefined || blocks.length === 0 ? CidrSet.all : CidrSet.of(blocks);
}

/** Whether the ports of a rule take a flow in. */
export function matchesPorts(ports: Rule['ports'], flow: Flow): boolean {
  return ports === 'all' || ports.some((port) => (port.protocol ?? flow.protocol) === flow.protocol && matchesPort(port, flow));
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
export function isOwnNode({ facts }: Snapshot, destination: Workload, source: FlowSource): 'yes' | 'no' | 'unknown' {
  if (source.kind === 'workload' && !source.workload.hostNetwork) return 'no';
  const sources = source.kind === 'address' ? [source.address] : [...source.workload.addresses, ...source.workload.nodeAddresses];
  if (destination.nodeAddresses.length > 0 && sources.length > 0) {
    return sources.some((one) => destination.nodeAddresses.some((node) => isSameAddress(one, node))) ? 'yes' : 'no';
  }
  if (source.kind === 'workload') return 'unknown';
  return CidrSet.of(facts.nodeCidrs ?? []).has(source.address) ? 'unknown' : 'no';
}
