import { protocolsOf } from '../../model/backend-protocol';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { RouteModel, servedBackends } from '../../model/route';

const PREFIX = 'konghq.com';

type Served = RouteModel & { readonly action: { readonly kind: 'serve' } };

/**
 * What becomes of paths and hosts, which Kong takes for all paths of an Ingress.
 *
 * @see https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/kongstate/route.go
 */
export function rewriteAnnotations(exposure: IngressExposure): Labels {
  const routes = served(exposure);
  return {
    ...(routes.some(isStripped) ? { [`${PREFIX}/strip-path`]: 'true' } : {}),
    ...(routes.some(({ action }) => action.rewriteHost !== undefined) ? { [`${PREFIX}/preserve-host`]: 'false' } : {}),
  };
}

/** What Kong cannot rewrite so, or not for some of the paths alone. */
export function rewriteGaps(exposure: IngressExposure): Finding[] {
  const routes = served(exposure);
  const beyond = routes.filter((route) => route.action.rewritePath !== undefined && !isStripped(route)).map((route) => gap(exposure,
    `Kong takes away the prefix that matched and nothing else, and \`rewritePath\` of path \`${route.path}\` asks for \`${route.action.rewritePath?.value}\`: `
    + 'use `PathRewrite.prefix(\'/\')`, or an edge of the Gateway API'));
  return [...beyond, ...stripGaps(exposure, routes), ...hostGaps(exposure, routes)];
}

function served({ routes }: IngressExposure): Served[] {
  return routes.filter((route): route is Served => route.action.kind === 'serve');
}

function isStripped({ action }: Served): boolean {
  return action.rewritePath?.kind === 'prefix' && action.rewritePath.value === '/';
}

/** Of the prefix `/` nothing is taken away. */
function stripGaps(exposure: IngressExposure, routes: readonly Served[]): Finding[] {
  if (!routes.some(isStripped)) return [];
  const grpc = protocolsOf(servedBackends(exposure.routes)).includes('grpc')
    ? [gap(exposure, 'Kong takes no prefix away from gRPC: leave `rewritePath` out')] : [];
  return [...grpc, ...routes.filter((route) => !isStripped(route) && !(route.match === 'prefix' && route.path === '/')).map(({ path }) => gap(exposure,
    `Kong would take path \`${path}\` away as well, since it does so for all paths of an Ingress: give the paths with \`rewritePath\` an exposure of their own, for the same host`))];
}

function hostGaps(exposure: IngressExposure, routes: readonly Served[]): Finding[] {
  const hosts = new Set(routes.map(({ action }) => action.rewriteHost));
  return hosts.size <= 1 ? [] : [gap(exposure,
    'Kong changes the host for all paths of an Ingress, and its paths differ in `rewriteHost`: give those with one an exposure of their own, for the same host')];
}
