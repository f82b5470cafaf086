import { INGRESS_NGINX_CAPABILITIES } from './capabilities';
import { BackendProtocol, backendProtocol, protocolsOf, spokenProtocol, uniformProtocol } from '../../model/backend-protocol';
import { IngressController } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { servedBackends } from '../../model/route';

const PREFIX = 'nginx.ingress.kubernetes.io';

/** What its admission takes in a path of type Exact or Prefix. */
const STRICT_PATH = /^\/[A-Za-z0-9._\-/]*$/;

/**
 * ingress-nginx, which is retired: no release and no security fix after March 2026.
 *
 * With TLS it redirects by itself, so that the annotation is written in both cases. `backend-protocol` is for all paths of an
 * Ingress alike. `strict-validate-path-type`, on by default, keeps most special characters out of paths.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/main/docs/user-guide/nginx-configuration/annotations.md (1.15.1)
 * @see https://github.com/kubernetes/ingress-nginx/blob/main/internal/ingress/inspector/rules.go (1.15.1)
 */
export const ingressNginx: IngressController = {
  title: 'ingress-nginx',
  capabilities: INGRESS_NGINX_CAPABILITIES,
  classIn: 'field',
  tlsFromSecrets: true,
  httpsAnnotations: [`${PREFIX}/force-ssl-redirect`],
  serviceAnnotationsArePerPort: false,
  part: (exposure, https) => ({
    annotations: {
      ...(https ? { [`${PREFIX}/ssl-redirect`]: String(exposure.httpsRedirect) } : {}),
      ...backend(uniformProtocol(servedBackends(exposure.routes)) ?? 'http'),
    },
    objects: [],
    gaps: [...protocolGaps(exposure), ...pathGaps(exposure)],
  }),
  serviceAnnotations: () => ({}),
};

function backend(protocol: BackendProtocol): Labels {
  switch (protocol) {
    case 'grpc':
      return { [`${PREFIX}/backend-protocol`]: 'GRPC' };
    case 'https':
      return { [`${PREFIX}/backend-protocol`]: 'HTTPS' };
    case 'http':
    case 'h2c':
    case 'unknown':
      return {};
  }
}

function protocolGaps(exposure: IngressExposure): Finding[] {
  const h2c = servedBackends(exposure.routes).filter((route) => backendProtocol(route) === 'h2c')
    .map((route) => gap(exposure, `ingress-nginx talks HTTP/2 without TLS only for gRPC, and ${spokenProtocol(route)} does not say that it is: use \`appProtocol: grpc\``));
  return protocolsOf(servedBackends(exposure.routes)).length > 1
    ? [...h2c, gap(exposure, 'ingress-nginx talks one protocol to all paths of an Ingress, and its ports have several: give each protocol an exposure of its own, for the same host')]
    : h2c;
}

function pathGaps(exposure: IngressExposure): Finding[] {
  return servedBackends(exposure.routes).filter((route) => !STRICT_PATH.test(route.path))
    .map((route) => gap(exposure, `ingress-nginx refuses path \`${route.path}\`: use letters, digits, \`.\`, \`_\`, \`-\` and \`/\` only`));
}
