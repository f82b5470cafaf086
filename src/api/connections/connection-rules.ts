import { PeerBinding, WorkloadSide } from './binding';
import { IPeer } from './peer';
import type { ClusterProfileModel } from '../../clusters/profile';
import { EdgeModel } from '../../model/edge';
import { refuse } from '../../model/finding';
import { PortMatch, PortModel } from '../../model/port';

/** What a peer means in a declaration; `PEER_INVALID` for anything that only looks like a peer, and for one that a Reachability has named. */
export function bindingOf(peer: IPeer): PeerBinding {
  const binding = askedBindingOf(peer);
  if (binding.namedBy !== undefined) {
    refuse('PEER_INVALID', `\`${peer.peerName}\` is a workload that a Reachability has named, for questions alone: declare it with \`Workload.fromExisting(…)\`, `
      + 'or name its pods as `Peer.pods(…)`');
  }
  return binding;
}

/** What a peer means in a question; `PEER_INVALID` for anything that only looks like a peer. */
export function askedBindingOf(peer: IPeer): PeerBinding {
  // A caller from another language, or from untyped code, may pass anything at all.
  const candidate: Partial<IPeer> | null | undefined = peer;
  if (typeof candidate?._peer !== 'function') {
    refuse('PEER_INVALID', `\`${String(candidate?.peerName ?? candidate)}\` is not a peer: pass a SecureMicroservice, one of its ports, a Workload or a Peer`);
  }
  return candidate._peer();
}

/** Both ends must be synthesized together, into the same cluster. */
export function checkSameApp(one: WorkloadSide, other: PeerBinding, otherName: string): void {
  if (other.side !== undefined) checkTogether(one, other.side, otherName);
}

/** Where something is that must be synthesized together with a workload. */
type Placed = Pick<WorkloadSide, 'construct' | 'cluster'>;

/** Whatever goes with a workload must be synthesized with it, into the same cluster. */
export function checkTogether(one: WorkloadSide, other: Placed, otherName: string): void {
  if (one.construct.node.root !== other.construct.node.root) {
    refuse('PEER_OF_ANOTHER_APP', `\`${otherName}\` belongs to another App than \`${one.party.name}\`, so its policy could not be opened: `
      + 'name it as \`Peer.pods(…)\`, and let its own App allow the other side');
  }
  if (one.cluster.root !== other.cluster.root) {
    refuse('PEER_OF_ANOTHER_CLUSTER', `\`${otherName}\` goes to another cluster than \`${one.party.name}\`: pods reach another cluster `
      + 'through an exposure; name its addresses as \`Peer.cidr(…)\`');
  }
}

/** An edge by its name, the first one for none; nothing where the cluster has no edge at all. */
export function edgeNamed(profile: ClusterProfileModel, name: string | undefined): EdgeModel | undefined {
  const { edges } = profile;
  if (name === undefined || edges.length === 0) {
    return edges[0];
  }
  const edge = edges.find((candidate) => candidate.name === name);
  return edge ?? refuse('EDGE_UNKNOWN', `the cluster has no edge \`${name}\`: it has ${edges.map((known) => `\`${known.name}\``).join(', ')}`);
}

/** What a port is looked up on. */
export type PortOwner = Pick<WorkloadSide, 'party' | 'ports'>;

/** A port of a workload by its name; never one for localhost only. */
export function portNamed(side: PortOwner, name: string): PortModel {
  const port = side.ports.find((candidate) => candidate.name === name);
  if (port === undefined) {
    const known = side.ports.filter(({ purpose }) => purpose !== 'local').map((candidate) => `\`${candidate.name}\``);
    return refuse('PORT_UNKNOWN', `\`${side.party.name}\` has no port \`${name}\`: it has ${known.length === 0 ? 'none' : known.join(', ')}`);
  }
  return remote(side, port);
}

function remote(side: PortOwner, port: PortModel): PortModel {
  if (port.purpose === 'local') {
    refuse('PORT_LOCAL', `port \`${port.name}\` of \`${side.party.name}\` is for the pod's own localhost: declare it with another factory, such as `
      + `\`Port.tcp(${port.number})\`, to let others in`);
  }
  return port;
}

/** The ports of a connection: as those of `calleePorts`, but that Prometheus comes for the metrics ports where there are any. */
export function portsFor(caller: PeerBinding, callee: PeerBinding, profile: ClusterProfileModel, name: string): readonly PortModel[] | 'all' {
  const metrics = callee.side?.ports.filter(({ purpose }) => purpose === 'metrics') ?? [];
  const comesForMetrics = callee.ports === undefined && caller.party.kind === 'prometheus' && metrics.length > 0;
  return comesForMetrics ? metrics : calleePorts(callee, profile, name);
}

/** The ports of a connection: those that the target names, or the default of the party. */
export function calleePorts(callee: PeerBinding, profile: ClusterProfileModel, name: string): readonly PortModel[] | 'all' {
  if (callee.ports !== undefined) {
    return callee.ports;
  }
  if (callee.side !== undefined) {
    return [defaultPort(callee.side)];
  }
  switch (callee.party.kind) {
    case 'dns':
      return systemPorts('dns', profile.dns.ports);
    case 'apiServer':
      return systemPorts('https', profile.apiServer.ports);
    case 'workload':
    case 'pods':
    case 'account':
    case 'addresses':
    case 'dnsName':
    case 'unnameable':
    case 'anyone':
    case 'prometheus':
    case 'ingressController':
    case 'internet':
    case 'outside':
    case 'cluster':
    case 'nodes':
      return refuse('PEER_WITHOUT_PORT', `\`${name}\` names no port: add it, as in \`.on(Port.tcp(5432))\`, or say \`.onEveryPort()\``);
  }
}

/** The first port that serves callers. */
export function defaultPort(side: WorkloadSide): PortModel {
  const port = side.ports.find(({ purpose }) => purpose === 'serving');
  return port ?? refuse('PEER_WITHOUT_PORT', `\`${side.party.name}\` has no port that serves callers: declare one, as in \`ports: [Port.http(8080)]\`, `
    + 'or name its metrics port with \`port(name)\`');
}

function systemPorts(name: string, matches: readonly PortMatch[]): PortModel[] {
  return matches.flatMap(({ protocol, port }): PortModel[] => (
    port === undefined ? [] : [{ name: `${name}-${protocol.toLowerCase()}`, number: port, servicePort: port, protocol, purpose: 'serving' }]
  ));
}
