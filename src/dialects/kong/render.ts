import { KONG_CAPABILITIES } from './capabilities';
import { backendProtocol, protocolsOf, spokenProtocol } from '../../model/backend-protocol';
import { IngressController } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { ServedBackend, servedBackends } from '../../model/route';

const PREFIX = 'konghq.com';

/**
 * Kong, whose routes accept some protocols and redirect from the others.
 *
 * A route that accepts `https` alone answers plain HTTP with 426, so the status code goes with it. gRPC clients follow no
 * redirect: a route of `grpcs` alone refuses them. What it talks to the pods is an annotation of the Service, for all its ports.
 *
 * @see https://developer.konghq.com/kubernetes-ingress-controller/reference/annotations/ (3.5)
 * @see https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/kongstate/route.go
 */
export const kong: IngressController = {
  title: 'Kong',
  capabilities: KONG_CAPABILITIES,
  classIn: 'field',
  tlsFromSecrets: true,
  httpsAnnotations: [],
  serviceAnnotationsArePerPort: false,
  part: (exposure, https) => ({
    annotations: { ...accepted(exposure, https), ...(https && exposure.httpsRedirect ? { [`${PREFIX}/https-redirect-status-code`]: '308' } : {}) },
    objects: [],
    gaps: gapsOf(exposure),
  }),
  serviceAnnotations: (routes) => Object.assign({}, ...routes.map(upstream)),
};

function accepted(exposure: IngressExposure, https: boolean): Labels {
  const plain = servedBackends(exposure.routes).some((route) => backendProtocol(route) === 'grpc') ? 'grpc' : 'http';
  if (!https) {
    return plain === 'grpc' ? { [`${PREFIX}/protocols`]: plain } : {};
  }
  return { [`${PREFIX}/protocols`]: exposure.httpsRedirect ? `${plain}s` : `${plain},${plain}s` };
}

function upstream(route: ServedBackend): Labels {
  const protocol = backendProtocol(route);
  return protocol === 'grpc' || protocol === 'https' ? { [`${PREFIX}/protocol`]: protocol } : {};
}

function gapsOf(exposure: IngressExposure): Finding[] {
  const protocols = protocolsOf(servedBackends(exposure.routes));
  const h2c = servedBackends(exposure.routes).filter((route) => backendProtocol(route) === 'h2c')
    .map((route) => gap(exposure, `Kong talks HTTP/2 without TLS only for gRPC, and ${spokenProtocol(route)} does not say that it is: use \`appProtocol: grpc\``));
  return protocols.includes('grpc') && protocols.length > 1
    ? [...h2c, gap(exposure, 'Kong accepts either gRPC or HTTP on the paths of one Ingress: give the gRPC ports an exposure of their own, for the same host')]
    : h2c;
}
