import { HttpMethod } from './request-match';
import { RateLimitProps, RatePeriod, RetryOn, RetryProps, TimeoutProps } from './traffic-limits';
import { CookieAffinityProps, CorsProps, HeaderChangeProps, TrafficProps } from './traffic-props';
import { soundCidr } from '../../model/address-block';
import { refuse } from '../../model/finding';
import { requireHost } from '../../model/host';
import { requireHeaderName, requireHeaderValue } from '../../model/route';
import { CorsModel, HeaderChangesModel, RateLimitModel, RetriesModel, TimeoutsModel, TrafficModel } from '../../model/traffic';

/** A day: longer than any timeout that a controller takes. */
const SECONDS_MAX = 86_400;

/** What an entry says of all its requests, as data. Throws `EXPOSURE_INVALID`, `CIDR_INVALID`. */
export function trafficOf(props: TrafficProps): TrafficModel {
  const { timeouts, retries, maxBodyBytes, rateLimit, cors, requestHeaders, responseHeaders, sources, affinity, loadBalancing, backendTls } = props;
  return {
    ...(timeouts === undefined ? {} : { timeouts: timeoutsOf(timeouts) }),
    ...(retries === undefined ? {} : { retries: retriesOf(retries) }),
    ...(maxBodyBytes === undefined ? {} : { maxBodyBytes: whole('maxBodyBytes', maxBodyBytes, 1, Number.MAX_SAFE_INTEGER) }),
    ...(rateLimit === undefined ? {} : { rateLimit: rateLimitOf(rateLimit) }),
    ...(cors === undefined ? {} : { cors: corsOf(cors) }),
    ...(requestHeaders === undefined ? {} : { requestHeaders: headersOf('requestHeaders', requestHeaders) }),
    ...(responseHeaders === undefined ? {} : { responseHeaders: headersOf('responseHeaders', responseHeaders) }),
    ...(sources === undefined ? {} : { sources: sourcesOf(sources) }),
    ...(affinity === undefined ? {} : { affinity: affinityOf(affinity) }),
    ...(loadBalancing === undefined ? {} : { loadBalancing: loadBalancing._model() }),
    ...(backendTls === undefined ? {} : { backendTls: backendTls._model() }),
  };
}

/** The clients that an edge lets in: some, since none would be nobody. Throws `EXPOSURE_INVALID`, `CIDR_INVALID`. */
export function sourcesOf(sources: readonly string[]): string[] {
  if (sources.length === 0) {
    refuse('EXPOSURE_INVALID', 'the `sources` of an exposure are empty, and nobody would get in: leave them out for every client, or name some');
  }
  return [...new Set(sources.map((cidr) => soundCidr(cidr).text))].sort();
}

function timeoutsOf(props: TimeoutProps): TimeoutsModel {
  const said = (['requestSeconds', 'backendSeconds', 'connectSeconds', 'idleSeconds'] as const)
    .flatMap((key) => (props[key] === undefined ? [] : [[key, seconds(`timeouts.${key}`, props[key])] as const]));
  if (said.length === 0) {
    refuse('EXPOSURE_INVALID', 'the `timeouts` of an exposure say nothing: name one of `requestSeconds`, `backendSeconds`, `connectSeconds` and `idleSeconds`, or leave them out');
  }
  const { requestSeconds, backendSeconds } = props;
  if (requestSeconds !== undefined && backendSeconds !== undefined && backendSeconds > requestSeconds) {
    refuse('EXPOSURE_INVALID', `timeouts.backendSeconds \`${backendSeconds}\` is above timeouts.requestSeconds \`${requestSeconds}\`, within which it has to end: make it shorter`);
  }
  return Object.fromEntries(said);
}

