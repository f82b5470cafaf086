import { parse } from 'yaml';
import { entriesOf } from './exposures';
import { readTraefikRoutes } from '../../../src/dialects/traefik/read';
import { Entry } from '../../../src/reachability/rules/entries';
import { expectValid } from '../../schemas/validate';

/** An IngressRoute of one rule, or of what is given. */
function ingressRoute(match: string, spec: object = {}, metadata: object = {}): object {
  return {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'IngressRoute',
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: { routes: [{ match, services: [{ name: 'web', port: 'http' }] }], ...spec },
  };
}

function traefikService(name: string, spec: object): object {
  return { apiVersion: 'traefik.io/v1alpha1', kind: 'TraefikService', metadata: { name, namespace: 'shop' }, spec };
}

/** What an entry says of requests. */
function waysOf(object: object): Pick<Entry, 'host' | 'path' | 'pathMatch' | 'conditions'>[] {
  return entriesOf([object]).map(({ host, path, pathMatch, conditions }) => ({
    ...(host === undefined ? {} : { host }), ...(path === undefined ? {} : { path, pathMatch }), ...(conditions === undefined ? {} : { conditions }),
  }));
}

function problemsOf(match: string, kind = 'IngressRoute'): string[] {
  return readTraefikRoutes([{ ...ingressRoute(match), kind }]).problems.map(({ path, text }) => `${path} ${text}`);
}

