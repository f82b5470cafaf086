import { TRAEFIK_CAPABILITIES } from './capabilities';
import { Middleware } from './kinds';
import { backendProtocol } from '../../model/backend-protocol';
import { IngressController } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { ServedBackend } from '../../model/route';

const PREFIX = 'traefik.ingress.kubernetes.io';
const MIDDLEWARES = `${PREFIX}/router.middlewares`;

/**
 * Traefik, whose redirect is a Middleware that the Ingress names.
 *
 * One router serves both entry points: on `web` the middleware redirects, on `websecure` it sees HTTPS and lets pass. The
 * certificate comes from `spec.tls`; that `websecure` speaks TLS is the entry point's own setting, on in the official chart. The
 * annotation `router.tls` must stay out: it would make the router deaf to plain HTTP, and nothing would be left to redirect.
 * Naming the entry points keeps the application off any other one, such as that of the metrics.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/ (3.7)
 * @see https://github.com/traefik/traefik-helm-chart/blob/master/traefik/values.yaml (chart 41.3.0, `ports.websecure.http.tls`)
 */
export const traefik: IngressController = {
  title: 'Traefik',
  capabilities: TRAEFIK_CAPABILITIES,
  classIn: 'field',
  tlsFromSecrets: true,
  httpsAnnotations: [],
  serviceAnnotationsArePerPort: false,
  part: (exposure, https) => ({
    annotations: { [`${PREFIX}/router.entrypoints`]: https ? 'web,websecure' : 'web' },
    ...(https && exposure.httpsRedirect ? { joined: { [MIDDLEWARES]: middlewares(exposure) } } : {}),
    objects: https && exposure.httpsRedirect ? [redirect(exposure)] : [],
    gaps: [],
  }),
  serviceAnnotations: (routes) => Object.assign({}, ...routes.map(scheme)),
};

/** The redirect first, then what the user has named in the same annotation. */
function middlewares(exposure: IngressExposure): string {
  const ours = `${exposure.namespace}-${exposure.name}@kubernetescrd`;
  const theirs = exposure.annotations[MIDDLEWARES];
  return theirs === undefined ? ours : `${ours},${theirs}`;
}

function redirect(exposure: IngressExposure): Middleware {
  return {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'Middleware',
    metadata: { name: exposure.name, namespace: exposure.namespace, labels: exposure.labels },
    spec: { redirectScheme: { scheme: 'https', permanent: true } },
  };
}

/** Unless told otherwise it talks HTTPS to a port whose name begins with `https`, and HTTP/1.1 to any other; it does not read `appProtocol`. */
function scheme(route: ServedBackend): Labels {
  const assumed = route.servicePortName.startsWith('https') ? 'https' : 'http';
  const protocol = backendProtocol(route);
  const wanted = protocol === 'grpc' || protocol === 'h2c' ? 'h2c' : protocol;
  return wanted === assumed || wanted === 'unknown' ? {} : { [`${PREFIX}/service.serversscheme`]: wanted };
}
