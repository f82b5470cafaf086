import { stringify } from 'yaml';
import { backend, edge, exposure, FULL, route } from './exposures';
import { anyGateway } from '../../../src/dialects/gateway/any-controller';
import { readGatewayRoutes } from '../../../src/dialects/gateway/read';
import { renderGateway } from '../../../src/dialects/gateway/render';
import { renderExposure } from '../../../src/dialects/render-exposure';
import { GatewayExposure } from '../../../src/model/exposure';
import { KubeObject } from '../../../src/model/rendered';
import { gatewayProblems } from '../../schemas/gateway-api';
import { expectValid } from '../../schemas/validate';

/** The objects of an exposure on a controller that knows all of the API, each sound for the release and the channel of its edge. */
function objectsOf(one: GatewayExposure): readonly KubeObject[] {
  const { objects } = renderGateway(one, FULL);
  expect(gatewayProblems(one.edge.release, one.edge.channel, objects)).toEqual([]);
  return objects;
}

function yamlOf(one: GatewayExposure): string {
  expect(gapsOf(one)).toEqual([]);
  return objectsOf(one).map((object) => stringify(object)).join('---\n');
}

function gapsOf(one: GatewayExposure): string[] {
  return renderGateway(one, FULL).gaps.map(({ code, text }) => `${code} ${text}`);
}

function named(one: GatewayExposure): string[] {
  return objectsOf(one).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
}

/** Where each route is attached, by its name: the listener, and whose it is if it is not the Gateway's. */
function parentsOf(one: GatewayExposure): Record<string, string[]> {
  const found = objectsOf(one).filter(({ kind }) => kind.endsWith('Route')).map(({ metadata, ...fields }) => {
    const { spec } = fields as unknown as { spec: { parentRefs: { kind?: string; sectionName: string }[] } }; // a route
    return [metadata.name, spec.parentRefs.map(({ kind, sectionName }) => `${kind === undefined ? '' : `${kind} `}${sectionName}`)] as const;
  });
  return Object.fromEntries(found);
}

const EVERYTHING = exposure({
  hosts: ['*.apps.example.com', 'shop.example.com'],
  annotations: { team: 'front' },
  dns: { prefix: 'external-dns.alpha.kubernetes.io/', ttlSeconds: 60, targets: [] },
  routes: [
    route({
      path: '/api',
      action: {
        kind: 'serve',
        backends: [
          backend({ serviceName: 'api', weight: 9, appProtocol: 'https', servicePortName: 'https', servicePort: 443 }),
          backend({ serviceName: 'canary', namespace: 'lab', weight: 1 }),
        ],
        rewritePath: { kind: 'prefix', value: '/' },
        rewriteHost: 'api.example.com',
      },
    }),
    route({ path: '/v[0-9]+', match: 'regex', method: 'GET', headers: [{ name: 'x-beta', value: 'yes', match: 'exact' }], query: [{ name: 'q', value: '[a-z]+', match: 'regex' }] }),
    route({ path: '/old', action: { kind: 'redirect', scheme: 'https', host: 'new.example.com', port: 8443, path: { kind: 'full', value: '/new' }, status: 308 } }),
  ],
  traffic: {
    timeouts: { requestSeconds: 30, backendSeconds: 10 },
    retries: { attempts: 2, reasons: ['connectFailure', 'gatewayTimeout', 'unavailable'], perTrySeconds: 3 },
    cors: { origins: ['https://*.example.com'], methods: ['GET', 'PUT'], headers: ['x-token'], exposedHeaders: ['x-total'], credentials: true, maxAgeSeconds: 600 },
    requestHeaders: { set: { 'x-a': '1' }, add: { 'x-b': '2' }, remove: ['x-c'] },
    responseHeaders: { set: { 'strict-transport-security': 'max-age=31536000' }, add: {}, remove: ['server'] },
    affinity: { cookieName: 'pod', ttlSeconds: 200_000 },
    backendTls: { hostname: 'api.shop.svc', authority: { kind: 'configMap', name: 'shop-ca' } },
  },
});

