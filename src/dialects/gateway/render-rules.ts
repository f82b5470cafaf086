import { BackendRef, GrpcRule, HttpMatch, HttpRule, SessionPersistence, ValueRef } from './kinds';
import { ByApi, extension, filtersOf, headerFilters } from './render-filters';
import { ExtensionRef } from '../../model/controller';
import { BackendModel, requestKey, RequestMatch, RouteModel, ValueMatch } from '../../model/route';
import { RetryReason, TrafficModel } from '../../model/traffic';

/** What the rules of an exposure are made with. */
export interface RuleFrame {
  readonly namespace: string;
  readonly traffic: TrafficModel;
  readonly byApi: ByApi;
  /** The filters that the controller adds to a route. */
  readonly refs: (route: RouteModel) => readonly ExtensionRef[];
}

const PATH_TYPES = { exact: 'Exact', prefix: 'PathPrefix', regex: 'RegularExpression' } as const;

/** The closest matches first, as the API ranks them; patterns, which it does not rank, between exact paths and prefixes. */
export function inOrder(routes: readonly RouteModel[]): RouteModel[] {
  const rank = { exact: 0, regex: 1, prefix: 2 };
  const conditions = ({ method, headers, query }: RequestMatch) => (method === undefined ? 0 : 1000) + headers.length * 20 + query.length;
  return [...routes].sort((a, b) => rank[a.match] - rank[b.match] || b.path.length - a.path.length || conditions(b) - conditions(a)
    || (requestKey(a) < requestKey(b) ? -1 : 1));
}

/** One rule of an HTTPRoute: one match, so that a prefix can be replaced. */
export function httpRule(route: RouteModel, frame: RuleFrame): HttpRule {
  const { action } = route;
  const filters = filtersOf(route, frame.traffic, frame.refs(route), frame.byApi);
  return {
    matches: [httpMatch(route)],
    ...(filters.length === 0 ? {} : { filters }),
    ...(action.kind === 'redirect' ? {} : { backendRefs: backendRefs(action.backends, frame.namespace), ...serving(frame) }),
  };
}

/** One rule of a GRPCRoute; without a service it takes every call. */
export function grpcRule(route: RouteModel, frame: RuleFrame): GrpcRule {
  const { grpc, headers, action } = route;
  const filters = [...headerFilters(frame.traffic, frame.byApi), ...frame.refs(route).map(extension)];
  const match = {
    ...(grpc === undefined ? {} : { method: { type: 'Exact' as const, ...grpc } }),
    ...(headers.length === 0 ? {} : { headers: headers.map(valueRef) }),
  };
  const { sessionPersistence } = serving(frame);
  return {
    ...(Object.keys(match).length === 0 ? {} : { matches: [match] }),
    ...(filters.length === 0 ? {} : { filters }),
    backendRefs: action.kind === 'redirect' ? [] : backendRefs(action.backends, frame.namespace),
    ...(sessionPersistence === undefined ? {} : { sessionPersistence }),
  };
}

function httpMatch({ path, match, method, headers, query }: RequestMatch): HttpMatch {
  return {
    path: { type: PATH_TYPES[match], value: path },
    ...(method === undefined ? {} : { method }),
    ...(headers.length === 0 ? {} : { headers: headers.map(valueRef) }),
    ...(query.length === 0 ? {} : { queryParams: query.map(valueRef) }),
  };
}

function valueRef({ name, value, match }: ValueMatch): ValueRef {
  return { type: match === 'exact' ? 'Exact' : 'RegularExpression', name, value };
}

/** The Services behind a rule; of several each says its weight, 0 among them. */
export function backendRefs(backends: readonly BackendModel[], namespace: string): BackendRef[] {
  return backends.map((backend) => ({
    ...(backend.namespace === namespace ? {} : { namespace: backend.namespace }),
    name: backend.serviceName,
    port: backend.servicePort,
    ...(backends.length === 1 ? {} : { weight: backend.weight }),
  }));
}

/** What a rule that has backends says of its requests. */
function serving({ traffic, byApi }: RuleFrame): Pick<HttpRule, 'timeouts' | 'retry' | 'sessionPersistence'> {
  const { retries, affinity } = traffic;
  const timeouts = timeoutsOf(traffic, byApi);
  return {
    ...(timeouts === undefined ? {} : { timeouts }),
    ...(retries === undefined || !byApi('retries') ? {} : { retry: { attempts: retries.attempts, ...codesOf(retries.reasons) } }),
    ...(affinity === undefined || !byApi('affinity.cookie') ? {} : { sessionPersistence: persistence(affinity) }),
  };
}

/** One attempt has the shorter of the times that it is given; `timeouts.backendRequest` is for each. */
function timeoutsOf({ timeouts = {}, retries }: TrafficModel, byApi: ByApi): HttpRule['timeouts'] {
  const request = byApi('timeout.request') ? timeouts.requestSeconds : undefined;
  const attempts = [
    ...(byApi('timeout.backend') ? [timeouts.backendSeconds] : []),
    ...(byApi('retries') ? [retries?.perTrySeconds] : []),
  ].filter((seconds) => seconds !== undefined);
  const backend = attempts.length === 0 ? undefined : Math.min(...attempts, request ?? Infinity);
  if (request === undefined && backend === undefined) return undefined;
  return {
    ...(request === undefined ? {} : { request: duration(request) }),
    ...(backend === undefined ? {} : { backendRequest: duration(backend) }),
  };
}

const CODES: Readonly<Record<RetryReason, readonly number[]>> = {
  badGateway: [502],
  connectFailure: [],
  gatewayTimeout: [504],
  serverError: [500, 502, 503, 504],
  unavailable: [503],
};

/** The answers after which there is another attempt; a connection that fails is tried again whatever they are. */
function codesOf(reasons: readonly RetryReason[]): { readonly codes?: readonly number[] } {
  const codes = [...new Set(reasons.flatMap((reason) => CODES[reason]))].sort((a, b) => a - b);
  return codes.length === 0 ? {} : { codes };
}

function persistence({ cookieName, ttlSeconds }: NonNullable<TrafficModel['affinity']>): SessionPersistence {
  return {
    sessionName: cookieName,
    type: 'Cookie',
    ...(ttlSeconds === undefined ? {} : { absoluteTimeout: duration(ttlSeconds) }),
    cookieConfig: { lifetimeType: ttlSeconds === undefined ? 'Session' : 'Permanent' },
  };
}

/**
 * Seconds in the words of the API, which takes five digits for each unit.
 *
 * @see https://gateway-api.sigs.k8s.io/geps/gep-2257/ (v1.6.1)
 */
export function duration(seconds: number): string {
  if (seconds <= 99_999) return `${seconds}s`;
  const parts = [[Math.floor(seconds / 3600), 'h'], [Math.floor(seconds / 60) % 60, 'm'], [seconds % 60, 's']] as const;
  return parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`).join('');
}
