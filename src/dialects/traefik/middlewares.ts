import { corsHeaders } from './cors';
import { API_VERSION, HeadersSpec, Middleware, MiddlewareSpec } from './kinds';
import { ExposureModel } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { HeaderChangesModel, RateLimitModel, RetriesModel } from '../../model/traffic';

/** By which header requests are counted together: Traefik sets it itself, so that no client can tell its own apart. */
const BUCKET = 'X-Rate-Limit-Bucket';

/** One Middleware of an exposure. */
export function middleware({ name, namespace, labels }: ExposureModel, purpose: string | undefined, spec: MiddlewareSpec): Middleware {
  const own = purpose === undefined ? name : `${name}-${purpose}`;
  return { apiVersion: API_VERSION, kind: 'Middleware', metadata: { name: own, namespace, labels }, spec };
}

/**
 * What is done with requests on their way, as far as Middlewares do it, in the order in which they have to be asked.
 *
 * Who may not come in is sent away before anything is counted, and who comes too often before anything else is done; preflights of browsers are
 * answered before headers are changed, which the answer would not show; bodies are measured before they are sent anywhere; a retry repeats only what
 * is behind it, so that it comes last.
 */
export function trafficMiddlewares(exposure: ExposureModel, which: 'all' | 'beyondGateway'): Middleware[] {
  const { sources, rateLimit, cors, maxBodyBytes, retries } = exposure.traffic;
  const made = (purpose: string, spec: MiddlewareSpec) => middleware(exposure, purpose, spec);
  return [
    ...(sources === undefined ? [] : [made('sources', { ipAllowList: { sourceRange: sources } })]),
    ...(rateLimit === undefined ? [] : rateLimitSpecs(rateLimit).map(([purpose, spec]) => made(purpose, spec))),
    ...(cors === undefined ? [] : [made('cors', { headers: corsHeaders(cors) })]),
    ...(which === 'all' ? headerSpecs(exposure).map((spec) => made('headers', { headers: spec })) : []),
    ...(maxBodyBytes === undefined ? [] : [made('body', { buffering: { maxRequestBodyBytes: maxBodyBytes } })]),
    ...(retries === undefined || !retries.reasons.includes('connectFailure') ? [] : [made('retry', retrySpec(retries))]),
  ];
}

const OWN_RETRY = ', or write a Middleware with `retry.status`, and name it in the annotation `traefik.ingress.kubernetes.io/router.middlewares`';

/** What Middlewares cannot do of that which the table says they do. */
export function middlewareGaps(exposure: ExposureModel, which: 'all' | 'beyondGateway'): Finding[] {
  const { retries, requestHeaders, responseHeaders } = exposure.traffic;
  const added = [['requestHeaders', requestHeaders], ['responseHeaders', responseHeaders]] as const;
  return [
    ...(which === 'beyondGateway' ? [] : added.flatMap(([what, changes]) => Object.keys(changes?.add ?? {}).map((header) => gap(exposure,
      `Traefik sets and removes headers, and adds none to one that is there, as \`${what}.add\` of \`${header}\` would: use \`set\``)))),
    ...(retries?.reasons ?? []).filter((reason) => reason !== 'connectFailure').map((reason) => gap(exposure,
      `Traefik tries again for answers, as \`${reason}\` of \`retries.on\` is, since 3.7 alone, by a field that older ones drop in silence: `
      + `use \`RetryOn.CONNECT_FAILURE\`${which === 'all' ? OWN_RETRY : ''}`)),
    ...corsGaps(exposure),
    ...bodyGaps(exposure),
  ];
}

/** @see https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/headers/ (3.7; an empty value removes the header) */
function headerSpecs({ traffic: { requestHeaders, responseHeaders } }: ExposureModel): HeadersSpec[] {
  const [request, response] = [changed(requestHeaders), changed(responseHeaders)];
  if (request === undefined && response === undefined) return [];
  return [{
    ...(request === undefined ? {} : { customRequestHeaders: request }),
    ...(response === undefined ? {} : { customResponseHeaders: response }),
  }];
}

function changed(changes: HeaderChangesModel | undefined): Readonly<Record<string, string>> | undefined {
  if (changes === undefined) return undefined;
  const all = [...Object.entries(changes.set), ...changes.remove.map((name) => [name, ''] as const)].sort(([a], [b]) => (a < b ? -1 : 1));
  return all.length === 0 ? undefined : Object.fromEntries(all);
}

/**
 * A bucket of its own for each client's address, or one for all: of the marks by which Traefik can count, that of the host has the client's port in
 * it, and a header is the client's to choose unless it is set before.
 *
 * The burst is the whole number, so that a page may ask for all that it needs at once; the default would be one request at a time.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/middlewares/ratelimiter/rate_limiter.go
 */
function rateLimitSpecs({ requests, per, by }: RateLimitModel): [string, MiddlewareSpec][] {
  const rate = { average: requests, period: PERIODS[per], burst: requests };
  if (by === 'client') return [['rate', { rateLimit: rate }]];
  return [
    ['bucket', { headers: { customRequestHeaders: { [BUCKET]: 'all' } } }],
    ['rate', { rateLimit: { ...rate, sourceCriterion: { requestHeaderName: BUCKET } } }],
  ];
}

const PERIODS = { second: '1s', minute: '1m', hour: '1h' } as const;

/**
 * All attempts are counted, the first among them.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/middlewares/retry/retry.go
 */
function retrySpec({ attempts }: RetriesModel): MiddlewareSpec {
  return { retry: { attempts: attempts + 1 } };
}

/** A preflight is an OPTIONS request, and meets no rule that asks for another method. */
function corsGaps(exposure: ExposureModel): Finding[] {
  if (exposure.traffic.cors === undefined) return [];
  return exposure.routes.filter(({ method }) => method !== undefined && method !== 'OPTIONS').map(({ path, method }) => gap(exposure,
    `browsers ask with OPTIONS first, which path \`${path}\` with \`method: ${method ?? ''}\` does not take, so that \`cors\` would never answer: `
    + 'leave the method out'));
}

/** @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/middlewares/buffering/buffering.go (requests and answers are held back until they are whole) */
function bodyGaps(exposure: ExposureModel): Finding[] {
  if (exposure.traffic.maxBodyBytes === undefined) return [];
  const services = exposure.routes.flatMap(({ action }) => (action.kind === 'redirect' ? [] : action.backends))
    .filter(({ appProtocol }) => appProtocol === 'grpc').map(({ serviceName }) => serviceName);
  return [...new Set(services)].map((service) => gap(exposure,
    `\`maxBodyBytes\` makes Traefik hold back requests and answers until they are whole, which ends the streams of gRPC to \`${service}\`: leave it out, or expose the port by itself`));
}