describe('a rule of an IngressRoute', () => {
  test.each([
    ['Host(`a.example.com`)', [{ host: 'a.example.com' }]],
    ['HOST(`A.example.com.`)', [{ host: 'a.example.com' }]],
    ['Host("a.example.com")', [{ host: 'a.example.com' }]],
    ['Host("a\\x2eexample.com")', [{ host: 'a.example.com' }]],
    ['Host(`*.example.com`)', [{ host: '*.example.com' }]],
    ['HostRegexp(`^[a-zA-Z0-9-]+\\.example\\.com$`)', [{ host: '*.example.com' }]],
    ['HostRegexp(`^.+\\.example\\.com$`)', [{ conditions: ['host ~ ^.+\\.example\\.com$'] }]],
    ['Host(`*`) && PathPrefix(`/`)', [{}]],
    ['Path(`/a`)', [{ path: '/a', pathMatch: 'exact' }]],
    ['PathPrefix(`/a`)', [{ path: '/a', pathMatch: 'regex' }]],
    ['PathPrefix(`/a.b/`)', [{ path: '/a\\.b/', pathMatch: 'regex' }]],
    ['Path(`/a`) || PathPrefix(`/a/`)', [{ path: '/a', pathMatch: 'prefix' }]],
    ['pathprefix(`/a/`) || path(`/a`)', [{ path: '/a', pathMatch: 'prefix' }]],
    ['Path(`/a`) || PathPrefix(`/b/`)', [{ path: '/a', pathMatch: 'exact' }, { path: '/b/', pathMatch: 'regex' }]],
    ['PathRegexp(`^/u/[0-9]+$`)', [{ path: '/u/[0-9]+$', pathMatch: 'regex' }]],
    ['PathRegexp(`^(?:/a|/b)`)', [{ path: '/a|/b', pathMatch: 'regex' }]],
    ['PathRegexp(`^/a|/b`)', [{ conditions: ['path ~ ^/a|/b'] }]],
    ['PathRegexp(`^(?:/a)|(?:/b)`)', [{ conditions: ['path ~ ^(?:/a)|(?:/b)'] }]],
    ['PathRegexp(`\\.jpg$`)', [{ conditions: ['path ~ \\.jpg$'] }]],
    ['Method(`get`)', [{ conditions: ['method GET'] }]],
    ['Header(`X-Canary`, `yes`) && Query(`v`) && Query(`w`, `2`)', [{ conditions: ['header x-canary = yes', 'query v = ', 'query w = 2'] }]],
    ['HeaderRegexp(`X-V`, `^(?:1|2)$`) && QueryRegexp(`v`, `1`)', [{ conditions: ['header x-v ~ 1|2', 'query v ~ .*(?:1).*'] }]],
    ['ClientIP(`10.0.0.0/8`)', [{ conditions: ['client 10.0.0.0/8'] }]],
    ['(Host(`a.example`) || Host(`b.example`)) && Path(`/x`)', [{ host: 'a.example', path: '/x', pathMatch: 'exact' }, { host: 'b.example', path: '/x', pathMatch: 'exact' }]],
    ['Host(`a.example`) || Host(`b.example`) && Path(`/x`)', [{ host: 'a.example' }, { host: 'b.example', path: '/x', pathMatch: 'exact' }]],
    ['Host(`a.example`) && !Method(`GET`)', [{ host: 'a.example', conditions: ['not method GET'] }]],
    ['Host(`a.example`) && !(Method(`GET`) || Path(`/x`))', [{ host: 'a.example', conditions: ['not method GET', 'not path = /x'] }]],
    ['!(Host(`a.example`) && !Method(`GET`))', [{ conditions: ['not host = a.example'] }, { conditions: ['method GET'] }]],
    ['!!Host(`a.example`)', [{ host: 'a.example' }]],
    ['Host(`a.example`) && Host(`b.example`)', [{ host: 'a.example', conditions: ['host = b.example'] }]],
    ['Host(`a.example`) &&\n  Path(`/x`)\n', [{ host: 'a.example', path: '/x', pathMatch: 'exact' }]],
    ['Header(`X`, "a\\"b")', [{ conditions: ['header x = a"b'] }]],
    ['Header(`X`, `a, b`)', [{ conditions: ['header x = a, b'] }]],
  ] as const)('%s is read as what it asks', (match, expected) => {
    expect(waysOf(ingressRoute(match))).toEqual(expected);
  });

  test.each([
    ['Host(`a`', 'the end stands where `,` or `)` was expected'],
    ['Host(`a`) &&', 'the end stands where a matcher was expected, such as ClientIP'],
    ['Host(`a`) Path(`/x`)', '`Path` at character 11 stands where `&&`, `||` or the end was expected'],
    ['Host(`a`)\n&& Path(`/x`)', '`;` at character 10 stands where `&&`, `||` or the end was expected'],
    ['(Host(`a`)', 'the end stands where `)` was expected'],
    ['Host(\'a\')', 'a text stands between backticks or double quotes, and not between single ones'],
    ['Host(`a)', 'the backtick at character 6 has no second one'],
    ['Host("a)', 'the quote at character 6 has no second one'],
    ['Host("a\\.b")', 'the backslash at character 8 begins no escape of Go; write patterns between backticks'],
    ['Host(`a`, `b`)', '`Host` has 2 values; it takes 1, and others stand in matchers of their own with `||` between'],
    ['Host()', '`Host` has 0 values; it takes 1'],
    ['Host(``)', '`Host` has an empty value'],
    ['Host', '`Host` has no values in parentheses'],
    ['Header(`X`)', '`Header` has 1 values; it takes 2'],
    ['Path(`x`)', '`x` is not a path: it begins with `/`'],
    ['hOsT(`a`)', '`hOsT` is no matcher; there are ClientIP, Header, HeaderRegexp, Host'],
    ['HostSNI(`a`)', '`HostSNI` is no matcher'],
    ['Host(`a`) & Path(`/x`)', '`&` at character 11 has no meaning in a rule'],
    ['Host(1)', '`1` at character 6 has no meaning in a rule'],
    ['Host("\\UFFFFFFFF")', '`\\UFFFFFFFF` is no character'],
    [`${'('.repeat(70)}Host(\`a\`)${')'.repeat(70)}`, 'a rule that is nested more than 64 deep is not read'],
    ['Host(`a`) || '.repeat(2000), 'a rule of 26000 characters is not read; 20000 are'],
  ])('%# is a problem of its field where Traefik would not take it', (match, text) => {
    expect(problemsOf(match)).toEqual([expect.stringMatching(/^spec\.routes\[0\]\.match `/)]);
    expect(problemsOf(match)[0]).toContain(text);
    expect(readTraefikRoutes([ingressRoute(match)]).entries).toEqual([]);
  });

  test('with more alternatives than anybody reads is told as it is written', () => {
    const many = Array.from({ length: 9 }, (_, i) => `(Host(\`a${i}\`) || Path(\`/${i}\`))`).join(' && ');
    expect(waysOf(ingressRoute(many))).toEqual([{ conditions: [`rule ${many}`] }]);
  });

  test('in the syntax of Traefik 2 is not followed', () => {
    const object = ingressRoute('', { routes: [{ match: 'Host(`a`, `b`)', syntax: 'v2', services: [{ name: 'web', port: 80 }] }] });
    expect(readTraefikRoutes([object])).toMatchObject({ entries: [], problems: [], omissions: [{ reason: 'unfollowed', path: 'spec.routes[0].match' }] });
  });

  test('has to be there', () => {
    expect(problemsOf('')).toEqual(['spec.routes[0].match a rule needs a `match`, such as Host(`shop.example.com`)']);
    expect(readTraefikRoutes([{ ...ingressRoute(''), spec: {} }]).problems).toEqual([{ object: 'IngressRoute shop/web', path: 'spec.routes', text: 'a route needs `routes`, a list' }]);
  });
});

describe('an IngressRoute', () => {
  test('says where its entries come from', () => {
    const object = ingressRoute('Host(`a.example`)', { entryPoints: ['websecure', 'web'], tls: { secretName: 'x' } }, { annotations: { 'kubernetes.io/ingress.class': 'public' } });
    expectValid([object]);
    expect(entriesOf([object])).toEqual([{
      origin: { kind: 'IngressRoute', namespace: 'shop', name: 'web' },
      at: 'spec.routes[0].services[0]',
      clients: 'controller',
      host: 'a.example',
      className: 'public',
      entryPoints: ['web', 'websecure'],
      tls: 'terminate',
      backend: { namespace: 'shop', service: 'web', port: { kind: 'name', name: 'http' } },
    }]);
    expect(entriesOf([ingressRoute('Host(`a`)', { ingressClassName: 'inner' })])[0]?.className).toBe('inner');
  });

  test('of the API that came before is served no more', () => {
    const old = { ...ingressRoute('Host(`a`)'), apiVersion: 'traefik.containo.us/v1alpha1' };
    expect(readTraefikRoutes([old]).problems.map(({ path, text }) => `${path} ${text}`)).toEqual(['apiVersion `traefik.containo.us/v1alpha1` is not served; write `traefik.io/v1alpha1`']);
  });

  test('that another one goes on from says so, and needs no Service', () => {
    const parent = ingressRoute('', { routes: [{ match: 'Host(`a`)' }] }, { name: 'parent' });
    const child = ingressRoute('Path(`/x`)', { parentRefs: [{ name: 'parent' }] });
    expect(entriesOf([parent, child]).map(({ origin, conditions }) => [origin.name, conditions])).toEqual([['web', ['by IngressRoute parent']]]);
  });

  test('without a Service leads nowhere', () => {
    expect(readTraefikRoutes([ingressRoute('', { routes: [{ match: 'Host(`a`)' }] })]).omissions).toMatchObject([{ reason: 'idle', path: 'spec.routes[0]' }]);
  });
});

describe('the Services of a rule', () => {
  const shares = (objects: readonly object[]) => entriesOf(objects).map(({ backend, share, instead, conditions }) => [backend.service, share, instead, conditions]
    .filter((one) => one !== undefined));

  test('get the parts that their weights say', () => {
    const services = [{ name: 'a', port: 80, weight: 3 }, { name: 'b', port: 80 }, { name: 'c', port: 80, weight: 0 }];
    expect(shares([ingressRoute('', { routes: [{ match: 'Host(`a`)', services }] })])).toEqual([
      ['a', { weight: 3, of: 4 }], ['b', { weight: 1, of: 4 }], ['c', { weight: 0, of: 4 }],
    ]);
  });

  test('are followed through TraefikServices, whose parts are parts of parts', () => {
    const objects = parse(`
- { apiVersion: traefik.io/v1alpha1, kind: IngressRoute, metadata: { name: web, namespace: shop }, spec: { routes: [{ kind: Rule, match: 'Host(\`a\`)', services: [{ kind: TraefikService, name: outer }] }] } }
- { apiVersion: traefik.io/v1alpha1, kind: TraefikService, metadata: { name: outer, namespace: shop }, spec: { weighted: { services: [{ kind: TraefikService, name: inner, weight: 1 }, { name: c, port: 80, weight: 1 }] } } }
- { apiVersion: traefik.io/v1alpha1, kind: TraefikService, metadata: { name: inner, namespace: shop }, spec: { weighted: { services: [{ name: a, port: 80, weight: 1 }, { name: b, port: 80, weight: 3 }] } } }
`) as object[]; // a list of mappings, as it is written above
    expectValid(objects);
    expect(shares(objects)).toEqual([['a', { weight: 1, of: 8 }], ['b', { weight: 3, of: 8 }], ['c', { weight: 1, of: 2 }]]);
  });

  test('get copies by mirrors of some percent, and answers in place of another one', () => {
    const route = (name: string) => ingressRoute('', { routes: [{ match: 'Host(`a`)', services: [{ kind: 'TraefikService', name }] }] });
    const mirror = traefikService('m', { mirroring: { name: 'a', port: 80, mirrors: [{ name: 'b', port: 80, percent: 10 }, { name: 'c', port: 80 }] } });
    expect(shares([route('m'), mirror])).toEqual([['a'], ['b', 'copies']]);
    const failover = traefikService('f', { failover: { service: { name: 'a', port: 80 }, fallback: { name: 'b', port: 80 }, errors: { status: ['500-504'] } } });
    expect(shares([route('f'), failover])).toEqual([['a'], ['b', ['after an error of TraefikService shop/f']]]);
  });

  test.each([
    ['a TraefikService that is not there', [], { kind: 'TraefikService', name: 'gone' }, 'unfollowed', 'is not among the manifests'],
    ['one that leads back to itself', [traefikService('loop', { weighted: { services: [{ kind: 'TraefikService', name: 'loop' }] } })], { kind: 'TraefikService', name: 'loop' }, 'idle', 'leads back to itself'],
    ['an empty one', [traefikService('none', {})], { kind: 'TraefikService', name: 'none' }, 'idle', 'leads nowhere'],
    ['one of another provider', [], { kind: 'TraefikService', name: 'x@file' }, 'unfollowed', 'of another provider'],
    ['one of another namespace', [], { name: 'x', namespace: 'other', port: 80 }, 'ungranted', 'unless its operator sets `allowCrossNamespace`'],
    ['nobody by their weights', [], { name: 'x', port: 80, weight: 0 }, 'idle', 'weight 0'],
  ] as const)('are left out: %s', (_, others, service, reason, text) => {
    const services = reason === 'idle' && 'weight' in service ? [service, { ...service, name: 'y' }] : [service];
    const { omissions, problems } = readTraefikRoutes([ingressRoute('', { routes: [{ match: 'Host(`a`)', services }] }), ...others]);
    expect(problems).toEqual([]);
    expect(omissions).toMatchObject([{ reason, text: expect.stringContaining(text) as string }]); // the matcher is typed as any
  });

  test('that Traefik has itself lead to no pod, and nobody asks where', () => {
    expect(entriesOf([ingressRoute('', { routes: [{ match: 'Host(`a`)', services: [{ kind: 'TraefikService', name: 'api@internal' }] }] })])).toEqual([]);
  });

  test.each([
    [{ name: 'a' }, 'spec.routes[0].services[0].port a Service needs the name or the number of one of its ports'],
    [{ name: 'a', port: 70000 }, 'spec.routes[0].services[0].port a Service needs the name or the number of one of its ports'],
    [{ port: 80 }, 'spec.routes[0].services[0] a Service needs its `name`'],
    [{ name: 'a', port: 80, kind: 'Pod' }, 'spec.routes[0].services[0].kind unknown kind `Pod`; allowed are Service, TraefikService'],
    [{ name: 'a', port: 80, weight: -1 }, 'spec.routes[0].services[0].weight `-1` is no weight; it is a whole number from 0'],
  ])('have problems where the API server would refuse them: %j', (service, text) => {
    const { problems } = readTraefikRoutes([ingressRoute('', { routes: [{ match: 'Host(`a`)', services: [service] }] })]);
    expect(problems.map((problem) => `${problem.path} ${problem.text}`)).toEqual([text]);
  });
});

describe('routes of streams', () => {
  const tcp = (match: string, spec: object = {}) => ({ ...ingressRoute(match, spec), kind: 'IngressRouteTCP' });

  test('go by the name that clients ask for, which goes through or ends here', () => {
    const passed = tcp('HostSNI(`a.example.com`) || HostSNI(`*.b.example.com`)', { tls: { passthrough: true } });
    expectValid([passed]);
    expect(entriesOf([passed]).map(({ host, tls }) => [host, tls])).toEqual([['a.example.com', 'passthrough'], ['*.b.example.com', 'passthrough']]);
    expect(entriesOf([tcp('HostSNI(`a.example.com`)', { tls: {} })])[0]?.tls).toBe('terminate');
    expect(waysOf(tcp('HostSNI(`*`) && ClientIP(`10.0.0.1`) && !ALPN(`h2`)'))).toEqual([{ conditions: ['client 10.0.0.1', 'not protocol h2'] }]);
    expect(problemsOf('Host(`a`)', 'IngressRouteTCP')[0]).toContain('`Host` is no matcher; there are ALPN, ClientIP, HostSNI, HostSNIRegexp');
  });

  test('of UDP have no rule', () => {
    const udp = { ...ingressRoute(''), kind: 'IngressRouteUDP', spec: { entryPoints: ['dns'], routes: [{ services: [{ name: 'dns', port: 53 }] }] } };
    expectValid([udp]);
    expect(entriesOf([udp])).toMatchObject([{ protocol: 'UDP', entryPoints: ['dns'], backend: { service: 'dns', port: { kind: 'number', number: 53 } } }]);
  });
});