describe('an exposure on a Gateway', () => {
  test('is a route at the HTTPS listener, and one at the HTTP listener that sends clients there', () => {
    expect(yamlOf(exposure())).toMatchSnapshot();
  });

  test('says in fields of the API whatever these have', () => {
    expect(yamlOf(EVERYTHING)).toMatchSnapshot();
  });

  test.each(['1.5', '1.6'] as const)('writes fields of the experimental channel that release %s has', (release) => {
    expect(named({ ...EVERYTHING, edge: edge({ release }) })).toEqual(named(EVERYTHING));
  });

  test('without a certificate is a route at the HTTP listener', () => {
    const plain = exposure({ tls: undefined, httpsRedirect: false });
    expect(named(plain)).toEqual(['HTTPRoute shop/web']);
    expect(parentsOf(plain)).toEqual({ web: ['http'] });
    expect(gapsOf(plain)).toEqual([]);
  });

  test('without a redirect is served at both listeners', () => {
    expect(parentsOf(exposure({ httpsRedirect: false }))).toEqual({ web: ['https', 'http'] });
  });

  test('asks for a redirect in vain without a certificate', () => {
    expect(gapsOf(exposure({ tls: undefined }))).toEqual([expect.stringMatching(/^CANNOT_EXPRESS .*`httpsRedirect` would send clients to HTTPS.*give `tls`/)]);
  });

  test('has its annotations on every route, and over those that are made for it', () => {
    const dns = { prefix: 'external-dns.alpha.kubernetes.io/', ttlSeconds: 60, targets: [] };
    const one = exposure({ dns, annotations: { 'external-dns.alpha.kubernetes.io/ttl': '5' } });
    expect(objectsOf(one).map(({ metadata }) => metadata.annotations)).toEqual(Array(2).fill({
      'external-dns.alpha.kubernetes.io/hostname': 'shop.example.com', 'external-dns.alpha.kubernetes.io/ttl': '5',
    }));
  });

  test('does not depend on the order in which its routes were declared', () => {
    const routes = [...EVERYTHING.routes].reverse();
    expect(renderGateway({ ...EVERYTHING, routes }, FULL)).toEqual(renderGateway(EVERYTHING, FULL));
  });
});

describe('the listeners of an exposure', () => {
  const listeners = [
    { protocol: 'HTTP', name: 'http', port: 80 },
    { protocol: 'HTTP', name: 'alt', port: 8080 },
    { protocol: 'HTTPS', name: 'any', port: 443 },
    { protocol: 'HTTPS', name: 'apps', port: 443, hostname: '*.apps.example.com' },
    { protocol: 'HTTPS', name: 'shop', port: 443, hostname: 'shop.apps.example.com' },
  ] as const;
  const at = (...hosts: string[]) => parentsOf(exposure({ hosts, edge: edge({ listeners }) }));

  test('are those that get its requests: of each port the closest to the host', () => {
    expect(at('shop.apps.example.com')).toEqual({ 'web': ['shop'], 'web-https': ['alt', 'http'] });
    expect(at('a.b.apps.example.com')).toMatchObject({ web: ['apps'] });
    expect(at('*.apps.example.com')).toMatchObject({ web: ['apps'] });
    expect(at('apps.example.com')).toMatchObject({ web: ['any'] });
    expect(at('shop.apps.example.com', 'other.example.com')).toMatchObject({ web: ['any', 'shop'] });
  });

  test('take nothing of a host that is not theirs: then hosts with other listeners have a route of their own', () => {
    expect(at('*.example.com', 'b.apps.example.com')).toEqual({ 'web': ['any'], 'web-2': ['apps'], 'web-https': ['alt', 'http'], 'web-https-2': ['alt', 'http'] });
    expect(at('*.example.com', 'shop.apps.example.com')).toMatchObject({ 'web': ['any', 'shop'], 'web-https': ['alt', 'http'] });
    expect(at('*.example.com', 'a.example.com')).toMatchObject({ web: ['any'] });
  });

  test('of HTTPS on another port than 443 have it in the redirect', () => {
    const alt = exposure({ edge: edge({ listeners: [{ protocol: 'HTTP', name: 'http', port: 8080 }, { protocol: 'HTTPS', name: 'https', port: 8443 }] }) });
    expect(JSON.stringify(objectsOf(alt)[1])).toContain('"requestRedirect":{"scheme":"https","port":8443,"statusCode":301}');
  });

  test('without one for HTTP there is nothing to send on', () => {
    const one = exposure({ edge: edge({ listeners: [{ protocol: 'HTTPS', name: 'https', port: 443 }] }) });
    expect(named(one)).toEqual(['HTTPRoute shop/web']);
    expect(gapsOf(one)).toEqual([]);
  });

  test('that none is of the host is a gap that says how to add one', () => {
    const narrow = edge({ listeners: [{ protocol: 'HTTPS', name: 'https', port: 443, hostname: '*.example.org' }, { protocol: 'HTTP', name: 'http', port: 80, hostname: '*.example.org' }] });
    expect(gapsOf(exposure({ edge: narrow }))).toEqual([expect.stringContaining('no HTTPS listener of the edge answers for `shop.example.com`')]);
    expect(gapsOf(exposure({ edge: narrow, tls: undefined, httpsRedirect: false })))
      .toEqual([expect.stringMatching(/no HTTP listener of the edge answers for `shop.example.com`: give `tls`, add `EdgeListener.http\(\)`/)]);
  });

  test('may be those of a ListenerSet that the edge names, if the release has that kind', () => {
    const parent = { kind: 'ListenerSet', namespace: 'infra', name: 'doors' } as const;
    expect(JSON.stringify(objectsOf(exposure({ edge: edge({ parent }) })))).toContain('{"group":"gateway.networking.k8s.io","kind":"ListenerSet","namespace":"infra","name":"doors","sectionName":"https"}');
    expect(JSON.stringify(objectsOf(exposure({ edge: edge({ parent, release: '1.4' }) })))).toContain('"group":"gateway.networking.x-k8s.io","kind":"XListenerSet"');
    expect(gapsOf(exposure({ edge: edge({ parent, release: '1.4', channel: 'standard' }) }))).toEqual([expect.stringMatching(/ListenerSet `doors` is of a kind that release 1\.4/)]);
  });
});

