/**
 * The shapes of `projectcalico.org/v3`, of its open-source form: what is written of it.
 *
 * @see https://github.com/projectcalico/calico/tree/v3.32.1/api/config/crd
 */
import { KubeObject } from '../../model/rendered';
import { LabelSelector } from '../kinds-selector';

/** What happens to a connection that a rule matches; `Log` goes on to the next rule, `Pass` to the next tier. */
export type CalicoAction = 'Allow' | 'Deny' | 'Log' | 'Pass';

/** The protocols that have ports. */
export type CalicoProtocol = 'TCP' | 'UDP' | 'SCTP';

/** A number, a range as `8000:8080`, or the name of a container port. */
export type CalicoPort = number | string;

/** Pods by their ServiceAccounts; both fields must match. */
export interface ServiceAccountMatch {
  readonly names?: readonly string[];
  /** A selector expression about the labels of ServiceAccounts. */
  readonly selector?: string;
}

/** One side of a connection: whatever is given must match. */
export interface EntityRule {
  /** A selector expression about labels of pods and of NetworkSets. */
  readonly selector?: string;
  readonly notSelector?: string;
  /** A selector expression about labels of namespaces, or `global()` for what has none. Without it, a policy with a namespace is about its own. */
  readonly namespaceSelector?: string;
  readonly nets?: readonly string[];
  readonly notNets?: readonly string[];
  /** Needs a `protocol` beside it, though the schema does not say so. */
  readonly ports?: readonly CalicoPort[];
  readonly notPorts?: readonly CalicoPort[];
  readonly serviceAccounts?: ServiceAccountMatch;
  /** The pods behind a Service; neither `ports` nor `notPorts` may stand beside it. */
  readonly services?: { readonly name: string; readonly namespace?: string };
}

/** The path of a request: exactly one of the fields. */
export type CalicoHttpPath = { readonly exact: string } | { readonly prefix: string };

/** Requests, all fields together; enforced where Calico has a proxy beside the pod, and allowed only. */
export interface CalicoHttpMatch {
  /** At most 20. */
  readonly methods?: readonly string[];
  /** At most 20. */
  readonly paths?: readonly CalicoHttpPath[];
}

/** A rule: the first that matches decides. */
export interface CalicoRule {
  readonly action: CalicoAction;
  readonly metadata?: { readonly annotations: Readonly<Record<string, string>> };
  readonly ipVersion?: 4 | 6;
  readonly protocol?: CalicoProtocol;
  readonly http?: CalicoHttpMatch;
  readonly source?: EntityRule;
  readonly destination?: EntityRule;
}

/** A direction that a policy is about. */
export type CalicoPolicyType = 'Ingress' | 'Egress';

/** What policies of both scopes say. */
export interface PolicySpec {
  /** The tier, `default` where it is absent. Before 3.32 the name of a policy begins with that of its tier and a dot, unless that is `default`. */
  readonly tier?: string;
  /** The lowest first; a policy without one comes last. */
  readonly order?: number;
  /** A selector expression about labels of the pods. */
  readonly selector?: string;
  readonly serviceAccountSelector?: string;
  readonly types: readonly CalicoPolicyType[];
  readonly ingress?: readonly CalicoRule[];
  readonly egress?: readonly CalicoRule[];
}

/** What a policy of the whole cluster says. Selectors alone would take in hosts, too: those of pods come with a selector of namespaces. */
export interface GlobalPolicySpec extends PolicySpec {
  readonly namespaceSelector?: string;
}

/** What a policy does that is not enforced yet, and so only shows in the flow logs. */
export type StagedAction = 'Set' | 'Delete' | 'Learn' | 'Ignore';

/** An object of the group. */
interface CalicoKubeObject<K extends string, S> extends KubeObject {
  readonly apiVersion: 'projectcalico.org/v3';
  readonly kind: K;
  readonly spec: S;
}

/** An order among policies: they are asked tier by tier. */
export type Tier = CalicoKubeObject<'Tier', {
  /** The lowest first; a tier without one comes last. */
  readonly order?: number;
  /** For what no policy of the tier matches, of those that govern the pod; `Deny` where it is absent. */
  readonly defaultAction?: 'Deny' | 'Pass';
}>;

/** A policy about pods of its namespace. */
export type NetworkPolicy = CalicoKubeObject<'NetworkPolicy', PolicySpec>;

/** A policy about pods of any namespace. */
export type GlobalNetworkPolicy = CalicoKubeObject<'GlobalNetworkPolicy', GlobalPolicySpec>;

/** A group of blocks of addresses that selectors find by the labels of the object, within a namespace. */
export type NetworkSet = CalicoKubeObject<'NetworkSet', { readonly nets: readonly string[] }>;

/** The same without a namespace. */
export type GlobalNetworkSet = CalicoKubeObject<'GlobalNetworkSet', { readonly nets: readonly string[] }>;

/** A NetworkPolicy of Calico that is not enforced yet. */
export type StagedNetworkPolicy = CalicoKubeObject<'StagedNetworkPolicy', PolicySpec & { readonly stagedAction: StagedAction }>;

/** A GlobalNetworkPolicy that is not enforced yet. */
export type StagedGlobalNetworkPolicy = CalicoKubeObject<'StagedGlobalNetworkPolicy', GlobalPolicySpec & { readonly stagedAction: StagedAction }>;

/** The other side in a staged NetworkPolicy of Kubernetes. */
export interface StagedPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

/** Some ports in a staged NetworkPolicy of Kubernetes. */
export interface StagedPort {
  readonly protocol?: CalicoProtocol;
  readonly port?: CalicoPort;
  readonly endPort?: number;
}

/** A NetworkPolicy of Kubernetes that is not enforced yet: its fields are those of `networking.k8s.io/v1`. */
export type StagedKubernetesNetworkPolicy = CalicoKubeObject<'StagedKubernetesNetworkPolicy', {
  readonly stagedAction: StagedAction;
  readonly podSelector?: LabelSelector;
  readonly policyTypes?: readonly CalicoPolicyType[];
  readonly ingress?: readonly { readonly from?: readonly StagedPeer[]; readonly ports?: readonly StagedPort[] }[];
  readonly egress?: readonly { readonly to?: readonly StagedPeer[]; readonly ports?: readonly StagedPort[] }[];
}>;
