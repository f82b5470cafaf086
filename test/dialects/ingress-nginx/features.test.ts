import { stringify } from 'yaml';
import { Ingress } from '../../../src/dialects/ingress/kinds';
import { INGRESS_NGINX_CAPABILITIES } from '../../../src/dialects/ingress-nginx/capabilities';
import { renderExposure } from '../../../src/dialects/render-exposure';
import { isSupported } from '../../../src/model/capability';
import { ExposureModel, IngressExposure } from '../../../src/model/exposure';
import { EXPOSURE_FEATURES, ExposureFeature } from '../../../src/model/feature';
import { RouteModel } from '../../../src/model/route';
import { TrafficModel } from '../../../src/model/traffic';
import * as fc from '../../property';
import { expectValid } from '../../schemas/validate';
import { edge, exposure, route } from '../ingress/exposures';
import { asked, objectsOf, served, textsOf } from '../ingress/served';

const PREFIX = 'nginx.ingress.kubernetes.io/';

function on(more: Partial<Omit<ExposureModel, 'kind' | 'edge'>>): IngressExposure {
  return exposure('ingress-nginx', { tls: undefined, httpsRedirect: false, ...more });
}

function withTraffic(traffic: TrafficModel): IngressExposure {
  return on({ traffic });
}

function served2(first: number, second: number, more: Partial<RouteModel> = {}): RouteModel {
  const [{ action }, { action: other }] = [route({ serviceName: 'web', weight: first }), route({ serviceName: 'web-next', weight: second })];
  if (action.kind !== 'serve' || other.kind !== 'serve') throw new Error('not served');
  return { ...route(), ...more, action: { kind: 'serve', backends: [...action.backends, ...other.backends] } };
}

function rewritten(path: string, to: string, kind: 'prefix' | 'full' = 'prefix', match: 'prefix' | 'exact' = 'prefix'): RouteModel {
  const plain = route({ path, match });
  return plain.action.kind === 'serve' ? { ...plain, action: { ...plain.action, rewritePath: { kind, value: to } } } : plain;
}

function toHost(path: string, host: string): RouteModel {
  const plain = route({ path });
  return plain.action.kind === 'serve' ? { ...plain, action: { ...plain.action, rewriteHost: host } } : plain;
}

function redirected(path: string, action: Partial<Extract<RouteModel['action'], { kind: 'redirect' }>>): RouteModel {
  return { path, match: 'prefix', headers: [], query: [], action: { kind: 'redirect', status: 302, ...action } };
}

/** The annotations of each Ingress, without the prefix. */
function annotationsOf(model: IngressExposure): Record<string, Record<string, string>> {
  return Object.fromEntries(renderExposure(model).objects.map(({ metadata: { name, annotations = {} } }) =>
    [name, Object.fromEntries(Object.entries(annotations).map(([key, value]) => [key.replace(PREFIX, ''), value]))]));
}

