import { ExposureFeature } from './feature';

/** Features that belong together, as a person looks for them. */
export interface FeatureGroup {
  readonly title: string;
  readonly features: readonly ExposureFeature[];
}

/** How each feature is asked for, in the words of the API. */
export const FEATURE_TITLES: Readonly<Record<ExposureFeature, string>> = {
  'host.wildcard': '`hosts`: `*.example.com`',
  'path.exact': '`Path.exact`',
  'path.prefix': '`Path.prefix`',
  'path.regex': '`Path.regex`',
  'match.method': '`method` of a path',
  'match.header': '`headers` of a path',
  'match.query': '`query` of a path',
  'match.grpc': '`Path.grpc`',
  'weights': '`split` of a path',
  'redirect': '`Path.redirect`',
  'redirect.https': '`httpsRedirect`',
  'rewrite.path': '`rewritePath`',
  'rewrite.host': '`rewriteHost`',
  'headers.request': '`requestHeaders`',
  'headers.response': '`responseHeaders`',
  'timeout.request': '`timeouts.requestSeconds`',
  'timeout.backend': '`timeouts.backendSeconds`',
  'timeout.connect': '`timeouts.connectSeconds`',
  'timeout.idle': '`timeouts.idleSeconds`',
  'retries': '`retries`',
  'body.size': '`maxBodyBytes`',
  'rate.client': '`rateLimit`',
  'rate.total': '`rateLimit` with `perClient: false`',
  'cors': '`cors`',
  'sources': '`sources`',
  'websockets': 'websockets to the pods',
  'backend.grpc': '`Port.grpc`',
  'backend.http2': 'HTTP/2 without TLS to the pods',
  'backend.tls': '`Port.https`',
  'backend.tls.verified': '`backendTls`',
  'backend.namespace': '`target` of another namespace',
  'tls.secret': '`Tls.secret`',
  'tls.issuer': '`Tls.issuer`, `Tls.clusterIssuer`',
  'tls.edge': '`Tls.edge`',
  'affinity.cookie': '`affinity`',
  'balance.roundRobin': '`LoadBalancing.roundRobin`',
  'balance.leastRequest': '`LoadBalancing.leastRequest`',
  'balance.ipHash': '`LoadBalancing.ipHash`',
  'balance.random': '`LoadBalancing.random`',
  'stream.tcp': 'a stream of TCP',
  'stream.udp': 'a stream of UDP',
  'stream.tls': 'a stream of TLS',
  'stream.weights': '`split` of a stream',
  'stream.sources': '`sources` of a stream',
  'dns.records': '`dns`',
  'dns.target': '`dns.targets`',
};

/** Every feature, once. */
export const FEATURE_GROUPS: readonly FeatureGroup[] = [
  { title: 'Which requests', features: ['host.wildcard', 'path.exact', 'path.prefix', 'path.regex', 'match.grpc', 'match.method', 'match.header', 'match.query'] },
  { title: 'Where they go', features: ['weights', 'redirect', 'redirect.https', 'rewrite.path', 'rewrite.host', 'backend.namespace'] },
  { title: 'Certificates', features: ['tls.secret', 'tls.issuer', 'tls.edge'] },
  { title: 'How the pods are spoken to', features: ['websockets', 'backend.grpc', 'backend.http2', 'backend.tls', 'backend.tls.verified'] },
  { title: 'Who may ask, and how often', features: ['sources', 'rate.client', 'rate.total', 'body.size', 'cors'] },
  { title: 'Headers', features: ['headers.request', 'headers.response'] },
  { title: 'How long, and how often again', features: ['timeout.request', 'timeout.backend', 'timeout.connect', 'timeout.idle', 'retries'] },
  {
    title: 'Which pod', features: ['affinity.cookie', 'balance.roundRobin', 'balance.leastRequest', 'balance.ipHash', 'balance.random'],
  },
  { title: 'Raw streams', features: ['stream.tcp', 'stream.udp', 'stream.tls', 'stream.weights', 'stream.sources'] },
  { title: 'DNS records', features: ['dns.records', 'dns.target'] },
];
