import { backend, edge, exposure, FULL, route, stream } from './exposures';
import { anyGateway } from '../../../src/dialects/gateway/any-controller';
import { API_FEATURES } from '../../../src/dialects/gateway/capabilities';
import { renderGateway, renderGatewayStream } from '../../../src/dialects/gateway/render';
import { renderExposure } from '../../../src/dialects/render-exposure';
import { GatewayController } from '../../../src/model/controller';
import { GatewayChannel, GatewayEdge, GatewayRelease } from '../../../src/model/edge';
import { GatewayExposure, OnEdge, StreamModel } from '../../../src/model/exposure';
import { askedFeatures, EXPOSURE_FEATURES, ExposureFeature, featureGaps } from '../../../src/model/feature';
import { RouteAction } from '../../../src/model/route';
import { LoadBalancingModel, TrafficModel } from '../../../src/model/traffic';
import { gatewayProblems } from '../../schemas/gateway-api';

type Any = GatewayExposure | OnEdge<StreamModel, GatewayEdge>;

const plain = { tls: undefined, httpsRedirect: false } as const;
const serve = (more: object): { routes: GatewayExposure['routes'] } => {
  const action: RouteAction = { kind: 'serve', backends: [backend()], ...more };
  return { routes: [route({ action })] };
};
const speaks = (appProtocol: string) => exposure({ ...plain, ...serve({ backends: [backend({ appProtocol })] }) });
const traffic = (said: TrafficModel, more: object = {}) => exposure({ ...plain, ...more, traffic: said });
const balanced = (loadBalancing: LoadBalancingModel) => traffic({ loadBalancing });
const headers = { set: { 'x-a': '1' }, add: {}, remove: [] };
const dns = { prefix: 'external-dns.kubernetes.io/', ttlSeconds: 60 };
const ownTls = { httpsRedirect: false, edge: edge({ certificates: 'listenerSet' }) };

