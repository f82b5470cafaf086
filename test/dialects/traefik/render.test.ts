import { stringify } from 'yaml';
import { backend, EDGE, exposure, rendered, serve, specsOf, stream } from './exposures';
import { exposureNeeds } from '../../../src/dialects/render-exposure';
import { TRAEFIK_CAPABILITIES } from '../../../src/dialects/traefik/capabilities';
import { isSupported } from '../../../src/model/capability';
import { ExposureModel, StreamModel } from '../../../src/model/exposure';
import { asksFor, EXPOSURE_FEATURES, ExposureFeature } from '../../../src/model/feature';
import { expectValid } from '../../schemas/validate';

const grpc = backend('rpc', { servicePortName: 'grpc', servicePort: 9000, appProtocol: 'grpc' });
const canary = [backend('web', { weight: 90 }), backend('web-next', { weight: 10 })];
const serveWith = (more: object) => exposure({ routes: [{ ...serve('/'), action: { kind: 'serve', backends: [backend('web')], ...more } }] });

/** An exposure that asks for a feature and, as far as that can be, for nothing else. */
const ASKS: Readonly<Record<ExposureFeature, ExposureModel | StreamModel>> = {
  'host.wildcard': exposure({ hosts: ['*.example.com'], routes: [serve('/shop')] }),
  'path.exact': exposure({ routes: [serve('/a', undefined, { match: 'exact' }), serve('/')] }),
  'path.prefix': exposure({ routes: [serve('/shop'), serve('/', [backend('home')])] }),
  'path.regex': exposure({ routes: [serve('/users/[0-9]+$', undefined, { match: 'regex' })] }),
  'match.method': exposure({ routes: [serve('/', undefined, { method: 'POST' })] }),
  'match.header': exposure({ routes: [serve('/', undefined, { headers: [{ name: 'x-beta', value: 'yes', match: 'exact' }, { name: 'x-v', value: '[23]|x', match: 'regex' }] })] }),
  'match.query': exposure({ routes: [serve('/', undefined, { query: [{ name: 'v', value: '2', match: 'exact' }] })] }),
  'match.grpc': exposure({ routes: [serve('/shop.v1.Cart', [grpc], { grpc: { service: 'shop.v1.Cart' } })] }),
  'weights': exposure({ routes: [serve('/', canary)] }),
  'redirect': exposure({
    routes: [serve('/old', undefined, { action: { kind: 'redirect', host: 'new.example.com', path: { kind: 'prefix', value: '/new' }, status: 301 } }), serve('/')],
  }),
  'redirect.https': exposure(),
  'rewrite.path': serveWith({ rewritePath: { kind: 'prefix', value: '/v2' } }),
  'rewrite.host': serveWith({ rewriteHost: 'inner.example.com' }),
  'headers.request': exposure({ traffic: { requestHeaders: { set: { 'x-env': 'prod' }, add: {}, remove: ['x-debug'] } } }),
  'headers.response': exposure({ traffic: { responseHeaders: { set: { 'x-frame-options': 'DENY' }, add: {}, remove: ['server'] } } }),
  'timeout.request': exposure({ traffic: { timeouts: { requestSeconds: 30 } } }),
  'timeout.backend': exposure({ traffic: { timeouts: { backendSeconds: 20 } } }),
  'timeout.connect': exposure({ traffic: { timeouts: { connectSeconds: 2 } } }),
  'timeout.idle': exposure({ traffic: { timeouts: { idleSeconds: 60 } } }),
  'retries': exposure({ traffic: { retries: { attempts: 2, reasons: ['connectFailure'] } } }),
  'body.size': exposure({ traffic: { maxBodyBytes: 1048576 } }),
  'rate.client': exposure({ traffic: { rateLimit: { requests: 100, per: 'minute', by: 'client' } } }),
  'rate.total': exposure({ traffic: { rateLimit: { requests: 100, per: 'second', by: 'total' } } }),
  'cors': exposure({
    traffic: {
      cors: {
        origins: ['https://*.example.com', 'https://shop.example.com'], methods: ['GET', 'POST'], headers: ['x-token'], exposedHeaders: ['x-total'], credentials: true, maxAgeSeconds: 600,
      },
    },
  }),
  'sources': exposure({ traffic: { sources: ['192.0.2.0/24', '2001:db8::/32'] } }),
  'websockets': exposure({ routes: [serve('/', [backend('web', { appProtocol: 'kubernetes.io/ws' })])] }),
  'backend.grpc': exposure({ routes: [serve('/shop', [grpc])] }),
  'backend.http2': exposure({ routes: [serve('/shop', [backend('web', { appProtocol: 'kubernetes.io/h2c' })])] }),
  'backend.tls': exposure({ routes: [serve('/shop', [backend('web', { appProtocol: 'https' })])] }),
  'backend.tls.verified': exposure({ traffic: { backendTls: { hostname: 'web.shop.svc', authority: { kind: 'configMap', name: 'ca' } } } }),
  'backend.namespace': exposure({ routes: [serve('/', [backend('web', { namespace: 'other' })])] }),
  'tls.secret': exposure({ httpsRedirect: false, routes: [serve('/shop')] }),
  'tls.issuer': exposure({ httpsRedirect: false, routes: [serve('/shop')], tls: { kind: 'clusterIssuer', issuerName: 'letsencrypt' } }),
  'tls.edge': exposure({ httpsRedirect: false, routes: [serve('/shop')], tls: { kind: 'edge' } }),
  'affinity.cookie': exposure({ traffic: { affinity: { cookieName: 'pod', ttlSeconds: 3600 } } }),
  'balance.roundRobin': exposure({ routes: [serve('/shop')], traffic: { loadBalancing: 'roundRobin' } }),
  'balance.leastRequest': exposure({ traffic: { loadBalancing: 'leastRequest' } }),
  'balance.ipHash': exposure({ traffic: { loadBalancing: 'ipHash' } }),
  'balance.random': exposure({ traffic: { loadBalancing: 'random' } }),
  'stream.tcp': stream(),
  'stream.udp': stream({ protocol: 'UDP', port: 5353 }),
  'stream.tls': stream({ protocol: 'TLS', port: 443, hosts: ['db.example.com'] }),
  'stream.weights': stream({ backends: [backend('db', { weight: 1 }), backend('db-new', { weight: 3 })] }),
  'stream.sources': stream({ sources: ['192.0.2.0/24'] }),
  'dns.records': exposure({ dns: { prefix: 'external-dns.kubernetes.io/', ttlSeconds: 60, targets: [] } }),
  'dns.target': exposure({ routes: [serve('/shop')], dns: { prefix: 'external-dns.kubernetes.io/', targets: ['lb.example.net'] } }),
};