/** One question for each feature. */
const ASKS: Partial<Record<ExposureFeature, IngressExposure>> = {
  'host.wildcard': on({ hosts: ['*.example.com'] }),
  'path.exact': on({ routes: [route({ path: '/a', match: 'exact' })] }),
  'path.prefix': on({}),
  'path.regex': on({ routes: [route(), route({ path: '/users/[0-9]+', match: 'regex' })] }),
  'match.method': on({ routes: [route(), route({ method: 'POST', serviceName: 'writer' })] }),
  'match.header': on({ routes: [route(), route({ headers: [{ name: 'x-canary', value: 'yes', match: 'exact' }], serviceName: 'next' })] }),
  'match.query': on({ routes: [route(), route({ query: [{ name: 'v', value: '2', match: 'exact' }], serviceName: 'next' })] }),
  'match.grpc': on({ routes: [route({ path: '/shop.v1.Cart', grpc: { service: 'shop.v1.Cart' }, appProtocol: 'grpc' })] }),
  'weights': on({ routes: [served2(90, 10)] }),
  'redirect': on({ routes: [route(), redirected('/old', { path: { kind: 'prefix', value: '/new' } })] }),
  'redirect.https': exposure('ingress-nginx'),
  'rewrite.path': on({ routes: [rewritten('/shop', '/')] }),
  'rewrite.host': on({ routes: [toHost('/', 'inner.example.com')] }),
  'headers.request': withTraffic({ requestHeaders: { set: { 'x-a': 'b' }, add: {}, remove: [] } }),
  'headers.response': withTraffic({ responseHeaders: { set: { 'x-a': 'b' }, add: {}, remove: [] } }),
  'timeout.request': withTraffic({ timeouts: { requestSeconds: 30 } }),
  'timeout.backend': withTraffic({ timeouts: { backendSeconds: 30 } }),
  'timeout.connect': withTraffic({ timeouts: { connectSeconds: 3 } }),
  'timeout.idle': withTraffic({ timeouts: { idleSeconds: 3600 } }),
  'retries': withTraffic({ retries: { attempts: 2, reasons: ['connectFailure', 'unavailable'] } }),
  'body.size': withTraffic({ maxBodyBytes: 10_485_760 }),
  'rate.client': withTraffic({ rateLimit: { requests: 20, per: 'second', by: 'client' } }),
  'rate.total': withTraffic({ rateLimit: { requests: 20, per: 'second', by: 'total' } }),
  'cors': withTraffic({
    cors: { origins: ['https://*.example.com', 'https://a.example'], methods: ['GET', 'POST'], headers: [], exposedHeaders: ['x-total'], credentials: true, maxAgeSeconds: 600 },
  }),
  'sources': withTraffic({ sources: ['192.0.2.0/24', '2001:db8::/32'] }),
  'websockets': on({ routes: [route({ appProtocol: 'kubernetes.io/ws' })] }),
  'backend.grpc': on({ routes: [route({ appProtocol: 'grpc' })] }),
  'backend.http2': on({ routes: [route({ appProtocol: 'kubernetes.io/h2c' })] }),
  'backend.tls': on({ routes: [route({ appProtocol: 'https' })] }),
  'backend.tls.verified': withTraffic({ backendTls: { hostname: 'web.shop', authority: { kind: 'system' } } }),
  'backend.namespace': on({ routes: [route({ namespace: 'other' })] }),
  'tls.secret': exposure('ingress-nginx', { httpsRedirect: false }),
  'tls.issuer': exposure('ingress-nginx', { httpsRedirect: false, tls: { kind: 'clusterIssuer', issuerName: 'le' }, routes: [route(), rewritten('/shop', '/')] }),
  'tls.edge': exposure('ingress-nginx', { httpsRedirect: false, tls: { kind: 'edge' } }),
  'affinity.cookie': withTraffic({ affinity: { cookieName: 'shop', ttlSeconds: 3600 } }),
  'balance.roundRobin': withTraffic({ loadBalancing: 'roundRobin' }),
  'balance.leastRequest': withTraffic({ loadBalancing: 'leastRequest' }),
  'balance.ipHash': withTraffic({ loadBalancing: 'ipHash' }),
  'balance.random': withTraffic({ loadBalancing: 'random' }),
  'dns.records': on({ dns: { prefix: 'external-dns.kubernetes.io/', targets: [] } }),
  'dns.target': on({ dns: { prefix: 'external-dns.kubernetes.io/', targets: ['edge.example.com'] } }),
};