/** An exposure that asks for one feature, and what the objects say then that they do not say otherwise; nothing where the Services say it. */
const ASKED: Readonly<Record<ExposureFeature, readonly [Any, string?]>> = {
  'host.wildcard': [exposure({ ...plain, hosts: ['*.shop.example.com'] }), '"hostnames":["*.shop.example.com"]'],
  'path.exact': [exposure({ ...plain, routes: [route({ path: '/a', match: 'exact' })] }), '"path":{"type":"Exact","value":"/a"}'],
  'path.prefix': [exposure({ ...plain, routes: [route({ path: '/a' })] }), '"path":{"type":"PathPrefix","value":"/a"}'],
  'path.regex': [exposure({ ...plain, routes: [route({ path: '/a+', match: 'regex' })] }), '"path":{"type":"RegularExpression","value":"/a+"}'],
  'match.method': [exposure({ ...plain, routes: [route({ method: 'PUT' })] }), '"method":"PUT"'],
  'match.header': [exposure({ ...plain, routes: [route({ headers: [{ name: 'x-a', value: '1', match: 'exact' }] })] }), '"headers":[{"type":"Exact","name":"x-a","value":"1"}]'],
  'match.query': [exposure({ ...plain, routes: [route({ query: [{ name: 'q', value: '1+', match: 'regex' }] })] }), '"queryParams":[{"type":"RegularExpression","name":"q","value":"1+"}]'],
  'match.grpc': [exposure({ ...plain, routes: [route({ path: '/a.B', grpc: { service: 'a.B' } })] }), '"method":{"type":"Exact","service":"a.B"}'],
  'weights': [exposure({ ...plain, ...serve({ backends: [backend({ weight: 9 }), backend({ serviceName: 'b', weight: 0 })] }) }), '"weight":9},{"name":"b","port":80,"weight":0}'],
  'redirect': [
    exposure({ ...plain, routes: [route({ action: { kind: 'redirect', host: 'a.example', status: 302 } })] }), '"requestRedirect":{"hostname":"a.example","statusCode":302}',
  ],
  'redirect.https': [exposure(), '"requestRedirect":{"scheme":"https","statusCode":301}'],
  'rewrite.path': [exposure({ ...plain, ...serve({ rewritePath: { kind: 'prefix', value: '/b' } }) }), '"urlRewrite":{"path":{"type":"ReplacePrefixMatch","replacePrefixMatch":"/b"}}'],
  'rewrite.host': [exposure({ ...plain, ...serve({ rewriteHost: 'a.example' }) }), '"urlRewrite":{"hostname":"a.example"}'],
  'headers.request': [traffic({ requestHeaders: headers }), '"requestHeaderModifier":{"set":[{"name":"x-a","value":"1"}]}'],
  'headers.response': [traffic({ responseHeaders: headers }), '"responseHeaderModifier":{"set":[{"name":"x-a","value":"1"}]}'],
  'timeout.request': [traffic({ timeouts: { requestSeconds: 5 } }), '"timeouts":{"request":"5s"}'],
  'timeout.backend': [traffic({ timeouts: { backendSeconds: 5 } }), '"timeouts":{"backendRequest":"5s"}'],
  'timeout.connect': [traffic({ timeouts: { connectSeconds: 5 } })],
  'timeout.idle': [traffic({ timeouts: { idleSeconds: 5 } })],
  'retries': [traffic({ retries: { attempts: 3, reasons: ['connectFailure', 'unavailable'] } }), '"retry":{"attempts":3,"codes":[503]}'],
  'body.size': [traffic({ maxBodyBytes: 1 })],
  'rate.client': [traffic({ rateLimit: { requests: 1, per: 'second', by: 'client' } })],
  'rate.total': [traffic({ rateLimit: { requests: 1, per: 'second', by: 'total' } })],
  'cors': [
    traffic({ cors: { origins: ['*'], methods: ['GET'], headers: [], exposedHeaders: [], credentials: false } }), '"cors":{"allowOrigins":["*"],"allowMethods":["GET"]}',
  ],
  'sources': [traffic({ sources: ['192.0.2.0/24'] })],
  'websockets': [speaks('kubernetes.io/ws')],
  'backend.grpc': [speaks('grpc'), '"kind":"GRPCRoute"'],
  'backend.http2': [speaks('kubernetes.io/h2c')],
  'backend.tls': [speaks('https')],
  'backend.tls.verified': [
    traffic({ backendTls: { hostname: 'a.example', authority: { kind: 'system' } } }, serve({ backends: [backend({ appProtocol: 'https' })] })),
    '"targetRefs":[{"group":"","kind":"Service","name":"web","sectionName":"http"}],"validation":{"hostname":"a.example","wellKnownCACertificates":"System"}',
  ],
  'backend.namespace': [exposure({ ...plain, ...serve({ backends: [backend({ namespace: 'lab' })] }) }), '"to":[{"group":"","kind":"Service","name":"web"}]'],
  'tls.secret': [exposure({ ...ownTls, tls: { kind: 'secret', secretName: 'cert' } }), '"certificateRefs":[{"group":"","kind":"Secret","name":"cert"}]'],
  'tls.issuer': [exposure({ ...ownTls, tls: { kind: 'issuer', issuerName: 'ca' } }), '"cert-manager.io/issuer":"ca"'],
  'tls.edge': [exposure({ httpsRedirect: false }), '"sectionName":"https"'],
  'affinity.cookie': [traffic({ affinity: { cookieName: 'pod' } }), '"sessionPersistence":{"sessionName":"pod","type":"Cookie","cookieConfig":{"lifetimeType":"Session"}}'],
  'balance.roundRobin': [balanced('roundRobin')],
  'balance.leastRequest': [balanced('leastRequest')],
  'balance.ipHash': [balanced('ipHash')],
  'balance.random': [balanced('random')],
  'stream.tcp': [stream(), '"kind":"TCPRoute"'],
  'stream.udp': [stream({ protocol: 'UDP', port: 53 }), '"kind":"UDPRoute"'],
  'stream.tls': [stream({ protocol: 'TLS', port: 443, hosts: ['db.example.com'] }), '"kind":"TLSRoute"'],
  'stream.weights': [stream({ backends: [backend({ weight: 3 }), backend({ serviceName: 'b', weight: 1 })] }), '"weight":3'],
  'stream.sources': [stream({ sources: ['192.0.2.0/24'] })],
  'dns.records': [exposure({ ...plain, dns: { ...dns, targets: [] } }), '"external-dns.kubernetes.io/hostname":"shop.example.com","external-dns.kubernetes.io/ttl":"60"'],
  'dns.target': [exposure({ ...ownTls, tls: { kind: 'secret', secretName: 'c' }, dns: { ...dns, targets: ['192.0.2.1'] } }), '"external-dns.kubernetes.io/target":"192.0.2.1"'],
};

const WITHOUT: Any = exposure({ ...plain, routes: [] });

function rendered(one: Any, controller: GatewayController = FULL) {
  return one.kind === 'stream' ? renderGatewayStream(one, controller) : renderGateway(one, controller);
}

function on(one: Any, release: GatewayRelease, channel: GatewayChannel): Any {
  return { ...one, edge: { ...one.edge, release, channel } };
}