describe.each(EXPOSURE_FEATURES)('%s on Traefik', (feature) => {
  const model = ASKS[feature];

  test('is asked, and is in the objects as the snapshot has it, or is one gap with a way out', () => {
    expect(asksFor(model, feature)).toBe(true);
    const { objects, gaps } = rendered(model);
    // how Traefik talks to pods behind an Ingress is said on the Service, which these models do not know yet
    expect(gaps.filter((gap) => !gap.includes('from the Service'))).toHaveLength(isSupported(TRAEFIK_CAPABILITIES[feature]) ? 0 : 1);
    expect([...objects.map((object) => stringify(object, { lineWidth: 0 })), ...gaps.map((gap) => `# ${gap}\n`)].join('---\n')).toMatchSnapshot();
  });

  test('is made of objects that their schemas take, with names of their own', () => {
    const { objects } = rendered(model);
    expectValid(objects);
    expect(new Set(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).size).toBe(objects.length);
  });

  test('has a source', () => {
    expect(TRAEFIK_CAPABILITIES[feature].source.url).toMatch(/^https:\/\//);
    expect(TRAEFIK_CAPABILITIES[feature].source.version).not.toBe('');
  });
});

describe('an exposure on Traefik', () => {
  test('is an Ingress as long as that says it all', () => {
    const plain = exposure({ routes: [serve('/a', undefined, { match: 'exact' }), serve('/b', [backend('api')], { match: 'exact' })] });
    expect(rendered(plain).objects.map(({ kind }) => kind)).toEqual(['Ingress', 'Middleware']);
  });

  test.each([
    ['a prefix of segments, which an Ingress would compare by characters', exposure({ routes: [serve('/shop')] })],
    ['paths of which the shorter rule has to be asked first', exposure({ routes: [serve('/'), serve('/a', undefined, { match: 'exact' })] })],
    ['rewrites that differ', exposure({ routes: [
      serve('/a', undefined, { match: 'exact', action: { kind: 'serve', backends: [backend('web')], rewriteHost: 'a.example.com' } }),
      serve('/b', undefined, { match: 'exact' }),
    ] })],
  ])('is IngressRoutes for %s', (_, model) => {
    expect(rendered(model).objects.map(({ kind }) => kind)).not.toContain('Ingress');
    expect(exposureNeeds(model)).toEqual([]);
  });

  test('serves plain HTTP by the same rules where it does not redirect', () => {
    const specs = specsOf(exposure({ routes: [serve('/shop')], httpsRedirect: false }), 'IngressRoute');
    expect(specs).toMatchObject({
      'web': { entryPoints: ['websecure'], tls: { secretName: 'shop-cert' } },
      'web-http': { entryPoints: ['web'], routes: [{ services: [{ name: 'web', port: 'http' }] }] },
    });
    expect(specs['web-http']).not.toHaveProperty('tls');
  });

  test('without TLS is one IngressRoute', () => {
    expect(Object.keys(specsOf(exposure({ routes: [serve('/shop')], tls: undefined, httpsRedirect: false }), 'IngressRoute'))).toEqual(['web']);
  });

  test('comes in by the entry points that the edge names', () => {
    const edge = { ...EDGE, listeners: [{ protocol: 'HTTP', name: 'plain', port: 80 }, { protocol: 'HTTPS', name: 'secure', port: 443 }] as const };
    expect(specsOf(exposure({ edge, routes: [serve('/shop')] }), 'IngressRoute')).toMatchObject({ 'web': { entryPoints: ['secure'] }, 'web-http': { entryPoints: ['plain'] } });
    expect(rendered(exposure({ edge })).objects[0]?.metadata.annotations?.['traefik.ingress.kubernetes.io/router.entrypoints']).toBe('plain,secure');
  });

  test('asks its middlewares in one order, whoever else is named last', () => {
    const traffic = {
      ...exposure().traffic,
      sources: ['192.0.2.0/24'],
      rateLimit: { requests: 5, per: 'second', by: 'total' } as const,
      cors: { origins: ['*'], methods: ['GET'] as const, headers: [], exposedHeaders: [], credentials: false },
      requestHeaders: { set: { 'x-a': 'b' }, add: {}, remove: [] },
      maxBodyBytes: 10,
      retries: { attempts: 1, reasons: ['connectFailure'] as const },
    };
    const annotations = { 'traefik.ingress.kubernetes.io/router.middlewares': 'shop-compress@kubernetescrd,auth@file' };
    const own = ['web-sources', 'web-bucket', 'web-rate', 'web-cors', 'web-headers', 'web-body', 'web-retry'];
    const onIngress = rendered(exposure({ traffic, annotations })).objects[0]?.metadata.annotations?.['traefik.ingress.kubernetes.io/router.middlewares'];
    expect(onIngress).toBe(`${['web', ...own].map((name) => `shop-${name}@kubernetescrd`).join(',')},shop-compress@kubernetescrd,auth@file`);
    expect(specsOf(exposure({ traffic, annotations, routes: [serve('/shop')] }), 'IngressRoute')).toMatchObject({
      web: { routes: [{ middlewares: [...own, 'compress', 'auth@file'].map((name) => ({ name })) }] },
    });
  });

  test('keeps a browser at the Service and at the pod that it had, where paths are split', () => {
    const model = exposure({ routes: [serve('/', canary)], traffic: { affinity: { cookieName: 'pod' } } });
    const { objects } = rendered(model);
    expectValid(objects);
    const [[name, spec] = ['', undefined]] = Object.entries(specsOf(model, 'TraefikService'));
    expect(spec).toMatchObject({ weighted: { sticky: { cookie: { name: 'pod-split', secure: true } }, services: [{ weight: 90, sticky: { cookie: { name: 'pod' } } }, { weight: 10 }] } });
    expect(specsOf(model, 'IngressRoute')).toMatchObject({ web: { routes: [{ services: [{ kind: 'TraefikService', name }] }] } });
  });

  test('waits for each attempt no longer than the shorter of what is asked', () => {
    const model = exposure({ traffic: { timeouts: { backendSeconds: 20 }, retries: { attempts: 1, reasons: ['connectFailure'], perTrySeconds: 5 } } });
    expect(specsOf(model, 'ServersTransport')).toEqual({ web: { forwardingTimeouts: { responseHeaderTimeout: '5s' } } });
  });

  test('has a certificate asked for where no Ingress would do so', () => {
    const model = exposure({ routes: [serve('/shop')], tls: { kind: 'issuer', issuerName: 'ca', hosts: ['shop.example.com'] } });
    expectValid(rendered(model).objects);
    expect(specsOf(model, 'Certificate')).toEqual({
      'web-tls': { dnsNames: ['shop.example.com'], issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'ca' }, secretName: 'web-tls' },
    });
  });

  test('refuses a certificate for a host that it does not serve', () => {
    expect(() => rendered(exposure({ routes: [serve('/shop')], tls: { kind: 'issuer', issuerName: 'ca', hosts: ['x.example.com'] } }))).toThrow('TLS_HOST_OUTSIDE_RULES');
  });
});

