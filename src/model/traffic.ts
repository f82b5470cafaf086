import { HttpMethodName } from './route';

/** How long anything may take, in seconds; what is absent is the controller's own. */
export interface TimeoutsModel {
  /** From the first byte of a request to the last one of its answer, retries included. */
  readonly requestSeconds?: number;
  /** For one attempt at a backend. */
  readonly backendSeconds?: number;
  /** To open a connection to a backend. */
  readonly connectSeconds?: number;
  /** For a connection of a client on which nothing moves. */
  readonly idleSeconds?: number;
}

/** What a request is tried again for. */
export type RetryReason = 'connectFailure' | 'badGateway' | 'unavailable' | 'gatewayTimeout' | 'serverError';

/** How often a request is tried again. */
export interface RetriesModel {
  /** Beyond the first one. */
  readonly attempts: number;
  /** Sorted, at least one. */
  readonly reasons: readonly RetryReason[];
  readonly perTrySeconds?: number;
}

/** How many requests are let through. */
export interface RateLimitModel {
  readonly requests: number;
  readonly per: 'second' | 'minute' | 'hour';
  /** By the address of the client, or of all clients together. */
  readonly by: 'client' | 'total';
}

/** Which pages of other origins may ask, as browsers have it. */
export interface CorsModel {
  /** Such as `https://shop.example.com`, `https://*.example.com`, or `*` alone. Sorted. */
  readonly origins: readonly string[];
  readonly methods: readonly HttpMethodName[];
  readonly headers: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly credentials: boolean;
  readonly maxAgeSeconds?: number;
}

/** Headers that are set, added or removed on the way. Names in lower case, sorted. */
export interface HeaderChangesModel {
  readonly set: Readonly<Record<string, string>>;
  readonly add: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

/** How a controller checks whom it talks to over TLS. */
export interface BackendTlsModel {
  /** The name on the certificate of the pods, and the one that is asked for. */
  readonly hostname: string;
  /** A ConfigMap of the Service's namespace with the certificate of the authority under `ca.crt`, or those that the controller's system trusts. */
  readonly authority: { readonly kind: 'configMap'; readonly name: string } | { readonly kind: 'system' };
}

/** Which of the pods gets the next request. */
export type LoadBalancingModel = 'roundRobin' | 'leastRequest' | 'ipHash' | 'random';

/** What an exposure says of all its requests. */
export interface TrafficModel {
  readonly timeouts?: TimeoutsModel;
  readonly retries?: RetriesModel;
  readonly maxBodyBytes?: number;
  readonly rateLimit?: RateLimitModel;
  readonly cors?: CorsModel;
  readonly requestHeaders?: HeaderChangesModel;
  readonly responseHeaders?: HeaderChangesModel;
  /** The clients that are let in, as CIDRs, sorted; absent means everybody. */
  readonly sources?: readonly string[];
  readonly affinity?: { readonly cookieName: string; readonly ttlSeconds?: number };
  readonly loadBalancing?: LoadBalancingModel;
  readonly backendTls?: BackendTlsModel;
}
