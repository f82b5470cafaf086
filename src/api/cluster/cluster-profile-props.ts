import { AcmeSolver } from './acme-solver';
import { ClusterDns } from './cluster-dns';
import { Edge } from './edge';
import { EgressGateway } from './egress-gateway';
import { NetworkPlugin } from './network-plugin';
import { ServiceProxy } from './service-proxy';
import { IPeer } from '../connections/peer';
import { Port } from '../connections/port';
import { IpFamily } from '../service/service-props';

/** How pods reach the API server. */
export interface ApiServerProps {
  /** The CIDRs of the API servers themselves, never of the Service `kubernetes`. */
  readonly addresses: string[];

  /**
   * The ports on which they listen.
   *
   * @default 443 and 6443 over TCP
   */
  readonly ports?: Port[];
}

/** What is known of a cluster. */
export interface ClusterProfileProps {
  /**
   * The network plugin.
   *
   * @default NetworkPlugin.conformant(): core NetworkPolicy is enforced
   */
  readonly plugin?: NetworkPlugin;

  /**
   * The ways in, the first of which is the default one. Throws `CLUSTER_PROFILE_INVALID` where two have one name.
   *
   * @default none: an exposure is reported as `EDGE_MISSING`
   */
  readonly edges?: Edge[];

  /**
   * The gateways through which connections leave with an address of their own, as in `allowTo(…, { through: 'partners' })`. Throws `CLUSTER_PROFILE_INVALID` where two
   * have one name.
   *
   * @default none
   */
  readonly egressGateways?: EgressGateway[];

  /**
   * The DNS of the cluster, to which every managed pod may speak.
   *
   * @default ClusterDns.coreDns()
   */
  readonly dns?: ClusterDns;

  /**
   * The pods of Prometheus, as in `Peer.pods(…)`.
   *
   * @default pods labelled `app.kubernetes.io/name=prometheus` of namespace `monitoring`
   */
  readonly prometheus?: IPeer;

  /**
   * The API server.
   *
   * @default unknown: `Peer.apiServer()` is reported as `CANNOT_EXPRESS`
   */
  readonly apiServer?: ApiServerProps;

  /**
   * The domain of the cluster's DNS names.
   *
   * @default `cluster.local`
   */
  readonly clusterDomain?: string;

  /**
   * How the issuers of cert-manager prove hosts, for exposures with `Tls.issuer` or `Tls.clusterIssuer`.
   *
   * @default perhaps over HTTP: each namespace with such an exposure gets the policy `acme-http01-solver`, and wildcards are a warning (`ACME_WILDCARD`)
   */
  readonly acme?: AcmeSolver;

  /**
   * What stands before the names of the annotations that external-dns reads: its flag `--annotation-prefix`.
   *
   * Versions up to v0.21 read `external-dns.alpha.kubernetes.io`, and nothing else unless they are told to.
   *
   * @see https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/annotations/annotations.md
   * @default `external-dns.kubernetes.io`, its own from v0.22 on
   */
  readonly externalDnsPrefix?: string;

  /**
   * The families of addresses that pods and Services have, the primary one first. Services get these, and policies name no address of another one.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/ (v1.35)
   * @default unknown: Services take what the cluster has (`IpFamilyPolicy.PREFER_DUAL_STACK`), and policies name both families
   */
  readonly ipFamilies?: IpFamily[];

  /**
   * The CIDRs of pods, v4 and v6; left out of `Peer.internet()`.
   *
   * @default unknown
   */
  readonly podCidrs?: string[];

  /**
   * The CIDRs of nodes; what `Peer.nodes()` means, and left out of `Peer.internet()`.
   *
   * @default unknown: what needs them is reported as `NODE_CIDRS_MISSING`
   */
  readonly nodeCidrs?: string[];

  /**
   * The CIDRs of Services; left out of `Peer.internet()`.
   *
   * @default unknown
   */
  readonly serviceCidrs?: string[];

  /**
   * Who shares the connections of Services out among pods: what `loadBalancing` of a Service is asked of.
   *
   * @default that of the plugin, where it shares them out itself, otherwise ServiceProxy.KUBE_PROXY
   */
  readonly serviceProxy?: ServiceProxy;

  /**
   * The first node port of the cluster.
   *
   * @default 30000
   */
  readonly firstNodePort?: number;

  /**
   * The last node port of the cluster.
   *
   * @default 32767
   */
  readonly lastNodePort?: number;
}
