import { Chart, JsonPatch } from 'cdk8s';
import { only, Shop, yamlOf } from './shop';
import { Edge, ExposedApp, ExposedAppProps, Health, Path, Port, Tls } from '../../src';

const WEB = { image: 'ghcr.io/acme/web:3.2.1', ports: [Port.http(3000, { servicePort: 80 })], health: Health.http({ live: '/livez', ready: '/readyz' }) };
const HOST = { hosts: ['shop.example.com'] };

/** The Ingress of an exposed app, and what is written beside it. */
function exposed(props: Partial<ExposedAppProps>, edge: Edge = Edge.traefik('public')): { shop: Shop; app: ExposedApp } {
  const shop = new Shop({ edges: [edge] });
  return { shop, app: new ExposedApp(shop.chart, 'web', { ...WEB, ...HOST, ...props }) };
}

describe('an ExposedApp', () => {
  test('is a SecureMicroservice with one expose() under its own name', () => {
    const { shop: one } = exposed({ tls: Tls.secret('cert'), paths: [Path.exact('/'), Path.prefix('/api')] });
    const two = new Shop({ edges: [Edge.traefik('public')] });
    two.service('web', WEB).expose('Any', { ...HOST, name: 'web', tls: Tls.secret('cert'), paths: [Path.exact('/'), Path.prefix('/api')] });
    expect(one.app.synthYaml()).toBe(two.app.synthYaml());
  });

  test('gives a Deployment, a ServiceAccount, a Service, an Ingress, a policy and a disruption budget that agree with each other', () => {
    const { shop } = exposed({ tls: Tls.clusterIssuer('letsencrypt-prod'), resources: { cpuRequest: '50m' } });
    expect(shop.manifests().map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
      'Deployment web', 'Ingress web', 'Middleware web', 'NetworkPolicy acme-http01-solver', 'NetworkPolicy web', 'PodDisruptionBudget web', 'Service web', 'ServiceAccount web',
    ]);
    expect(yamlOf(...shop.kind('Service'), ...shop.kind('Ingress'), ...shop.kind('NetworkPolicy'))).toMatchSnapshot();
    const [rule] = shop.spec('Ingress', 'web')['rules'] as { http: { paths: { backend: { service: { name: string; port: { name: string } } } }[] } }[]; // an Ingress
    const { name, port } = only(rule?.http.paths ?? []).backend.service;
    const offered = shop.spec('Service', name)['ports'] as { name: string; targetPort: string }[]; // a Service
    expect(only(offered.filter((each) => each.name === port.name)).targetPort).toBe('http');
  });

  test('can be exposed once more', () => {
    const { shop, app } = exposed({ tls: Tls.secret('cert') });
    app.expose('Admin', { hosts: ['admin.example.com'], tls: Tls.secret('admin-cert') });
    expect(shop.kind('Ingress').map(({ metadata }) => metadata.name)).toEqual(['web', 'web-admin']);
    expect(app.exposure.hosts).toEqual(['shop.example.com']);
  });
});

describe('the name of an exposure', () => {
  test('is that of the microservice with the id behind it, or the one that is given', () => {
    const shop = new Shop();
    const web = shop.service('web', { name: 'front' });
    const [admin, other] = [web.expose('Admin', { hosts: ['admin.example.com'] }), web.expose('x', { hosts: ['x.example.com'], name: 'other' })];
    expect([admin, other].map(({ ingress }) => ingress?.name)).toEqual(['front-admin', 'other']);
    expect(admin.node.path).toBe('shop/web/Admin');
  });

  test('is a finding where two have it', () => {
    const shop = new Shop();
    const web = shop.service('web');
    web.expose('a', { hosts: ['a.example.com'], name: 'same' });
    web.expose('b', { hosts: ['b.example.com'], name: 'same' });
    expect(shop.findings()).toEqual([expect.stringMatching(/^\[shop\/web\/b\] Ingress `same` .*NAME_COLLISION/)]);
  });
});

describe('the hosts and paths of an exposure', () => {
  test('are sorted, each once, and every host serves every path', () => {
    const shop = new Shop();
    const web = shop.service('web');
    const hosts = ['b.example.com', '*.a.example.com', 'b.example.com'];
    web.expose('x', { hosts, edge: 'private', paths: [Path.prefix('/z'), Path.exact('/a'), Path.prefix('/a'), Path.prefix('/z')] });
    const rules = shop.spec('Ingress', 'web-x')['rules'] as { host: string; http: { paths: { path: string; pathType: string }[] } }[]; // an Ingress
    expect(rules.map(({ host, http }) => [host, http.paths.map(({ path, pathType }) => `${pathType} ${path}`)])).toEqual([
      ['*.a.example.com', ['Exact /a', 'Prefix /a', 'Prefix /z']],
      ['b.example.com', ['Exact /a', 'Prefix /a', 'Prefix /z']],
    ]);
  });

  test('may be served by other microservices of the namespace and by other ports, at the Services that offer them', () => {
    const shop = new Shop();
    const [web, api] = [shop.service('web', { ports: [Port.http(8080), Port.http(8081, { name: 'admin' })] }), shop.service('api')];
    const paths = [Path.prefix('/'), Path.prefix('/api', { target: api }), Path.prefix('/metrics', { target: shop.service('meter', { ports: [Port.metrics(9100)], health: undefined }).port('metrics') })];
    web.expose('x', { hosts: ['a.example.com'], edge: 'private', paths, port: 'admin' });
    expect(yamlOf(shop.spec('Ingress', 'web-x'))).toMatchSnapshot();
  });

  test('two of one host on two edges are no collision, nor an exact path beside a prefix', () => {
    const shop = new Shop();
    const web = shop.service('web');
    web.expose('a', { hosts: ['a.example.com'] });
    web.expose('b', { hosts: ['a.example.com'], edge: 'private' });
    web.expose('c', { hosts: ['a.example.com'], paths: [Path.exact('/')] });
    expect(shop.findings()).toEqual([]);
  });
});

