import { TieredPolicyKind } from '../reachability/rules';

/** What is wrong with a policy, or with policies together: a closed list. */
export type PolicyProblemCode =
  | 'ACTION_UNKNOWN'
  | 'ADDRESS_INVALID'
  | 'CIDR_INVALID'
  | 'DOMAIN_NAMES_NOT_ACCEPTED'
  | 'DOMAIN_NAME_INVALID'
  | 'END_PORT_BEFORE_PORT'
  | 'END_PORT_WITHOUT_PORT'
  | 'ENTITY_UNKNOWN'
  | 'EXCEPT_OUTSIDE_BLOCK'
  | 'FIELD_MISSING'
  | 'FIELD_TYPE'
  | 'FIELD_UNKNOWN'
  | 'FIELD_UNREAD'
  | 'GATEWAY_MIXED'
  | 'ITEM_DUPLICATE'
  | 'LABEL_INVALID'
  | 'LIST_EMPTY'
  | 'LIST_TOO_LONG'
  | 'NAMED_PORT_MISPLACED'
  | 'NAME_NOT_DEFAULT'
  | 'NAME_TOO_LONG'
  | 'OBJECT_DUPLICATE'
  | 'OPERATOR_UNKNOWN'
  | 'PEER_EMPTY'
  | 'PEER_MIXED'
  | 'POLICY_TYPE_UNKNOWN'
  | 'PORT_EMPTY'
  | 'PORT_MIXED'
  | 'PORT_NAME_INVALID'
  | 'PORT_OUT_OF_RANGE'
  | 'PRIORITY_DUPLICATE'
  | 'PRIORITY_OUT_OF_RANGE'
  | 'PROTOCOL_UNKNOWN'
  | 'RANGE_EMPTY'
  | 'SELECTOR_INVALID'
  | 'SUBJECT_EMPTY'
  | 'SUBJECT_MIXED'
  | 'TIER_UNKNOWN'
  | 'VALUES_FORBIDDEN'
  | 'VALUES_MISSING'
  | 'VERSION_UNSUPPORTED';

/** Why a policy cannot be applied: it then means nothing, as on the cluster, where it does not come to be; or why policies clash. */
export interface PolicyProblem {
  readonly code: PolicyProblemCode;
  readonly kind: 'NetworkPolicy' | TieredPolicyKind | 'CiliumCIDRGroup' | 'CiliumEgressGatewayPolicy' | 'GlobalNetworkSet' | 'NetworkSet' | 'Tier';
  /** The policy, such as `shop/web`, or `web` of a kind without namespace. */
  readonly policy: string;
  /** The field, such as `spec.ingress[0].from[1].ipBlock.cidr`. */
  readonly path: string;
  /** Lower case, the value in backticks, what is wrong, what is allowed. */
  readonly text: string;
}

/** Takes a problem down: the object goes on being read, so that all of its problems are reported together. */
export type Report = (code: PolicyProblemCode, path: string, text: string) => void;
