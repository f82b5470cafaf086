import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { BackendModel, isByPathAlone, mainBackend, requestText, RouteModel, ValueMatch } from '../../model/route';

/** Requests of a path that somebody else than its main backend serves, and how they are told. */
export interface Canary {
  /** The route whose path it is. */
  readonly route: RouteModel;
  readonly main: BackendModel;
  readonly backend: BackendModel;
  readonly annotations: Labels;
}

/** The canaries of an exposure, and what none can be. */
export interface Canaries {
  readonly canaries: readonly Canary[];
  readonly problems: readonly string[];
}

/** From this total on, `canary-weight-total` is heeded; a smaller one counts as this. */
const LEAST_TOTAL = 100;

/** A name that nginx finds among the headers of a request: it drops those with an underscore. */
const HEADER_NAME = /^[A-Za-z0-9-]+$/;

/**
 * The canaries that an exposure needs: one for the second of two targets of a path, one for a path that asks for a header beside the same path
 * without it.
 *
 * A canary hangs on the port of the main Service, not on the path: whatever else that port serves gets the canary, too, and only the first canary of
 * a port is heeded.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/controller.go (`mergeAlternativeBackends`)
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/rootfs/etc/nginx/lua/balancer.lua (`route_to_alternative_balancer`)
 */
export function canariesOf(exposure: IngressExposure): Canaries {
  const found = [...exposure.routes.flatMap(sharedOut), ...exposure.routes.flatMap((route) => byHeader(exposure, route))];
  const canaries = found.flatMap((one) => ('canary' in one ? [one.canary] : []));
  return {
    canaries,
    problems: [...found.flatMap((one) => ('problem' in one ? [one.problem] : [])), ...sideEffects(exposure, canaries)],
  };
}

type Found = { readonly canary: Canary } | { readonly problem: string };

function sharedOut(route: RouteModel): Found[] {
  if (route.action.kind === 'redirect' || route.action.backends.length < 2 || !isByPathAlone(route)) return [];
  const [main, backend, ...more] = route.action.backends;
  if (main === undefined || backend === undefined || more.length > 0) {
    return [{ problem: `it shares the requests of a path between two targets, and path \`${route.path}\` has ${route.action.backends.length}: use two, or an edge of the Gateway API` }];
  }
  const sum = main.weight + backend.weight;
  const scale = Math.ceil(LEAST_TOTAL / sum);
  const total: Labels = sum * scale === LEAST_TOTAL ? {} : { 'canary-weight-total': String(sum * scale) };
  return [{ canary: { route, main, backend, annotations: { 'canary': 'true', 'canary-weight': String(backend.weight * scale), ...total } } }];
}

function byHeader({ routes }: IngressExposure, route: RouteModel): Found[] {
  if (isByPathAlone(route) || route.method !== undefined || route.query.length > 0) return [];
  const [header, ...more] = route.headers;
  if (header === undefined || more.length > 0 || !HEADER_NAME.test(header.name)) {
    return [{ problem: `it looks at one header of letters, digits and \`-\`, and path \`${requestText(route)}\` asks for something else: ask for one such header` }];
  }
  const plain = routes.find((other) => other.path === route.path && other.match === route.match && isByPathAlone(other));
  const [main, backend] = [plain === undefined ? undefined : mainBackend(plain), mainBackend(route)];
  if (plain?.action.kind !== 'serve' || route.action.kind !== 'serve' || main === undefined || backend === undefined) {
    return [{ problem: `it takes requests with a header out of those of the same path, and path \`${requestText(route)}\` has no like without the header that pods serve: add one` }];
  }
  const [changes, others] = [route, plain].map(({ action }) => (action.kind === 'serve' ? [action.rewritePath, action.rewriteHost] : []));
  const isSame = JSON.stringify(changes) === JSON.stringify(others);
  if (!isSame || plain.action.backends.length > 1 || route.action.backends.length > 1) {
    return [{
      problem: `it treats requests with a header as those of the same path, and path \`${requestText(route)}\` has a rewrite or weights that differ: give both the same, `
      + 'and one target each',
    }];
  }
  return [{ canary: { route, main, backend, annotations: { canary: 'true', ...headerOf(header) } } }];
}

function headerOf({ name, value, match }: ValueMatch): Labels {
  return { 'canary-by-header': name, ...(match === 'exact' ? { 'canary-by-header-value': value } : { 'canary-by-header-pattern': `^(?:${value})$` }) };
}

/** What else the ports of a canary serve. */
function sideEffects({ routes }: IngressExposure, canaries: readonly Canary[]): string[] {
  return canaries.flatMap((canary) => {
    const isRivalled = canaries.some((other) => upstreamOf(other.main) === upstreamOf(canary.main) && wayOf(other) !== wayOf(canary));
    if (isRivalled) return [`it heeds one canary for port \`${canary.main.servicePortName}\` of \`${canary.main.serviceName}\`, and there are several: give each a Service of its own`];
    const mine = canaries.filter((other) => wayOf(other) === wayOf(canary)).map(({ route }) => `${route.match} ${route.path}`);
    const ports = [canary.main, canary.backend].map(upstreamOf);
    const strange = routes.find((route) => {
      const main = mainBackend(route);
      return main !== undefined && isByPathAlone(route) && !mine.includes(`${route.match} ${route.path}`) && ports.includes(upstreamOf(main));
    });
    return strange === undefined ? [] : [`a canary is for all that port \`${canary.main.servicePortName}\` of \`${canary.main.serviceName}\` serves, and path \`${strange.path}\` `
      + `has to be without that of path \`${canary.route.path}\`: give one of them a Service of its own`];
  }).filter((text, i, all) => all.indexOf(text) === i);
}

function wayOf({ main, backend, annotations }: Canary): string {
  return JSON.stringify([upstreamOf(main), upstreamOf(backend), annotations]);
}

function upstreamOf({ serviceName, servicePortName }: BackendModel): string {
  return `${serviceName} ${servicePortName}`;
}
