import { Endpoint, Labels } from './endpoint';

/** The controllers of Ingress objects that are known by name; `generic` is any other. */
export type ControllerName = 'ingress-nginx' | 'traefik' | 'haproxy' | 'contour' | 'kong' | 'aws-alb' | 'gce' | 'generic';

/** One way into the cluster, as the cluster profile has it. */
export interface EdgeModel {
  readonly name: string;
  readonly controller: ControllerName;
  /** The `ingressClassName` of its Ingress objects. */
  readonly ingressClass: string;
  /** Whom a policy lets in, and whom nobody else is. */
  readonly controllers: readonly Endpoint[];
  /** Whom the load balancer of `aws-alb` is for; absent means `internal`. Other controllers do not have it. */
  readonly scheme?: 'internal' | 'internet-facing';
}

/** Where the certificate of an exposure comes from. */
export type TlsModel =
  | { readonly kind: 'secret'; readonly secretName: string; readonly hosts?: readonly string[] }
  | { readonly kind: 'issuer'; readonly issuerName: string; readonly secretName?: string; readonly hosts?: readonly string[] }
  | { readonly kind: 'clusterIssuer'; readonly issuerName: string; readonly secretName?: string; readonly hosts?: readonly string[] };

/** One path of an exposure, and the Service port that serves it. */
export interface RouteModel {
  readonly path: string;
  readonly match: 'exact' | 'prefix';
  readonly serviceName: string;
  /** The name of the Service's port: a number could be the container's by mistake. */
  readonly servicePortName: string;
  /** The `appProtocol` of that port: how the controller has to talk to the pods. */
  readonly appProtocol?: string;
  /** The annotations of the Service: some controllers read there how to talk to the pods. */
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
}

/** An entry from outside, on one edge: every host serves every path. */
export interface ExposureModel {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  readonly edge: EdgeModel;
  readonly hosts: readonly string[];
  readonly routes: readonly RouteModel[];
  readonly tls?: TlsModel;
  /** Whether plain HTTP is sent on to HTTPS. */
  readonly httpsRedirect: boolean;
}
