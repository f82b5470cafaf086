import { stringify } from 'yaml';
import { HAPROXY_CAPABILITIES } from '../../../src/dialects/haproxy/capabilities';
import { readEntries } from '../../../src/dialects/read-entries';
import { exposureNeeds, renderExposure } from '../../../src/dialects/render-exposure';
import { isSupported } from '../../../src/model/capability';
import { ListenerModel } from '../../../src/model/edge';
import { ExposureModel, IngressExposure } from '../../../src/model/exposure';
import { EXPOSURE_FEATURES, ExposureFeature } from '../../../src/model/feature';
import { RouteModel } from '../../../src/model/route';
import { TrafficModel } from '../../../src/model/traffic';
import * as fc from '../../property';
import { expectValid } from '../../schemas/validate';
import { edge, exposure, route } from '../ingress/exposures';
import { asked, objectsOf, served, textsOf } from '../ingress/served';

const PREFIX = 'haproxy.org/';

function on(more: Partial<Omit<ExposureModel, 'kind' | 'edge'>>): IngressExposure {
  return exposure('haproxy', { tls: undefined, httpsRedirect: false, ...more });
}

function withTraffic(traffic: TrafficModel): IngressExposure {
  return on({ traffic });
}

function shared(first: number, second: number, path = '/', name = 'web'): RouteModel {
  const backend = { namespace: 'shop', servicePortName: 'http', servicePort: 80, appProtocol: 'http' };
  return { ...route({ path }), action: { kind: 'serve', backends: [{ ...backend, serviceName: name, weight: first }, { ...backend, serviceName: `${name}-next`, weight: second }] } };
}

function changed(path: string, change: { rewritePath?: { kind: 'prefix' | 'full'; value: string }; rewriteHost?: string }): RouteModel {
  const plain = route({ path });
  return plain.action.kind === 'serve' ? { ...plain, action: { ...plain.action, ...change } } : plain;
}

function redirected(path: string, action: Partial<Extract<RouteModel['action'], { kind: 'redirect' }>>): RouteModel {
  return { path, match: 'prefix', headers: [], query: [], action: { kind: 'redirect', status: 302, ...action } };
}

/** The annotations of each Ingress, without the prefix. */
function annotationsOf(model: IngressExposure): Record<string, Record<string, string>> {
  return Object.fromEntries(renderExposure(model).objects.map(({ metadata: { name, annotations = {} } }) =>
    [name, Object.fromEntries(Object.entries(annotations).map(([key, value]) => [key.replace(PREFIX, ''), value]))]));
}

const header = { name: 'x-v', value: '2', match: 'exact' } as const;

