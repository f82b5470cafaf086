import { WorkloadId } from '../../model/asked';
import { AccountEndpoint, AddressesEndpoint, PodsEndpoint } from '../../model/endpoint';
import { PortMatch } from '../../model/port';
import { RequestModel } from '../../model/request';

/** Whom one end of a question means. */
export type QuestionPeer =
  | { readonly kind: 'workload'; readonly id: WorkloadId }
  | PodsEndpoint
  | AccountEndpoint
  /** Where they are those of parties that are no pods of the cluster, such as the internet, no pod is meant that may have one of them. */
  | AddressesEndpoint & { readonly areNoPods?: boolean }
  /** A host outside by its name, or hosts by a pattern; as the target only. */
  | { readonly kind: 'name'; readonly dnsName: string }
  /** One address outside, and nobody knows which: that of an API server that the profile does not place. */
  | { readonly kind: 'someAddress' }
  /** A node, and nobody knows where nodes are. */
  | { readonly kind: 'someNode' };

/** Whether somebody reaches somebody on some ports. */
export interface Question {
  readonly source: readonly QuestionPeer[];
  readonly target: readonly QuestionPeer[];
  /** Ports of the target; empty means every port of every protocol. */
  readonly ports: readonly PortMatch[];
  /** The requests of HTTP that are meant; absent means all of them. */
  readonly requests?: readonly RequestModel[];
  /** How it reads, such as `shop/web to shop/payments on 8080/TCP`. */
  readonly text: string;
  /** How whoever wrote the program may open what is denied; nothing where neither end is declared in one. */
  readonly mend?: string;
}

/** What becomes of a part of a question, of which everything fares alike but its requests: `mixed` where some of them get through. */
export type PartVerdict = 'allowed' | 'mixed' | 'denied' | 'unknown';

/** What becomes of a whole question; `mixed` where its parts do not fare alike. */
export type ReachVerdict = PartVerdict;

/** All of them, in the order in which they are told. */
export const PART_VERDICTS: readonly PartVerdict[] = ['allowed', 'mixed', 'denied', 'unknown'];

/** Why a question has no answer. */
export interface QuestionObjection {
  readonly code: 'PEER_INVALID' | 'WORKLOAD_UNKNOWN';
  readonly text: string;
}
