import { Endpoint, Labels } from './endpoint';
import { PortModel } from './port';
import { LoadBalancingModel } from './traffic';

/** Settings that every Service with an address has. */
export interface ServiceTraffic {
  /** Seconds for which a client stays with its pod; absent means no affinity. */
  readonly sessionAffinitySeconds?: number;
  /** Which pod gets the next connection; absent leaves it to the cluster. */
  readonly loadBalancing?: LoadBalancingModel;
  readonly internalTrafficPolicy?: 'Cluster' | 'Local';
  readonly trafficDistribution?: 'PreferSameZone' | 'PreferSameNode' | 'PreferClose';
  readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[];
  readonly ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  readonly publishNotReadyAddresses?: boolean;
}

/** A Service whose entry is outside the cluster, too. */
export interface ServiceEntry {
  readonly externalTrafficPolicy: 'Cluster' | 'Local';
  /** The clients that may come in; empty means that nobody declared any, which is a finding. */
  readonly sourceRanges: readonly string[];
  /** Node ports by the name of the port; absent lets the cluster choose. */
  readonly nodePorts: Readonly<Record<string, number>>;
  /** The load balancer dials the pods itself, from these addresses, and may show them the clients as well. */
  readonly direct?: { readonly endpoints: readonly Endpoint[]; readonly keepsClients: boolean };
}

/** What a Service is. */
export type ServiceKind =
  | { readonly kind: 'clusterIp'; readonly traffic: ServiceTraffic }
  | { readonly kind: 'headless'; readonly traffic: ServiceTraffic }
  | { readonly kind: 'nodePort'; readonly traffic: ServiceTraffic; readonly entry: ServiceEntry }
  | {
    readonly kind: 'loadBalancer';
    readonly traffic: ServiceTraffic;
    readonly entry: ServiceEntry;
    readonly loadBalancerClass?: string;
    readonly allocateNodePorts?: boolean;
  }
  | { readonly kind: 'externalName'; readonly externalName: string };

/** A Service to write. */
export interface ServiceModel {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  readonly selector: Labels;
  readonly ports: readonly PortModel[];
  readonly service: ServiceKind;
}