/** One question for each feature. */
const ASKS: Partial<Record<ExposureFeature, IngressExposure>> = {
  'host.wildcard': on({ hosts: ['*.example.com'] }),
  'path.exact': on({ routes: [route({ path: '/a', match: 'exact' })] }),
  'path.prefix': on({}),
  'path.regex': on({ routes: [route(), route({ path: '/users/[0-9]+', match: 'regex' })] }),
  'match.method': on({ routes: [route(), route({ method: 'POST', serviceName: 'writer' })] }),
  'match.header': on({ routes: [route(), route({ headers: [header], serviceName: 'next' })] }),
  'match.query': on({ routes: [route(), route({ query: [{ name: 'v', value: '[0-9]+', match: 'regex' }], serviceName: 'next' })] }),
  'match.grpc': on({ routes: [route({ path: '/shop.v1.Cart', grpc: { service: 'shop.v1.Cart' }, appProtocol: 'grpc' })] }),
  'weights': on({ routes: [shared(90, 10)] }),
  'redirect': on({ routes: [route(), redirected('/old', { host: 'b.example', scheme: 'https', status: 308 })] }),
  'redirect.https': exposure('haproxy'),
  'rewrite.path': on({ routes: [route(), changed('/shop.v1', { rewritePath: { kind: 'prefix', value: '/' } }), changed('/a', { rewritePath: { kind: 'full', value: '/b' } })] }),
  'rewrite.host': on({ routes: [changed('/', { rewriteHost: 'inner.example.com' })] }),
  'headers.request': withTraffic({ requestHeaders: { set: { 'x-a': '50% of "$HOME" \\', 'x-b': 'b' }, add: {}, remove: [] } }),
  'headers.response': withTraffic({ responseHeaders: { set: { 'x-a': 'b c' }, add: {}, remove: [] } }),
  'timeout.request': withTraffic({ timeouts: { requestSeconds: 30 } }),
  'timeout.backend': withTraffic({ timeouts: { backendSeconds: 30 } }),
  'timeout.connect': withTraffic({ timeouts: { connectSeconds: 3 } }),
  'timeout.idle': withTraffic({ timeouts: { idleSeconds: 3600 } }),
  'retries': withTraffic({ retries: { attempts: 2, reasons: ['connectFailure'] } }),
  'body.size': withTraffic({ maxBodyBytes: 1024 }),
  'rate.client': withTraffic({ rateLimit: { requests: 20, per: 'minute', by: 'client' } }),
  'rate.total': withTraffic({ rateLimit: { requests: 20, per: 'second', by: 'total' } }),
  'cors': withTraffic({
    cors: { origins: ['https://*.example.com', 'https://a.example:8443'], methods: ['GET', 'POST'], headers: [], exposedHeaders: ['x-total'], credentials: true, maxAgeSeconds: 600 },
  }),
  'sources': withTraffic({ sources: ['192.0.2.0/24', '2001:db8::/32'] }),
  'websockets': on({ routes: [route({ appProtocol: 'kubernetes.io/ws' })] }),
  'backend.grpc': on({ routes: [route({ appProtocol: 'grpc' })] }),
  'backend.http2': on({ routes: [route({ appProtocol: 'kubernetes.io/h2c' })] }),
  'backend.tls': on({ routes: [route({ appProtocol: 'https' })] }),
  'backend.tls.verified': withTraffic({ backendTls: { hostname: 'web.shop', authority: { kind: 'system' } } }),
  'backend.namespace': on({ routes: [route({ namespace: 'other' })] }),
  'tls.secret': exposure('haproxy', { httpsRedirect: false }),
  'tls.issuer': exposure('haproxy', { httpsRedirect: false, tls: { kind: 'issuer', issuerName: 'le' } }),
  'tls.edge': exposure('haproxy', { httpsRedirect: false, tls: { kind: 'edge' } }),
  'affinity.cookie': withTraffic({ affinity: { cookieName: 'shop' } }),
  'balance.roundRobin': withTraffic({ loadBalancing: 'roundRobin' }),
  'balance.leastRequest': withTraffic({ loadBalancing: 'leastRequest' }),
  'balance.ipHash': withTraffic({ loadBalancing: 'ipHash' }),
  'balance.random': withTraffic({ loadBalancing: 'random' }),
  'dns.records': on({ dns: { prefix: 'external-dns.kubernetes.io/', targets: [] } }),
  'dns.target': on({ dns: { prefix: 'external-dns.kubernetes.io/', targets: ['edge.example.com'] } }),
};

