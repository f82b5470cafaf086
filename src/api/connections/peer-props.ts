import { EgressFallback } from '../egress/egress-fallback';

/** Which pods a peer names. */
export interface PodsPeerProps {
  /** Labels that the pods carry, all of them. Must not be empty: `Peer.namespaceNamed` names every pod of a namespace. */
  readonly labels: Record<string, string>;

  /**
   * The namespace of the pods.
   *
   * @default the namespaces are named by `namespaceLabels`
   */
  readonly namespaceName?: string;

  /**
   * Labels of the namespaces of the pods.
   *
   * Any other label than `kubernetes.io/metadata.name` has to be put on the namespaces by somebody.
   *
   * @default the namespace is named by `namespaceName`; one of the two must be given
   */
  readonly namespaceLabels?: Record<string, string>;
}

/** What is left out of a block of addresses. */
export interface CidrPeerProps {
  /**
   * Blocks inside the block that are not meant. Throws `EXCEPT_OUTSIDE_BLOCK` for a block outside it.
   *
   * @default the whole block is meant
   */
  readonly excluding?: string[];
}

/** What is known of a DNS name. */
export interface DnsNamePeerProps {
  /**
   * The blocks of addresses, v4 and v6, that the name resolves to.
   *
   * Core NetworkPolicy cannot match names: these addresses are opened in its place, and a warning says so.
   *
   * @default none: `fallback` says what becomes of the connection on a network plugin that cannot match names
   */
  readonly addresses?: string[];

  /**
   * What becomes of the connection on a network plugin that cannot match names. `addresses` is short for `EgressFallback.addresses(…)`, and cannot be
   * given beside it.
   *
   * @default EgressFallback.refuse(): the connection is refused with `CANNOT_EXPRESS`
   */
  readonly fallback?: EgressFallback;
}
