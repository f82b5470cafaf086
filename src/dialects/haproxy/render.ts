import { HAPROXY_CAPABILITIES } from './capabilities';
import { BackendProtocol, uniformProtocol } from '../../model/backend-protocol';
import { IngressController } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { servedBackends } from '../../model/route';

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
  title: 'HAProxy',
  capabilities: HAPROXY_CAPABILITIES,
  classIn: 'field',
  tlsFromSecrets: true,
  httpsAnnotations: [],
  serviceAnnotationsArePerPort: false,
  part: (exposure, https) => ({
    annotations: { ...(https ? redirect(exposure.httpsRedirect) : {}), ...backend(uniformProtocol(servedBackends(exposure.routes)) ?? 'http') },
    objects: [],
    gaps: [],
  }),
  serviceAnnotations: (routes, exposure) =>
    (uniformProtocol(servedBackends(exposure.routes)) === undefined ? backend(uniformProtocol(routes) ?? 'http') : {}),
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