describe('the certificate of an exposure', () => {
  const issued = { kind: 'clusterIssuer', issuerName: 'letsencrypt' } as const;
  const both = edge({ certificates: 'listenerSet' });
  const hosts = ['*.apps.example.com', 'shop.example.com'];

  test('of an issuer is that of a ListenerSet of its own, with a listener for each host', () => {
    expect(yamlOf(exposure({ hosts, tls: issued, edge: both }))).toMatchSnapshot();
  });

  test('of a Secret needs no word for cert-manager', () => {
    const [, , set] = objectsOf(exposure({ tls: { kind: 'secret', secretName: 'cert' }, edge: both }));
    expect(set?.metadata).toEqual({ name: 'web', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'web' } });
    expect(JSON.stringify(set)).toContain('"certificateRefs":[{"group":"","kind":"Secret","name":"cert"}]');
  });

  test('is in an experimental ListenerSet in 1.4, of which cert-manager knows nothing', () => {
    const old = edge({ certificates: 'listenerSet', release: '1.4' });
    expect(named(exposure({ tls: { kind: 'secret', secretName: 'cert' }, edge: old }))).toEqual(['HTTPRoute shop/web', 'HTTPRoute shop/web-https', 'XListenerSet shop/web']);
    expect(gapsOf(exposure({ tls: issued, edge: old }))).toEqual([expect.stringContaining('cert-manager knows ListenerSets of release 1.5 on alone')]);
    expect(gapsOf(exposure({ tls: issued, edge: edge({ certificates: 'listenerSet', release: '1.4', channel: 'standard' }) })))
      .toEqual([expect.stringContaining('ListenerSets are in the Gateway API from 1.5')]);
  });

  test('for some of the hosts leaves the others to the listeners of the edge', () => {
    const one = exposure({ hosts, tls: { ...issued, hosts: ['shop.example.com'] }, edge: both });
    expect(parentsOf(one)).toMatchObject({ web: ['ListenerSet https-shop.example.com', 'https'] });
    const none = exposure({ hosts, tls: { ...issued, hosts: ['shop.example.com'] }, edge: edge({ certificates: 'listenerSet', listeners: [{ protocol: 'HTTP', name: 'http', port: 80 }] }) });
    expect(gapsOf(none)).toEqual([expect.stringContaining('no HTTPS listener of the edge answers for `*.apps.example.com`')]);
  });

  test('for a host that is not its own is refused', () => {
    expect(() => objectsOf(exposure({ tls: { ...issued, hosts: ['other.example.com'] } }))).toThrow(expect.objectContaining({ code: 'TLS_HOST_OUTSIDE_RULES' }));
  });

  test('has no place where the listeners have the certificates', () => {
    expect(gapsOf(exposure({ tls: issued }))).toEqual([expect.stringMatching(/use `Tls\.edge\(\)`.*`listenerSets: true`.*`EdgeGateway`/)]);
  });

  test.each([
    [{ kind: 'clusterIssuer', issuerName: 'letsencrypt' }, 'infra', true],
    [{ kind: 'clusterIssuer', issuerName: 'other' }, 'infra', false],
    [{ kind: 'issuer', issuerName: 'letsencrypt' }, 'infra', false],
    [{ kind: 'secret', secretName: 'cert' }, 'infra', false],
    [{ kind: 'secret', secretName: 'cert' }, 'shop', true],
    [{ kind: 'issuer', issuerName: 'ours' }, 'shop', true],
  ] as const)('%j that the listener in %s has is the same one: %s', (tls, namespace, isSame) => {
    const there = tls.kind === 'clusterIssuer' || (tls.kind === 'issuer' && namespace === 'infra') ? issued : tls;
    const listeners = [{ protocol: 'HTTPS', name: 'https', port: 443, hostname: 'shop.example.com', tls: there }] as const;
    const one = exposure({ tls, edge: edge({ listeners, parent: { kind: 'Gateway', namespace, name: 'public' } }) });
    expect(gapsOf(one)).toHaveLength(isSame ? 0 : 1);
  });

  test('loses against a listener of the Gateway for the same host, and against a ListenerSet as the parent', () => {
    const listeners = [{ protocol: 'HTTPS', name: 'https', port: 443, hostname: 'shop.example.com' }] as const;
    expect(gapsOf(exposure({ tls: issued, edge: edge({ certificates: 'listenerSet', listeners }) }))).toEqual([expect.stringContaining('has a listener for `shop.example.com` already')]);
    const parent = { kind: 'ListenerSet', namespace: 'infra', name: 'doors' } as const;
    expect(gapsOf(exposure({ tls: issued, edge: edge({ certificates: 'listenerSet', parent }) }))).toEqual([expect.stringContaining('would go to a ListenerSet, which takes none')]);
  });
});

