import { envoyGateway } from '../../../src/dialects/envoy-gateway/render';
import { renderExposure } from '../../../src/dialects/render-exposure';
import { isSupported } from '../../../src/model/capability';
import { GatewayEdge } from '../../../src/model/edge';
import { GatewayExposure, OnEdge, StreamModel } from '../../../src/model/exposure';
import { askedFeatures, EXPOSURE_FEATURES, ExposureFeature, featureGaps } from '../../../src/model/feature';
import { Finding } from '../../../src/model/finding';
import { KubeObject } from '../../../src/model/rendered';
import { TrafficModel } from '../../../src/model/traffic';
import * as fc from '../../property';
import { expectValid, problemsOf } from '../../schemas/validate';
import { asking, askOf, grpcRoute, streaming, targetsOf } from '../gateway-asks';
import { route } from '../ingress/exposures';

const NAME = 'envoy-gateway';

function beside(exposure: GatewayExposure | OnEdge<StreamModel, GatewayEdge>): { objects: readonly KubeObject[]; gaps: readonly Finding[] } {
  if (exposure.kind === 'http') return envoyGateway.part(exposure, targetsOf(exposure));
  const { objects, gaps } = envoyGateway.stream?.(exposure, [{ kind: `${exposure.protocol}Route`, name: exposure.name }]) ?? { objects: [], gaps: [] };
  return { objects, gaps };
}

function specsOf(exposure: GatewayExposure | OnEdge<StreamModel, GatewayEdge>): Record<string, unknown> {
  return Object.fromEntries(beside(exposure).objects.map((object) => [object.kind, Object.entries(object).find(([field]) => field === 'spec')?.[1]]));
}

function textsOf(exposure: GatewayExposure | OnEdge<StreamModel, GatewayEdge>): string[] {
  return beside(exposure).gaps.map(({ code, text }) => `${code} ${text.replace(/^exposure `\w+` on edge `public`: /, '')}`);
}

const with_ = (traffic: TrafficModel) => asking(NAME, { traffic });

/** What stands beside the routes for each feature that needs more than the fields of the API. */
const OWN: Partial<Record<ExposureFeature, Record<string, object>>> = {
  'timeout.request': { BackendTrafficPolicy: { timeout: { http: { requestTimeout: '30s' } } } },
  'timeout.backend': { BackendTrafficPolicy: { timeout: { http: { requestTimeout: '10s' } } } },
  'timeout.connect': { BackendTrafficPolicy: { timeout: { tcp: { connectTimeout: '3s' } } } },
  'timeout.idle': { BackendTrafficPolicy: { timeout: { http: { streamIdleTimeout: '3600s' } } } },
  'retries': { BackendTrafficPolicy: { retry: { numRetries: 2, retryOn: { triggers: ['connect-failure'] } } } },
  'body.size': { BackendTrafficPolicy: { requestBuffer: { limit: '10Mi' } } },
  'rate.client': {
    BackendTrafficPolicy: {
      rateLimit: {
        local: {
          rules: [
            { clientSelectors: [{ sourceCIDR: { type: 'Distinct', value: '0.0.0.0/0' } }], limit: { requests: 20, unit: 'Second' } },
            { clientSelectors: [{ sourceCIDR: { type: 'Distinct', value: '::/0' } }], limit: { requests: 20, unit: 'Second' } },
          ],
        },
      },
    },
  },
  'rate.total': { BackendTrafficPolicy: { rateLimit: { local: { rules: [{ limit: { requests: 600, unit: 'Minute' } }] } } } },
  'cors': {
    SecurityPolicy: {
      cors: { allowOrigins: ['https://*.example.com'], allowMethods: ['GET', 'POST'], allowHeaders: ['x-a'], exposeHeaders: ['x-b'], allowCredentials: true, maxAge: '600s' },
    },
  },
  'sources': { SecurityPolicy: { authorization: { defaultAction: 'Deny', rules: [{ action: 'Allow', principal: { clientCIDRs: ['192.0.2.0/24', '2001:db8::/32'] } }] } } },
  'affinity.cookie': { BackendTrafficPolicy: { loadBalancer: { type: 'ConsistentHash', consistentHash: { type: 'Cookie', cookie: { name: 'pod', ttl: '3600s' } } } } },
  'balance.roundRobin': { BackendTrafficPolicy: { loadBalancer: { type: 'RoundRobin' } } },
  'balance.leastRequest': { BackendTrafficPolicy: { loadBalancer: { type: 'LeastRequest' } } },
  'balance.ipHash': { BackendTrafficPolicy: { loadBalancer: { type: 'ConsistentHash', consistentHash: { type: 'SourceIP' } } } },
  'balance.random': { BackendTrafficPolicy: { loadBalancer: { type: 'Random' } } },
  'stream.sources': { SecurityPolicy: { authorization: { defaultAction: 'Deny', rules: [{ action: 'Allow', principal: { clientCIDRs: ['192.0.2.0/24'] } }] } } },
};

