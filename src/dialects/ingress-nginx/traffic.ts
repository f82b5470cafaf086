import { backendProtocol } from '../../model/backend-protocol';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { servedBackends } from '../../model/route';
import { CorsModel, LoadBalancingModel, RateLimitModel, RetriesModel, RetryReason, TimeoutsModel } from '../../model/traffic';

/** What an exposure says of all its requests, by the names of annotations behind the prefix. */
export function trafficAnnotations({ traffic }: IngressExposure, patterns: boolean): Labels {
  const { timeouts, retries, maxBodyBytes, rateLimit, cors, sources, affinity, loadBalancing } = traffic;
  return {
    ...waits(timeouts, retries),
    ...(retries === undefined ? {} : retriesOf(retries)),
    ...(maxBodyBytes === undefined ? {} : { 'proxy-body-size': String(maxBodyBytes) }),
    ...(rateLimit === undefined ? {} : rateOf(rateLimit)),
    ...(cors === undefined ? {} : corsOf(cors)),
    ...(sources === undefined ? {} : { 'allowlist-source-range': sources.join(',') }),
    ...(affinity === undefined ? {} : {
      'affinity': 'cookie',
      'session-cookie-name': affinity.cookieName,
      // where paths are patterns, no browser would send a cookie for them
      ...(patterns ? { 'session-cookie-path': '/' } : {}),
      ...(affinity.ttlSeconds === undefined ? {} : { 'session-cookie-max-age': String(affinity.ttlSeconds), 'session-cookie-expires': String(affinity.ttlSeconds) }),
    }),
    ...balanceOf(loadBalancing),
  };
}

/** What of it no annotation carries, though others of its kind do. */
export function trafficProblems(exposure: IngressExposure, slices: number): string[] {
  const { timeouts, retries, rateLimit } = exposure.traffic;
  const clocks = [timeouts?.backendSeconds, timeouts?.idleSeconds, retries?.perTrySeconds].filter((seconds) => seconds !== undefined);
  return [
    ...(new Set(clocks).size > 1
      ? ['it has one clock for a wait for the pods, for a still connection and for each try: give `timeouts.backendSeconds`, `timeouts.idleSeconds` and `retries.perTrySeconds` one value']
      : []),
    ...(retries !== undefined && servedBackends(exposure.routes).some((backend) => backendProtocol(backend) === 'grpc')
      ? ['it does not try calls of gRPC again: leave `retries` out, or let the callers do it']
      : []),
    ...(rateLimit?.per === 'hour' ? ['it counts requests per second or per minute: use `RatePeriod.MINUTE`'] : []),
    ...(rateLimit !== undefined && slices > 1
      ? [`it counts the requests of each Ingress by itself, and the paths of this exposure need ${slices} of them, so that a client would get as many times \`rateLimit\`: `
        + 'give the paths with a rewrite, a redirect or another protocol an exposure of their own']
      : []),
  ];
}

/** One pair of clocks for everything that waits for pods: they run anew with every byte. */
function waits(timeouts: TimeoutsModel | undefined, retries: RetriesModel | undefined): Labels {
  const wait = timeouts?.backendSeconds ?? timeouts?.idleSeconds ?? retries?.perTrySeconds;
  return {
    ...(wait === undefined ? {} : { 'proxy-read-timeout': String(wait), 'proxy-send-timeout': String(wait) }),
    ...(timeouts?.connectSeconds === undefined ? {} : { 'proxy-connect-timeout': String(timeouts.connectSeconds) }),
  };
}

/** A connection that takes too long is a `timeout`, as is an answer: nginx tries neither a POST nor a PATCH again. */
const REASONS: Readonly<Record<RetryReason, readonly string[]>> = {
  connectFailure: ['error', 'timeout'],
  badGateway: ['http_502'],
  unavailable: ['http_503'],
  gatewayTimeout: ['http_504'],
  serverError: ['http_500', 'http_502', 'http_503', 'http_504'],
};

/** The number is that of all tries, the first one included. */
function retriesOf({ attempts, reasons }: RetriesModel): Labels {
  const causes = [...new Set(reasons.flatMap((reason) => REASONS[reason]))].sort();
  return { 'proxy-next-upstream': causes.join(' '), 'proxy-next-upstream-tries': String(attempts + 1) };
}

/** A burst of once the rate: the default lets five times as many through at once. */
function rateOf({ requests, per }: RateLimitModel): Labels {
  if (per === 'hour') return {};
  return { [per === 'second' ? 'limit-rps' : 'limit-rpm']: String(requests), 'limit-burst-multiplier': '1' };
}

/**
 * Everything is written out: what is left out would be a list of headers and methods of its own, and credentials.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/annotations/cors/main.go
 */
function corsOf({ origins, methods, headers, exposedHeaders, credentials, maxAgeSeconds }: CorsModel): Labels {
  return {
    'enable-cors': 'true',
    'cors-allow-origin': origins.join(','),
    'cors-allow-methods': methods.join(','),
    // a header that every page may send anyway, since an empty list would be the default one
    'cors-allow-headers': headers.length === 0 ? 'Accept' : headers.join(','),
    'cors-allow-credentials': String(credentials),
    ...(exposedHeaders.length === 0 ? {} : { 'cors-expose-headers': exposedHeaders.join(',') }),
    ...(maxAgeSeconds === undefined ? {} : { 'cors-max-age': String(maxAgeSeconds) }),
  };
}

function balanceOf(loadBalancing: LoadBalancingModel | undefined): Labels {
  switch (loadBalancing) {
    case 'roundRobin':
      return { 'load-balance': 'round_robin' };
    case 'ipHash':
      return { 'upstream-hash-by': '$remote_addr' };
    case 'leastRequest':
    case 'random':
    case undefined:
      return {};
  }
}
