import { backend, entriesOf, exposure, rendered, serve } from './exposures';
import { firstOf, middlewareOf, replaced, Request, routeNamed, ruleFor } from './traffic';
import { ExposureModel } from '../../../src/model/exposure';
import { BackendModel, conditionsOf, PathChange, requestKey, RouteAction, RouteModel, ValueMatch } from '../../../src/model/route';
import * as fc from '../../property';
import { expectValid } from '../../schemas/validate';

const NAMES = ['web', 'api', 'next'];
const HOSTS = ['shop.example.com', 'api.example.com', '*.example.org'];
const PATHS = ['/', '/a', '/a/', '/a/b', '/a.b', '/shop', '/shop/cart', '/~x'];
const PATTERNS = ['/u/[0-9]+', '/(a|b)/c$', '/x|/y', '/v\\d+\\.\\d'];
/** Values that would leave the place in which a rule writes them, were they written as they are. */
const HOSTILE = ['yes', '`', '`) || Host(`evil.example', '"', '") || Path("/', '\\', '\\`', 'a,b', '&& ||', ')(', '${1}', '~x'];

const pair = (match: ValueMatch['match'], values: readonly string[]) => fc.record({ name: fc.constantFrom('x-a', 'x-b'), value: fc.constantFrom(...values), match: fc.constant(match) });
const pairs = fc.uniqueArray(fc.oneof(pair('exact', HOSTILE), pair('regex', ['[0-9]+', 'a|b', '\\.'])), { maxLength: 2, selector: ({ name }) => name })
  .map((list) => [...list].sort((a, b) => (a.name < b.name ? -1 : 1)));

const weighted = fc.record({ serviceName: fc.constantFrom(...NAMES), weight: fc.integer({ min: 0, max: 5 }) });
const backends = fc.uniqueArray(weighted, { minLength: 1, maxLength: 3, selector: ({ serviceName }) => serviceName })
  .map((list) => list.map(({ serviceName, weight }, i) => backend(serviceName, { weight: list.length === 1 ? 1 : i === 0 ? weight + 1 : weight })))
  .map((list) => [...list].sort((a, b) => (a.serviceName < b.serviceName ? -1 : 1)));

const request = fc.oneof(
  fc.record({ path: fc.constantFrom(...PATHS), match: fc.constantFrom('exact' as const, 'prefix' as const) }),
  fc.record({ path: fc.constantFrom(...PATTERNS), match: fc.constant('regex' as const) }),
);

const routes = fc.uniqueArray(
  fc.tuple(request, fc.option(fc.constantFrom('GET' as const, 'POST' as const), { nil: undefined }), pairs, pairs, backends).map(([path, method, headers, query, list]): RouteModel => ({
    ...path, ...(method === undefined ? {} : { method }), headers, query, action: { kind: 'serve', backends: list },
  })),
  { minLength: 1, maxLength: 5, selector: ({ path, ...rest }) => requestKey({ path: path.replace(/(.)\/$/, '$1'), ...rest }) },
);

const exposures = fc.record({
  routes, hosts: fc.uniqueArray(fc.constantFrom(...HOSTS), { minLength: 1 }), https: fc.boolean(), redirect: fc.boolean(), affinity: fc.boolean(),
}).map(({ https, redirect, affinity, ...more }): ExposureModel => exposure({
  ...more, httpsRedirect: https && redirect, tls: https ? { kind: 'edge' } : undefined, traffic: affinity ? { affinity: { cookieName: 'c' } } : {},
}));

function pathOf({ path, match }: RouteModel): string {
  return match === 'prefix' && path === '/' ? 'any' : `${match} ${path}`;
}

function askedOf({ hosts, routes: all }: ExposureModel): string[] {
  return hosts.flatMap((host) => all.flatMap((route) => {
    const list: readonly BackendModel[] = route.action.kind === 'serve' ? route.action.backends : [];
    const of = list.reduce((sum, { weight }) => sum + weight, 0);
    return list.map(({ serviceName, weight }) => JSON.stringify([host, pathOf(route), conditionsOf(route), serviceName, weight / of]));
  })).sort();
}

describe('what is read back of the routes that are written', () => {
  test('is exactly what was asked, whatever stands in it', () => {
    fc.assert(fc.property(exposures, (model) => {
      const { objects } = rendered(model);
      const isRoutes = objects.some(({ kind }) => kind === 'IngressRoute');
      const entries = entriesOf(objects).filter(({ entryPoints }) => entryPoints?.includes(model.tls === undefined ? 'web' : 'websecure') === true);
      const read = entries.map(({ host, path, pathMatch, conditions = [], backend: { service }, share }) => (
        JSON.stringify([host, path === undefined ? 'any' : `${pathMatch ?? ''} ${path}`, conditions, service, share === undefined ? 1 : share.weight / share.of])));
      expect(read.sort()).toEqual(isRoutes ? askedOf(model) : []);
    }), { numRuns: 120 });
  });

  test('by plain HTTP is the same where nothing is redirected, and nothing where it is', () => {
    fc.assert(fc.property(exposures.filter(({ tls }) => tls !== undefined), (model) => {
      const { objects } = rendered(model);
      const byPort = (port: string) => entriesOf(objects).filter(({ entryPoints }) => entryPoints?.includes(port) === true)
        .map(({ origin: _, entryPoints: __, tls: ___, ...entry }) => entry);
      expect(byPort('web')).toEqual(model.httpsRedirect ? [] : byPort('websecure'));
    }), { numRuns: 40 });
  });

  test('are objects that their schemas take', () => {
    fc.assert(fc.property(exposures, (model) => expectValid(rendered(model).objects)), { numRuns: 40 });
  });
});

