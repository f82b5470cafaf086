import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { CorsModel, HeaderChangesModel, LoadBalancingModel, RateLimitModel, TrafficModel } from '../../model/traffic';

const BALANCE: Readonly<Record<LoadBalancingModel, string>> = { roundRobin: 'roundrobin', leastRequest: 'leastconn', ipHash: 'source', random: 'random' };
const PERIODS = { second: '1s', minute: '1m', hour: '1h' } as const;

/** The name of a header that stands in a rule as it is. */
const HEADER = /^[A-Za-z0-9_-]+$/;

/**
 * What an exposure says of all its requests, by the names of annotations behind the prefix.
 *
 * What is about the pods makes a backend of the exposure's own, since all Ingresses of a Service share one otherwise, and the last to be read wins.
 */
export function trafficAnnotations({ traffic }: IngressExposure): Labels {
  const { rateLimit, cors, sources, requestHeaders, responseHeaders } = traffic;
  const ofPods = backendAnnotations(traffic);
  const response = [...lines(responseHeaders), ...exposed(cors)];
  return {
    ...ofPods,
    ...(Object.keys(ofPods).length === 0 ? {} : { 'standalone-backend': 'true' }),
    ...(rateLimit === undefined ? {} : rateOf(rateLimit)),
    ...(cors === undefined ? {} : corsOf(cors)),
    ...(sources === undefined ? {} : { 'allow-list': sources.join(',') }),
    ...(lines(requestHeaders).length === 0 ? {} : { 'request-set-header': lines(requestHeaders).join('\n') }),
    ...(response.length === 0 ? {} : { 'response-set-header': response.join('\n') }),
  };
}

/** What of it no annotation carries, though others of its kind do. */
export function trafficProblems({ traffic }: IngressExposure): string[] {
  const { affinity, cors, requestHeaders, responseHeaders } = traffic;
  const changed = [['requestHeaders', requestHeaders], ['responseHeaders', responseHeaders]] as const;
  const names = [...changed.flatMap(([, changes]) => Object.keys(changes?.set ?? {})), ...cors?.headers ?? [], ...cors?.exposedHeaders ?? []];
  const strange = names.find((name) => !HEADER.test(name));
  return [
    ...changed.flatMap(([what, changes]) => (changes !== undefined && (Object.keys(changes.add).length > 0 || changes.remove.length > 0)
      ? [`it sets headers, and neither adds to them nor removes any: leave \`add\` and \`remove\` out of \`${what}\`, or do it in the app`]
      : [])),
    ...(strange === undefined ? [] : [`it takes no header \`${strange}\`: use letters, digits, \`-\` and \`_\``]),
    ...(affinity?.ttlSeconds === undefined ? [] : ['its cookie lasts as long as the session of the browser: leave `affinity.ttlSeconds` out']),
  ];
}

function backendAnnotations({ timeouts, affinity, loadBalancing }: TrafficModel): Labels {
  return {
    ...(timeouts?.backendSeconds === undefined ? {} : { 'timeout-server': `${timeouts.backendSeconds}s` }),
    ...(affinity === undefined ? {} : { 'cookie-persistence': affinity.cookieName }),
    ...(loadBalancing === undefined ? {} : { 'load-balance': BALANCE[loadBalancing] }),
  };
}

/** The period is always said: the table of the counts has its name from it. */
function rateOf({ requests, per }: RateLimitModel): Labels {
  return { 'rate-limit-requests': String(requests), 'rate-limit-period': PERIODS[per], 'rate-limit-status-code': '429' };
}

/**
 * Origins are one pattern, since a list is not to be had; methods and headers are written out, since what is left out would be all of them.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/pkg/annotations/ingress/resSetCORS.go
 */
function corsOf({ origins, methods, headers, credentials, maxAgeSeconds }: CorsModel): Labels {
  return {
    'cors-enable': 'true',
    'cors-allow-origin': origins.includes('*') ? '*' : `^(?:${origins.map(originPattern).join('|')})$`,
    'cors-allow-methods': methods.join(','),
    // a header that every page may send anyway
    'cors-allow-headers': headers.length === 0 ? 'Accept' : headers.join(','),
    'cors-respond-to-options': 'true',
    ...(credentials ? { 'cors-allow-credentials': 'true' } : {}),
    ...(maxAgeSeconds === undefined ? {} : { 'cors-max-age': `${maxAgeSeconds}s` }),
  };
}

function originPattern(origin: string): string {
  return origin.replace(/\./g, '[.]').replace('*', '[A-Za-z0-9-]+');
}

function exposed(cors: CorsModel | undefined): string[] {
  return cors === undefined || cors.exposedHeaders.length === 0 ? [] : [`Access-Control-Expose-Headers ${quoted(cors.exposedHeaders.join(', '))}`];
}

function lines(changes: HeaderChangesModel | undefined): string[] {
  return Object.entries(changes?.set ?? {}).map(([name, value]) => `${name} ${quoted(value)}`);
}

/**
 * A value in which HAProxy finds nothing of its own: neither a sample, nor a variable of its environment, nor the end of the text.
 *
 * @see https://docs.haproxy.org/3.2/configuration.html#2.2
 */
function quoted(value: string): string {
  return `"${value.replace(/[\\"$]/g, '\\$&').replace(/%/g, '%%')}"`;
}