describe('every feature of HTTP on ingress-nginx', () => {
  test('has a question here', () => {
    expect(EXPOSURE_FEATURES.filter((feature) => !feature.startsWith('stream.') && ASKS[feature] === undefined)).toEqual([]);
  });

  test.each(Object.entries(ASKS))('%s reads as the snapshot has it, is valid, and is a gap where the table says so', (feature, model) => {
    const { written } = objectsOf(model);
    const gaps = textsOf(model);
    expectValid(written);
    expect(gaps).toHaveLength(isSupported(INGRESS_NGINX_CAPABILITIES[feature as ExposureFeature]) ? 0 : 1); // a key of the record
    expect(`${written.map((one) => stringify(one, { lineWidth: 0 })).join('---\n')}${gaps.map((text) => `# gap: ${text}\n`).join('')}`).toMatchSnapshot();
  });

  test.each(Object.entries(ASKS).filter(([feature]) => isSupported(INGRESS_NGINX_CAPABILITIES[feature as ExposureFeature])))('%s is read as it was asked', (_, model) => {
    expect(served(model)).toEqual(asked(model));
  });

  test('has a source, and each that is beyond it says what to do instead', () => {
    for (const support of Object.values(INGRESS_NGINX_CAPABILITIES)) {
      expect(support.source.url).toMatch(/^https:\/\//);
      expect(support.support === 'no' ? support.instead : support.how).toMatch(/.{5}/);
    }
  });
});

describe('paths that need patterns', () => {
  const mixed = on({
    routes: [
      route(),
      route({ path: '/v1.0', serviceName: 'old' }),
      route({ path: '/v1.0', match: 'exact', serviceName: 'docs' }),
      route({ path: '/a|/b', match: 'regex', serviceName: 'ab' }),
      rewritten('/shop/', '/store'),
      rewritten('/shop/cart', '/'),
      rewritten('/exact', '/other', 'full', 'exact'),
    ],
  });

  test('make patterns of all paths of the exposure, which still mean what was asked', () => {
    expect(textsOf(mixed)).toEqual([]);
    expect(Object.values(annotationsOf(mixed)).map((annotations) => annotations['use-regex'])).toEqual(['true', 'true', 'true', 'true']);
    expect(served(mixed)).toEqual(asked(mixed));
  });

  /** What nginx does: the longest text first, the first that matches wins, and the rest of the path goes behind the target. */
  function answer(path: string): string {
    const ways = objectsOf(mixed).written.flatMap((object) => {
      const { metadata, spec } = object as Ingress; // it writes nothing else
      return spec.rules[0]?.http.paths.map((one) => ({ ...one, target: metadata.annotations?.[`${PREFIX}rewrite-target`] })) ?? [];
    }).sort((a, b) => b.path.length - a.path.length);
    const hit = ways.find((one) => regexOf(one.path).test(path));
    return `${hit?.backend.service.name} ${hit?.target === undefined ? path : path.replace(regexOf(hit.path), hit.target)}`;
  }

  /** JavaScript knows neither comments nor a switch in the middle: all of ours mind the case. */
  function regexOf(path: string): RegExp {
    return new RegExp(`^${path.replace('(?-i)', '').replace(/\(\?#[^)]*\)/, '')}`);
  }

  test.each([
    ['/', 'web /'], ['/v1.0', 'docs /v1.0'], ['/v1.0/x', 'old /v1.0/x'], ['/v1.00', 'web /v1.00'], ['/v1x0', 'web /v1x0'], ['/a/x', 'ab /a/x'], ['/b', 'ab /b'],
    ['/x/b', 'web /x/b'], ['/shop', 'web /store'], ['/shop/x/y', 'web /store/x/y'], ['/shopping', 'web /shopping'], ['/shop/cart', 'web /'], ['/shop/cart/1', 'web /1'],
    ['/exact', 'web /other'], ['/exact/x', 'web /exact/x'],
  ])('answer %s with %s', (path, expected) => {
    expect(answer(path)).toBe(expected);
  });
});

describe('a redirect', () => {
  test.each([
    ['keeps the rest of the path with 302', { path: { kind: 'prefix', value: '/new' } } as const, { 'rewrite-target': 'http://$host/new$1$2' }],
    ['keeps the whole path with 302', { host: 'b.example', scheme: 'https', port: 8443 } as const, { 'rewrite-target': 'https://b.example:8443/old$1$2' }],
    ['leads to a whole address with any status', { host: 'b.example', scheme: 'https', path: { kind: 'full', value: '/x' }, status: 308 } as const,
      { 'permanent-redirect': 'https://b.example/x', 'permanent-redirect-code': '308' }],
    ['writes the own host out', { path: { kind: 'full', value: '/x' }, status: 301 } as const, { 'permanent-redirect': 'http://shop.example.com/x', 'permanent-redirect-code': '301' }],
  ])('%s', (_, action, expected) => {
    const model = on({ routes: [route(), redirected('/old', action)] });
    expect(textsOf(model)).toEqual([]);
    expect(annotationsOf(model)['web-redirect-old']).toMatchObject(expected);
    expect(annotationsOf(model)['web']).not.toHaveProperty('permanent-redirect');
    expect(served(model)).toEqual(asked(model));
  });

  test('to the own host gets an Ingress for each host', () => {
    const model = on({ hosts: ['a.example', 'b.example'], routes: [route(), redirected('/old', { path: { kind: 'full', value: '/x' }, status: 301 })] });
    expect(Object.entries(annotationsOf(model)).map(([name, annotations]) => [name, annotations['permanent-redirect']]))
      .toEqual([['web', undefined], ['web-redirect-old', 'http://a.example/x'], ['web-redirect-old-2', 'http://b.example/x']]);
  });

  test.each([
    ['with a status that it does not answer', [route(), redirected('/old', { host: 'b.example', status: 301 })], /answers 302 to whatever keeps a part/],
    ['where nobody serves a path', [redirected('/old', {})], /needs a Service/],
    ['where nobody serves the root', [route({ path: '/app' }), redirected('/old', { path: { kind: 'full', value: '/x' } })], /may send clients on from every path/],
    ['to a path with other signs', [route(), redirected('/old', { path: { kind: 'prefix', value: '/a(b)' } })], /cannot lead to `\/a\(b\)`/],
  ])('is a gap %s', (_, routes, text) => {
    expect(textsOf(on({ routes }))).toEqual([expect.stringMatching(text)]);
  });
});

describe('a canary', () => {
  test.each([
    [90, 10, { 'canary-weight': '10' }],
    [0, 1, { 'canary-weight': '100' }],
    [1, 0, { 'canary-weight': '0' }],
    [2, 1, { 'canary-weight': '34', 'canary-weight-total': '102' }],
    [999, 1, { 'canary-weight': '1', 'canary-weight-total': '1000' }],
  ])('gets %d to %d as its weight', (first, second, expected) => {
    const model = on({ routes: [served2(first, second)] });
    expect(annotationsOf(model)['web-canary-root']).toEqual({ canary: 'true', ...expected });
    expect(served(model)).toEqual(asked(model));
  });

  test('takes the requests with a header, as a whole value', () => {
    const model = on({ routes: [route(), route({ headers: [{ name: 'x-v', value: '2.*', match: 'regex' }], serviceName: 'next' })] });
    expect(annotationsOf(model)['web-canary-root']).toEqual({ 'canary': 'true', 'canary-by-header': 'x-v', 'canary-by-header-pattern': '^(?:2.*)$' });
    expect(served(model)).toEqual(asked(model));
  });

  test('is for all paths of its Service alike where all ask for it', () => {
    const model = on({ routes: [served2(90, 10), served2(90, 10, { path: '/api' })] });
    expect(textsOf(model)).toEqual([]);
    expect(served(model)).toEqual(asked(model));
  });

  const header = { name: 'x-v', value: '2', match: 'exact' } as const;
  test.each([
    ['of three targets', [{ ...served2(1, 1), action: { kind: 'serve', backends: ['a', 'b', 'c'].map((serviceName) => ({ namespace: 'shop', serviceName, servicePortName: 'http', servicePort: 80, weight: 1 })) } } as const],
      /has 3: use two/],
    ['whose Service serves another path without it', [served2(90, 10), route({ path: '/api' })], /is for all that port `http` of `web` serves, and path `\/api`/],
    ['whose Service has another one', [served2(90, 10), served2(80, 20, { path: '/api' })], /heeds one canary for port `http` of `web`/],
    ['with a header that nothing is without', [route({ path: '/a', headers: [header], serviceName: 'next' })], /no like without the header/],
    ['with two headers', [route(), route({ headers: [header, { ...header, name: 'x-w' }], serviceName: 'next' })], /looks at one header/],
    ['with a header that nginx drops', [route(), route({ headers: [{ ...header, name: 'x_v' }], serviceName: 'next' })], /looks at one header of letters/],
    ['with another rewrite', [route(), { ...rewritten('/', '/x'), headers: [header] }], /has a rewrite or weights that differ/],
  ])('is a gap %s', (_, routes, text) => {
    expect(textsOf(on({ routes }))).toEqual([expect.stringMatching(text)]);
  });

  test('is read as reaching whatever its Service serves, so that the proof sees it', () => {
    expect(served(on({ routes: [served2(90, 10), route({ path: '/api' })] }))).toEqual([
      'shop.example.com prefix / [] -> shop/web-next:http 1/10',
      'shop.example.com prefix / [] -> shop/web:http 9/10',
      'shop.example.com prefix /api [] -> shop/web-next:http 1/10',
      'shop.example.com prefix /api [] -> shop/web:http 9/10',
    ]);
  });
});

describe('what no annotation carries, though others of its kind do', () => {
  test.each<[string, IngressExposure, RegExp]>([
    ['several clocks', withTraffic({ timeouts: { backendSeconds: 5, idleSeconds: 60 } }), /one clock/],
    ['calls of gRPC that are tried again', on({ routes: [route({ appProtocol: 'grpc' })], traffic: { retries: { attempts: 1, reasons: ['unavailable'] } } }), /calls of gRPC/],
    ['requests per hour', withTraffic({ rateLimit: { requests: 5, per: 'hour', by: 'client' } }), /per second or per minute/],
    ['a rate over several Ingresses', on({ routes: [route(), toHost('/x', 'x.example')], traffic: { rateLimit: { requests: 5, per: 'minute', by: 'client' } } }), /counts the requests of each Ingress/],
    ['targets of one path with several protocols', on({
      routes: [{
        ...route(),
        action: {
          kind: 'serve',
          backends: [
            { namespace: 'shop', serviceName: 'a', servicePortName: 'http', servicePort: 80, weight: 1 }, { namespace: 'shop', serviceName: 'b', servicePortName: 'grpc', servicePort: 80, weight: 1, appProtocol: 'grpc' },
          ],
        },
      }],
    }), /one protocol to all targets/],
    ['a path with other signs', on({ routes: [route({ path: '/~user' })] }), /refuses path `\/~user`/],
    ['a rewrite with other signs', on({ routes: [rewritten('/a', '/b$1')] }), /refuses the rewrite of path `\/a`/],
    ['a header value with other signs', on({ routes: [route(), route({ headers: [{ name: 'x', value: '"', match: 'exact' }], serviceName: 'next' })] }), /admission refuses `"`/],
    ['a header of CORS with other signs', withTraffic({ cors: { origins: ['*'], methods: ['GET'], headers: ['x|y'], exposedHeaders: [], credentials: false } }), /admission refuses `x\|y`/],
  ])('is a gap: %s', (_, model, text) => {
    expect(textsOf(model)).toEqual([expect.stringMatching(text)]);
  });
});

test('ports of several protocols get Ingresses of their own', () => {
  const model = on({ routes: [route(), route({ path: '/rpc', serviceName: 'rpc', servicePortName: 'grpc', appProtocol: 'grpc' })] });
  expect(textsOf(model)).toEqual([]);
  expect(annotationsOf(model)).toEqual({ 'web': {}, 'web-grpc-rpc': { 'backend-protocol': 'GRPC' } });
  expect(served(model)).toEqual(asked(model));
});

/** The patterns of the controller's own validators, for a value that it would not drop. */
const DOCUMENTED: readonly (readonly [RegExp, RegExp])[] = [
  [/^(canary|enable-cors|use-regex|ssl-redirect|cors-allow-credentials)$/, /^(true|false)$/],
  [/^(canary-weight(-total)?|cors-max-age|limit-(rps|rpm|burst-multiplier)|proxy-(connect|read|send)-timeout|proxy-next-upstream-tries|permanent-redirect-code)$/, /^\d+$/],
  [/^rewrite-target$/, /^\/?[-._~a-zA-Z0-9/:$]*$/],
  [/^permanent-redirect$/, /^[-._~a-zA-Z0-9/:,?&=]*$/],
  [/^(canary-by-header(-value)?|session-cookie-name)$/, /^[-._~a-zA-Z0-9/:]*$/],
  [/^(canary-by-header-pattern|upstream-vhost)$/, /^[/\-._~a-zA-Z0-9:^$[\](){}*+?|&=\\]*$/],
  [/^proxy-body-size$/, /^\d+[kKmMgG]?$/],
  [/^proxy-next-upstream$/, /^((error|timeout|invalid_header|http_500|http_502|http_503|http_504|http_403|http_404|http_429|non_idempotent|off)\s?)+$/],
  [/^backend-protocol$/, /^(AUTO_HTTP|HTTP|HTTPS|GRPC|GRPCS|FCGI)$/],
  [/^upstream-hash-by$/, /^[A-Za-z0-9\-_${}]*$/],
  [/^load-balance$/, /^(round_robin|chash|chashsubset|sticky_balanced|sticky_persistent|ewma)$/],
  [/^affinity$/, /^cookie$/],
  [/^session-cookie-(max-age|expires)$/, /^(0|-?[1-9]\d*)$/],
  [/^session-cookie-path$/, /^[-._~a-zA-Z0-9/:,?&=]*$/],
  [/^cors-allow-origin$/, /^((((([a-z]+:\/\/)?(\*\.)?[A-Za-z0-9\-.]*(:\d+)?,?)|null)+)|\*)?$/],
  [/^cors-allow-headers$/, /^[A-Za-z0-9-_, ]*$/],
  [/^cors-allow-methods$/, /^([A-Za-z]+,?\s?)+$/],
  [/^cors-expose-headers$/, /^(([A-Za-z0-9\-_]+|\*),?\s?)+$/],
  [/^allowlist-source-range$/, /^[0-9a-f.:/,]+$/],
];

const arbitraryRoute = fc.tuple(
  fc.constantFrom('/', '/a', '/a/b', '/a.b', '/c'), fc.constantFrom('prefix', 'exact'), fc.constantFrom('plain', 'rewrite', 'host', 'redirect', 'grpc', 'split', 'regex'), fc.nat(3),
).map(([path, match, what, n]): RouteModel => {
  const service = `s${path.replace(/\//g, '-').replace(/\./g, 'dot')}-${match}-${what}-${n}`; // none is shared, since a canary is for all that its Service serves
  const plain = route({ path, match: match === 'exact' ? 'exact' : 'prefix', serviceName: service });
  if (plain.action.kind !== 'serve') return plain;
  switch (what) {
    case 'rewrite': return { ...plain, action: { ...plain.action, rewritePath: { kind: match === 'prefix' && n > 1 ? 'prefix' : 'full', value: n === 3 ? '/' : '/z.z' } } };
    case 'host': return { ...plain, action: { ...plain.action, rewriteHost: 'inner.example' } };
    case 'redirect': return redirected(path, { path: { kind: 'full', value: '/z' }, host: 'z.example', status: n === 0 ? 301 : 302 });
    case 'grpc': return route({ path, match: 'prefix', serviceName: service, appProtocol: 'grpc' });
    case 'split': return { ...plain, action: { kind: 'serve', backends: plain.action.backends.flatMap((one) => [{ ...one, weight: n + 1 }, { ...one, serviceName: `${service}-next`, weight: 7 }]) } };
    case 'regex': return route({ path: `${path === '/' ? '' : path}/[0-9]+`, match: 'regex', serviceName: service });
    case 'plain': return plain;
  }
});

test('whatever is written means what was asked, and satisfies the validators of the controller, for any routes', () => {
  fc.assert(fc.property(fc.uniqueArray(arbitraryRoute, { minLength: 1, maxLength: 5, selector: ({ path, match }) => `${match} ${path}` }), fc.boolean(), (routes, tls) => {
    const model = exposure('ingress-nginx', { hosts: ['a.example', '*.b.example'], routes: [...routes.filter(({ path, match }) => path !== '/' || match !== 'prefix'), route({ serviceName: 'root' })], ...(tls ? {} : { tls: undefined, httpsRedirect: false }) });
    expect(textsOf(model)).toEqual([]);
    expect(served(model)).toEqual(asked(model));
    const { written } = objectsOf(model);
    expect(written.map(({ metadata }) => metadata.name)).toEqual([...new Set(written.map(({ metadata }) => metadata.name))]);
    expectValid(written);
    for (const { metadata } of written) {
      for (const [name, value] of Object.entries(metadata.annotations ?? {})) {
        expect(name.startsWith(PREFIX)).toBe(true);
        expect(DOCUMENTED.filter(([annotation, pattern]) => annotation.test(name.replace(PREFIX, '')) && pattern.test(value))).toHaveLength(1);
      }
    }
  }), { numRuns: 60 });
});

test('whatever the traffic asks satisfies the validators of the controller', () => {
  for (const [feature, model] of Object.entries(ASKS)) {
    for (const annotations of Object.values(annotationsOf(model))) {
      for (const [name, value] of Object.entries(annotations).filter(([key]) => !key.includes('/'))) {
        const isTaken = DOCUMENTED.some(([annotation, pattern]) => annotation.test(name) && pattern.test(value));
        expect({ feature, name, value, isTaken }).toEqual({ feature, name, value, isTaken: true });
        expect(name).not.toMatch(/snippet/);
      }
    }
  }
});

describe('a stream', () => {
  const stream = (protocol: 'TCP' | 'UDP' | 'TLS', listeners: readonly { protocol: 'TLS'; name: string; port: number }[], hosts: readonly string[] = ['db.example.com'], port = 443) => renderExposure({
    kind: 'stream',
    name: 'db',
    namespace: 'shop',
    labels: { app: 'db' },
    annotations: {},
    edge: { ...edge('ingress-nginx'), listeners },
    protocol,
    port,
    hosts: protocol === 'TLS' ? hosts : [],
    backends: [{ namespace: 'shop', serviceName: 'db', servicePortName: 'tls', servicePort: 5432, weight: 1 }],
  });
  const open = [{ protocol: 'TLS', name: 'tls', port: 443 }] as const;

  test('of TLS goes through where the operator has opened the way', () => {
    const { objects, gaps } = stream('TLS', open);
    expect(gaps).toEqual([]);
    expectValid(objects);
    expect(stringify(objects[0])).toMatchSnapshot();
  });

  test.each([
    ['of TCP', stream('TCP', open), /`--tcp-services-configmap`/],
    ['of UDP', stream('UDP', open), /`--udp-services-configmap`/],
    ['of TLS that nobody has opened', stream('TLS', []), /`--enable-ssl-passthrough`/],
    ['of TLS on another port', stream('TLS', [{ protocol: 'TLS', name: 'tls', port: 8443 }], ['db.example.com'], 8443), /port 443 alone/],
    ['of TLS for a wildcard', stream('TLS', open, ['*.example.com']), /whole names alone/],
  ])('%s is a gap', (_, { gaps }, text) => {
    expect(gaps.map((gap) => gap.text)).toEqual([expect.stringMatching(text)]);
  });
});
