import { CONTOUR_CAPABILITIES } from './capabilities';
import { backendProtocol, spokenProtocol } from '../../model/backend-protocol';
import { IngressController } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { gap } from '../../model/feature';
import { servedBackends } from '../../model/route';

/**
 * Contour, which serves both HTTP and HTTPS unless told to redirect.
 *
 * It reads `appProtocol` from the Service port: `kubernetes.io/h2c` is HTTP/2 without TLS (so gRPC), `https` is TLS; where
 * another one is given it talks HTTP/1.1 and heeds no annotation.
 *
 * @see https://projectcontour.io/docs/main/config/annotations/ (1.33.6)
 * @see https://github.com/projectcontour/contour/blob/v1.33.6/internal/dag/accessors.go (`upstreamProtocol`)
 */
export const contour: IngressController = {
  title: 'Contour',
  capabilities: CONTOUR_CAPABILITIES,
  classIn: 'field',
  tlsFromSecrets: true,
  httpsAnnotations: [],
  serviceAnnotationsArePerPort: true,
  part: (exposure, https) => ({
    annotations: redirect(https && exposure.httpsRedirect),
    objects: [],
    gaps: servedBackends(exposure.routes)
      .filter((route) => backendProtocol(route) === 'grpc' || route.appProtocol === 'kubernetes.io/wss')
      .map((route) => gap(exposure, `Contour would talk HTTP/1.1 to ${spokenProtocol(route)}: give the port an \`appProtocol\` that it knows, \`kubernetes.io/h2c\` or \`https\``)),
  }),
  serviceAnnotations: () => ({}),
};

function redirect(on: boolean): Labels {
  return on ? { 'ingress.kubernetes.io/force-ssl-redirect': 'true' } : {};
}
