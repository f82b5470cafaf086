import { backendProtocol, spokenProtocol } from '../../../model/backend-protocol';
import { GatewayController } from '../../../model/controller';
import { GatewayExposure } from '../../../model/exposure';
import { EdgeCapabilities, gap } from '../../../model/feature';
import { Finding } from '../../../model/finding';
import { RouteAction, RouteModel, servedBackends } from '../../../model/route';

/** A redirect, as a route has it. */
type Redirect = Extract<RouteAction, { kind: 'redirect' }>;

/**
 * A controller that is told everything by the fields of the API: its table says what it heeds, and `partly` what of that it does not.
 */
export function rowOf(title: string, capabilities: EdgeCapabilities, partly: (exposure: GatewayExposure) => readonly Finding[]): GatewayController {
  return { title, capabilities, own: [], part: (exposure) => ({ objects: [], filters: () => [], annotations: {}, gaps: partly(exposure) }) };
}

/** What of a redirect a controller heeds: the host, and the codes 301 and 302, are heeded by all. */
export interface HeededRedirects {
  readonly path: boolean;
  readonly port: boolean;
  readonly scheme: boolean;
  /** 303, 307 and 308. */
  readonly otherCodes: boolean;
}

/** The redirects that a controller does not heed whole. */
export function redirectGaps(exposure: GatewayExposure, title: string, heeded: HeededRedirects): Finding[] {
  return exposure.routes.flatMap(({ path, action }) => (action.kind === 'redirect' ? unheeded(action, heeded).map((what) => (
    gap(exposure, `the redirect of path \`${path}\` changes ${what}, which ${title} does not heed: leave that out, or let the app send it`)
  )) : []));
}

function unheeded({ scheme, port, path, status }: Redirect, heeded: HeededRedirects): string[] {
  return [
    ...(scheme === undefined || heeded.scheme ? [] : ['the scheme']),
    ...(port === undefined || heeded.port ? [] : ['the port']),
    ...(path === undefined || heeded.path ? [] : ['the path']),
    ...(status === 301 || status === 302 || heeded.otherCodes ? [] : [`the code to \`${status}\``]),
  ];
}

/** Headers that are matched with a pattern, by a controller that takes whole values alone. */
export function headerPatternGaps(exposure: GatewayExposure, title: string): Finding[] {
  return patternsOf(exposure.routes, 'headers').map((name) => (
    gap(exposure, `${title} compares header \`${name}\` with a whole value alone, not with a pattern: give each value a path of its own, or let the app tell them apart`)
  ));
}

/** Query parameters that are matched with a pattern, likewise. */
export function queryPatternGaps(exposure: GatewayExposure, title: string): Finding[] {
  return patternsOf(exposure.routes, 'query').map((name) => (
    gap(exposure, `${title} compares query parameter \`${name}\` with a whole value alone, not with a pattern: give each value a path of its own, or let the app tell them apart`)
  ));
}

function patternsOf(routes: readonly RouteModel[], where: 'headers' | 'query'): string[] {
  return [...new Set(routes.flatMap((route) => route[where].flatMap(({ name, match }) => (match === 'regex' ? [name] : []))))].sort();
}

/** A certificate of the exposure's own, where its listener would have to come in a ListenerSet, and the controller knows none. */
export function listenerSetGaps(exposure: GatewayExposure, title: string): Finding[] {
  const { edge, tls } = exposure;
  if (edge.certificates !== 'listenerSet' || tls === undefined || tls.kind === 'edge') return [];
  return [gap(exposure, `${title} knows no ListenerSet, in which the listener with this certificate would come: put the certificate into a listener of the Gateway, and leave \`listenerSets\` out of the edge`)];
}

/** Ports that speak TLS, where a BackendTLSPolicy alone makes a controller do so, and there is none without the name on the certificate. */
export function uncheckedTlsGaps(exposure: GatewayExposure, title: string): Finding[] {
  if (exposure.traffic.backendTls !== undefined) return [];
  const ports = servedBackends(exposure.routes).filter((backend) => backendProtocol(backend) === 'https').map(spokenProtocol);
  return [...new Set(ports)].map((port) => gap(exposure, `${title} talks TLS to ${port} only where it can check the certificate: give \`backendTls\``));
}
