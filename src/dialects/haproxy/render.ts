import { HAPROXY_CAPABILITIES } from './capabilities';
import { slicesOf } from './slices';
import { streamOf } from './stream';
import { trafficAnnotations, trafficProblems } from './traffic';
import { BackendProtocol, uniformProtocol } from '../../model/backend-protocol';
import { IngressController } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { ServedBackend, servedBackends } from '../../model/route';

const PREFIX = 'haproxy.org';

/**
 * HAProxy Technologies' controller.
 *
 * With TLS it redirects by itself, so that the annotation is written in both cases. The port goes with it: the default is 8443,
 * the container's, to which no client could follow; 443 is what the chart's Service offers. The protocol towards the pods is
 * read from the Ingress, or from the Service where the paths differ. Other annotations speak of a whole Ingress: routes that need different ones get
 * Ingresses of their own; the rule by which a canary gets its requests stands on its Service.
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
    annotations: prefixed({
      ...(https ? redirect(exposure.httpsRedirect) : {}),
      ...backend(uniformProtocol(servedBackends(exposure.routes)) ?? 'http'),
      ...trafficAnnotations(exposure),
    }),
    objects: [],
    gaps: [...new Set([...slicesOf(exposure).problems, ...trafficProblems(exposure)])].map((text) => gap(exposure, text)),
  }),
  split: (exposure) => slicesOf(exposure).slices.map((slice) => ({ ...slice, annotations: prefixed(slice.annotations) })),
  serviceAnnotations: (routes, exposure) => prefixed({
    ...(uniformProtocol(servedBackends(exposure.routes)) === undefined ? backend(uniformProtocol(routes) ?? 'http') : {}),
    ...ruleOf(routes, exposure),
  }),
  stream: streamOf,
};

function redirect(on: boolean): Labels {
  return on ? { 'ssl-redirect': 'true', 'ssl-redirect-code': '301', 'ssl-redirect-port': '443' } : { 'ssl-redirect': 'false' };
}

function backend(protocol: BackendProtocol): Labels {
  switch (protocol) {
    case 'grpc':
    case 'h2c':
      return { 'server-proto': 'h2' };
    case 'https':
      return { 'server-ssl': 'true' };
    case 'http':
    case 'unknown':
      return {};
  }
}

/** The rule by which the Service of these routes gets its requests. */
function ruleOf(routes: readonly ServedBackend[], exposure: IngressExposure): Labels {
  const names = routes.map(({ serviceName }) => serviceName);
  const rule = slicesOf(exposure).acls.find((one) => names.includes(one.backend.serviceName));
  return rule === undefined ? {} : { 'route-acl': rule.acl };
}

function prefixed(annotations: Labels): Labels {
  return Object.fromEntries(Object.entries(annotations).map(([name, value]) => [`${PREFIX}/${name}`, value]));
}
