import { ByApi } from './render-filters';
import { backendProtocol, spokenProtocol } from '../../model/backend-protocol';
import { ExtensionRef } from '../../model/controller';
import { GatewayExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { requestText, RouteModel, servedBackends, ValueMatch } from '../../model/route';
import { CorsModel } from '../../model/traffic';

/** How an exposure is rendered. */
interface Rendering {
  readonly byApi: ByApi;
  readonly refs: (route: RouteModel) => readonly ExtensionRef[];
  readonly hasListenerSet: boolean;
}

/** What the API server takes of a value of a header in the experimental channel from 1.5 on: no two blanks in a row. */
const HEADER_VALUE = /^[!-~]+([\t ]?[!-~]+)*$/;
const LIST_MAX = 16;
const PATH_MAX = 1024;
const FILTERS_MAX = 16;

/**
 * What an exposure says that has a field, and is more than the API server takes there, or than the field can say.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/tree/v1.6.1/config/crd (the schemas of v1.4.1 and v1.5.1 have the same limits)
 */
export function limitGaps(exposure: GatewayExposure, { byApi, refs, hasListenerSet }: Rendering): Finding[] {
  const { routes, traffic, dns } = exposure;
  const texts = [
    ...routes.flatMap((route) => routeLimits(exposure, route, byApi)),
    ...routes.filter((route) => refs(route).length > FILTERS_MAX - 4).map((route) => `path \`${requestText(route)}\` needs more than ${FILTERS_MAX} filters: leave some of its features out`),
    ...headerLimits(exposure),
    ...(byApi('cors') && traffic.cors !== undefined ? corsLimits(traffic.cors) : []),
    ...servedBackends(routes).filter((route) => backendProtocol(route) === 'unknown').map((route) => `an HTTPRoute carries HTTP, and ${spokenProtocol(route)} is something else: `
      + 'use `http`, `https`, `grpc`, `kubernetes.io/h2c`, `kubernetes.io/ws` or `kubernetes.io/wss`, or `exposeStream`'),
    ...backendTlsLimits(exposure, byApi),
    ...(dns !== undefined && dns.targets.length > 0 && byApi('dns.target') && !hasListenerSet
      ? ['`dns.targets` is read on the Gateway alone, and its routes go to the address of it: give `dnsTargets` to the `EdgeGateway`, or leave it out']
      : []),
  ];
  return [...[...new Set(texts)].map((text) => gap(exposure, text)), ...retryGaps(exposure, byApi)];
}

function routeLimits({ edge }: GatewayExposure, route: RouteModel, byApi: ByApi): string[] {
  const { path, match, headers, query, action } = route;
  const change = action.kind === 'serve' ? action.rewritePath : action.path;
  const host = action.kind === 'serve' ? action.rewriteHost : action.host;
  const isOld = action.kind === 'redirect' && edge.release === '1.4' && action.status !== 301 && action.status !== 302 && byApi('redirect');
  return [
    ...(path.length > PATH_MAX ? [`path \`${path.slice(0, 40)}…\` has ${path.length} characters: the Gateway API takes ${PATH_MAX}`] : []),
    ...(change !== undefined && change.value.length > PATH_MAX ? [`the new path for \`${path}\` has ${change.value.length} characters: the Gateway API takes ${PATH_MAX}`] : []),
    ...(change?.kind === 'prefix' && match !== 'prefix' ? [`path \`${path}\` is no prefix, and so has no beginning to replace: use \`PathRewrite.full\``] : []),
    ...(host?.startsWith('*') === true ? [`the new host \`${host}\` for \`${path}\` is a wildcard: name one host`] : []),
    ...(headers.length > LIST_MAX ? [`path \`${path}\` asks for ${headers.length} headers: the Gateway API takes ${LIST_MAX}`] : []),
    ...(query.length > LIST_MAX ? [`path \`${path}\` asks for ${query.length} query parameters: the Gateway API takes ${LIST_MAX}`] : []),
    ...query.filter(({ value }) => value.length > PATH_MAX).map(({ name }) => `the value of query parameter \`${name}\` is longer than the ${PATH_MAX} characters that the Gateway API takes`),
    ...blankLimits(edge.channel === 'experimental' && edge.release !== '1.4', headers),
    ...(action.kind === 'serve' && action.backends.length > LIST_MAX ? [`path \`${path}\` has ${action.backends.length} targets: the Gateway API takes ${LIST_MAX}`] : []),
    ...(isOld ? [`status ${action.status} of the redirect of \`${path}\` is in the Gateway API from 1.5, and the edge has ${edge.release}: use 301 or 302, or say \`release\` of the edge`] : []),
  ];
}

function headerLimits({ traffic, edge }: GatewayExposure): string[] {
  const isStrict = edge.channel === 'experimental' && edge.release !== '1.4';
  return (['requestHeaders', 'responseHeaders'] as const).flatMap((what) => {
    const { set = {}, add = {}, remove = [] } = traffic[what] ?? {};
    const many = [Object.keys(set), Object.keys(add), remove].some((names) => names.length > LIST_MAX);
    const values = Object.entries({ ...set, ...add }).map(([name, value]): ValueMatch => ({ name, value, match: 'exact' }));
    return [...(many ? [`\`${what}\` changes more headers in one way than the ${LIST_MAX} that the Gateway API takes: leave some out`] : []), ...blankLimits(isStrict, values)];
  });
}

function blankLimits(isStrict: boolean, values: readonly ValueMatch[]): string[] {
  return isStrict
    ? values.filter(({ value }) => !HEADER_VALUE.test(value)).map(({ name }) => `the value of header \`${name}\` has two blanks in a row, which the experimental channel refuses: write one`)
    : [];
}

function corsLimits({ origins, headers, exposedHeaders }: CorsModel): string[] {
  return [
    ...([origins, headers, exposedHeaders].some((list) => list.length > 64) ? ['`cors` has a list longer than the 64 entries that the Gateway API takes: leave some out'] : []),
    ...(headers.includes('*') && headers.length > 1 ? ['`cors` has the header `*` beside others, which the Gateway API refuses: use `*` alone, or name them'] : []),
    ...origins.filter((origin) => origin.length > 253).map((origin) => `origin \`${origin.slice(0, 40)}…\` of \`cors\` is longer than the 253 characters that the Gateway API takes`),
  ];
}

function backendTlsLimits({ traffic, routes }: GatewayExposure, byApi: ByApi): string[] {
  const { backendTls } = traffic;
  if (backendTls === undefined || !byApi('backend.tls.verified')) return [];
  return [
    ...(servedBackends(routes).some((backend) => backendProtocol(backend) === 'https')
      ? []
      : ['`backendTls` checks nobody, since no port behind it says that it speaks TLS: use a port with `appProtocol: https`, or leave it out']),
    ...(backendTls.hostname.startsWith('*') ? [`the name \`${backendTls.hostname}\` of \`backendTls\` is a wildcard: give one name that is on the certificate`] : []),
  ];
}

/** A list of codes that every controller has to know is not every answer from 500 on, and a connection that fails is always tried again. */
function retryGaps(exposure: GatewayExposure, byApi: ByApi): Finding[] {
  const { retries } = exposure.traffic;
  if (retries === undefined || !byApi('retries')) return [];
  const about = (text: string): Finding => ({ ...gap(exposure, text), code: 'APPROXIMATED' });
  return [
    ...(retries.reasons.includes('serverError') ? [about('`retries` for every server error is written as 500, 502, 503 and 504, the codes that every controller of the Gateway API has to know')] : []),
    ...(retries.reasons.includes('connectFailure') ? [] : [about('`retries` makes a controller of the Gateway API try again after connections that fail, too: no field turns that off')]),
  ];
}
