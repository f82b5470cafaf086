import { queryPatternGaps, redirectGaps, rowOf } from './row';
import { backendProtocol, spokenProtocol } from '../../../model/backend-protocol';
import { Source } from '../../../model/capability';
import { GatewayExposure } from '../../../model/exposure';
import { EdgeCapabilities, gap } from '../../../model/feature';
import { Finding } from '../../../model/finding';
import { servedBackends } from '../../../model/route';
import { no, yes } from '../../../model/support';

const CORE: Source = { url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' };
const GUIDE: Source = {
  url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/gateway/l7gateway.md', version: '3.5.0',
};
const STREAMS: Source = {
  url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/gateway/l4gateway.md', version: '3.5.0',
};
const CONDITIONS: Source = {
  url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/pkg/gateway/routeutils/route_rule_condition.go', version: '3.5.0',
};
const TARGETS: Source = {
  url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/gateway/targetgroupconfig.md', version: '3.5.0',
};
const GROUPS: Source = {
  url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/pkg/gateway/model/model_build_target_group.go', version: '3.5.0',
};
const SERVICES: Source = {
  url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/pkg/gateway/routeutils/backend_service.go', version: '3.5.0',
};
const RULES: Source = {
  url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/gateway/listenerruleconfig.md', version: '3.5.0',
};
const BALANCERS: Source = {
  url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/gateway/loadbalancerconfig.md', version: '3.5.0',
};
const SOCKETS: Source = {
  url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html', version: 'read in November 2026',
};
const DNS: Source = { url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' };

/** An object of its own for the target group of a Service. */
const target = (field: string): string => `write a TargetGroupConfiguration of \`gateway.k8s.aws/v1\` with \`${field}\`, whose \`targetReference\` names the Service`;

/** An object of its own for the whole load balancer. */
const PLATFORM = 'a LoadBalancerConfiguration says it for the whole load balancer: ask whoever runs the Gateway, or leave it out';

const CERTIFICATE = 'its certificates are in AWS Certificate Manager, and a LoadBalancerConfiguration names them: use `Tls.edge()`';

const STREAM = 'it is for a Gateway of the class of network load balancers: use an edge that is a Service';

/** What an Application Load Balancer of AWS can be asked to do for one exposure by the fields of the API. */
export const AWS_ALB_GATEWAY_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(GUIDE, '`hostnames`'),
  'path.exact': yes(CONDITIONS, '`*` and `?` in it are wildcards to the load balancer'),
  'path.prefix': yes(CONDITIONS, 'by whole segments'),
  'path.regex': yes(CONDITIONS, '`RegularExpression`'),
  'match.method': yes(CONDITIONS),
  'match.header': yes(CONDITIONS, '`Exact` and `RegularExpression`'),
  'match.query': yes(CONDITIONS, '`Exact`'),
  'match.grpc': yes(GUIDE, 'GRPCRoute'),
  'weights': yes(GUIDE),
  'redirect': yes(GUIDE, 'with 301 and 302 alone'),
  'redirect.https': yes(GUIDE, '`RequestRedirect` with `scheme`'),
  'rewrite.path': yes(GUIDE, '`URLRewrite`'),
  'rewrite.host': yes(GUIDE, '`URLRewrite`'),
  'headers.request': no(GUIDE, 'a route with a header filter is refused whole, and the load balancer changes but a few headers: let the app do it, or choose another edge'),
  'headers.response': no(GUIDE, 'a route with a header filter is refused whole, and the load balancer changes but a few headers: let the app do it, or choose another edge'),
  'timeout.request': no(GUIDE, 'let the app end requests that take too long, or choose another edge'),
  'timeout.backend': no(GUIDE, 'let the app end requests that take too long, or choose another edge'),
  'timeout.connect': no(GUIDE, 'the load balancer has one of its own: leave it out'),
  'timeout.idle': no(BALANCERS, PLATFORM),
  'retries': no(GUIDE, 'let the app try again, or choose another edge'),
  'body.size': no(GUIDE, 'let the app refuse large bodies, or choose another edge'),
  'rate.client': no(BALANCERS, 'a rule of AWS WAF says it, which a LoadBalancerConfiguration names: ask whoever runs the Gateway, or leave it out'),
  'rate.total': no(BALANCERS, 'a rule of AWS WAF says it, which a LoadBalancerConfiguration names: ask whoever runs the Gateway, or leave it out'),
  'cors': no(GUIDE, 'let the app answer, or choose another edge'),
  'sources': no(RULES, 'write a ListenerRuleConfiguration of `gateway.k8s.aws/v1` with a condition `source-ip`, and have the rules of the route name it in an `ExtensionRef` filter'),
  'websockets': yes(SOCKETS, 'without any word'),
  'backend.grpc': yes(GROUPS, 'GRPCRoute, for clients that come over HTTPS'),
  'backend.http2': yes(SERVICES, '`appProtocol: kubernetes.io/h2c`, for clients that come over HTTPS'),
  'backend.tls': no(TARGETS, target('protocol: HTTPS')),
  'backend.tls.verified': no(GUIDE, 'the load balancer does not look at the certificates of targets: choose another edge'),
  'backend.namespace': yes(CORE, 'ReferenceGrant'),
  'tls.secret': no(GUIDE, CERTIFICATE),
  'tls.issuer': no(GUIDE, CERTIFICATE),
  'tls.edge': yes(GUIDE),
  'affinity.cookie': no(TARGETS, target('targetGroupAttributes: stickiness.enabled')),
  'balance.roundRobin': no(TARGETS, target('targetGroupAttributes: load_balancing.algorithm.type')),
  'balance.leastRequest': no(TARGETS, target('targetGroupAttributes: load_balancing.algorithm.type')),
  'balance.ipHash': no(TARGETS, 'the load balancer does not pick by address: leave it out'),
  'balance.random': no(TARGETS, target('targetGroupAttributes: load_balancing.algorithm.type')),
  'stream.tcp': no(STREAMS, STREAM),
  'stream.udp': no(STREAMS, STREAM),
  'stream.tls': no(STREAMS, STREAM),
  'stream.weights': no(STREAMS, STREAM),
  'stream.sources': no(STREAMS, STREAM),
  'dns.records': yes(DNS, 'annotations of the route'),
  'dns.target': no(DNS, 'external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
};

/**
 * The Application Load Balancer of AWS behind a Gateway.
 *
 * It dials the pods where the target type is `ip`, which is not its default: whoever runs the controller says so with `--default-target-type=ip`.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/gateway/l7gateway.md
 */
export const awsAlbGateway = rowOf('the AWS Load Balancer Controller', AWS_ALB_GATEWAY_CAPABILITIES, (exposure) => [
  ...redirectGaps(exposure, 'the load balancer', { path: true, port: true, scheme: true, otherCodes: false }),
  ...loops(exposure),
  ...wildcards(exposure),
  ...queryPatternGaps(exposure, 'the load balancer'),
  ...plainHttp2(exposure),
]);

/** A redirect that changes the beginning of the path alone looks like a loop to the load balancer, which refuses it. */
function loops(exposure: GatewayExposure): Finding[] {
  return exposure.routes.flatMap(({ path, action }) => {
    if (action.kind !== 'redirect' || action.path?.kind !== 'prefix' || action.scheme !== undefined || action.host !== undefined || action.port !== undefined) return [];
    return [gap(exposure, `the redirect of path \`${path}\` changes the beginning of the path alone, which the load balancer refuses as a loop: give the whole path, or change the host as well`)];
  });
}

/**
 * Behind a listener of plain HTTP every target is one of HTTP/1.1.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/pkg/gateway/model/model_build_target_group.go (`buildTargetGroupProtocolVersion`)
 */
function plainHttp2(exposure: GatewayExposure): Finding[] {
  if (exposure.tls !== undefined) return [];
  return servedBackends(exposure.routes).filter((backend) => backendProtocol(backend) === 'grpc' || backendProtocol(backend) === 'h2c').map((backend) => (
    gap(exposure, `the load balancer talks HTTP/2 for clients that come over HTTPS alone, and ${spokenProtocol(backend)} needs it: set \`tls: Tls.edge()\``)
  ));
}

/** An exact path is handed on as a pattern. */
function wildcards(exposure: GatewayExposure): Finding[] {
  return exposure.routes.filter(({ path, match }) => match !== 'regex' && /[*?]/.test(path))
    .map(({ path }) => gap(exposure, `path \`${path}\` has a \`*\` or a \`?\`, which stands for any characters to the load balancer: name the path without it`));
}