describe.each(EXPOSURE_FEATURES)('%s', (feature) => {
  const exposure = askOf(feature, NAME);
  const support = envoyGateway.capabilities[feature];

  test('is asked by the exposure that stands for it, and has a source', () => {
    expect(askedFeatures(exposure).map((asked) => asked.feature)).toContain(feature);
    expect(support.source.url).toMatch(/^https:\/\//);
    expect(support.source.version).not.toBe('');
  });

  test('is carried by the objects that it needs, or is one gap', () => {
    const target = { group: 'gateway.networking.k8s.io', kind: exposure.kind === 'stream' ? 'TCPRoute' : feature.endsWith('grpc') ? 'GRPCRoute' : 'HTTPRoute', name: exposure.name };
    const wanted = Object.entries(OWN[feature] ?? {}).map(([kind, spec]) => [kind, { targetRefs: [target], mergeType: 'StrategicMerge', ...spec }]);
    expect(specsOf(exposure)).toEqual(Object.fromEntries(wanted));
    expect(beside(exposure).gaps).toEqual([]);
    expect(featureGaps(exposure, envoyGateway.title, envoyGateway.capabilities)).toHaveLength(isSupported(support) ? 0 : 1);
    expectValid(beside(exposure).objects);
  });
});

test('what is told by objects is left to them, and to no field of the API', () => {
  expect([...envoyGateway.own].sort()).toEqual(Object.keys(OWN).sort());
});

const everything = asking(NAME, {
  hosts: ['shop.example.com'],
  httpsRedirect: true,
  tls: { kind: 'edge' },
  traffic: {
    timeouts: { requestSeconds: 60, backendSeconds: 20, connectSeconds: 2, idleSeconds: 600 },
    retries: { attempts: 3, reasons: ['badGateway', 'connectFailure', 'gatewayTimeout', 'serverError', 'unavailable'], perTrySeconds: 15 },
    maxBodyBytes: 1_000_000,
    rateLimit: { requests: 100, per: 'hour', by: 'client' },
    cors: { origins: ['*'], methods: ['GET'], headers: [], exposedHeaders: [], credentials: false },
    sources: ['203.0.113.0/24'],
    loadBalancing: 'leastRequest',
  },
});

describe('the policies of an exposure', () => {
  test('say everything in one object of each kind, for all routes that serve requests', () => {
    expect(beside(everything).gaps).toEqual([]);
    expect(beside(everything).objects).toMatchSnapshot();
    expectValid(beside(everything).objects);
  });

  test('point at all routes of an exposure, in order, and not at the one that leads to HTTPS', () => {
    const { objects } = envoyGateway.part(everything, [
      { kind: 'HTTPRoute', name: 'web-2', routes: everything.routes },
      { kind: 'HTTPRoute', name: 'web-https', routes: [] },
      { kind: 'HTTPRoute', name: 'web', routes: everything.routes },
      { kind: 'GRPCRoute', name: 'web-grpc', routes: [grpcRoute()] },
    ]);
    const refs = [['GRPCRoute', 'web-grpc'], ['HTTPRoute', 'web'], ['HTTPRoute', 'web-2']].map(([kind, name]) => ({ group: 'gateway.networking.k8s.io', kind, name }));
    expect(objects).toMatchObject([{ spec: { targetRefs: refs } }, { spec: { targetRefs: refs } }]);
    expectValid(objects);
  });

  test('are not there where no route serves requests', () => {
    expect(envoyGateway.part(everything, []).objects).toEqual([]);
    expect(beside(asking(NAME)).objects).toEqual([]);
  });

  test('are merged with those of the Gateway, which they would switch off otherwise', () => {
    expect(Object.values(specsOf(everything))).toEqual([expect.objectContaining({ mergeType: 'StrategicMerge' }), expect.objectContaining({ mergeType: 'StrategicMerge' })]);
  });
});

describe('the clocks of Envoy', () => {
  const timesOf = (traffic: TrafficModel) => {
    const text = JSON.stringify(specsOf(with_(traffic)));
    return [/"requestTimeout":"(\w+)"/, /"perRetry":\{"timeout":"(\w+)"/].map((pattern) => pattern.exec(text)?.[1]);
  };
  const retries = { attempts: 2, reasons: ['unavailable'] } as const;

  test('give the only attempt of a request the shorter limit', () => {
    expect(timesOf({ timeouts: { requestSeconds: 60, backendSeconds: 20 } })).toEqual(['20s', undefined]);
  });

  test('give each of several attempts its own limit, and the shorter one of two', () => {
    expect(timesOf({ timeouts: { requestSeconds: 60, backendSeconds: 20 }, retries })).toEqual(['60s', '20s']);
    expect(timesOf({ timeouts: { requestSeconds: 60, backendSeconds: 20 }, retries: { ...retries, perTrySeconds: 5 } })).toEqual(['60s', '5s']);
  });

  test('leave time for all attempts where the whole has no limit of its own', () => {
    expect(timesOf({ timeouts: { backendSeconds: 20 }, retries })).toEqual(['60s', '20s']);
    expect(timesOf({ retries })).toEqual([undefined, undefined]);
  });
});

describe('a retry', () => {
  test.each([
    ['connectFailure', { triggers: ['connect-failure'] }],
    ['badGateway', { httpStatusCodes: [502], triggers: ['retriable-status-codes'] }],
    ['unavailable', { httpStatusCodes: [503], triggers: ['retriable-status-codes'] }],
    ['gatewayTimeout', { httpStatusCodes: [504], triggers: ['reset', 'retriable-status-codes'] }],
    ['serverError', { triggers: ['5xx'] }],
  ] as const)('for %s is asked in the words of Envoy', (reason, retryOn) => {
    const retries = { attempts: 1, reasons: [reason] };
    expect(specsOf(with_({ retries }))).toMatchObject({ BackendTrafficPolicy: { retry: { numRetries: 1, retryOn } } });
  });
});

test('a cookie without an age lives as long as the browser, and a long age is told in units of at most five digits', () => {
  const ttl = (ttlSeconds?: number) => JSON.stringify(specsOf(with_({ affinity: { cookieName: 'pod', ...(ttlSeconds === undefined ? {} : { ttlSeconds }) } })));
  expect(ttl()).toContain('"ttl":"0s"');
  expect(ttl(99_999)).toContain('"ttl":"99999s"');
  expect(ttl(31_536_000)).toContain('"ttl":"8760h"');
  expect(ttl(100_001)).toContain('"ttl":"27h46m41s"');
});

describe('what Envoy Gateway does in part only', () => {
  const websockets = route({ path: '/live', appProtocol: 'kubernetes.io/ws', serviceName: 'live' });

  test('is a gap where a limit of bodies meets requests that stay open, and then no buffer holds them back', () => {
    const mixed = asking(NAME, { routes: [route(), websockets, grpcRoute()], traffic: { maxBodyBytes: 1024 } });
    expect(textsOf(mixed)).toEqual([
      'CANNOT_EXPRESS `maxBodyBytes` makes Envoy hold each request back until it is whole, and port `http` of `live` needs requests that stay open: give it an exposure of its own, without `maxBodyBytes`',
      'CANNOT_EXPRESS `maxBodyBytes` makes Envoy hold each request back until it is whole, and port `http` of `web` needs requests that stay open: give it an exposure of its own, without `maxBodyBytes`',
    ]);
    expect(specsOf(mixed)).toEqual({});
  });

  test('is a gap for bodies longer than Envoy counts', () => {
    expect(textsOf(with_({ maxBodyBytes: 4_294_967_295 }))).toEqual([]);
    expect(textsOf(with_({ maxBodyBytes: 4_294_967_296 }))).toEqual(['CANNOT_EXPRESS `maxBodyBytes: 4294967296` is above `4294967295`, to which Envoy counts: take that, or leave it out']);
    expect(specsOf(with_({ maxBodyBytes: 4_294_967_296 }))).toEqual({});
  });

  test('is a gap where a cookie and a balancer would both choose the pod, and the cookie wins', () => {
    const both = with_({ affinity: { cookieName: 'pod' }, loadBalancing: 'roundRobin' });
    expect(textsOf(both)).toEqual(['CANNOT_EXPRESS `affinity` chooses the pod by a hash of the cookie, beside which `loadBalancing` has no say: leave one of them out']);
    expect(specsOf(both)).toMatchObject({ BackendTrafficPolicy: { loadBalancer: { type: 'ConsistentHash' } } });
  });

  test.each(['50%', 'a  b'])('is a gap for the header value `%s`, which Envoy would read as something else', (value) => {
    const headers = { set: { 'x-a': value }, add: {}, remove: [] };
    expect(textsOf(with_({ requestHeaders: headers, responseHeaders: { set: {}, add: { 'x-b': value }, remove: [] } }))).toEqual([
      'CANNOT_EXPRESS the value of header `x-a` of `requestHeaders` has a `%` or two blanks in a row, which Envoy Gateway cannot hand on: leave them out, or let the app write the header',
      'CANNOT_EXPRESS the value of header `x-b` of `responseHeaders` has a `%` or two blanks in a row, which Envoy Gateway cannot hand on: leave them out, or let the app write the header',
    ]);
  });

  test.each(['https', 'kubernetes.io/wss'])('is a gap for pods that speak TLS by `%s`, without a name on their certificates', (appProtocol) => {
    const routes = [route({ appProtocol }), route({ appProtocol, path: '/b' })];
    expect(textsOf(asking(NAME, { routes }))).toEqual([
      `CANNOT_EXPRESS Envoy Gateway talks TLS to port \`http\` of \`web\` (\`appProtocol: ${appProtocol}\`) only where it can check the certificate: give \`backendTls\``,
    ]);
    expect(textsOf(asking(NAME, { routes, traffic: { backendTls: { hostname: 'web.shop.svc', authority: { kind: 'system' } } } }))).toEqual([]);
  });

  test('is told as wider than asked where a rate is counted for each path of each host at each listener by itself', () => {
    const routes = [route(), route({ path: '/b' }), { ...route({ path: '/old' }), action: { kind: 'redirect' as const, host: 'new.example.com', status: 301 as const } }];
    const wide = asking(NAME, { hosts: ['a.example.com', 'b.example.com'], routes, traffic: { rateLimit: { requests: 10, per: 'second', by: 'total' } } });
    expect(textsOf(wide)).toEqual([
      'APPROXIMATED Envoy counts the requests of each path of each host at each listener by themselves, so that `rateLimit` is wider than asked: '
        + 'up to 4 times `10` in all; expose paths that share a limit under one host and one prefix',
    ]);
    const rateLimit = { requests: 10, per: 'second', by: 'client' } as const;
    expect(textsOf(asking(NAME, { tls: { kind: 'edge' }, httpsRedirect: false, traffic: { rateLimit } }))).toEqual([expect.stringContaining('up to 2 times')]);
    expect(textsOf(asking(NAME, { tls: { kind: 'edge' }, httpsRedirect: true, traffic: { rateLimit } }))).toEqual([]);
  });

  test.each(['UDP', 'TLS'] as const)('is a gap for clients of a port of %s, whose routes have no policy for them', (protocol) => {
    const shut = streaming(NAME, { protocol, sources: ['192.0.2.0/24'] });
    expect(textsOf(shut)).toEqual([`CANNOT_EXPRESS Envoy Gateway lets clients in by their addresses on TCP ports only, and this one is ${protocol}: leave \`sources\` out, or take an edge of a Service`]);
    expect(beside(shut).objects).toEqual([]);
  });
});

describe('with the routes of the Gateway API', () => {
  test.each(EXPOSURE_FEATURES)('%s is in the objects, or is one gap, and once', (feature) => {
    const { objects, gaps } = renderExposure(askOf(feature, NAME));
    expect(gaps.map(({ text }) => text)).toHaveLength(isSupported(envoyGateway.capabilities[feature]) ? 0 : 1);
    expectValid(objects);
    expect(JSON.stringify(objects.filter(({ kind }) => kind.endsWith('Route')))).not.toMatch(/"(timeouts|retry|sessionPersistence|cors)":/);
  });

  test('everything at once stands in one route, one that leads to HTTPS, and one policy of each kind, which are for the first', () => {
    const { objects, gaps } = renderExposure(everything);
    expect(gaps).toEqual([]);
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['HTTPRoute web', 'HTTPRoute web-https', 'BackendTrafficPolicy web', 'SecurityPolicy web']);
    expectValid(objects);
  });

  test('an exposure of gRPC alone is a GRPCRoute, for which the same policies are', () => {
    const { objects, gaps } = renderExposure(asking(NAME, { routes: [grpcRoute()], traffic: { sources: ['203.0.113.0/24'], timeouts: { requestSeconds: 5 } } }));
    expect(gaps).toEqual([]);
    expect(objects.map(({ kind }) => kind)).toEqual(['GRPCRoute', 'BackendTrafficPolicy', 'SecurityPolicy']);
    expect(JSON.stringify(objects)).toContain('"kind":"GRPCRoute","name":"web"');
    expectValid(objects);
  });
});

const seconds = fc.integer({ min: 1, max: 86_400 });
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const whole = some(seconds);
const REASONS = ['badGateway', 'connectFailure', 'gatewayTimeout', 'serverError', 'unavailable'] as const;
const reasons = fc.uniqueArray(fc.constantFrom(...REASONS), { minLength: 1 });
const traffics = fc.record({
  timeouts: some(fc.record({ requestSeconds: whole, backendSeconds: whole, connectSeconds: whole, idleSeconds: whole })),
  retries: some(fc.record({ attempts: fc.integer({ min: 1, max: 10 }), reasons, perTrySeconds: whole })),
  maxBodyBytes: some(fc.integer({ min: 1, max: 2 ** 34 })),
  rateLimit: some(fc.record({
    requests: fc.integer({ min: 1, max: 1_000_000 }), per: fc.constantFrom(...['second', 'minute', 'hour'] as const), by: fc.constantFrom(...['client', 'total'] as const),
  })),
  affinity: some(fc.record({ cookieName: fc.constant('pod'), ttlSeconds: some(fc.integer({ min: 1, max: 31_536_000 })) })),
  loadBalancing: some(fc.constantFrom(...['roundRobin', 'leastRequest', 'ipHash', 'random'] as const)),
  sources: some(fc.constant(['192.0.2.0/24'])),
});

test('whatever is asked together is taken by the schemas, and says nothing where nothing is asked', () => {
  fc.assert(fc.property(traffics, (said) => {
    const traffic = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as TrafficModel; // what is undefined is absent in the model
    const { objects } = beside(with_(traffic));
    expect(problemsOf(objects)).toEqual([]);
    const { timeouts = {}, sources, ...rest } = traffic;
    const counted = (traffic.maxBodyBytes ?? 2 ** 34) < 2 ** 32;
    const asks = counted || Object.values({ ...rest, ...timeouts }).some((value) => value !== undefined && value !== traffic.maxBodyBytes);
    expect(objects.map(({ kind }) => kind)).toEqual([...(asks ? ['BackendTrafficPolicy'] : []), ...(sources === undefined ? [] : ['SecurityPolicy'])]);
  }), { numRuns: 200 });
});
