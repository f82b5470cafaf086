import { isSupported, Support } from './capability';
import { ExposureModel, StreamModel } from './exposure';
import { Finding } from './finding';
import { BackendModel, RouteModel, servedBackends } from './route';
import { TlsModel } from './tls';
import { TrafficModel } from './traffic';

/** Everything that an exposure can ask of an edge: a closed list, every entry of which an edge carries, or reports. */
export const EXPOSURE_FEATURES = [
  'host.wildcard',
  'path.exact', 'path.prefix', 'path.regex',
  'match.method', 'match.header', 'match.query', 'match.grpc',
  'weights',
  'redirect', 'redirect.https',
  'rewrite.path', 'rewrite.host',
  'headers.request', 'headers.response',
  'timeout.request', 'timeout.backend', 'timeout.connect', 'timeout.idle',
  'retries', 'body.size', 'rate.client', 'rate.total', 'cors', 'sources',
  'websockets', 'backend.grpc', 'backend.http2', 'backend.tls', 'backend.tls.verified', 'backend.namespace',
  'tls.secret', 'tls.issuer', 'tls.edge',
  'affinity.cookie',
  'balance.roundRobin', 'balance.leastRequest', 'balance.ipHash', 'balance.random',
  'stream.tcp', 'stream.udp', 'stream.tls', 'stream.weights', 'stream.sources',
  'dns.records', 'dns.target',
] as const;

/** One thing that an exposure can ask of an edge. */
export type ExposureFeature = (typeof EXPOSURE_FEATURES)[number];

/** What a controller can be asked to do, with the source of each claim. */
export type EdgeCapabilities = Readonly<Record<ExposureFeature, Support>>;

/** An edge of which something is said, and of the rest of the list one thing alone: that it is not there. */
export function noneBut(none: Support, said: Partial<EdgeCapabilities>): EdgeCapabilities {
  // fromEntries cannot tell that every key of the closed list is there
  return Object.fromEntries(EXPOSURE_FEATURES.map((feature) => [feature, said[feature] ?? none])) as EdgeCapabilities;
}

/** Something that an exposure asks, in the words of the API. */
export interface AskedFeature {
  readonly feature: ExposureFeature;
  /** Such as `` `rateLimit` `` or `` path `/v[0-9]+` ``. */
  readonly text: string;
}

/** Everything that an exposure asks, each feature once, in the order of the list. */
export function askedFeatures(exposure: ExposureModel | StreamModel): AskedFeature[] {
  const asked = exposure.kind === 'http' ? askedOfHttp(exposure) : askedOfStream(exposure);
  const first = new Map<ExposureFeature, string>();
  for (const { feature, text } of asked) if (!first.has(feature)) first.set(feature, text);
  return EXPOSURE_FEATURES.flatMap((feature) => {
    const text = first.get(feature);
    return text === undefined ? [] : [{ feature, text }];
  });
}

/** Whether an exposure asks for something. */
export function asksFor(exposure: ExposureModel | StreamModel, feature: ExposureFeature): boolean {
  return askedFeatures(exposure).some((asked) => asked.feature === feature);
}

/** What an edge cannot do of that which an exposure asks: one gap each. */
export function featureGaps(exposure: ExposureModel | StreamModel, title: string, capabilities: EdgeCapabilities): Finding[] {
  return askedFeatures(exposure).flatMap(({ feature, text }) => {
    const support = capabilities[feature];
    if (support.support !== 'no') return [];
    return [gap(exposure, `${text} is beyond ${title}: ${support.instead ?? 'choose another edge, or leave it out'}`)];
  });
}

/** Whether an edge can tell the requests of a route apart from others, and send them where they shall go: else it cannot have the route. */
export function canRoute(capabilities: EdgeCapabilities, namespace: string, route: RouteModel): boolean {
  const isElsewhere = route.action.kind === 'serve' && route.action.backends.some((backend) => backend.namespace !== namespace);
  const features: readonly ExposureFeature[] = [...askedOfRoute(route).map(({ feature }) => feature), ...(isElsewhere ? ['backend.namespace'] as const : [])];
  return features.every((feature) => isSupported(capabilities[feature]));
}

/** What no object can carry for an exposure. */
export function gap(exposure: Pick<ExposureModel | StreamModel, 'name' | 'edge'>, text: string): Finding {
  return { code: 'CANNOT_EXPRESS', text: `exposure \`${exposure.name}\` on edge \`${exposure.edge.name}\`: ${text}` };
}

function askedOfHttp({ hosts, routes, tls, httpsRedirect, traffic, dns, namespace }: ExposureModel): AskedFeature[] {
  const wildcard = hosts.find((host) => host.startsWith('*.'));
  return [
    ...(wildcard === undefined ? [] : [{ feature: 'host.wildcard', text: `host \`${wildcard}\`` } as const]),
    ...routes.flatMap(askedOfRoute),
    ...servedBackends(routes).flatMap((backend) => askedOfBackend(backend, namespace)),
    ...(httpsRedirect ? [{ feature: 'redirect.https', text: '`httpsRedirect`' } as const] : []),
    ...(tls === undefined ? [] : [askedOfTls(tls)]),
    ...askedOfTraffic(traffic),
    ...askedOfDns(dns),
  ];
}

