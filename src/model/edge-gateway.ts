import { GatewayEdge } from './edge';
import { Labels } from './endpoint';

/** The object with the doors of an edge, as the team that keeps the edge asks for it. */
export interface EdgeGatewayModel {
  readonly edge: GatewayEdge;
  /** Whether the controller has GRPCRoutes: a listener for kinds that it does not know would not be taken. */
  readonly hasGrpc: boolean;
  readonly labels: Labels;
  /** Annotations that win over those that are made here. */
  readonly annotations: Labels;
  /** Where records of external-dns lead in place of the Gateway's address; the prefix has a slash at its end. */
  readonly dns: { readonly prefix: string; readonly targets: readonly string[] };
  /** What the objects of the data plane are told, such as a Service that becomes an internal load balancer. */
  readonly infrastructure: { readonly labels: Labels; readonly annotations: Labels };
}

/** Whom a Gateway lets in: namespaces, sorted. */
export interface AdmittedNamespaces {
  /** Those whose routes a listener takes, by its name. */
  readonly routes: ReadonlyMap<string, readonly string[]>;
  /** Those whose ListenerSets the Gateway takes. */
  readonly listenerSets: readonly string[];
}