describe('every feature of an exposure', () => {
  test.each(EXPOSURE_FEATURES)('%s is asked for by its own exposure', (feature) => {
    expect(askedFeatures(ASKED[feature][0]).map((asked) => asked.feature)).toContain(feature);
  });

  test.each(EXPOSURE_FEATURES.filter((feature) => ASKED[feature][1] !== undefined))('%s is in the objects, sound, and in no gap', (feature) => {
    const [one, said = ''] = ASKED[feature];
    const { objects, gaps } = rendered(one);
    expect(JSON.stringify(objects)).toContain(said);
    expect(JSON.stringify(rendered(WITHOUT).objects)).not.toContain(said);
    expect(gaps).toEqual([]);
    expect(gatewayProblems('1.6', 'experimental', objects)).toEqual([]);
  });

  test.each(EXPOSURE_FEATURES.filter((feature) => API_FEATURES[feature].support === 'none'))('%s is a gap for a controller that has it by nothing of its own', (feature) => {
    const [one] = ASKED[feature];
    const boastful: GatewayController = { ...FULL, capabilities: { ...FULL.capabilities, [feature]: { support: 'yes', source: { url: '', version: '' } } } };
    expect(rendered(one, boastful).gaps.map(({ text }) => text)).toEqual([expect.stringContaining('has no field in the Gateway API')]);
    expect(rendered(one, { ...boastful, own: [feature] }).gaps).toEqual([]);
    expect(featureGaps(one, FULL.title, FULL.capabilities)).toHaveLength(1);
  });

  test.each(EXPOSURE_FEATURES.filter((feature) => ASKED[feature][1] === undefined && API_FEATURES[feature].support !== 'none'))('%s is said by the Service alone, and in no gap', (feature) => {
    expect(rendered(ASKED[feature][0]).gaps).toEqual([]);
  });
});

describe('what a release and a channel do not have', () => {
  test.each<[ExposureFeature, string, string]>([
    ['cors', '1.5', '1.4'],
    ['stream.tls', '1.5', '1.4'],
    ['stream.tcp', '1.6', '1.4'],
    ['stream.udp', '1.6', '1.4'],
    ['retries', 'none', '1.4'],
    ['affinity.cookie', 'none', '1.4'],
    ['timeout.request', '1.4', '1.4'],
    ['backend.tls.verified', '1.4', '1.4'],
    ['backend.namespace', '1.4', '1.4'],
  ])('%s is in the standard channel from %s, in the experimental one from %s, and a gap before', (feature, standard, experimental) => {
    for (const release of ['1.4', '1.5', '1.6'] as const) {
      for (const [channel, since] of [['standard', standard], ['experimental', experimental]] as const) {
        const { objects, gaps } = rendered(on(ASKED[feature][0], release, channel));
        const has = since !== 'none' && release >= since;
        expect([release, channel, gaps.map(({ text }) => text)]).toEqual([release, channel, has ? [] : [expect.stringContaining('is in the experimental channel')]]);
        expect(gatewayProblems(release, channel, objects)).toEqual([]);
      }
    }
  });

  test.each([[303, false], [307, false], [308, false], [301, true], [302, true]] as const)('status %s of a redirect is in 1.4: %s', (status, isThere) => {
    const one = exposure({ ...plain, routes: [route({ action: { kind: 'redirect', host: 'a.example', status } })] });
    expect(rendered(on(one, '1.4', 'standard')).gaps).toHaveLength(isThere ? 0 : 1);
    expect(rendered(on(one, '1.5', 'standard')).gaps).toEqual([]);
  });

  test('is said once, by the controller, where it cannot do it either', () => {
    const gaps = renderExposure({ ...ASKED.cors[0], edge: { ...edge({ channel: 'standard', release: '1.4' }), controller: 'generic' } }).gaps;
    expect(gaps).toHaveLength(1);
  });
});

describe('a controller of which nothing is known', () => {
  test.each(EXPOSURE_FEATURES)('%s is carried, or is one gap with a way out', (feature) => {
    const own: GatewayEdge = { ...ASKED[feature][0].edge, controller: 'generic' };
    const { gaps } = renderExposure({ ...ASKED[feature][0], edge: own });
    const about = gaps.filter(({ text }) => text.includes(`is beyond ${anyGateway.title}`));
    const others = askedFeatures(ASKED[feature][0]).filter((asked) => anyGateway.capabilities[asked.feature].support === 'no');
    expect(about).toHaveLength(others.length);
    expect(others.some((asked) => asked.feature === feature)).toBe(API_FEATURES[feature].support !== 'core');
    for (const { text } of about) expect(text).toMatch(/: (choose|name|leave|external-dns|narrow)/);
  });
});