/** What the model says of a request: exact paths before patterns and prefixes, the longer path before the shorter, more conditions before fewer. */
function expectedFor(all: readonly RouteModel[], { path }: Request): string | undefined {
  const fits = all.filter((route) => route.path === path
    || (route.match === 'prefix' && `${path}/`.startsWith(`${route.path.replace(/\/$/, '')}/`)));
  const [best] = [...fits].sort((a, b) => (a.match === b.match ? b.path.length - a.path.length : a.match === 'exact' ? -1 : 1));
  return best?.action.kind === 'serve' ? best.action.backends[0]?.serviceName : undefined;
}

describe('a request', () => {
  const paths = ['/', '/a', '/a/b', '/ab', '/a/b/c', '/shop', '/shopping', '/shop/x'];
  const plain = fc.uniqueArray(fc.record({ path: fc.constantFrom('/', '/a', '/a/b', '/shop', '/shop/x'), match: fc.constantFrom('exact' as const, 'prefix' as const) }), {
    minLength: 2, maxLength: 6, selector: ({ path, match }) => `${match} ${path}`,
  }).map((list) => list.map((one, i) => serve(one.path, [backend(`s${i}`)], { match: one.match })));

  test('is served by the most specific path, by whole segments, in whatever order the rules are', () => {
    fc.assert(fc.property(plain, fc.constantFrom(...paths), fc.uniqueArray(fc.constantFrom(...HOSTS), { minLength: 1 }), (list, path, hosts) => {
      // a weight makes it an IngressRoute in every case
      const model = exposure({ routes: list, hosts, traffic: { loadBalancing: 'leastRequest' } });
      const one = { host: (hosts[0] ?? '').replace('*', 'de'), path };
      expect(ruleFor(routeNamed(rendered(model).objects, 'web'), one)?.services[0]?.name).toBe(expectedFor(list, one));
    }), { numRuns: 120 });
  });

  test('is served by the most specific path, whichever exposure has it', () => {
    fc.assert(fc.property(plain, fc.constantFrom(...paths), fc.integer({ min: 1, max: 5 }), fc.boolean(), (list, path, cut, many) => {
      const hosts = many ? HOSTS : ['shop.example.com'];
      const traffic = { loadBalancing: 'leastRequest' } as const;
      const some = [exposure({ routes: list.slice(0, cut), traffic }), exposure({ routes: list.slice(cut), hosts, traffic })]
        .filter((one) => one.routes.length > 0);
      const all = some.flatMap((one) => routeNamed(rendered(one).objects, 'web').spec.routes);
      const one = { host: 'shop.example.com', path };
      expect(firstOf(all, one)?.services[0]?.name).toBe(expectedFor(list, one));
    }), { numRuns: 120 });
  });

  test('for a name goes to it before a wildcard that is as specific', () => {
    const all = [['*.example.com', 'wild'], ['a.example.com', 'named']].flatMap(([host = '', service = '']) => (
      routeNamed(rendered(exposure({ hosts: [host], routes: [serve('/', [backend(service)]), serve('/x', [backend(service)])] })).objects, 'web').spec.routes));
    expect(['/', '/x'].map((path) => firstOf(all, { host: 'a.example.com', path })?.services[0]?.name)).toEqual(['named', 'named']);
    expect(['/', '/x'].map((path) => firstOf(all, { host: 'b.example.com', path })?.services[0]?.name)).toEqual(['wild', 'wild']);
  });

  test('for an exact path on an Ingress has a number, and for all of a name none', () => {
    const priority = (more: object) => rendered(exposure(more)).objects[0]?.metadata.annotations?.['traefik.ingress.kubernetes.io/router.priority'];
    expect([priority({}), priority({ hosts: ['*.example.com'] }), priority({ routes: [serve('/a', undefined, { match: 'exact' })] })]).toEqual([undefined, '10', '2000000']);
  });

  test('that meets a condition goes before one that is asked for none', () => {
    const list = [
      serve('/a'),
      serve('/a', [backend('beta')], { headers: [{ name: 'x-beta', value: 'yes', match: 'exact' }] }),
      serve('/a', [backend('post')], { method: 'POST' }),
      serve('/', [backend('long')], { headers: [{ name: 'x-very-long-name-of-a-header', value: 'and a long value of it', match: 'exact' }] }),
    ];
    const route = routeNamed(rendered(exposure({ routes: list })).objects, 'web');
    const to = (more: Partial<Request>) => ruleFor(route, { host: 'shop.example.com', path: '/a', ...more })?.services[0]?.name;
    expect([to({}), to({ headers: { 'x-beta': 'yes' } }), to({ method: 'POST', headers: { 'x-beta': 'yes' } }), to({ headers: { 'x-very-long-name-of-a-header': 'and a long value of it' } })])
      .toEqual(['web', 'beta', 'post', 'web']);
    expect(to({ path: '/b', headers: { 'x-very-long-name-of-a-header': 'and a long value of it' } })).toBe('long');
    expect(to({ path: '/b' })).toBeUndefined();
  });

  test.each(HOSTILE)('for another host is not let in by a value that is %s', (value) => {
    const route = serve('/a', undefined, { headers: [{ name: 'x-a', value, match: 'exact' }] });
    const written = routeNamed(rendered(exposure({ routes: [route] })).objects, 'web');
    expect(ruleFor(written, { host: 'evil.example', path: '/', headers: {} })).toBeUndefined();
    expect(ruleFor(written, { host: 'shop.example.com', path: '/a', headers: { 'x-a': value } })).toBeDefined();
    expect(ruleFor(written, { host: 'shop.example.com', path: '/a', headers: { 'x-a': `${value}.` } })).toBeUndefined();
  });
});

