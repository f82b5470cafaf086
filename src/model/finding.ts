/**
 * What can be wrong, as data: a closed list of codes, each with the moment at which it is reported.
 *
 * `throws` codes are bad arguments and are raised at the call that passes them; the others are facts about
 * the whole app and are collected, so that one synth reports all of them together. Every code has a section
 * in docs/findings.md.
 */
export const FINDING_CODES = {
  // bad arguments, thrown at once
  ANNOTATION_INVALID: 'throws',
  CIDR_INVALID: 'throws',
  CLUSTER_ALREADY_FIXED: 'throws',
  CLUSTER_PROFILE_INVALID: 'throws',
  CONTAINER_NAME_DUPLICATE: 'throws',
  DISRUPTION_INVALID: 'throws',
  DRAIN_INVALID: 'throws',
  DRY_RUN_INVALID: 'throws',
  EDGE_UNKNOWN: 'throws',
  EGRESS_GATEWAY_UNKNOWN: 'throws',
  EGRESS_INVALID: 'throws',
  ENV_DUPLICATE: 'throws',
  ENV_NAME_INVALID: 'throws',
  ENV_NOT_INJECTABLE: 'throws',
  ENV_SOURCE_INVALID: 'throws',
  EXCEPTION_INVALID: 'throws',
  EXCEPT_OUTSIDE_BLOCK: 'throws',
  EXPOSURE_INVALID: 'throws',
  FLOW_TO_ITSELF: 'throws',
  GUARDRAILS_INVALID: 'throws',
  HEALTH_INVALID: 'throws',
  HOST_INVALID: 'throws',
  IMAGE_INVALID: 'throws',
  IMAGE_UNTAGGED: 'throws',
  LABEL_INVALID: 'throws',
  LOCK_INVALID: 'throws',
  MANIFESTS_INVALID: 'throws',
  MOUNT_INVALID: 'throws',
  NAME_INVALID: 'throws',
  NODE_PORT_OUT_OF_RANGE: 'throws',
  PATH_INVALID: 'throws',
  PEER_INVALID: 'throws',
  PEER_OF_ANOTHER_APP: 'throws',
  PEER_OF_ANOTHER_CLUSTER: 'throws',
  PEER_WITHOUT_PORT: 'throws',
  PLUGIN_INVALID: 'throws',
  PORT_DUPLICATE: 'throws',
  PORT_LOCAL: 'throws',
  PORT_NAME_INVALID: 'throws',
  PORT_OUT_OF_RANGE: 'throws',
  PORT_RANGE_INVALID: 'throws',
  PORT_UNKNOWN: 'throws',
  QUANTITY_INVALID: 'throws',
  REPLICAS_INVALID: 'throws',
  REQUEST_INVALID: 'throws',
  ROLLOUT_INVALID: 'throws',
  SCHEDULING_INVALID: 'throws',
  SECURITY_INVALID: 'throws',
  SERVICE_INVALID: 'throws',
  SERVICE_MISSING: 'throws',
  TLS_HOST_OUTSIDE_RULES: 'throws',
  TLS_INVALID: 'throws',
  WORKLOAD_AMBIGUOUS: 'throws',
  WORKLOAD_INVALID: 'throws',
  WORKLOAD_UNKNOWN: 'throws',
  // facts about the whole app, errors: nothing is written
  ACME_WILDCARD: 'error',
  CANNOT_EXPRESS: 'error',
  CONTAINER_NOT_HARDENED: 'error',
  EDGE_MISSING: 'error',
  EXPOSURE_COLLISION: 'error',
  FLOW_EXCESS: 'error',
  FLOW_MISSING: 'error',
  GUARDRAILS_TWICE: 'error',
  GUARDRAIL_BROKEN: 'error',
  HOST_NETWORK: 'error',
  LABELS_EMPTY: 'error',
  LOCK_MALFORMED: 'error',
  LOCK_MISSING: 'error',
  LOCK_PARTIAL: 'error',
  LOCK_WIDENED: 'error',
  NAME_COLLISION: 'error',
  NAMESPACE_MISSING: 'error',
  NODE_CIDRS_MISSING: 'error',
  NOT_ENFORCED: 'error',
  OBJECT_INVALID: 'error',
  PROXY_EXCESS: 'error',
  PROXY_MISSING: 'error',
  REQUEST_EXCESS: 'error',
  REQUEST_MISSING: 'error',
  ROUTE_EXCESS: 'error',
  ROUTE_MISSING: 'error',
  ROUTE_TWICE: 'error',
  SELECTOR_COLLISION: 'error',
  SOURCE_ADDRESS_EXCESS: 'error',
  SOURCE_ADDRESS_MISSING: 'error',
  SOURCE_MISSING: 'error',
  TARGET_EXCESS: 'error',
  TARGET_MISSING: 'error',
  WORKLOAD_MISSING: 'error',
  // facts about the whole app, warnings: printed, and the synth goes on
  APPROXIMATED: 'warning',
  CONTROLLER_MISSING: 'warning',
  DRY_RUN: 'warning',
  EXCEPTION_ACCEPTED: 'warning',
  EXCEPTION_UNUSED: 'warning',
  FAMILY_MISSING: 'warning',
  FLOW_UNKNOWN: 'warning',
  HEALTH_MISSING: 'warning',
  LOCK_NARROWED: 'warning',
  POD_CIDRS_MISSING: 'warning',
  POLICY_UNENFORCED: 'warning',
  POLICY_UNREAD: 'warning',
  PORT_PRIVILEGED: 'warning',
  TENANT_UNKNOWN: 'warning',
  UNENFORCED_ACCEPTED: 'warning',
} as const;

/** A code of the closed list. */
export type FindingCode = keyof typeof FINDING_CODES;

/** The codes that are thrown. */
export type ThrownCode = { [C in FindingCode]: (typeof FINDING_CODES)[C] extends 'throws' ? C : never }[FindingCode];

/** The codes that are collected and reported together. */
export type ReportedCode = Exclude<FindingCode, ThrownCode>;

/** One fact about the whole app that an intent does not survive. */
export interface Finding {
  readonly code: ReportedCode;
  /** Lower case, the user's value in backticks, what is wrong, what is allowed, how to mend it. */
  readonly text: string;
  /** Evidence, a line each: the witness, who declared it, the mend. */
  readonly details?: readonly string[];
  /** Where a scope takes an error for a warning. */
  readonly severity?: 'warning';
}

/** Whether a finding stops the synth or is only printed. */
export function severityOf(finding: Finding): 'error' | 'warning' {
  return finding.severity ?? FINDING_CODES[finding.code];
}

/** What a person reads: a line with the code that docs/findings.md explains, and below it the evidence, indented. */
export function lineOf(finding: Finding): string {
  return [`${finding.text} (${finding.code})`, ...finding.details ?? []].join('\n      ');
}

/** A bad argument, raised at the call that passed it. */
export class ReachError extends Error {
  public constructor(public readonly code: ThrownCode, text: string) {
    super(`${text} (${code})`);
    this.name = 'ReachError';
  }
}

/** Raises a bad argument. */
export function refuse(code: ThrownCode, text: string): never {
  throw new ReachError(code, text);
}
