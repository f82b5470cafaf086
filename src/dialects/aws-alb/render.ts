import { attributeGaps, attributes } from './attributes';
import { AWS_ALB_CAPABILITIES } from './capabilities';
import { BackendProtocol, protocolsOf, uniformProtocol } from '../../model/backend-protocol';
import { IngressController } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { servedBackends } from '../../model/route';

const PREFIX = 'alb.ingress.kubernetes.io';

/**
 * The AWS Load Balancer Controller, always in ip mode: the load balancer dials the pods, so that a policy can tell it from nodes.
 *
 * Certificates come from AWS Certificate Manager, never from Secrets: by their names, or by the hosts where none is named. The listeners are
 * written out, since the redirect needs both; in a group of Ingresses the redirect of one is the redirect of all. A listener with gRPC behind it
 * has to be HTTPS.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/ingress/annotations.md
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version (read in November 2026)
 */
export const awsAlb: IngressController = {
  title: 'an AWS load balancer',
  capabilities: AWS_ALB_CAPABILITIES,
  classIn: 'field',
  tlsFromSecrets: false,
  httpsAnnotations: [`${PREFIX}/certificate-arn`],
  serviceAnnotationsArePerPort: false,
  part: (exposure, https) => ({
    annotations: {
      [`${PREFIX}/listen-ports`]: https ? '[{"HTTP":80},{"HTTPS":443}]' : '[{"HTTP":80}]',
      [`${PREFIX}/scheme`]: exposure.edge.scheme ?? 'internal',
      [`${PREFIX}/target-type`]: 'ip',
      ...(https && exposure.httpsRedirect ? { [`${PREFIX}/ssl-redirect`]: '443' } : {}),
      ...(exposure.traffic.sources === undefined ? {} : { [`${PREFIX}/inbound-cidrs`]: exposure.traffic.sources.join(',') }),
      ...backend(uniformProtocol(servedBackends(exposure.routes)) ?? 'http'),
    },
    joined: attributes(exposure),
    objects: [],
    gaps: [...grpcGaps(exposure, https), ...attributeGaps(exposure)],
  }),
  serviceAnnotations: (routes, exposure) =>
    (uniformProtocol(servedBackends(exposure.routes)) === undefined ? backend(uniformProtocol(routes) ?? 'http') : {}),
};

function backend(protocol: BackendProtocol): Labels {
  switch (protocol) {
    case 'grpc':
      return { [`${PREFIX}/backend-protocol-version`]: 'GRPC' };
    case 'h2c':
      return { [`${PREFIX}/backend-protocol-version`]: 'HTTP2' };
    case 'https':
      return { [`${PREFIX}/backend-protocol`]: 'HTTPS' };
    case 'http':
    case 'unknown':
      return {};
  }
}

function grpcGaps(exposure: IngressExposure, https: boolean): Finding[] {
  return !https && protocolsOf(servedBackends(exposure.routes)).includes('grpc')
    ? [gap(exposure, `an AWS load balancer carries gRPC over HTTPS only: use \`Tls.edge()\`, or annotate the exposure with \`${PREFIX}/certificate-arn\``)]
    : [];
}
