import { DIALECTS } from '../../../src/dialects';
import { nginxGatewayFabric } from '../../../src/dialects/nginx-gateway-fabric/render';
import { renderExposure } from '../../../src/dialects/render-exposure';
import { isSupported } from '../../../src/model/capability';
import { RouteTarget } from '../../../src/model/controller';
import { GatewayEdge } from '../../../src/model/edge';
import { GatewayExposure, OnEdge, StreamModel } from '../../../src/model/exposure';
import { askedFeatures, EXPOSURE_FEATURES, ExposureFeature, featureGaps } from '../../../src/model/feature';
import { Finding } from '../../../src/model/finding';
import { KubeObject } from '../../../src/model/rendered';
import { RouteModel } from '../../../src/model/route';
import { TrafficModel } from '../../../src/model/traffic';
import { problemsOf, schemasPresent } from '../../schemas/validate';
import { asking, askOf, grpcRoute, split, streaming, targetsOf } from '../gateway-asks';
import { route } from '../ingress/exposures';

const NAME = 'nginx-gateway-fabric';

function beside(exposure: GatewayExposure | OnEdge<StreamModel, GatewayEdge>): { objects: readonly KubeObject[]; gaps: readonly Finding[] } {
  if (exposure.kind === 'http') return nginxGatewayFabric.part(exposure, targetsOf(exposure));
  const { objects, gaps } = nginxGatewayFabric.stream?.(exposure, [{ kind: `${exposure.protocol}Route`, name: exposure.name }]) ?? { objects: [], gaps: [] };
  return { objects, gaps };
}

function specsOf(exposure: GatewayExposure | OnEdge<StreamModel, GatewayEdge>): Record<string, unknown> {
  return Object.fromEntries(beside(exposure).objects.map((object) => [object.kind, Object.entries(object).find(([field]) => field === 'spec')?.[1]]));
}

function textsOf({ gaps }: { gaps: readonly Finding[] }): string[] {
  return gaps.map(({ code, text }) => `${code} ${text.replace(/^exposure `\w+` on edge `public`: /, '')}`);
}

const saying = (traffic: TrafficModel) => asking(NAME, { traffic });
const serving = (...routes: RouteModel[]) => beside(asking(NAME, { routes }));
const ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'web' };
const SERVICE = { group: '', kind: 'Service', name: 'web' };

/** What stands beside the routes for each feature that needs more than the fields of the API. */
const OWN: Partial<Record<ExposureFeature, Record<string, object>>> = {
  'timeout.connect': { ProxySettingsPolicy: { targetRefs: [ROUTE], timeout: { connect: '3s' } } },
  'timeout.idle': { ProxySettingsPolicy: { targetRefs: [ROUTE], timeout: { read: '3600s', send: '3600s' } } },
  'body.size': { ClientSettingsPolicy: { targetRef: ROUTE, body: { maxSize: '10m' } } },
  'rate.client': {
    RateLimitPolicy: { targetRefs: [ROUTE], rateLimit: { local: { rules: [{ rate: '20r/s', key: '$binary_remote_addr', burst: 19, noDelay: true }] }, rejectCode: 429 } },
  },
  'rate.total': { RateLimitPolicy: { targetRefs: [ROUTE], rateLimit: { local: { rules: [{ rate: '600r/m', key: 'total', burst: 599, noDelay: true }] }, rejectCode: 429 } } },
  'balance.roundRobin': { UpstreamSettingsPolicy: { targetRefs: [SERVICE], loadBalancingMethod: 'round_robin' } },
  'balance.leastRequest': { UpstreamSettingsPolicy: { targetRefs: [SERVICE], loadBalancingMethod: 'least_conn' } },
  'balance.ipHash': { UpstreamSettingsPolicy: { targetRefs: [SERVICE], loadBalancingMethod: 'ip_hash' } },
  'balance.random': { UpstreamSettingsPolicy: { targetRefs: [SERVICE], loadBalancingMethod: 'random' } },
};

