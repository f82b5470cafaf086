/** What becomes of connections from somebody to somebody. */
export enum ReachVerdict {
  /** All of them are let through. */
  ALLOWED = 'allowed',
  /** None of them is. */
  DENIED = 'denied',
  /** The manifests, and the cluster profile, do not say enough. */
  UNKNOWN = 'unknown',
  /** Some of them fare one way and some another: some ports, some of the pods, or some of the addresses. */
  MIXED = 'mixed',
}

/** One connection. */
export interface ReachConnection {
  /** The source: `namespace/name[Kind]`, or addresses. */
  readonly source: string;

  /** The destination: `namespace/name[Kind]`, or addresses. */
  readonly destination: string;

  /** The ports, such as `TCP 80,443`, `all`, or `perhaps TCP 443` where nobody knows. */
  readonly ports: string;
}

/** One finding. */
export interface ReachFinding {
  /** Its code, which docs/findings.md explains. */
  readonly code: string;

  /** `error` or `warning`. */
  readonly severity: string;

  /** The path of the construct that reports it; empty for the App. */
  readonly constructPath: string;

  /** What is wrong, and the evidence. */
  readonly text: string;
}
