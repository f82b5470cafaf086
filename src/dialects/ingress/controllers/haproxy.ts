import { IngressController } from './controller';
import { Labels } from '../../../model/endpoint';
import { BackendProtocol, uniformProtocol } from '../backend';

const PREFIX = 'haproxy.org';

/**
 * HAProxy Technologies' controller.
 *
 * With TLS it redirects by itself, so that the annotation is written in both cases. The port goes with it: the default is 8443,
 * the container's, to which no client could follow; 443 is what the chart's Service offers. The protocol towards the pods is
 * read from the Ingress, or from the Service where the paths differ.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/documentation/annotations.md
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/pkg/annotations/ingress/httpsRedirect.go
 */
export const haproxy: IngressController = {
  classIn: 'field',
  tlsFromSecrets: true,
  httpsAnnotations: [],
  serviceAnnotationsArePerPort: false,
  part: (exposure, https) => ({
    annotations: { ...(https ? redirect(exposure.httpsRedirect) : {}), ...backend(uniformProtocol(exposure.routes) ?? 'http') },
    objects: [],
    gaps: [],
  }),
  serviceAnnotations: (routes, exposure) =>
    (uniformProtocol(exposure.routes) === undefined ? backend(uniformProtocol(routes) ?? 'http') : {}),
};

function redirect(on: boolean): Labels {
  return on
    ? { [`${PREFIX}/ssl-redirect`]: 'true', [`${PREFIX}/ssl-redirect-code`]: '301', [`${PREFIX}/ssl-redirect-port`]: '443' }
    : { [`${PREFIX}/ssl-redirect`]: 'false' };
}

function backend(protocol: BackendProtocol): Labels {
  switch (protocol) {
    case 'grpc':
    case 'h2c':
      return { [`${PREFIX}/server-proto`]: 'h2' };
    case 'https':
      return { [`${PREFIX}/server-ssl`]: 'true' };
    case 'http':
    case 'unknown':
      return {};
  }
}
