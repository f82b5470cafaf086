import { TRAEFIK_CAPABILITIES } from './capabilities';
import { httpEntryPoint } from './entry-points';
import { renderIngressRoutes } from './ingress-route';
import { Middleware } from './kinds';
import { middleware, middlewareGaps, trafficMiddlewares } from './middlewares';
import { routeMiddlewares } from './route-middlewares';
import { isOrderFree } from './route-order';
import { renderStream } from './stream';
import { joinedMiddlewares, MIDDLEWARES, PREFIX } from './user-middlewares';
import { backendProtocol } from '../../model/backend-protocol';
import { IngressController, IngressPart } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { isByPathAlone, RouteModel, ServedBackend } from '../../model/route';

/**
 * Traefik, whose Ingress names Middlewares; what an Ingress cannot say is an IngressRoute in its place.
 *
 * One router serves both entry points: on `web` the middleware redirects, on `websecure` it sees HTTPS and lets pass. The
 * certificate comes from `spec.tls`; that `websecure` speaks TLS is the entry point's own setting, on in the official chart. The
 * annotation `router.tls` must stay out: it would make the router deaf to plain HTTP, and nothing would be left to redirect.
 * Naming the entry points keeps the application off any other one, such as that of the metrics.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/ (3.7)
 * @see https://github.com/traefik/traefik-helm-chart/blob/v41.3.0/traefik/values.yaml (`ports.websecure.http.tls`)
 */
export const traefik: IngressController = {
  title: 'Traefik',
  capabilities: TRAEFIK_CAPABILITIES,
  classIn: 'field',
  tlsFromSecrets: true,
  httpsAnnotations: [],
  serviceAnnotationsArePerPort: false,
  part,
  instead: (exposure, https) => (fitsIngress(exposure) ? undefined : renderIngressRoutes(exposure, https)),
  // an IngressRoute says it of each Service by itself
  serviceAnnotations: (routes, exposure) => (fitsIngress(exposure) ? Object.assign({}, ...routes.map(scheme)) : {}),
  stream: renderStream,
};

function part(exposure: IngressExposure, https: boolean): IngressPart {
  const { edge, httpsRedirect, routes } = exposure;
  const own = routes.slice(0, 1).flatMap((route) => routeMiddlewares(exposure, route));
  const chain: readonly Middleware[] = [
    ...(https && httpsRedirect ? [middleware(exposure, undefined, { redirectScheme: { scheme: 'https', permanent: true } })] : []),
    ...trafficMiddlewares(exposure, 'all'),
    ...own,
  ];
  const entryPoints = [httpEntryPoint(edge, 'HTTP'), ...(https ? [httpEntryPoint(edge, 'HTTPS')] : [])];
  return {
    annotations: { [`${PREFIX}/router.entrypoints`]: entryPoints.join(',') },
    ...(chain.length === 0 ? {} : { joined: { [MIDDLEWARES]: joinedMiddlewares(exposure, chain.map(({ metadata }) => metadata.name)) } }),
    objects: chain,
    gaps: middlewareGaps(exposure, 'all'),
  };
}

/**
 * Whether an Ingress says all that is asked: nothing of a request but its host and path, of all its paths the same, and nothing of how Traefik chooses
 * among pods or talks to them but the protocol, for which there is no annotation.
 *
 * A prefix of an Ingress is one of characters to Traefik, so that `/shop` would serve `/shopping`; and where requests meet two paths, the longer rule
 * is asked first, whatever it means.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/provider/kubernetes/ingress/kubernetes.go (`buildRule`; `strictPrefixMatching` is off by default)
 */
function fitsIngress({ routes, traffic, namespace }: IngressExposure): boolean {
  const { timeouts = {}, retries, affinity, loadBalancing, backendTls } = traffic;
  const talksAsItLikes = timeouts.backendSeconds === undefined && timeouts.connectSeconds === undefined && retries?.perTrySeconds === undefined
    && affinity === undefined && backendTls === undefined && (loadBalancing === undefined || loadBalancing === 'roundRobin' || loadBalancing === 'random');
  return talksAsItLikes && routes.every((route) => isPlain(route, namespace)) && isOrderFree(routes) && new Set(routes.map(changeOf)).size === 1;
}

function isPlain(route: RouteModel, namespace: string): boolean {
  const { path, match, action } = route;
  return isByPathAlone(route) && (match === 'exact' || (match === 'prefix' && path === '/'))
    && action.kind === 'serve' && action.backends.length === 1 && action.backends.every((backend) => backend.namespace === namespace);
}

function changeOf({ action }: RouteModel): string {
  return action.kind === 'serve' ? JSON.stringify([action.rewritePath, action.rewriteHost]) : '';
}

/** Unless told otherwise it talks HTTPS to a port whose name begins with `https`, and HTTP/1.1 to any other; it does not read `appProtocol`. */
function scheme(route: ServedBackend): Labels {
  const assumed = route.servicePortName.startsWith('https') ? 'https' : 'http';
  const protocol = backendProtocol(route);
  const wanted = protocol === 'grpc' || protocol === 'h2c' ? 'h2c' : protocol;
  return wanted === assumed || wanted === 'unknown' ? {} : { [`${PREFIX}/service.serversscheme`]: wanted };
}
