/**
 * The shapes of `cilium.io/v2` CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy and CiliumCIDRGroup.
 *
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/k8s/apis/cilium.io/client/crds/v2/ciliumnetworkpolicies.yaml
 */
import { KubeObject } from '../../model/rendered';
import { LabelSelector } from '../kinds-selector';

/** Endpoints by their labels; a key may begin with its source, such as `k8s:`. */
export type EndpointSelector = LabelSelector;

/** Parties that have no labels of their own. */
export type CiliumEntity =
  | 'all' | 'cluster' | 'health' | 'host' | 'ingress' | 'init' | 'kube-apiserver' | 'none' | 'remote-node' | 'unmanaged' | 'world';

/** A port, as a text; any protocol where none is named. */
export interface CiliumPort {
  readonly port: string;
  readonly endPort?: number;
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP' | 'ANY';
}

/** A name, or a pattern in which `*` stands for characters of one label. */
export interface CiliumDnsName {
  readonly matchName?: string;
  readonly matchPattern?: string;
}

/** What a request is like: expressions that match all of it; the path is asked together with the query behind it. */
export interface CiliumHttpRule {
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  readonly headers?: readonly string[];
  /** Headers with exactly these values. */
  readonly headerMatches?: readonly { readonly name: string; readonly value: string }[];
}

/** At most 40 ports, and what is let through on them. */
export interface CiliumPortRule {
  readonly ports: readonly CiliumPort[];
  readonly rules?: { readonly http?: readonly CiliumHttpRule[]; readonly dns?: readonly CiliumDnsName[] };
}

/** A block, with exceptions within it, or the blocks of a CiliumCIDRGroup. */
export interface CiliumCidrRule {
  readonly cidr?: string;
  readonly cidrGroupRef?: string;
  readonly except?: readonly string[];
}

/** Who may connect: one of the lists at most. */
export interface CiliumIngressRule {
  readonly fromEndpoints?: readonly EndpointSelector[];
  readonly fromEntities?: readonly CiliumEntity[];
  readonly fromCIDR?: readonly string[];
  readonly fromCIDRSet?: readonly CiliumCidrRule[];
  readonly toPorts?: readonly CiliumPortRule[];
  readonly authentication?: { readonly mode: 'disabled' | 'required' | 'test-always-fail' };
}

/** To whom it may connect: one of the lists at most. */
export interface CiliumEgressRule {
  readonly toEndpoints?: readonly EndpointSelector[];
  readonly toEntities?: readonly CiliumEntity[];
  readonly toCIDR?: readonly string[];
  readonly toCIDRSet?: readonly CiliumCidrRule[];
  readonly toFQDNs?: readonly CiliumDnsName[];
  readonly toPorts?: readonly CiliumPortRule[];
  readonly authentication?: CiliumIngressRule['authentication'];
}

/** What is denied, whatever is allowed. */
export type CiliumIngressDenyRule = Omit<CiliumIngressRule, 'authentication'>;

/** What is denied, whatever is allowed. */
export type CiliumEgressDenyRule = Omit<CiliumEgressRule, 'authentication' | 'toFQDNs'>;

/** Whom a policy is about, and what it lets through. */
export interface CiliumPolicySpec {
  readonly endpointSelector: EndpointSelector;
  readonly ingress?: readonly CiliumIngressRule[];
  readonly ingressDeny?: readonly CiliumIngressDenyRule[];
  readonly egress?: readonly CiliumEgressRule[];
  readonly egressDeny?: readonly CiliumEgressDenyRule[];
  /** False leaves a direction open for whatever no policy shuts; true where there are rules of it. */
  readonly enableDefaultDeny?: { readonly ingress?: boolean; readonly egress?: boolean };
}

/** A group of blocks, of the whole cluster, that policies find by its name or by its labels. */
export interface CiliumCidrGroup extends KubeObject {
  readonly apiVersion: 'cilium.io/v2' | 'cilium.io/v2alpha1';
  readonly kind: 'CiliumCIDRGroup';
  readonly spec: { readonly externalCIDRs: readonly string[] };
}

/** A policy of one namespace. */
export interface CiliumNetworkPolicy extends KubeObject {
  readonly apiVersion: 'cilium.io/v2';
  readonly kind: 'CiliumNetworkPolicy';
  readonly spec: CiliumPolicySpec;
}

/** A policy of the whole cluster. */
export interface CiliumClusterwideNetworkPolicy extends KubeObject {
  readonly apiVersion: 'cilium.io/v2';
  readonly kind: 'CiliumClusterwideNetworkPolicy';
  readonly spec: CiliumPolicySpec;
}
