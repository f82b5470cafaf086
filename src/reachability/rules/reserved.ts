import { everything } from '../../sets/selector';
import { Peer } from '../rules';

/**
 * Parties that a network plugin knows by an identity of its own, and neither by labels nor by addresses: here they are pods of namespaces that no cluster can
 * have, so that a rule finds them by that name and by nothing else.
 *
 * @see https://docs.cilium.io/en/stable/gettingstarted/terminology/#reserved-labels (Cilium 1.18)
 */
export type ReservedIdentity = 'ingress' | 'kube-apiserver';

/** What stands before the name of an identity. */
const RESERVED = 'reserved:';

/** The namespace of a party. */
export function reservedNamespace(identity: ReservedIdentity | 'node'): string {
  return `${RESERVED}${identity}`;
}

/** Whether a namespace is that of such a party: it has no labels, and is none of those that a selector means. */
export function isReserved(namespace: string): boolean {
  return namespace.startsWith(RESERVED);
}

/** The party as a peer of a rule. */
export function reservedPeer(identity: ReservedIdentity): Peer {
  return { kind: 'pods', namespaces: { kind: 'named', name: reservedNamespace(identity) }, pods: everything };
}