describe.each(EXPOSURE_FEATURES)('%s', (feature) => {
  const exposure = askOf(feature, NAME);
  const support = nginxGatewayFabric.capabilities[feature];

  test('is asked by the exposure that stands for it, and has a source', () => {
    expect(askedFeatures(exposure).map((asked) => asked.feature)).toContain(feature);
    expect(support.source.url).toMatch(/^https:\/\//);
    expect(support.source.version).not.toBe('');
  });

  test('is carried by the objects that it needs, or is one gap', () => {
    expect(specsOf(exposure)).toEqual(OWN[feature] ?? {});
    expect(beside(exposure).gaps).toEqual([]);
    expect(featureGaps(exposure, nginxGatewayFabric.title, nginxGatewayFabric.capabilities)).toHaveLength(isSupported(support) ? 0 : 1);
  });
});

test('what is told by objects, or ignored by the controller, is left out of the routes', () => {
  const ignored = EXPOSURE_FEATURES.filter((feature) => !isSupported(nginxGatewayFabric.capabilities[feature]) && feature !== 'stream.sources');
  expect([...nginxGatewayFabric.own].sort()).toEqual([...Object.keys(OWN), ...ignored].sort());
});

const everything: TrafficModel = {
  timeouts: { connectSeconds: 2, idleSeconds: 600 },
  maxBodyBytes: 8192,
  rateLimit: { requests: 1, per: 'second', by: 'client' },
  loadBalancing: 'leastRequest',
};

describe('the policies of an exposure', () => {
  const asked = asking(NAME, {
    httpsRedirect: true, tls: { kind: 'edge' }, routes: [split(), route({ path: '/other', serviceName: 'other', namespace: 'back' })], traffic: everything,
  });

  test('are for all routes that serve requests, and for each Service behind them', () => {
    expect(beside(asked).gaps).toEqual([]);
    expect(beside(asked).objects).toMatchSnapshot();
  });

  test('are of kinds for which there is no schema here, and which are those that the dialect says it writes', () => {
    const kinds = beside(asked).objects.map(({ apiVersion, kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}: no schema for ${apiVersion}/${kind}`);
    expect(problemsOf(beside(asked).objects)).toEqual(schemasPresent ? kinds : []);
    const written = new Set(beside(asked).objects.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`));
    expect([...written].sort()).toEqual([...DIALECTS.find(({ name }) => name === NAME)?.writes ?? []].sort());
  });

  test('have the name of the route where one policy is for one route alone, and say nothing of timeouts to gRPC', () => {
    const exposure = asking(NAME, { traffic: everything });
    const targets: RouteTarget[] = [
      { kind: 'HTTPRoute', name: 'web-2', routes: [route({ path: '/b' })] },
      { kind: 'HTTPRoute', name: 'web', routes: [route()] },
      { kind: 'GRPCRoute', name: 'web-grpc', routes: [grpcRoute()] },
    ];
    const part = nginxGatewayFabric.part(exposure, targets);
    expect(part.objects.filter(({ kind }) => kind === 'ClientSettingsPolicy').map(({ metadata }) => metadata.name)).toEqual(['web-grpc', 'web', 'web-2']);
    expect(part.objects.find(({ kind }) => kind === 'ProxySettingsPolicy')).toMatchObject({ spec: { targetRefs: [{ name: 'web' }, { name: 'web-2' }] } });
    expect(part.objects.find(({ kind }) => kind === 'RateLimitPolicy')).toMatchObject({ spec: { targetRefs: [{ name: 'web-grpc' }, { name: 'web' }, { name: 'web-2' }] } });
    expect(textsOf(part)).toEqual([
      'CANNOT_EXPRESS `timeouts` do not reach the GRPCRoute, since NGINX has other words for gRPC, which no policy writes: give gRPC an exposure of its own, without `timeouts`',
    ]);
  });

  test('are not there where no route serves requests', () => {
    expect(nginxGatewayFabric.part(asking(NAME, { traffic: { ...everything, loadBalancing: undefined } }), []).objects).toEqual([]);
    expect(beside(asking(NAME)).objects).toEqual([]);
  });
});

describe('a number of bytes', () => {
  test.each([[1, '1'], [9999, '9999'], [1024, '1k'], [10_240, '10k'], [1024 ** 2, '1m'], [1536 * 1024, '1536k'], [9999 * 1024 ** 3, '9999g']])('%d is told as %s', (bytes, maxSize) => {
    expect(specsOf(saying({ maxBodyBytes: bytes }))).toMatchObject({ ClientSettingsPolicy: { body: { maxSize } } });
  });

  test.each([[10_001, 9 * 1024], [1_000_000, 976 * 1024], [10_000 * 1024 ** 3, 9999 * 1024 ** 3]])('%d takes more than four digits, and is a gap that names the next smaller one', (bytes, smaller) => {
    expect(textsOf(beside(saying({ maxBodyBytes: bytes })))).toEqual([
      `CANNOT_EXPRESS \`maxBodyBytes: ${bytes}\` is not a number of bytes, kibibytes, mebibytes or gibibytes of at most four digits, which is how NGINX says it: take \`${smaller}\``,
    ]);
    expect(specsOf(saying({ maxBodyBytes: bytes }))).toEqual({});
    expect(textsOf(beside(saying({ maxBodyBytes: smaller })))).toEqual([]);
  });
});

describe('a rate', () => {
  test('of one request has no burst', () => {
    expect(JSON.stringify(specsOf(saying({ rateLimit: { requests: 1, per: 'minute', by: 'total' } })))).toContain('"rules":[{"rate":"1r/m","key":"total"}]');
  });

  test('by the hour is a gap, and no policy', () => {
    const hourly = saying({ rateLimit: { requests: 100, per: 'hour', by: 'client' } });
    expect(textsOf(beside(hourly))).toEqual(['CANNOT_EXPRESS NGINX counts requests by the second or the minute: use `per: RatePeriod.MINUTE`']);
    expect(specsOf(hourly)).toEqual({});
  });
});

test('a time beyond four digits is told in whole minutes, never in fewer', () => {
  const read = (idleSeconds: number) => JSON.stringify(specsOf(saying({ timeouts: { idleSeconds } })));
  expect(read(9999)).toContain('"read":"9999s"');
  expect(read(10_000)).toContain('"read":"167m"');
  expect(read(86_400)).toContain('"read":"1440m"');
});

describe('what NGINX Gateway Fabric does in part only', () => {
  test('is a gap for paths that its configuration cannot hold', () => {
    expect(textsOf(serving(route({ path: '/v[0-9]{2}', match: 'regex' }), route({ path: '/_ngf-internal/x' })))).toEqual([
      'CANNOT_EXPRESS NGINX takes no blanks, braces and semicolons in path `/v[0-9]{2}`: write a pattern without `{` and `}`, such as `[0-9][0-9]`',
      'CANNOT_EXPRESS path `/_ngf-internal/x` is one that NGINX Gateway Fabric keeps for itself: take another',
    ]);
    const moved: RouteModel = { ...route({ path: '/old' }), action: { kind: 'redirect', path: { kind: 'full', value: '/$new' }, status: 301 } };
    expect(textsOf(serving(moved))).toEqual(['CANNOT_EXPRESS NGINX takes no blanks, braces, semicolons and `$` in the new path `/$new`: leave them out']);
  });

  test.each([['^yes$', true], ['^(a|b)$', true], ['^[|]$', true], ['^a\\|b$', true], ['yes', false], ['^yes', false], ['yes$', false], ['^a|b$', false], ['^a\\$', false]])(
    'is a gap for a pattern that can match a part of a value: %s', (value, whole) => {
      const { gaps } = serving(route({ headers: [{ name: 'x-a', value, match: 'regex' }], query: [{ name: 'b', value, match: 'regex' }] }));
      expect(gaps).toHaveLength(whole ? 0 : 2);
    });

  test('says how a pattern is written so that it is for the whole value', () => {
    expect(textsOf(serving(route({ headers: [{ name: 'x-a', value: '^a|b$', match: 'regex' }] })))).toEqual([
      'CANNOT_EXPRESS NGINX looks for pattern `^a|b$` anywhere in header `x-a`: write `^(a|b)$`',
    ]);
  });

  test('is a gap for an exact header that is a list', () => {
    expect(textsOf(serving(route({ headers: [{ name: 'accept', value: 'a, b', match: 'exact' }] })))).toEqual([
      'CANNOT_EXPRESS NGINX takes `a, b` of header `accept` apart at its comma: match another value',
    ]);
  });

  test('is a gap for headers that NGINX keeps for itself, and for values that its configuration cannot hold', () => {
    const changed = saying({
      requestHeaders: { set: { 'x-a': '$host' }, add: { 'x-b': 'plain' }, remove: ['upgrade'] }, responseHeaders: { set: { connection: 'close' }, add: { 'x-c': 'say "hi"' }, remove: [] },
    });
    expect(textsOf(beside(changed))).toEqual([
      'CANNOT_EXPRESS NGINX keeps header `upgrade` of `requestHeaders` for itself: leave it out',
      'CANNOT_EXPRESS NGINX takes no `$`, quote or backslash in the value of header `x-a` of `requestHeaders`: let the app write the header',
      'CANNOT_EXPRESS NGINX keeps header `connection` of `responseHeaders` for itself: leave it out',
      'CANNOT_EXPRESS NGINX takes no `$`, quote or backslash in the value of header `x-c` of `responseHeaders`: let the app write the header',
    ]);
  });

  test.each(['https', 'kubernetes.io/wss'])('is a gap for pods that speak TLS by `%s`, without a name on their certificates', (appProtocol) => {
    expect(textsOf(serving(route({ appProtocol })))).toEqual([
      `CANNOT_EXPRESS NGINX Gateway Fabric talks TLS to port \`http\` of \`web\` (\`appProtocol: ${appProtocol}\`) only where it can check the certificate: give \`backendTls\``,
    ]);
  });

  test('is a gap for gRPC in an HTTPRoute', () => {
    expect(textsOf(serving(route(), grpcRoute()))).toEqual([
      'CANNOT_EXPRESS NGINX talks gRPC through a GRPCRoute only, and the one of port `http` of `web` (`appProtocol: grpc`) is an HTTPRoute: '
        + 'give gRPC an exposure and a host of its own, with `Path.grpc` or the prefix `/`, and without `cors`',
    ]);
  });

  test('is a gap where some targets of a path speak HTTP/2 and some do not', () => {
    const { action, ...request } = split();
    const backends = action.kind === 'redirect' ? [] : action.backends.map((one, i) => ({ ...one, appProtocol: i === 0 ? 'kubernetes.io/h2c' : 'http' }));
    expect(textsOf(serving({ ...request, action: { kind: 'serve', backends } }))).toEqual([
      'CANNOT_EXPRESS the targets of path `/` do not all speak HTTP/2, and NGINX talks it to all of them or to none: give them one `appProtocol`',
    ]);
  });

  test('is a gap where two routes share a path for which there is a limit of bodies, and where there are more routes than a policy takes', () => {
    const targets = Array.from({ length: 17 }, (_, i): RouteTarget => ({ kind: 'HTTPRoute', name: `web-${i}`, routes: [route({ path: i < 2 ? '/same' : `/${i}` })] }));
    expect(textsOf(nginxGatewayFabric.part(saying({ maxBodyBytes: 1024 }), targets))).toEqual([
      'CANNOT_EXPRESS `maxBodyBytes` is refused where two routes have path `/same`, as an exposure with many paths does: split the exposure',
      'CANNOT_EXPRESS the exposure has 17 routes, and a policy is for 16 at most: split the exposure',
    ]);
  });

  test('is a gap for several targets of TLS that goes through', () => {
    const one = streaming(NAME, { protocol: 'TLS', port: 8443, hosts: ['db.example.com'] });
    const two = { ...one, backends: [...one.backends, ...one.backends.map((backend) => ({ ...backend, serviceName: 'db-next' }))] };
    expect(textsOf(beside(one))).toEqual([]);
    expect(textsOf(beside(two))).toEqual([
      'CANNOT_EXPRESS NGINX Gateway Fabric takes a TLSRoute with one target only: leave the other targets out, or let the Service choose among the pods of both',
    ]);
  });
});

/** What its definitions take where a schema is absent. @see https://github.com/nginx/nginx-gateway-fabric/tree/e55bfe339/config/crd/bases (2.7) */
test('sizes, times, rates and keys are as the definitions of the policies want them', () => {
  const texts = JSON.stringify(beside(saying({ ...everything, timeouts: { connectSeconds: 86_400, idleSeconds: 12_345 }, rateLimit: { requests: 1_000_000, per: 'minute', by: 'client' } })).objects);
  const valuesOf = (field: string) => [...texts.matchAll(new RegExp(`"${field}":"([^"]*)"`, 'g'))].map(([, value = '']) => value);
  expect(['connect', 'read', 'send'].flatMap(valuesOf)).toEqual(['1440m', '206m', '206m']);
  expect([...valuesOf('connect'), ...valuesOf('read'), ...valuesOf('send')].every((text) => /^[0-9]{1,4}(ms|s|m|h)?$/.test(text))).toBe(true);
  expect(valuesOf('maxSize').every((text) => /^\d{1,4}(k|m|g)?$/.test(text))).toBe(true);
  expect(valuesOf('rate').every((text) => /^\d+r\/[sm]$/.test(text))).toBe(true);
  expect(valuesOf('key').every((text) => /^(?:[^ \t\r\n;{}#$]+|\$\w+)+$/.test(text))).toBe(true);
  expect([valuesOf('maxSize'), valuesOf('rate'), valuesOf('key')]).toEqual([['8k'], ['1000000r/m'], ['$binary_remote_addr']]);
});

describe('with the routes of the Gateway API', () => {
  test.each(EXPOSURE_FEATURES)('%s is in the objects, or is one gap, and a route says nothing that NGINX ignores', (feature) => {
    const { objects, gaps } = renderExposure(askOf(feature, NAME));
    expect(gaps.map(({ text }) => text)).toHaveLength(isSupported(nginxGatewayFabric.capabilities[feature]) ? 0 : 1);
    expect(problemsOf(objects.filter(({ apiVersion }) => !apiVersion.startsWith('gateway.nginx.org/')))).toEqual([]);
    expect(JSON.stringify(objects)).not.toMatch(/"(timeouts|retry|sessionPersistence)":/);
  });

  test('every policy is for a route that is there', () => {
    const asked = asking(NAME, { routes: Array.from({ length: 20 }, (_, i) => route({ path: `/${i}` })), traffic: everything });
    const { objects, gaps } = renderExposure(asked);
    expect(gaps).toEqual([]);
    const routes = objects.filter(({ kind }) => kind === 'HTTPRoute').map(({ metadata }) => metadata.name);
    expect(routes).toEqual(['web', 'web-2']);
    const targets = [...JSON.stringify(objects).matchAll(/"kind":"HTTPRoute","name":"([^"]*)"/g)].map(([, name]) => name);
    expect([...new Set(targets)].sort()).toEqual(routes);
  });
});
