import { EdgeModel, GatewayEdge, IngressEdge } from './edge';
import { Labels } from './endpoint';
import { BackendModel, RouteModel } from './route';
import { TlsModel } from './tls';
import { TrafficModel } from './traffic';

/** What external-dns is told of an exposure. */
export interface DnsRecordModel {
  /** What stands before the names of its annotations, with a slash at the end. */
  readonly prefix: string;
  readonly ttlSeconds?: number;
  /** Where the records lead, in place of the address that the edge has. Sorted. */
  readonly targets: readonly string[];
  /** The names of the records of a stream, which no route says; sorted. Absent for HTTP, which has hosts of its own. */
  readonly hosts?: readonly string[];
}

/** What every exposure has. */
interface AnyExposure {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  readonly dns?: DnsRecordModel;
}

/** An entry for HTTP from outside, on one edge: every host serves every route. */
export interface ExposureModel extends AnyExposure {
  readonly kind: 'http';
  readonly edge: EdgeModel;
  /** Sorted, at least one. */
  readonly hosts: readonly string[];
  /** At least one; no two match the same requests. */
  readonly routes: readonly RouteModel[];
  readonly tls?: TlsModel;
  /** Whether plain HTTP is sent on to HTTPS. */
  readonly httpsRedirect: boolean;
  readonly traffic: TrafficModel;
}

/** An exposure that goes through an edge of one API. */
export type OnEdge<X extends ExposureModel | StreamModel, E extends EdgeModel> = X & { readonly edge: E };

/** An exposure that becomes an Ingress. */
export type IngressExposure = OnEdge<ExposureModel, IngressEdge>;

/** An exposure that becomes routes of the Gateway API. */
export type GatewayExposure = OnEdge<ExposureModel, GatewayEdge>;

/** An entry for raw bytes from outside, on one port of one edge. */
export interface StreamModel extends AnyExposure {
  readonly kind: 'stream';
  readonly edge: EdgeModel;
  /** `TLS` goes through to the pods, by the name that clients ask for. */
  readonly protocol: 'TCP' | 'UDP' | 'TLS';
  /** The port of the edge, where clients come in. */
  readonly port: number;
  /** Of `TLS` alone: sorted, at least one. */
  readonly hosts: readonly string[];
  /** At least one, sorted. */
  readonly backends: readonly BackendModel[];
  /** The clients that are let in, as CIDRs, sorted; absent means whoever reaches the edge. */
  readonly sources?: readonly string[];
}