describe('a rewrite', () => {
  function rewritten(from: string, rewritePath: PathChange, path: string): string {
    const spec = middlewareOf(rendered(exposure({ routes: [serve(from, undefined, { action: { kind: 'serve', backends: [backend('web')], rewritePath } })] })).objects, 'rewrite');
    if ('replacePath' in spec) return spec.replacePath.path;
    return 'replacePathRegex' in spec ? replaced(path, spec.replacePathRegex.regex, spec.replacePathRegex.replacement) : path;
  }

  test.each([
    ['/api', '/v2', '/api', '/v2'], ['/api', '/v2', '/api/x', '/v2/x'], ['/api', '/v2/', '/api/x/', '/v2/x/'], ['/api/', '/v2', '/api/x', '/v2/x'],
    ['/api', '/', '/api', '/'], ['/api', '/', '/api/', '/'], ['/api', '/', '/api/x', '/x'], ['/', '/v2', '/', '/v2/'], ['/', '/v2', '/x', '/v2/x'],
    ['/a.b', '/c', '/a.b/d', '/c/d'], ['/a', '/$1', '/a/x', '/$1/x'], ['/a(b)', '/c', '/a(b)/x', '/c/x'],
  ])('of %s to %s makes %s to %s', (from, to, path, expected) => {
    expect(rewritten(from, { kind: 'prefix', value: to }, path)).toBe(expected);
  });

  test('of the whole keeps nothing of the path', () => {
    expect(rewritten('/api', { kind: 'full', value: '/index.html' }, '/api/x')).toBe('/index.html');
  });
});

describe('a redirect', () => {
  function location(from: string, change: Partial<Extract<RouteAction, { kind: 'redirect' }>>, url: string): string {
    const { objects } = rendered(exposure({ routes: [serve(from, undefined, { action: { kind: 'redirect', status: 302, ...change } })] }));
    expectValid(objects);
    const spec = middlewareOf(objects, 'redirect');
    return 'redirectRegex' in spec ? replaced(url, spec.redirectRegex.regex, spec.redirectRegex.replacement) : url;
  }

  test.each([
    [{ host: 'b.example' }, 'https://a.example:8443/old/x?q=1', 'https://b.example/old/x?q=1'],
    [{ scheme: 'https' }, 'http://a.example:8080/old', 'https://a.example/old'],
    [{ scheme: 'http', port: 8080 }, 'https://a.example/old?x', 'http://a.example:8080/old?x'],
    [{ path: { kind: 'prefix', value: '/new' } }, 'https://a.example:8443/old/x?q=/old', 'https://a.example:8443/new/x?q=/old'],
    [{ path: { kind: 'prefix', value: '/new' } }, 'https://a.example/old?q', 'https://a.example/new?q'],
    [{ path: { kind: 'prefix', value: '/' } }, 'https://a.example/old/x', 'https://a.example/x'],
    [{ path: { kind: 'prefix', value: '/' } }, 'https://a.example/old', 'https://a.example/'],
    [{ path: { kind: 'full', value: '/gone$1' } }, 'https://a.example/old/x?q', 'https://a.example/gone$1?q'],
    [{ host: 'b.example', scheme: 'https', port: 444, path: { kind: 'full', value: '/n' } }, 'http://[2001:db8::1]:80/old', 'https://b.example:444/n'],
  ] as const)('%j of %s leads to %s', (change, url, expected) => {
    expect(location('/old', change, url)).toBe(expected);
  });
});
