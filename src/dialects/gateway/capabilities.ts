import { Source, Support } from '../../model/capability';
import { GatewayChannel, GatewayRelease } from '../../model/edge';
import { ExposureFeature } from '../../model/feature';
import { since, yes } from '../../model/support';

const VERSIONING: Source = { url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' };
const LISTENER_SET: Source = { url: 'https://gateway-api.sigs.k8s.io/api-types/listenerset/', version: 'v1.6.1' };
const TLS_ROUTE: Source = { url: 'https://gateway-api.sigs.k8s.io/api-types/tlsroute/', version: 'v1.6.1' };
const STREAMS: Source = { url: 'https://github.com/kubernetes-sigs/gateway-api/tree/v1.6.1/config/crd/standard', version: 'v1.6.1' };

/** The kinds of the standard channel, and since which release of the API each is in it as `v1`. Whether a Gateway serves it is its controller's to say. */
export const GATEWAY_CAPABILITIES: Readonly<Record<string, Support>> = {
  Gateway: yes(VERSIONING),
  HTTPRoute: yes(VERSIONING),
  GRPCRoute: yes(VERSIONING),
  BackendTLSPolicy: since('v1.4.0', { url: 'https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/', version: 'v1.6.1' }),
  ListenerSet: since('v1.5.0', LISTENER_SET),
  TLSRoute: since('v1.5.0', TLS_ROUTE),
  ReferenceGrant: since('v1.5.0', VERSIONING),
  TCPRoute: since('v1.6.0', STREAMS),
  UDPRoute: since('v1.6.0', STREAMS),
};

/** The first release in which a channel has something; absent means all that are known here. */
type Since = Partial<Record<GatewayChannel, GatewayRelease | 'none'>>;

/** What of the features of exposures the API has words for, and who has to understand them. */
export type ApiWords =
  | {
    /** Every conformant controller, those that say so, or in its own way whoever does. */
    readonly support: 'core' | 'extended' | 'implementation';
    readonly how: string;
    readonly since?: Since;
    readonly source: Source;
  }
  | { readonly support: 'none'; readonly source: Source };

const file = (path: string): Source => ({ url: `https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/${path}`, version: 'v1.6.1' });
const HTTP = file('apis/v1/httproute_types.go');
const GRPC = file('apis/v1/grpcroute_types.go');
const GATEWAY = file('apis/v1/gateway_types.go');
const SHARED = file('apis/v1/shared_types.go');
const PROTOCOL: Source = { url: 'https://gateway-api.sigs.k8s.io/guides/user-guides/backend-protocol/', version: 'v1.6.1' };
const DNS: Source = { url: 'https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/sources/gateway-api.md', version: 'v0.22.0' };

const core = (source: Source, how: string): ApiWords => ({ support: 'core', how, source });
const extended = (source: Source, how: string, from?: Since): ApiWords => (
  { support: 'extended', how, ...(from === undefined ? {} : { since: from }), source }
);
const implementation = (source: Source, how: string): ApiWords => ({ support: 'implementation', how, source });
const none = (source: Source): ApiWords => ({ support: 'none', source });

/**
 * What the API itself has for each feature. The releases are those of the CRDs of v1.4.1, v1.5.1 and v1.6.1; CORS has been standard since 1.5.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/pkg/features/httproute.go
 */
export const API_FEATURES: Readonly<Record<ExposureFeature, ApiWords>> = {
  'host.wildcard': core(HTTP, '`hostnames`: one label or more'),
  'path.exact': core(HTTP, '`path.type: Exact`'),
  'path.prefix': core(HTTP, '`path.type: PathPrefix`'),
  'path.regex': implementation(HTTP, '`path.type: RegularExpression`'),
  'match.method': extended(HTTP, '`matches[].method`'),
  'match.header': core(HTTP, '`matches[].headers`'),
  'match.query': extended(HTTP, '`matches[].queryParams`'),
  'match.grpc': extended(GRPC, 'GRPCRoute'),
  'weights': core(HTTP, '`backendRefs[].weight`'),
  'redirect': core(HTTP, 'filter RequestRedirect'),
  'redirect.https': extended(HTTP, 'an HTTPRoute of its own with the filter RequestRedirect, at the HTTP listeners'),
  'rewrite.path': extended(HTTP, 'filter URLRewrite, `path`'),
  'rewrite.host': extended(HTTP, 'filter URLRewrite, `hostname`'),
  'headers.request': core(HTTP, 'filter RequestHeaderModifier'),
  'headers.response': extended(HTTP, 'filter ResponseHeaderModifier'),
  'timeout.request': extended(HTTP, '`timeouts.request`'),
  'timeout.backend': extended(HTTP, '`timeouts.backendRequest`'),
  'timeout.connect': none(HTTP),
  'timeout.idle': none(HTTP),
  'retries': extended(HTTP, '`retry`', { standard: 'none' }),
  'body.size': none(HTTP),
  'rate.client': none(HTTP),
  'rate.total': none(HTTP),
  'cors': extended(HTTP, 'filter CORS', { standard: '1.5' }),
  'sources': none(HTTP),
  'websockets': extended(PROTOCOL, '`appProtocol: kubernetes.io/ws` of the Service'),
  'backend.grpc': implementation(SHARED, '`appProtocol: grpc` of the Service'),
  'backend.http2': extended(PROTOCOL, '`appProtocol: kubernetes.io/h2c` of the Service'),
  'backend.tls': implementation(SHARED, '`appProtocol: https` of the Service'),
  'backend.tls.verified': extended(file('apis/v1/backendtlspolicy_types.go'), 'BackendTLSPolicy'),
  'backend.namespace': core(file('apis/v1/referencegrant_types.go'), 'ReferenceGrant'),
  'tls.secret': core(GATEWAY, '`certificateRefs` of a listener of the edge, or of a ListenerSet'),
  'tls.issuer': core({ url: 'https://cert-manager.io/docs/usage/gateway/', version: '1.21' }, '`cert-manager.io/*issuer` on whatever has the listener'),
  'tls.edge': core(GATEWAY, 'an HTTPS listener of the edge'),
  'affinity.cookie': extended(SHARED, '`sessionPersistence`', { standard: 'none' }),
  'balance.roundRobin': none(HTTP),
  'balance.leastRequest': none(HTTP),
  'balance.ipHash': none(HTTP),
  'balance.random': none(HTTP),
  'stream.tcp': extended(file('apis/v1/tcproute_types.go'), 'TCPRoute', { standard: '1.6' }),
  'stream.udp': extended(file('apis/v1/udproute_types.go'), 'UDPRoute', { standard: '1.6' }),
  'stream.tls': extended(file('apis/v1/tlsroute_types.go'), 'TLSRoute', { standard: '1.5' }),
  'stream.weights': extended(SHARED, '`backendRefs[].weight`'),
  'stream.sources': none(SHARED),
  'dns.records': core(DNS, '`hostname` and `ttl` on the routes'),
  'dns.target': implementation(DNS, '`target` on the ListenerSet of the exposure'),
};