describe('TLS', () => {
  const ingressOf = (tls: Tls, hosts: string[] = ['b.example.com', 'a.example.com']) => {
    const { shop } = exposed({ hosts, tls });
    const { metadata, spec } = shop.named('Ingress', 'web');
    const issuers = Object.entries(metadata.annotations ?? {}).filter(([key]) => key.startsWith('cert-manager.io/'));
    return { tls: spec['tls'], issuers: Object.fromEntries(issuers) };
  };
  const both = ['a.example.com', 'b.example.com'];

  test.each([
    ['a Secret', Tls.secret('cert'), { tls: [{ hosts: both, secretName: 'cert' }], issuers: {} }],
    ['a Secret for some of the hosts', Tls.secret('cert', { hosts: ['b.example.com'] }), { tls: [{ hosts: ['b.example.com'], secretName: 'cert' }], issuers: {} }],
    ['an issuer', Tls.issuer('ours'), { tls: [{ hosts: both, secretName: 'web-tls' }], issuers: { 'cert-manager.io/issuer': 'ours' } }],
    [
      'a cluster issuer with the name of the Secret',
      Tls.clusterIssuer('theirs', { secretName: 'kept', hosts: ['a.example.com'] }),
      { tls: [{ hosts: ['a.example.com'], secretName: 'kept' }], issuers: { 'cert-manager.io/cluster-issuer': 'theirs' } },
    ],
  ])('from %s', (_, tls, expected) => {
    expect(ingressOf(tls)).toEqual(expected);
  });

  test('is not there unless it is asked for', () => {
    expect(exposed({}).shop.spec('Ingress', 'web')).not.toHaveProperty('tls');
  });

  test.each([
    [{ tls: Tls.secret('cert') }, true],
    [{ tls: Tls.secret('cert'), httpsRedirect: true }, true],
    [{ tls: Tls.secret('cert'), httpsRedirect: false }, false],
    [{}, false],
    [{ httpsRedirect: false }, false],
  ])('%j redirects plain HTTP: %s', (props, redirects) => {
    const { shop, app } = exposed(props);
    expect(shop.kind('Middleware')).toHaveLength(redirects ? 1 : 0);
    expect(app.exposure.apiObjects.map(({ kind }) => kind)).toEqual(redirects ? ['Ingress', 'Middleware'] : ['Ingress']);
  });
});

describe('an Ingress', () => {
  test('carries the annotations that the user gives, which win over ours', () => {
    const key = 'traefik.ingress.kubernetes.io/router.entrypoints';
    const { shop } = exposed({ exposureAnnotations: { [key]: 'lan', team: 'front' } });
    expect(shop.named('Ingress', 'web').metadata.annotations).toEqual({ [key]: 'lan', team: 'front' });
  });

  test('can be patched', () => {
    const { shop, app } = exposed({});
    app.exposure.ingress?.addJsonPatch(JsonPatch.add('/spec/defaultBackend', { service: { name: 'sorry', port: { number: 80 } } }));
    app.exposure.ingress?.metadata.addAnnotation('team', 'front');
    expect(shop.spec('Ingress', 'web')).toMatchObject({ defaultBackend: { service: { name: 'sorry' } } });
    expect(shop.named('Ingress', 'web').metadata.annotations).toMatchObject({ team: 'front' });
  });

  test('is in the namespace of its chart, with the class of its edge', () => {
    const shop = new Shop({ edges: [Edge.traefik('a', { ingressClass: 'outer' }), Edge.custom('b', { ingressClass: 'inner', cidrs: ['192.0.2.0/24'] })] });
    const chart: Chart = shop.chartOf('back');
    const web = new ExposedApp(chart, 'web', { ...WEB, ...HOST });
    web.expose('in', { ...HOST, edge: 'b' });
    expect(shop.kind('Ingress').map(({ metadata, spec }) => [metadata.namespace, spec['ingressClassName']])).toEqual([['back', 'outer'], ['back', 'inner']]);
  });

  test('is not there without an edge, and the finding says how to name one', () => {
    const shop = new Shop({});
    const web = new ExposedApp(shop.chart, 'web', { ...WEB, ...HOST });
    expect(web.exposure.ingress).toBeUndefined();
    expect(web.exposure.apiObjects).toEqual([]);
    expect(shop.findings()).toEqual([expect.stringMatching(/^\[shop\/web\/Exposure\] .*shop\.example\.com.*Cluster\.attach\(app, ClusterProfile\.of.*EDGE_MISSING/)]);
  });
});