describe('gRPC', () => {
  const call = route({ path: '/shop.v1.Cart/Add', match: 'exact', grpc: { service: 'shop.v1.Cart', method: 'Add' } });
  const service = route({ path: '/shop.v1.Cart', match: 'prefix', grpc: { service: 'shop.v1.Cart' }, headers: [{ name: 'x-beta', value: 'yes', match: 'exact' }] });
  const all = route({ action: { kind: 'serve', backends: [backend({ appProtocol: 'grpc' })] } });

  test('is a GRPCRoute where nothing else is exposed', () => {
    expect(yamlOf(exposure({ routes: [all, service, call], traffic: { requestHeaders: { set: { 'x-a': '1' }, add: {}, remove: [] } } }))).toMatchSnapshot();
  });

  test.each([
    ['a page beside it', exposure({ routes: [call, route()] })],
    ['a timeout', exposure({ routes: [call], traffic: { timeouts: { requestSeconds: 5 } } })],
    ['origins', exposure({ routes: [call], traffic: { cors: { origins: ['*'], methods: ['POST'], headers: [], exposedHeaders: [], credentials: false } } })],
    ['a rewrite', exposure({ routes: [{ ...call, action: { kind: 'serve', backends: [backend()], rewriteHost: 'a.example' } }] })],
  ])('is said in the words of HTTP with %s, since of two kinds with one host a listener takes one', (_, one) => {
    expect(named(one)).toEqual(['HTTPRoute shop/web', 'HTTPRoute shop/web-https']);
    expect(JSON.stringify(objectsOf(one)[0])).toContain('{"type":"Exact","value":"/shop.v1.Cart/Add"}');
  });

  test('is an HTTPRoute for a controller that has no other', () => {
    expect(renderGateway(exposure({ routes: [all] }), anyGateway).objects.map(({ kind }) => kind)).toEqual(['HTTPRoute']);
  });
});

