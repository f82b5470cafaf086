import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';
import { no, yes } from '../../model/support';

const AT = 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0';
const VERSION = '3.5.0';
const ANNOTATIONS: Source = { url: `${AT}/docs/guide/ingress/annotations.md`, version: VERSION };
const RULES: Source = { url: `${AT}/pkg/ingress/model_build_listener_rules.go`, version: VERSION };
const CERTIFICATES: Source = { url: `${AT}/docs/guide/ingress/cert_discovery.md`, version: VERSION };
const BACKENDS: Source = { url: `${AT}/pkg/ingress/enhanced_backend_builder.go`, version: VERSION };
const CONDITIONS: Source = { url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html', version: 'read in November 2026' };
const LISTENERS: Source = { url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html', version: 'read in November 2026' };
const STICKY: Source = { url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html', version: 'read in November 2026' };
const TARGET_GROUPS: Source = { url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html', version: 'read in November 2026' };
const EXTERNAL_DNS: Source = { url: 'https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/annotations/annotations.md', version: '0.22.0' };

const GATEWAY_EDGE = 'use an edge of the Gateway API';
const STREAM_EDGE = 'use an edge of Services of type LoadBalancer with class `service.k8s.aws/nlb`';
const WAF = 'annotate the exposure with `alb.ingress.kubernetes.io/wafv2-acl-arn`, a web ACL of AWS WAF';
const ARN = 'it takes no certificate from a Secret; use `Tls.edge()` where AWS Certificate Manager has one for the hosts, or leave `tls` out and annotate the exposure with '
  + '`alb.ingress.kubernetes.io/certificate-arn`';
const IN_APP = 'do it in the app, or use another edge';
/** What is said by annotations that are named after a Service, and so about all its paths. */
const byHand = (annotation: string) => no(BACKENDS, `annotate an Ingress of its own with \`alb.ingress.kubernetes.io/${annotation}\`, or ${GATEWAY_EDGE}`);

/** What the AWS Load Balancer Controller can be told through an Ingress. */
export const AWS_ALB_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(CONDITIONS, '`host`; a wildcard is any number of labels'),
  'path.exact': yes(RULES, '`pathType: Exact`'),
  'path.prefix': yes(RULES, '`pathType: Prefix`'),
  'path.regex': byHand('use-regex-path-match'),
  'match.method': byHand('conditions.NAME'),
  'match.header': byHand('conditions.NAME'),
  'match.query': byHand('conditions.NAME'),
  'match.grpc': yes(RULES, 'the path of the service'),
  'weights': byHand('actions.NAME'),
  'redirect': byHand('actions.NAME'),
  'redirect.https': yes(ANNOTATIONS, '`listen-ports`, `ssl-redirect` (301)'),
  'rewrite.path': byHand('transforms.NAME'),
  'rewrite.host': byHand('transforms.NAME'),
  'headers.request': no(LISTENERS, IN_APP),
  'headers.response': no(ANNOTATIONS, 'annotate the exposure with `alb.ingress.kubernetes.io/listener-attributes.HTTPS-443`, which knows a few headers'),
  'timeout.request': no(ANNOTATIONS, 'use `timeouts.idleSeconds`, after which it gives up a connection on which nothing moves'),
  'timeout.backend': no(ANNOTATIONS, 'use `timeouts.idleSeconds`, after which it gives up a connection on which nothing moves'),
  'timeout.connect': no(ANNOTATIONS, 'leave it out: no attribute of the load balancer has it'),
  'timeout.idle': yes(ANNOTATIONS, '`load-balancer-attributes`: `idle_timeout.timeout_seconds`'),
  'retries': no(ANNOTATIONS, IN_APP),
  'body.size': no(ANNOTATIONS, WAF),
  'rate.client': no(ANNOTATIONS, WAF),
  'rate.total': no(ANNOTATIONS, WAF),
  'cors': no(ANNOTATIONS, IN_APP),
  'sources': yes(ANNOTATIONS, '`inbound-cidrs`: others do not even get a connection'),
  'websockets': yes(LISTENERS, 'what it does by itself'),
  'backend.grpc': yes(ANNOTATIONS, '`backend-protocol-version: GRPC`, with HTTPS only'),
  'backend.http2': yes(ANNOTATIONS, '`backend-protocol-version: HTTP2`'),
  'backend.tls': yes(ANNOTATIONS, '`backend-protocol: HTTPS`; any certificate will do'),
  'backend.tls.verified': no(ANNOTATIONS, 'leave it out: it takes any certificate, and only the network keeps others away'),
  'backend.namespace': no(BACKENDS, 'expose it in its own namespace, in a group of Ingresses'),
  'tls.secret': no(CERTIFICATES, ARN),
  'tls.issuer': no(CERTIFICATES, ARN),
  'tls.edge': yes(CERTIFICATES, '`listen-ports`; the certificate is found by the hosts'),
  'affinity.cookie': no(STICKY, 'its cookie is always named `AWSALB`; annotate the exposure with `alb.ingress.kubernetes.io/target-group-attributes: stickiness.enabled=true`'),
  'balance.roundRobin': yes(TARGET_GROUPS, '`target-group-attributes`: `round_robin`'),
  'balance.leastRequest': yes(TARGET_GROUPS, '`target-group-attributes`: `least_outstanding_requests`'),
  'balance.ipHash': no(TARGET_GROUPS, 'use `LoadBalancing.leastRequest()`, or an edge whose controller runs in pods'),
  'balance.random': yes(TARGET_GROUPS, '`target-group-attributes`: `weighted_random`'),
  'stream.tcp': no(LISTENERS, STREAM_EDGE),
  'stream.udp': no(LISTENERS, STREAM_EDGE),
  'stream.tls': no(LISTENERS, STREAM_EDGE),
  'stream.weights': no(LISTENERS, STREAM_EDGE),
  'stream.sources': no(LISTENERS, STREAM_EDGE),
  'dns.records': yes(EXTERNAL_DNS, 'annotations of external-dns'),
  'dns.target': yes(EXTERNAL_DNS, 'annotations of external-dns'),
};