describe('every feature of HTTP on HAProxy', () => {
  test('has a question here', () => {
    expect(EXPOSURE_FEATURES.filter((feature) => !feature.startsWith('stream.') && ASKS[feature] === undefined)).toEqual([]);
  });

  test.each(Object.entries(ASKS))('%s reads as the snapshot has it, is valid, and is a gap where the table says so', (feature, model) => {
    const { written } = objectsOf(model);
    const gaps = textsOf(model);
    expectValid(written);
    expect(gaps).toHaveLength(isSupported(HAPROXY_CAPABILITIES[feature as ExposureFeature]) ? 0 : 1); // a key of the record
    const needs = exposureNeeds(model).map((need) => `# Service ${need.serviceName}: ${JSON.stringify(need.annotations)}\n`);
    expect([...written.map((one) => stringify(one, { lineWidth: 0 })), ...needs, ...gaps.map((text) => `# gap: ${text}\n`)].join('')).toMatchSnapshot();
  });

  test.each(Object.entries(ASKS).filter(([feature]) => isSupported(HAPROXY_CAPABILITIES[feature as ExposureFeature])))('%s is read as it was asked', (_, model) => {
    expect(served(model)).toEqual(asked(model));
  });

  test('has a source, and each that is beyond it says what to do instead', () => {
    for (const support of Object.values(HAPROXY_CAPABILITIES)) {
      expect(support.source.url).toMatch(/^https:\/\//);
      expect(support.support === 'no' ? support.instead : support.how).toMatch(/.{5}/);
    }
  });
});

describe('a rule on a Service', () => {
  test.each([
    [[route(), route({ method: 'POST', serviceName: 'next' })], 'method POST'],
    [[route(), route({ headers: [header], serviceName: 'next' })], 'req.fhdr(x-v) -m str 2'],
    [[route(), route({ query: [{ name: 'v', value: '[0-9]+', match: 'regex' }], serviceName: 'next' })], 'url_param(v) -m reg ^(?:[0-9]+)$'],
  ])('takes the requests with a condition', (routes, acl) => {
    const model = on({ routes });
    expect(exposureNeeds(model)).toEqual([{ serviceName: 'next', annotations: { 'haproxy.org/route-acl': acl } }]);
    expect(served(model)).toEqual(asked(model));
  });

  test.each([[90, 10], [0, 1], [1, 0], [2, 1]])('shares out %d to %d', (first, second) => {
    const model = on({ routes: [shared(first, second)] });
    expect(exposureNeeds(model)).toEqual([{ serviceName: 'web-next', annotations: { 'haproxy.org/route-acl': `rand(${first + second}) lt ${second}` } }]);
    expect(Object.keys(annotationsOf(model))).toEqual(['web', 'web-canary-root']);
    expect(served(model)).toEqual(asked(model));
  });

  test('is a gap until the Service says so', () => {
    expect(renderExposure(on({ routes: [shared(90, 10)] })).gaps.map((gap) => gap.text)).toEqual([expect.stringContaining('`haproxy.org/route-acl: rand(100) lt 10`')]);
  });

  test.each([
    ['of three targets', [{ ...shared(1, 1), action: { kind: 'serve', backends: ['a', 'b', 'c'].map((serviceName) => ({ namespace: 'shop', serviceName, servicePortName: 'http', servicePort: 80, weight: 1 })) } } as const],
      /has 3: use two/],
    ['whose Service serves another path', [shared(90, 10), route({ path: '/x', match: 'exact', serviceName: 'web-next' })], /would be for all that `web-next` serves/],
    ['that would take longer paths, too', [shared(90, 10), route({ path: '/api', serviceName: 'api' })], /would take requests for path `\/api`/],
    ['whose share would be drawn twice', [shared(90, 10), shared(90, 10, '/api')], /would take requests for path `\/api`/],
    ['without the same path', [route({ path: '/a', headers: [header], serviceName: 'next' })], /no like without the condition/],
    ['with two conditions', [route(), route({ headers: [header], method: 'POST', serviceName: 'next' })], /looks at one condition/],
    ['with a blank in a value', [route(), route({ headers: [{ ...header, value: 'a b' }], serviceName: 'next' })], /looks at one condition/],
    ['with a backslash in a pattern', [route(), route({ headers: [{ ...header, value: '\\d', match: 'regex' }], serviceName: 'next' })], /looks at one condition/],
    ['with another rewrite', [route(), { ...changed('/', { rewriteHost: 'x.example' }), headers: [header] }], /has a rewrite or weights that differ/],
    ['of which a path has several', [route(), route({ headers: [header], serviceName: 'a' }), route({ method: 'POST', serviceName: 'b' })], /in no certain order/],
  ])('is a gap %s', (_, routes, text) => {
    expect(textsOf(on({ routes }))).toContainEqual(expect.stringMatching(text));
  });
});

describe('what no annotation carries, though others of its kind do', () => {
  test.each<[string, IngressExposure, RegExp]>([
    ['a redirect of the path', on({ routes: [route(), redirected('/old', { path: { kind: 'prefix', value: '/new' } })] }), /another host with the same path/],
    ['a redirect where nobody serves a path', on({ routes: [redirected('/old', { host: 'b.example' })] }), /needs a Service/],
    ['a redirect of two schemes', exposure('haproxy', { httpsRedirect: false, routes: [route(), redirected('/old', { host: 'b.example' })] }), /say `https`/],
    ['a rewrite with other signs', on({ routes: [changed('/a', { rewritePath: { kind: 'full', value: '/b$1' } })] }), /rewrites no path like/],
    ['headers that are added', withTraffic({ requestHeaders: { set: {}, add: { 'x-a': 'b' }, remove: [] } }), /neither adds to them nor removes any/],
    ['headers that are removed', withTraffic({ responseHeaders: { set: {}, add: {}, remove: ['x-a'] } }), /neither adds to them nor removes any/],
    ['a header with other signs', withTraffic({ requestHeaders: { set: { 'x|a': 'b' }, add: {}, remove: [] } }), /takes no header `x\|a`/],
    ['the time of a cookie', withTraffic({ affinity: { cookieName: 'a', ttlSeconds: 60 } }), /session of the browser/],
  ])('is a gap: %s', (_, model, text) => {
    expect(textsOf(model)).toEqual([expect.stringMatching(text)]);
  });
});

describe('what stands in the configuration of HAProxy', () => {
  test('a value of a header has nothing of its own in it', () => {
    expect(annotationsOf(withTraffic({ requestHeaders: { set: { 'x-a': '50% of "$HOME" \\' }, add: {}, remove: [] } }))['web']?.['request-set-header'])
      .toBe('x-a "50%% of \\"\\$HOME\\" \\\\"');
  });

  test('origins are a pattern of whole origins', () => {
    const cors = { origins: ['https://*.example.com', 'https://a.example'], methods: ['GET'], headers: [], exposedHeaders: [], credentials: false } as const;
    const pattern = new RegExp(annotationsOf(withTraffic({ cors }))['web']?.['cors-allow-origin'] ?? '');
    expect(['https://a.example', 'https://x.example.com', 'https://x.y.example.com', 'https://a.example.evil', 'https://aXexample', 'http://a.example'].filter((origin) => pattern.test(origin)))
      .toEqual(['https://a.example', 'https://x.example.com']);
  });

  test.each([
    ['/shop', '/', '/shop/a', '/a'], ['/shop', '/', '/shop', '/'], ['/shop', '/store', '/shop/a/b', '/store/a/b'], ['/', '/v2', '/a', '/v2/a'], ['/a.b', '/c', '/a.b/x', '/c/x'],
  ])('a rewrite of %s to %s makes of %s %s', (path, to, request, expected) => {
    const rule = Object.values(annotationsOf(on({ routes: [changed(path, { rewritePath: { kind: 'prefix', value: to } })] })))[0]?.['path-rewrite'] ?? '';
    const [match = '', format = ''] = rule.split(' ');
    expect(request.replace(new RegExp(match), format.replace('\\1', '$1'))).toBe(expected);
  });

  test('what is about pods makes a backend of the exposure\'s own', () => {
    expect(annotationsOf(withTraffic({ loadBalancing: 'ipHash', timeouts: { backendSeconds: 5 } }))['web']).toEqual({ 'load-balance': 'source', 'timeout-server': '5s', 'standalone-backend': 'true' });
    expect(annotationsOf(on({}))['web']).toEqual({});
  });
});

const arbitraryRoute = fc.tuple(fc.constantFrom('/a', '/a.b', '/c', '/d'), fc.constantFrom('plain', 'rewrite', 'host', 'redirect', 'split', 'header', 'exact'), fc.nat(3)).map(([path, what, n]): RouteModel[] => {
  const name = `s${path.replace(/\//g, '-').replace(/\./g, 'dot')}-${n}`;
  const plain = route({ path, serviceName: name });
  switch (what) {
    case 'rewrite': return [changed(path, { rewritePath: { kind: n > 1 ? 'prefix' : 'full', value: n === 3 ? '/' : '/z.z' } })];
    case 'host': return [changed(path, { rewriteHost: 'inner.example' })];
    case 'redirect': return [redirected(path, { host: 'z.example', status: n === 0 ? 301 : 302 })];
    case 'split': return [shared(n, 3, path, name)];
    case 'header': return [plain, route({ path, headers: [header], serviceName: `${name}-next` })];
    case 'exact': return [route({ path, match: 'exact', serviceName: name })];
    case 'plain': return [plain];
  }
});

test('whatever is written means what was asked, for any routes', () => {
  fc.assert(fc.property(fc.uniqueArray(arbitraryRoute, { minLength: 1, maxLength: 4, selector: ([one]) => one?.path }), (routes) => {
    const model = on({ hosts: ['a.example', '*.b.example'], routes: [...routes.flat(), route({ serviceName: 'root' })] });
    expect(textsOf(model)).toEqual([]);
    expect(served(model)).toEqual(asked(model));
    const { written } = objectsOf(model);
    expect(written.map(({ metadata }) => metadata.name)).toEqual([...new Set(written.map(({ metadata }) => metadata.name))]);
    expectValid(written);
    expect(JSON.stringify(written)).not.toMatch(/snippet/);
  }), { numRuns: 50 });
});

describe('a stream', () => {
  const stream = (protocol: 'TCP' | 'UDP' | 'TLS', port: number, listeners: readonly ListenerModel[], sources?: readonly string[]) => renderExposure({
    kind: 'stream',
    name: 'db',
    namespace: 'shop',
    labels: { app: 'db' },
    annotations: {},
    edge: { ...edge('haproxy'), listeners },
    protocol,
    port,
    hosts: protocol === 'TLS' ? ['db.example.com'] : [],
    backends: [{ namespace: 'shop', serviceName: 'db', servicePortName: 'tls', servicePort: 5432, weight: 1 }],
    ...(sources === undefined ? {} : { sources }),
  });
  const open: readonly ListenerModel[] = [{ protocol: 'TLS', name: 'tls', port: 443 }, { protocol: 'TCP', name: 'db', port: 15432 }];

  test('of TCP is a resource of the controller, for some clients or all, and is read', () => {
    const { objects, gaps } = stream('TCP', 15432, open, ['192.0.2.0/24', '2001:db8::/32']);
    expect(gaps).toEqual([]);
    expectValid(objects);
    expect(stringify(objects[0])).toMatchSnapshot();
    expect(stream('TCP', 15432, open).objects[0]).not.toHaveProperty('spec.0.frontend.tcp_request_rule_list');
    expect(readEntries(objects, new Map()).entries).toEqual([{
      origin: { kind: 'TCP', namespace: 'shop', name: 'db' },
      at: 'spec[0].service',
      clients: 'controller',
      port: 15432,
      className: 'haproxy',
      backend: { namespace: 'shop', service: 'db', port: { kind: 'number', number: 5432 } },
    }]);
  });

  test('of TLS goes through, for some clients or all, and is read', () => {
    const { objects, gaps } = stream('TLS', 443, open, ['192.0.2.0/24']);
    expect(gaps).toEqual([]);
    expectValid(objects);
    expect(stringify(objects[0])).toMatchSnapshot();
    expect(readEntries(objects, new Map()).entries).toEqual([expect.objectContaining({ host: 'db.example.com', tls: 'passthrough' })]);
  });

  test.each([
    ['of TCP that nobody has opened', stream('TCP', 9000, open), /`controller.service.tcpPorts`/],
    ['of UDP', stream('UDP', 53, open), /Service of type LoadBalancer/],
    ['of TLS that nobody has opened', stream('TLS', 443, []), /have its operator agree/],
    ['of TLS on another port', stream('TLS', 8443, [{ protocol: 'TLS', name: 'tls', port: 8443 }]), /port 443 alone/],
  ])('%s is a gap', (_, { gaps }, text) => {
    expect(gaps.map((gap) => gap.text)).toEqual([expect.stringMatching(text)]);
  });

  test('without a Service is reported as the API server refuses it', () => {
    const tcp = { apiVersion: 'ingress.v3.haproxy.org/v3', kind: 'TCP', metadata: { name: 'db', namespace: 'shop' }, spec: [{ name: 'db', frontend: { binds: { v4: { port: 9000 } } }, service: { name: 'db' } }] };
    expect(readEntries([tcp], new Map()).problems).toEqual([{ object: 'TCP shop/db', path: 'spec[0].service', text: 'a TCP needs the name of a Service and the number of its port' }]);
    expect(readEntries([{ ...tcp, spec: [{ ...tcp.spec[0], service: { name: 'db', port: 1 } }] }], new Map()).entries).toHaveLength(1);
  });
});