describe('more than one object takes', () => {
  test('is shared out over several routes', () => {
    const hosts = Array.from({ length: 17 }, (_, i) => `h${i + 10}.example.com`);
    const routes = Array.from({ length: 33 }, (_, i) => route({ path: `/p${i}` }));
    const one = exposure({ hosts, routes });
    expect(named(one)).toEqual(['web', 'web-2', 'web-3', 'web-4', 'web-5', 'web-6', 'web-https', 'web-https-2'].map((name) => `HTTPRoute shop/${name}`));
    const { entries } = readGatewayRoutes(objectsOf(one), new Map());
    expect(new Set(entries.map(({ host, path }) => `${host ?? ''} ${path ?? ''}`)).size).toBe(17 * 33);
  });

  test.each<[string, Partial<GatewayExposure>, RegExp]>([
    ['17 targets', { routes: [route({ action: { kind: 'serve', backends: Array.from({ length: 17 }, (_, i) => backend({ serviceName: `s${i}` })) } })] }, /17 targets: the Gateway API takes 16/],
    ['17 headers', { routes: [route({ headers: Array.from({ length: 17 }, (_, i) => ({ name: `h${i}`, value: 'x', match: 'exact' as const })) })] }, /17 headers/],
    ['17 query parameters', { routes: [route({ query: Array.from({ length: 17 }, (_, i) => ({ name: `q${i}`, value: 'x', match: 'exact' as const })) })] }, /17 query parameters/],
    ['a long query value', { routes: [route({ query: [{ name: 'q', value: 'x'.repeat(1025), match: 'exact' }] })] }, /query parameter `q` is longer than the 1024/],
    ['a long path', { routes: [route({ path: `/${'x'.repeat(1024)}` })] }, /has 1025 characters/],
    ['a long new path', { routes: [route({ action: { kind: 'serve', backends: [backend()], rewritePath: { kind: 'full', value: `/${'x'.repeat(1024)}` } } })] }, /the new path for `\/` has 1025/],
    ['a beginning of an exact path', { routes: [route({ match: 'exact', action: { kind: 'serve', backends: [backend()], rewritePath: { kind: 'prefix', value: '/' } } })] }, /is no prefix/],
    ['a wildcard as the new host', { routes: [route({ action: { kind: 'serve', backends: [backend()], rewriteHost: '*.example.com' } })] }, /is a wildcard: name one host/],
    ['two blanks in a header', { routes: [route({ headers: [{ name: 'x', value: 'a  b', match: 'exact' }] })] }, /two blanks in a row/],
    ['two blanks in a header that is set', { traffic: { requestHeaders: { set: { x: 'a  b' }, add: {}, remove: [] } } }, /two blanks in a row/],
    ['17 headers to remove', { traffic: { responseHeaders: { set: {}, add: {}, remove: Array.from({ length: 17 }, (_, i) => `x${i}`) } } }, /`responseHeaders` changes more headers/],
    ['a star beside a header of CORS', { traffic: { cors: { origins: ['*'], methods: ['GET'], headers: ['*', 'x'], exposedHeaders: [], credentials: false } } }, /header `\*` beside others/],
    ['65 origins', { traffic: { cors: { origins: Array.from({ length: 65 }, (_, i) => `https://h${i}.example`), methods: ['GET'], headers: [], exposedHeaders: [], credentials: false } } }, /longer than the 64/],
    ['TLS that nobody speaks', { traffic: { backendTls: { hostname: 'a.example', authority: { kind: 'system' } } } }, /`backendTls` checks nobody/],
    ['bytes', { routes: [route({ action: { kind: 'serve', backends: [backend({ appProtocol: 'mysql' })] } })] }, /an HTTPRoute carries HTTP.*`appProtocol: mysql`.*`exposeStream`/],
    ['a target that the route cannot have', { dns: { prefix: 'x/', targets: ['192.0.2.1'] } }, /`dns\.targets` is read on the Gateway alone.*`EdgeGateway`/],
  ])('is a gap: %s', (_, more, text) => {
    const gaps = gapsOf(exposure(more));
    expect(gaps).toEqual([expect.stringMatching(text)]);
    expect(gaps[0]).toMatch(/^CANNOT_EXPRESS /);
  });

  test('is none where the channel takes two blanks', () => {
    expect(gapsOf(exposure({ routes: [route({ headers: [{ name: 'x', value: 'a  b', match: 'exact' }] })], edge: edge({ channel: 'standard' }) }))).toEqual([]);
  });

  test('retries say what they leave out, and what they take in', () => {
    const gaps = (reasons: readonly ('serverError' | 'connectFailure' | 'badGateway')[]) => gapsOf(exposure({ traffic: { retries: { attempts: 1, reasons } } }));
    expect(gaps(['connectFailure', 'serverError'])).toEqual([expect.stringMatching(/^APPROXIMATED .*500, 502, 503 and 504/)]);
    expect(gaps(['badGateway'])).toEqual([expect.stringMatching(/^APPROXIMATED .*connections that fail/)]);
    expect(gaps(['badGateway', 'connectFailure'])).toEqual([]);
  });
});

