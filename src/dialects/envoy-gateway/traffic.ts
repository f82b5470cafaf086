import { BackendTraffic, LoadBalancer, RateLimitRule, RetryTrigger } from './kinds';
import { LoadBalancingModel, RateLimitModel, RetriesModel, RetryReason, TimeoutsModel, TrafficModel } from '../../model/traffic';

/** What a BackendTrafficPolicy says for an exposure; empty where the exposure asks nothing of it. */
export function backendTrafficOf(traffic: TrafficModel, buffers: boolean): BackendTraffic {
  const { timeouts = {}, retries, maxBodyBytes, rateLimit } = traffic;
  const timeout = timeoutOf(timeouts, retries);
  const loadBalancer = balancerOf(traffic);
  return {
    ...(loadBalancer === undefined ? {} : { loadBalancer }),
    ...(rateLimit === undefined ? {} : { rateLimit: { local: { rules: rateLimitRules(rateLimit) } } }),
    ...(maxBodyBytes === undefined || !buffers ? {} : { requestBuffer: { limit: sizeOf(maxBodyBytes) } }),
    ...(retries === undefined ? {} : { retry: retryOf(retries, timeouts) }),
    ...(timeout === undefined ? {} : { timeout }),
  };
}

/**
 * Envoy has one clock for a whole request, 15 seconds unless told otherwise, and one for each attempt, which runs only where there are retries.
 * Without retries the request is its only attempt; with them, and without a limit for the whole, there is time for all attempts.
 *
 * @see https://github.com/envoyproxy/gateway/blob/v1.9.0/internal/xds/translator/route.go (`getEffectiveRequestTimeout`)
 */
function timeoutOf(timeouts: TimeoutsModel, retries: RetriesModel | undefined): BackendTraffic['timeout'] {
  const { requestSeconds, connectSeconds, idleSeconds } = timeouts;
  const attempt = attemptSeconds(timeouts, retries);
  const all = attempt === undefined || retries === undefined ? undefined : attempt * (retries.attempts + 1);
  const whole = retries === undefined ? attempt ?? requestSeconds : requestSeconds ?? all;
  const http = {
    ...(whole === undefined ? {} : { requestTimeout: durationOf(whole) }),
    ...(idleSeconds === undefined ? {} : { streamIdleTimeout: durationOf(idleSeconds) }),
  };
  const hasHttp = Object.keys(http).length > 0;
  if (!hasHttp && connectSeconds === undefined) return undefined;
  return { ...(hasHttp ? { http } : {}), ...(connectSeconds === undefined ? {} : { tcp: { connectTimeout: durationOf(connectSeconds) } }) };
}

/** Two limits of one attempt are one: the shorter. */
function attemptSeconds({ backendSeconds }: TimeoutsModel, retries: RetriesModel | undefined): number | undefined {
  const limits = [backendSeconds, retries?.perTrySeconds].flatMap((limit) => (limit === undefined ? [] : [limit]));
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function retryOf(retries: RetriesModel, timeouts: TimeoutsModel): NonNullable<BackendTraffic['retry']> {
  const attempt = attemptSeconds(timeouts, retries);
  const codes = retries.reasons.flatMap(codesOf).sort();
  const triggers = [...new Set([...retries.reasons.flatMap(triggersOf), ...(codes.length === 0 ? [] : ['retriable-status-codes' as const])])].sort();
  return {
    numRetries: retries.attempts,
    ...(attempt === undefined ? {} : { perRetry: { timeout: durationOf(attempt) } }),
    retryOn: { ...(codes.length === 0 ? {} : { httpStatusCodes: codes }), triggers },
  };
}

/** @see https://www.envoyproxy.io/docs/envoy/v1.39.0/configuration/http/http_filters/router_filter#x-envoy-retry-on */
function triggersOf(reason: RetryReason): RetryTrigger[] {
  switch (reason) {
    case 'connectFailure': return ['connect-failure'];
    // an attempt that takes too long is no answer with a code, but one that Envoy ends itself
    case 'gatewayTimeout': return ['reset'];
    case 'serverError': return ['5xx'];
    case 'badGateway':
    case 'unavailable': return [];
  }
}

function codesOf(reason: RetryReason): number[] {
  switch (reason) {
    case 'badGateway': return [502];
    case 'unavailable': return [503];
    case 'gatewayTimeout': return [504];
    case 'connectFailure':
    case 'serverError': return [];
  }
}

/** A bucket for everybody, or one for each address: a block has addresses of one family. */
function rateLimitRules({ requests, per, by }: RateLimitModel): RateLimitRule[] {
  const limit = { requests, unit: ({ second: 'Second', minute: 'Minute', hour: 'Hour' } as const)[per] };
  if (by === 'total') return [{ limit }];
  // an object of its own for each rule, so that no YAML library writes aliases
  return ['0.0.0.0/0', '::/0'].map((value) => ({ clientSelectors: [{ sourceCIDR: { type: 'Distinct', value } }], limit: { ...limit } }));
}

/** The cookie wins: it is what the app relies on. */
function balancerOf({ affinity, loadBalancing }: TrafficModel): LoadBalancer | undefined {
  if (affinity !== undefined) return cookieOf(affinity);
  return loadBalancing === undefined ? undefined : loadBalancerOf(loadBalancing);
}

function loadBalancerOf(model: LoadBalancingModel): LoadBalancer {
  switch (model) {
    case 'roundRobin': return { type: 'RoundRobin' };
    case 'leastRequest': return { type: 'LeastRequest' };
    case 'random': return { type: 'Random' };
    case 'ipHash': return { type: 'ConsistentHash', consistentHash: { type: 'SourceIP' } };
  }
}

/** Without `ttl` Envoy makes no cookie at all; 0 is one that lives as long as the browser. */
function cookieOf({ cookieName, ttlSeconds = 0 }: NonNullable<TrafficModel['affinity']>): LoadBalancer {
  return { type: 'ConsistentHash', consistentHash: { type: 'Cookie', cookie: { name: cookieName, ttl: durationOf(ttlSeconds) } } };
}

/** @see https://gateway-api.sigs.k8s.io/geps/gep-2257/ (v1.6.1): at most five digits for each unit */
export function durationOf(seconds: number): string {
  if (seconds <= 99_999) return `${seconds}s`;
  const parts = [[Math.floor(seconds / 3600), 'h'], [Math.floor(seconds / 60) % 60, 'm'], [seconds % 60, 's']] as const;
  return parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`).join('');
}

/** Bytes in the largest unit that says them exactly. */
function sizeOf(bytes: number): string {
  const units = [['Gi', 1024 ** 3], ['Mi', 1024 ** 2], ['Ki', 1024]] as const;
  const unit = units.find(([, size]) => bytes % size === 0);
  return unit === undefined ? String(bytes) : `${bytes / unit[1]}${unit[0]}`;
}