function askedOfRoute({ path, match, grpc, method, headers, query, action }: RouteModel): AskedFeature[] {
  return [
    grpc === undefined ? { feature: `path.${match}`, text: `${match} path \`${path}\`` } as const : { feature: 'match.grpc', text: `gRPC service \`${grpc.service}\`` } as const,
    ...(method === undefined ? [] : [{ feature: 'match.method', text: `\`method: ${method}\` of path \`${path}\`` } as const]),
    ...headers.map(({ name }) => ({ feature: 'match.header', text: `header \`${name}\` of path \`${path}\`` } as const)),
    ...query.map(({ name }) => ({ feature: 'match.query', text: `query parameter \`${name}\` of path \`${path}\`` } as const)),
    ...askedOfAction(path, action),
  ];
}

function askedOfAction(path: string, action: RouteModel['action']): AskedFeature[] {
  if (action.kind === 'redirect') return [{ feature: 'redirect', text: `the redirect of path \`${path}\`` }];
  const { backends, rewritePath, rewriteHost } = action;
  return [
    ...(backends.length > 1 ? [{ feature: 'weights', text: `\`split\` of path \`${path}\`` } as const] : []),
    ...(rewritePath === undefined ? [] : [{ feature: 'rewrite.path', text: `\`rewritePath\` of path \`${path}\`` } as const]),
    ...(rewriteHost === undefined ? [] : [{ feature: 'rewrite.host', text: `\`rewriteHost: ${rewriteHost}\` of path \`${path}\`` } as const]),
  ];
}

function askedOfBackend({ appProtocol, serviceName, servicePortName, namespace }: BackendModel, own: string): AskedFeature[] {
  const text = `port \`${servicePortName}\` of \`${serviceName}\` (\`appProtocol: ${appProtocol ?? 'http'}\`)`;
  const feature = featureOf(appProtocol);
  return [
    ...(feature === undefined ? [] : [{ feature, text }]),
    ...(namespace === own ? [] : [{ feature: 'backend.namespace', text: `Service \`${serviceName}\` of namespace \`${namespace}\`` } as const]),
  ];
}

function featureOf(appProtocol: string | undefined): ExposureFeature | undefined {
  switch (appProtocol) {
    case 'kubernetes.io/ws': return 'websockets';
    case 'https':
    case 'kubernetes.io/wss': return 'backend.tls';
    case 'grpc': return 'backend.grpc';
    case 'kubernetes.io/h2c': return 'backend.http2';
    case undefined:
    default: return undefined;
  }
}

function askedOfTls(tls: TlsModel): AskedFeature {
  switch (tls.kind) {
    case 'secret': return { feature: 'tls.secret', text: `\`tls\` of Secret \`${tls.secretName}\`` };
    case 'issuer': return { feature: 'tls.issuer', text: `\`tls\` of Issuer \`${tls.issuerName}\`` };
    case 'clusterIssuer': return { feature: 'tls.issuer', text: `\`tls\` of ClusterIssuer \`${tls.issuerName}\`` };
    case 'edge': return { feature: 'tls.edge', text: '`tls` of the edge itself' };
  }
}

function askedOfTraffic(traffic: TrafficModel): AskedFeature[] {
  const { timeouts = {}, rateLimit, loadBalancing } = traffic;
  const asked: readonly (readonly [ExposureFeature, string, unknown])[] = [
    ['timeout.request', '`timeouts.requestSeconds`', timeouts.requestSeconds],
    ['timeout.backend', '`timeouts.backendSeconds`', timeouts.backendSeconds],
    ['timeout.connect', '`timeouts.connectSeconds`', timeouts.connectSeconds],
    ['timeout.idle', '`timeouts.idleSeconds`', timeouts.idleSeconds],
    ['retries', '`retries`', traffic.retries],
    ['body.size', '`maxBodyBytes`', traffic.maxBodyBytes],
    [`rate.${rateLimit?.by ?? 'client'}`, '`rateLimit`', rateLimit],
    ['cors', '`cors`', traffic.cors],
    ['headers.request', '`requestHeaders`', traffic.requestHeaders],
    ['headers.response', '`responseHeaders`', traffic.responseHeaders],
    ['sources', '`sources`', traffic.sources],
    ['affinity.cookie', '`affinity`', traffic.affinity],
    [`balance.${loadBalancing ?? 'roundRobin'}`, `\`loadBalancing\` by ${loadBalancing ?? ''}`, loadBalancing],
    ['backend.tls.verified', '`backendTls`', traffic.backendTls],
  ];
  return asked.flatMap(([feature, text, value]) => (value === undefined ? [] : [{ feature, text }]));
}

function askedOfStream({ protocol, port, backends, sources, dns, hosts, namespace }: StreamModel): AskedFeature[] {
  const kind = protocol === 'TLS' ? 'tls' : protocol === 'UDP' ? 'udp' : 'tcp';
  const wildcard = hosts.find((host) => host.startsWith('*.'));
  return [
    { feature: `stream.${kind}`, text: `the stream on ${protocol} port \`${port}\`` },
    ...(wildcard === undefined ? [] : [{ feature: 'host.wildcard', text: `host \`${wildcard}\`` } as const]),
    ...backends.flatMap((backend) => (backend.namespace === namespace ? [] : askedOfBackend({ ...backend, appProtocol: undefined }, namespace))),
    ...(backends.length > 1 ? [{ feature: 'stream.weights', text: `\`split\` of port \`${port}\`` } as const] : []),
    ...(sources === undefined ? [] : [{ feature: 'stream.sources', text: '`sources`' } as const]),
    ...askedOfDns(dns),
  ];
}

function askedOfDns(dns: ExposureModel['dns']): AskedFeature[] {
  if (dns === undefined) return [];
  return [{ feature: 'dns.records', text: '`dns`' }, ...(dns.targets.length === 0 ? [] : [{ feature: 'dns.target', text: '`dns.targets`' } as const])];
}