describe('a target of another namespace', () => {
  const elsewhere = exposure({ routes: [route({ action: { kind: 'serve', backends: [backend({ namespace: 'lab', serviceName: 'b' }), backend({ namespace: 'lab', serviceName: 'a' }), backend()] } })] });

  test('gets leave for these routes to these Services, in a grant that is the exposure\'s own', () => {
    const [, , grant] = objectsOf(elsewhere);
    expect(stringify(grant)).toMatchSnapshot();
    expect(objectsOf({ ...elsewhere, edge: edge({ release: '1.4' }) })[2]?.apiVersion).toBe('gateway.networking.k8s.io/v1beta1');
    const { omissions } = readGatewayRoutes(objectsOf(elsewhere), new Map());
    expect(omissions).toEqual([]);
  });

  test('is out of reach without the grant', () => {
    const routes = objectsOf(elsewhere).filter(({ kind }) => kind !== 'ReferenceGrant');
    expect(readGatewayRoutes(routes, new Map()).omissions.map(({ reason }) => reason)).toEqual(['ungranted', 'ungranted']);
  });
});

describe('a controller with words of its own', () => {
  const own = {
    ...FULL,
    own: ['cors', 'retries'] as const,
    part: () => ({
      objects: [{ apiVersion: 'acme.example/v1', kind: 'Policy', metadata: { name: 'web', namespace: 'shop' } }],
      filters: () => [{ group: 'acme.example', kind: 'Filter', name: 'web' }],
      annotations: { 'acme.example/mode': 'fast' },
      gaps: [],
    }),
    serviceAnnotations: () => ({ 'acme.example/protocol': 'h2' }),
  };

  test('has them beside the routes, in filters and in annotations, and the fields of the API are left out', () => {
    const { objects } = renderGateway(exposure({ traffic: EVERYTHING.traffic }), own);
    const text = JSON.stringify(objects);
    expect(text).not.toMatch(/"cors"|"retry"/);
    expect(text).toContain('{"type":"ExtensionRef","extensionRef":{"group":"acme.example","kind":"Filter","name":"web"}}');
    expect(objects.map(({ kind }) => kind)).toContain('Policy');
    expect(objects[0]?.metadata.annotations).toEqual({ 'acme.example/mode': 'fast' });
  });

  test('is told of every route, and of what it serves', () => {
    const targets: string[] = [];
    renderGateway(exposure(), {
      ...own,
      part: (_, list) => {
        targets.push(...list.map(({ kind, name, routes }) => `${kind} ${name} ${routes.length}`));
        return own.part();
      },
    });
    expect(targets).toEqual(['HTTPRoute web 1', 'HTTPRoute web-https 0']);
  });
});

describe('a controller of which nothing is known', () => {
  test('is asked for the core of the API alone', () => {
    const gaps = renderExposure({ ...EVERYTHING, edge: { ...edge(), controller: 'generic' } }).gaps.map(({ text }) => text.replace(/^[^:]*: /, '').replace(/ is beyond .*/, ''));
    expect(gaps).toMatchSnapshot();
  });

  test('serves what is plain without a gap', () => {
    const plain = exposure({ httpsRedirect: false, routes: [route({ action: { kind: 'redirect', host: 'new.example.com', status: 301 }, path: '/old' }), route()] });
    expect(renderExposure({ ...plain, edge: { ...edge({ channel: 'standard' }), controller: 'generic' } }).gaps).toEqual([]);
  });
});

describe('the objects', () => {
  test('are sound for the newest standard channel, too', () => {
    expectValid(renderGateway(exposure(), FULL).objects);
  });

  test('share no list within one, which YAML would write as an alias', () => {
    for (const object of objectsOf(EVERYTHING)) expect(stringify(object)).not.toMatch(/[&*]a\d/);
  });
});
