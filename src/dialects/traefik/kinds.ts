import { Metadata } from '../kinds-metadata';

/** Every object of Traefik's has this version, and has had no other in its third major. */
export const API_VERSION = 'traefik.io/v1alpha1';

interface OfTraefik<K extends string, S> {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: K;
  readonly metadata: Metadata;
  readonly spec: S;
  readonly [field: string]: unknown;
}

/** What a Middleware does: one thing each. */
export type MiddlewareSpec =
  | { readonly redirectScheme: { readonly scheme: 'https'; readonly permanent: true } }
  | { readonly redirectRegex: { readonly regex: string; readonly replacement: string; readonly permanent: boolean } }
  | { readonly replacePath: { readonly path: string } }
  | { readonly replacePathRegex: { readonly regex: string; readonly replacement: string } }
  | { readonly headers: HeadersSpec }
  | { readonly rateLimit: RateLimitSpec }
  | { readonly buffering: { readonly maxRequestBodyBytes: number } }
  | { readonly retry: { readonly attempts: number } }
  | { readonly ipAllowList: { readonly sourceRange: readonly string[] } };

/** Headers that are set, an empty value being none at all, and what browsers are told of other origins. */
export interface HeadersSpec {
  readonly customRequestHeaders?: Readonly<Record<string, string>>;
  readonly customResponseHeaders?: Readonly<Record<string, string>>;
  readonly accessControlAllowCredentials?: true;
  readonly accessControlAllowHeaders?: readonly string[];
  readonly accessControlAllowMethods?: readonly string[];
  readonly accessControlAllowOriginList?: readonly string[];
  readonly accessControlAllowOriginListRegex?: readonly string[];
  readonly accessControlExposeHeaders?: readonly string[];
  readonly accessControlMaxAge?: number;
  readonly addVaryHeader?: true;
}

/** So many requests a period, and by what they are told apart. */
export interface RateLimitSpec {
  readonly average: number;
  readonly period: string;
  readonly burst: number;
  readonly sourceCriterion?: { readonly requestHeaderName: string };
}

/**
 * What is done with requests on their way.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/middleware/ (3.7)
 */
export type Middleware = OfTraefik<'Middleware', MiddlewareSpec>;

/** A reference to an object of the same namespace. */
export interface Reference {
  readonly name: string;
}

/** A cookie that keeps a client at the pod, or at the Service, that it had first. */
export interface Sticky {
  readonly cookie: { readonly name: string; readonly maxAge?: number; readonly secure?: true; readonly httpOnly: true };
}

/** A Service, or a TraefikService, that serves requests. */
export interface RouteService {
  readonly name: string;
  readonly kind?: 'TraefikService';
  readonly namespace?: string;
  readonly port?: string;
  readonly scheme?: 'http' | 'https' | 'h2c';
  readonly strategy?: 'wrr' | 'p2c' | 'hrw';
  readonly serversTransport?: string;
  readonly sticky?: Sticky;
  readonly weight?: number;
}

/** A rule, and what becomes of the requests that it matches. */
export interface RouteRule {
  readonly kind: 'Rule';
  readonly match: string;
  readonly priority?: number;
  readonly middlewares?: readonly Reference[];
  readonly services: readonly RouteService[];
}

/**
 * Routes for HTTP.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/ (3.7)
 */
export type IngressRoute = OfTraefik<'IngressRoute', {
  readonly entryPoints: readonly string[];
  readonly routes: readonly RouteRule[];
  readonly tls?: { readonly secretName?: string };
}>;

/**
 * Several Services as one, each with its part of the requests.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/traefikservice/ (3.7)
 */
export type TraefikService = OfTraefik<'TraefikService', { readonly weighted: { readonly services: readonly RouteService[]; readonly sticky?: Sticky } }>;

/**
 * How Traefik talks to the pods.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/serverstransport/ (3.7)
 */
export type ServersTransport = OfTraefik<'ServersTransport', {
  readonly serverName?: string;
  readonly rootCAs?: readonly { readonly configMap: string }[];
  readonly forwardingTimeouts?: { readonly dialTimeout?: string; readonly responseHeaderTimeout?: string };
}>;

interface StreamService {
  readonly name: string;
  readonly port: string;
  readonly weight?: number;
}

/**
 * Routes for TCP, and for TLS by the name that clients ask for.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/tcp/ingressroutetcp/ (3.7)
 */
export type IngressRouteTCP = OfTraefik<'IngressRouteTCP', {
  readonly entryPoints: readonly string[];
  readonly routes: readonly { readonly match: string; readonly middlewares?: readonly Reference[]; readonly services: readonly StreamService[] }[];
  readonly tls?: { readonly passthrough: true };
}>;

/**
 * A route for UDP: all of an entry point.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/udp/ingressrouteudp/ (3.7)
 */
export type IngressRouteUDP = OfTraefik<'IngressRouteUDP', {
  readonly entryPoints: readonly string[];
  readonly routes: readonly { readonly services: readonly StreamService[] }[];
}>;

/**
 * What is done with connections on their way.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/tcp/middlewaretcp/ (3.7)
 */
export type MiddlewareTCP = OfTraefik<'MiddlewareTCP', { readonly ipAllowList: { readonly sourceRange: readonly string[] } }>;

/**
 * A certificate that cert-manager keeps: it does not look at IngressRoutes.
 *
 * @see https://cert-manager.io/docs/usage/certificate/ (1.19)
 */
export interface Certificate {
  readonly apiVersion: 'cert-manager.io/v1';
  readonly kind: 'Certificate';
  readonly metadata: Metadata;
  readonly spec: {
    readonly dnsNames: readonly string[];
    readonly issuerRef: { readonly group: 'cert-manager.io'; readonly kind: 'Issuer' | 'ClusterIssuer'; readonly name: string };
    readonly secretName: string;
  };
  readonly [field: string]: unknown;
}