function retriesOf({ attempts, on = [RetryOn.CONNECT_FAILURE], perTrySeconds }: RetryProps): RetriesModel {
  if (on.length === 0) refuse('EXPOSURE_INVALID', '`retries.on` is empty, so that nothing is tried again: name what is, or leave `retries` out');
  return {
    attempts: whole('retries.attempts', attempts, 1, 10),
    reasons: [...new Set(on)].sort(),
    ...(perTrySeconds === undefined ? {} : { perTrySeconds: seconds('retries.perTrySeconds', perTrySeconds) }),
  };
}

function rateLimitOf({ requests, per = RatePeriod.SECOND, perClient = true }: RateLimitProps): RateLimitModel {
  return { requests: whole('rateLimit.requests', requests, 1, 1_000_000), per, by: perClient ? 'client' : 'total' };
}

function corsOf({ origins, methods, headers = [], exposedHeaders = [], credentials = false, maxAgeSeconds }: CorsProps): CorsModel {
  if (origins.length === 0 || methods?.length === 0) {
    refuse('EXPOSURE_INVALID', '`cors` has no origins or no methods, so that no page could ask: name some, or leave `cors` out');
  }
  origins.forEach(requireOrigin);
  if (origins.includes('*') && (credentials || origins.length > 1)) {
    refuse('EXPOSURE_INVALID', 'the origin `*` of `cors` stands beside others, or beside `credentials`, which browsers refuse: name the origins');
  }
  [...headers, ...exposedHeaders].forEach((name) => requireHeaderName('header of `cors`', name));
  return {
    origins: [...new Set(origins)].sort(),
    methods: [...new Set(methods ?? [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST])].sort(),
    headers: [...new Set(headers)].sort(),
    exposedHeaders: [...new Set(exposedHeaders)].sort(),
    credentials,
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds: whole('cors.maxAgeSeconds', maxAgeSeconds, 1, SECONDS_MAX) }),
  };
}

/** @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Origin (read in November 2026) */
function requireOrigin(origin: string): void {
  if (origin === '*') return;
  const [, host = ''] = /^https?:\/\/([^/:]+)(:\d{1,5})?$/.exec(origin) ?? [];
  if (host === '') {
    refuse('EXPOSURE_INVALID', `origin \`${origin}\` of \`cors\` is no scheme, host and port: write it as in \`https://shop.example.com\`, without a path`);
  }
  requireHost(host);
}

function headersOf(what: string, { set = {}, add = {}, remove = [] }: HeaderChangeProps): HeaderChangesModel {
  const names = [...Object.keys(set), ...Object.keys(add), ...remove].map((name) => requireHeaderName(`header of \`${what}\``, name).toLowerCase());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) refuse('EXPOSURE_INVALID', `header \`${twice}\` of \`${what}\` is changed twice: set it, add to it or remove it`);
  if (names.length === 0) refuse('EXPOSURE_INVALID', `\`${what}\` changes nothing: name a header in \`set\`, \`add\` or \`remove\`, or leave it out`);
  if (names.includes('host')) refuse('EXPOSURE_INVALID', `\`${what}\` changes \`host\`, by which requests find their way: use \`rewriteHost\` of a path`);
  return { set: valuesOf(set), add: valuesOf(add), remove: remove.map((name) => name.toLowerCase()).sort() };
}

function valuesOf(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), requireHeaderValue(`header \`${name}\``, value)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function affinityOf({ cookieName, ttlSeconds }: CookieAffinityProps): NonNullable<TrafficModel['affinity']> {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(cookieName)) {
    refuse('EXPOSURE_INVALID', `cookie \`${cookieName}\` is not a name that every controller takes: use 1 to 64 letters, digits, \`-\` and \`_\``);
  }
  return { cookieName, ...(ttlSeconds === undefined ? {} : { ttlSeconds: whole('affinity.ttlSeconds', ttlSeconds, 1, 31_536_000) }) };
}

function seconds(what: string, value: number): number {
  return whole(what, value, 1, SECONDS_MAX);
}

function whole(what: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    refuse('EXPOSURE_INVALID', `${what} \`${value}\` is out of range: give a whole number from ${least} to ${most}`);
  }
  return value;
}
