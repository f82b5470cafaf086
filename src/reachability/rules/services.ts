import { CidrSet } from '../../sets/cidr-set';
import { Protocol } from '../../sets/ports';
import { LabelMap } from '../../sets/selector';

/** A port of a container, as a Service names it. */
export type TargetPort =
  | { readonly kind: 'number'; readonly number: number }
  /** Resolved on each pod, by its name and the protocol of the Service's port. */
  | { readonly kind: 'name'; readonly name: string };

/** One port under which a Service is reached. */
export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** The port of the container; the Service's own number where the object does not say. */
  readonly target: TargetPort;
  /** The port of every node, where the object has one. */
  readonly nodePort?: number;
}

/** What a Service is made for. */
export type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

/** What one Service means. */
export interface Service {
  readonly namespace: string;
  readonly name: string;
  readonly type: ServiceType;
  /** Without an address of its own: its name stands for the pods, and the ports are theirs. */
  readonly headless: boolean;
  /** The pods behind it; absent where somebody else keeps its endpoints. */
  readonly selector?: LabelMap;
  readonly ports: readonly ServicePort[];
  /** The DNS name that an ExternalName stands for. */
  readonly externalName?: string;
  /** Whether pods see the addresses of clients from outside (`local`), or those of nodes (`cluster`). */
  readonly externalTraffic: 'cluster' | 'local';
  /** Addresses of which nodes take connections for this Service, whatever its type, but an ExternalName. */
  readonly externalIps: readonly string[];
  /** The only addresses that a load balancer lets in, where the object names some. */
  readonly sourceRanges?: CidrSet;
}
