/** Where a belief about somebody else's software was read, and of which version it speaks. */
export interface Source {
  readonly url: string;
  readonly version: string;
}

/** What an API of policies has words for. */
export type PolicyCapability =
  /** Ranges of ports. */
  | 'policy.portRanges'
  /** The protocol SCTP. */
  | 'policy.sctp'
  /** Blocks of addresses, with exceptions. */
  | 'policy.addresses'
  /** DNS names as destinations. */
  | 'policy.dnsNames';

/** What a Service can be asked to do. */
export type ServiceCapability =
  /** Keep a client at its pod, by its address. */
  | 'service.sessionAffinity'
  /** Prefer near endpoints. */
  | 'service.trafficDistribution'
  /** Have addresses of both families. */
  | 'service.dualStack'
  /** Offer a port under one number that stands for many. */
  | 'service.portRanges';

/**
 * Whether a capability is there, with the place where that was read; `how` says in which words, such as the name of an annotation, and `instead`
 * what a user can do, as the end of a sentence.
 */
export type Support =
  | { readonly support: 'yes'; readonly source: Source; readonly how?: string }
  | { readonly support: 'since'; readonly since: string; readonly source: Source; readonly how?: string }
  | { readonly support: 'no'; readonly source: Source; readonly instead?: string };

/** Whether a capability can be counted on, given a version that is not older than the source's. */
export function isSupported(support: Support): boolean {
  return support.support !== 'no';
}