describe('what Traefik cannot do of a feature that it has', () => {
  test.each([
    ['headers that are added', exposure({ traffic: { requestHeaders: { set: {}, add: { 'x-a': 'b' }, remove: [] } } }),
      'CANNOT_EXPRESS Traefik sets and removes headers, and adds none to one that is there, as `requestHeaders.add` of `x-a` would: use `set`'],
    ['retries for answers', exposure({ traffic: { retries: { attempts: 1, reasons: ['badGateway'] } } }), 'as `badGateway` of `retries.on` is, since 3.7 alone'],
    ['other codes of a redirect', exposure({ routes: [serve('/', undefined, { action: { kind: 'redirect', host: 'a.example.com', status: 308 } })] }),
      'CANNOT_EXPRESS Traefik redirects with 301 or 302, and path `/` asks for 308: use 301, of which other methods than GET get 308'],
    ['preflights of a path with a method', exposure({
      routes: [serve('/', undefined, { method: 'POST' })], traffic: { cors: { origins: ['*'], methods: ['POST'], headers: [], exposedHeaders: [], credentials: false } },
    }), 'browsers ask with OPTIONS first, which path `/` with `method: POST` does not take'],
    ['a limit of bodies in front of gRPC', exposure({ routes: [serve('/shop', [grpc])], traffic: { maxBodyBytes: 5 } }), 'which ends the streams of gRPC to `rpc`'],
    ['a cookie beside IP hash', exposure({ traffic: { affinity: { cookieName: 'a' }, loadBalancing: 'ipHash' } }), 'which looks at no cookie: choose one of them'],
    ['records without an address', exposure({ routes: [serve('/shop')], dns: { prefix: 'x/', targets: [] } }), 'external-dns finds no address on an IngressRoute'],
    ['annotations of an Ingress that is not there', exposure({ routes: [serve('/shop')], annotations: { 'traefik.ingress.kubernetes.io/router.priority': '5' } }),
      'annotation `traefik.ingress.kubernetes.io/router.priority` is for an Ingress'],
    ['Middlewares of another namespace', exposure({ routes: [serve('/shop')], annotations: { 'traefik.ingress.kubernetes.io/router.middlewares': 'infra-auth@kubernetescrd' } }),
      '`infra-auth@kubernetescrd` of annotation `traefik.ingress.kubernetes.io/router.middlewares` is of another one: write one there'],
    ['a port that no entry point has', stream({ port: 6379 }),
      'CANNOT_EXPRESS Traefik takes TCP port `6379` in by an entry point of its operator\'s, and the edge names none with that port: '
      + 'add `EdgeListener.tcp(\'NAME\', 6379)` to its `listeners`, with the name of the entry point'],
    ['a UDP port by the name of one for TCP', stream({ protocol: 'UDP', port: 5432 }), 'add `EdgeListener.udp(\'NAME\', 5432)`'],
    ['clients of UDP', stream({ protocol: 'UDP', port: 5353, sources: ['192.0.2.0/24'] }), 'Traefik has no middleware for UDP that would look at `sources`'],
  ])('is one gap: %s', (_, model, text) => {
    const { gaps, objects } = rendered(model);
    expect(gaps).toEqual([expect.stringContaining(text)]);
    expectValid(objects);
  });
});
