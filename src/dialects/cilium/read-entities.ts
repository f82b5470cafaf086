import { MeetingPeer, NamedPeer } from '../../reachability/rules';
import { everything } from '../../sets/selector';

/** All nodes. */
export const NODES: NamedPeer = { kind: 'nodes', nodes: everything };

/** All workloads and nodes. */
export const CLUSTER: NamedPeer = { kind: 'cluster' };

/** Whoever is not in the cluster. */
export const WORLD: MeetingPeer = { kind: 'meeting', all: [{ isNegated: true, anyOf: [CLUSTER] }], isSure: true };

/** Anybody at all. */
export const ANYBODY: MeetingPeer = { kind: 'meeting', all: [], isSure: true };

/** Some of whom a peer takes in, and nobody knows which. */
export function someOf(peer: NamedPeer | MeetingPeer): MeetingPeer {
  return peer.kind === 'meeting' ? { ...peer, isSure: false } : { kind: 'meeting', all: [{ isNegated: false, anyOf: [peer] }], isSure: false };
}
