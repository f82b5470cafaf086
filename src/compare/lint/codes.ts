/**
 * What `lint` finds, as a closed list: mistakes that every tool takes, and that then do not do what they look like. Every code has a
 * section in docs/findings.md.
 *
 * An `error` never does what it says; a `warning` does, and is seldom meant.
 */
export const LINT_CODES = {
  ACME_SOLVER_SHUT_OUT: 'warning',
  ALLOW_ALL_PEER: 'warning',
  API_SERVER_BY_CLUSTER_IP: 'warning',
  BACKEND_NOT_A_SERVICE: 'warning',
  BACKEND_UNKNOWN: 'error',
  BLOCK_OVERLAPS_PODS: 'warning',
  CLIENTS_SHUT_OUT: 'warning',
  CONTROLLER_SHUT_OUT: 'error',
  DNS_ANSWERS_UNREAD: 'error',
  DNS_CUT_OFF: 'error',
  INGRESS_CLASS_MISSING: 'warning',
  METRICS_SHUT_OUT: 'warning',
  NAMED_PORT_UNKNOWN: 'error',
  NAMESPACE_LABEL_UNKNOWN: 'warning',
  PEERS_NOT_COMBINED: 'warning',
  POLICY_NOT_ENFORCED: 'warning',
  POLICY_ON_HOST_NETWORK: 'warning',
  POLICY_SELECTS_NOTHING: 'warning',
  REFERENCE_NOT_GRANTED: 'error',
  ROUTE_NOT_ATTACHED: 'error',
  ROUTE_WITHOUT_BACKEND: 'warning',
  SERVICE_PORT_IN_POLICY: 'error',
  SERVICE_SELECTS_NOTHING: 'error',
  SERVICE_SELECTS_SEVERAL: 'warning',
  SOURCE_ADDRESS_CLASH: 'warning',
  TIER_PRIORITY_SHARED: 'warning',
  TIER_RULE_SHADOWED: 'warning',
  TLS_SECRET_ELSEWHERE: 'warning',
} as const;

/** A code of the closed list. */
export type LintCode = keyof typeof LINT_CODES;

/** How bad a finding is. */
export type LintSeverity = (typeof LINT_CODES)[LintCode];

/** The object that a finding is about; a cluster-wide one has no namespace. */
export interface LintObject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** A mistake in one object. */
export interface LintFinding {
  readonly code: LintCode;
  readonly object: LintObject;
  /** The field, such as `spec.ingress[0].ports[1]`. */
  readonly path: string;
  /** Lower case, the value in backticks: what is wrong. */
  readonly text: string;
  /** How to mend it, as a sentence in the imperative. */
  readonly mend: string;
}
