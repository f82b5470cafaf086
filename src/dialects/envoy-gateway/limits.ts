import { backendProtocol, spokenProtocol } from '../../model/backend-protocol';
import { ExposureModel, GatewayExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { servedBackends } from '../../model/route';

/** The number of bytes that Envoy counts to. */
const BUFFER_MAX = 4_294_967_295;

/**
 * Whether the bodies of an exposure can be measured, for which Envoy has to hold each of them back: a request that stays open never ends.
 *
 * @see https://gateway.envoyproxy.io/v1.9/tasks/traffic/request-buffering/ (1.9.3)
 */
export function canBuffer(exposure: ExposureModel): boolean {
  const { maxBodyBytes } = exposure.traffic;
  return maxBodyBytes !== undefined && maxBodyBytes <= BUFFER_MAX && openEnded(exposure).length === 0;
}

/** What the objects of Envoy Gateway carry in part only. */
export function limitsOf(exposure: GatewayExposure): Finding[] {
  return [...bufferGaps(exposure), ...tlsGaps(exposure), ...affinityGaps(exposure), ...headerGaps(exposure), ...countedApart(exposure)];
}

function bufferGaps(exposure: ExposureModel): Finding[] {
  const { maxBodyBytes } = exposure.traffic;
  if (maxBodyBytes === undefined) return [];
  const tooLong = maxBodyBytes <= BUFFER_MAX ? [] : [`\`maxBodyBytes: ${maxBodyBytes}\` is above \`${BUFFER_MAX}\`, to which Envoy counts: take that, or leave it out`];
  const open = openEnded(exposure).map((port) => `\`maxBodyBytes\` makes Envoy hold each request back until it is whole, and ${port} needs requests that stay open: `
    + 'give it an exposure of its own, without `maxBodyBytes`');
  return [...tooLong, ...open].map((text) => gap(exposure, text));
}

/** The ports whose requests stay open, each once. */
function openEnded({ routes }: ExposureModel): string[] {
  const open = servedBackends(routes).filter((backend) => backendProtocol(backend) === 'grpc' || backend.grpc !== undefined || /^kubernetes\.io\/wss?$/.test(backend.appProtocol ?? ''));
  return [...new Set(open.map(({ serviceName, servicePortName }) => `port \`${servicePortName}\` of \`${serviceName}\``))].sort();
}

/** Envoy Gateway does not read `https` and `kubernetes.io/wss` of a Service: it talks TLS where a BackendTLSPolicy says so, and checks the certificate. */
function tlsGaps(exposure: ExposureModel): Finding[] {
  if (exposure.traffic.backendTls !== undefined) return [];
  const ports = servedBackends(exposure.routes).filter((backend) => backendProtocol(backend) === 'https').map(spokenProtocol);
  return [...new Set(ports)].map((port) => gap(exposure, `Envoy Gateway talks TLS to ${port} only where it can check the certificate: give \`backendTls\``));
}

function affinityGaps(exposure: ExposureModel): Finding[] {
  const { affinity, loadBalancing } = exposure.traffic;
  return affinity === undefined || loadBalancing === undefined ? [] : [gap(exposure, '`affinity` chooses the pod by a hash of the cookie, beside which `loadBalancing` has no say: leave one of them out')];
}

/**
 * Envoy reads `%` in the value of a header as the beginning of a command; Envoy Gateway hands values on as they are, and takes no two blanks in a row: where the
 * API server takes none either, that is said already.
 *
 * @see https://github.com/envoyproxy/gateway/blob/v1.9.0/internal/gatewayapi/filters.go (`HeaderValueRegexp`)
 * @see https://www.envoyproxy.io/docs/envoy/v1.39.0/configuration/http/http_conn_man/headers#custom-request-response-headers
 */
function headerGaps({ traffic, edge, ...exposure }: GatewayExposure): Finding[] {
  const { requestHeaders, responseHeaders } = traffic;
  const refused = edge.channel === 'experimental' && edge.release !== '1.4' ? /%/ : /%| {2}/;
  return [['requestHeaders', requestHeaders] as const, ['responseHeaders', responseHeaders] as const].flatMap(([what, changes]) =>
    [...Object.entries(changes?.set ?? {}), ...Object.entries(changes?.add ?? {})].filter(([, value]) => refused.test(value)).map(([name]) =>
      gap({ ...exposure, edge }, `the value of header \`${name}\` of \`${what}\` has a \`%\` or two blanks in a row, which Envoy Gateway cannot hand on: leave them out, or let the app write the header`)));
}

/**
 * A limit of Envoy's own belongs to one of its routes, which is one path of one host at one listener; a redirect passes nothing on.
 *
 * @see https://github.com/envoyproxy/gateway/blob/v1.9.0/internal/xds/translator/local_ratelimit.go
 */
function countedApart(exposure: ExposureModel): Finding[] {
  const { hosts, routes, tls, httpsRedirect, traffic: { rateLimit } } = exposure;
  const doors = tls !== undefined && !httpsRedirect ? 2 : 1;
  const counts = hosts.length * doors * routes.filter(({ action }) => action.kind === 'serve').length;
  if (rateLimit === undefined || counts < 2) return [];
  const text = `exposure \`${exposure.name}\` on edge \`${exposure.edge.name}\`: Envoy counts the requests of each path of each host at each listener by themselves, so that \`rateLimit\` is `
    + `wider than asked: up to ${counts} times \`${rateLimit.requests}\` in all; expose paths that share a limit under one host and one prefix`;
  return [{ code: 'APPROXIMATED', text }];
}
