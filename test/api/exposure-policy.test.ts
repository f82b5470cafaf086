import { allowedFlows, STRANGERS } from './flows';
import { Shop, statefulSet } from './shop';
import { Edge, Exposure, Path, Port, SecureMicroservice, Service, Tls, Workload } from '../../src';
import { block, pod } from '../reachability/world';

const PODS: readonly object[] = [
  ...STRANGERS,
  pod('traefik/proxy', { labels: { 'app.kubernetes.io/name': 'traefik' } }),
  pod('haproxy-controller/proxy', { labels: { 'app.kubernetes.io/name': 'kubernetes-ingress' } }),
  pod('other/fake', { labels: { 'app.kubernetes.io/name': 'traefik' } }),
  pod('traefik/dashboard'),
];
const ENDS = ['traefik/proxy', 'haproxy-controller/proxy', 'other/fake', 'traefik/dashboard', 'shop/stranger', '203.0.113.9', '2001:db8::9'];
const PORTS = ['80/TCP', '8080/TCP', '8080/UDP', '8081/TCP', '443/TCP', '9100/TCP'];
const FACTS = { podCidrs: [block('10.244.0.0/16')] };
const HOSTS = { hosts: ['a.example.com'] };

/** The flows from outside the App that an App lets in. */
function entered(shop: Shop, managed: string[], others: string[] = ENDS): string[] {
  return allowedFlows(shop.world(PODS, FACTS), { managed, others, ports: PORTS });
}

describe('an exposure', () => {
  test('lets in the controller of its edge, on the container\'s port, and nobody else', () => {
    const shop = new Shop();
    shop.service('web').expose('x', HOSTS);
    expect(entered(shop, ['shop/web'])).toEqual(['traefik/proxy > shop/web on 8080/TCP']);
  });

  test('lets in the controller of the edge that it names, not that of the first', () => {
    const shop = new Shop();
    shop.service('web').expose('x', { ...HOSTS, edge: 'private' });
    expect(entered(shop, ['shop/web'])).toEqual(['haproxy-controller/proxy > shop/web on 8080/TCP']);
  });

  test('of several lets in each controller on the port of its own exposure', () => {
    const shop = new Shop();
    const web = shop.service('web', { ports: [Port.http(8080, { servicePort: 80 }), Port.http(8081, { name: 'admin', servicePort: 81 })] });
    web.expose('x', HOSTS);
    web.expose('y', { hosts: ['admin.example.com'], edge: 'private', port: 'admin' });
    web.expose('z', { hosts: ['z.example.com'] });
    expect(entered(shop, ['shop/web'])).toEqual(['haproxy-controller/proxy > shop/web on 8081/TCP', 'traefik/proxy > shop/web on 8080/TCP']);
    expect(shop.spec('NetworkPolicy', 'web')['ingress']).toHaveLength(2);
  });

  test('lets the controller in to those who serve its paths, and not to those who do not', () => {
    const shop = new Shop();
    const [web, api] = [shop.service('web'), shop.service('api', { ports: [Port.http(8080), Port.http(8081, { name: 'beta' })] })];
    shop.service('db');
    web.expose('x', { ...HOSTS, paths: [Path.prefix('/api', { target: api.port('beta') }), Path.prefix('/v2', { target: api })] });
    expect(entered(shop, ['shop/web', 'shop/api', 'shop/db'])).toEqual(['traefik/proxy > shop/api on 8080/TCP', 'traefik/proxy > shop/api on 8081/TCP']);
  });

  test('opens the own policy of somebody else\'s workload, and never isolates one without', () => {
    const shop = new Shop();
    const paths = [true, false].map((ownPolicy) => {
      const name = ownPolicy ? 'closed' : 'open';
      const workload = statefulSet(shop.chart, name, { app: name });
      return Path.prefix(`/${name}`, { target: Workload.fromExisting(shop.chart, name, { workload, ports: [Port.http(8080)], serviceName: name, ownPolicy }) });
    });
    shop.service('web').expose('x', { ...HOSTS, paths });
    expect(entered(shop, ['shop/closed'])).toEqual(['traefik/proxy > shop/closed on 8080/TCP']);
    expect(shop.world(PODS, FACTS).verdict('shop/stranger', 'shop/open', 1)).toBe('allowed');
  });

  test('that was refused opens nothing', () => {
    const shop = new Shop();
    const [web, api] = [shop.service('web'), shop.service('api', { service: Service.none() })];
    const before = shop.app.synthYaml();
    expect(() => web.expose('x', { ...HOSTS, paths: [Path.prefix('/'), Path.prefix('/api', { target: api })] })).toThrow(/SERVICE_MISSING/);
    expect(() => web.expose('y', { ...HOSTS, tls: Tls.secret('a', { hosts: ['b.example'] }) })).toThrow(/TLS_HOST_OUTSIDE_RULES/);
    expect(shop.app.synthYaml()).toBe(before);
  });
});

describe('an edge outside the cluster lets in its addresses and nobody else', () => {
  const flowsOf = (edge: Edge, ends: string[]): string[] => {
    const shop = new Shop({ edges: [edge] });
    shop.service('web').expose('x', HOSTS);
    return entered(shop, ['shop/web'], [...ends, 'shop/stranger']);
  };

  test('the AWS load balancer, from its subnets, v4 and v6', () => {
    const edge = Edge.awsAlb('public', { subnetCidrs: ['10.0.16.0/20', '2001:db8:16::/64'] });
    expect(flowsOf(edge, ['10.0.16.1', '10.0.32.1', '2001:db8:16::1', '2001:db8:17::1'])).toEqual([
      '10.0.16.1 > shop/web on 8080/TCP', '2001:db8:16::1 > shop/web on 8080/TCP',
    ]);
  });

  test('the Ingress of GKE, from Google\'s front ends and health checks', () => {
    expect(flowsOf(Edge.gce('public'), ['130.211.0.1', '130.211.4.1', '35.191.0.1', '35.192.0.1'])).toEqual([
      '130.211.0.1 > shop/web on 8080/TCP', '35.191.0.1 > shop/web on 8080/TCP',
    ]);
  });

  test('the internal Ingress of GKE, from the proxy-only subnet as well', () => {
    const edge = Edge.gce('public', { ingressClass: 'gce-internal', proxySubnetCidrs: ['10.9.0.0/24'] });
    expect(flowsOf(edge, ['10.9.0.1', '10.9.1.1', '35.191.0.1'])).toEqual(['10.9.0.1 > shop/web on 8080/TCP', '35.191.0.1 > shop/web on 8080/TCP']);
  });

  test('any other, from the CIDRs that are given', () => {
    expect(flowsOf(Edge.custom('public', { ingressClass: 'f5', cidrs: ['192.0.2.0/28'] }), ['192.0.2.1', '192.0.2.17'])).toEqual(['192.0.2.1 > shop/web on 8080/TCP']);
  });
});

test('an edge in pods of its own is found by the namespace and labels that are given', () => {
  const shop = new Shop({ edges: [Edge.kong('public', { namespaceName: 'other', podLabels: { app: 'fake' } }), Edge.custom('b', { ingressClass: 'b', namespaceName: 'traefik', podLabels: { app: 'dashboard' } })] });
  const web = shop.service('web');
  web.expose('x', HOSTS);
  web.expose('y', { ...HOSTS, edge: 'b' });
  const others = [...STRANGERS, pod('other/fake'), pod('traefik/dashboard'), pod('traefik/proxy')];
  expect(allowedFlows(shop.world(others), { managed: ['shop/web'], others: ['other/fake', 'traefik/dashboard', 'traefik/proxy'], ports: ['8080/TCP'] }))
    .toEqual(['other/fake > shop/web on 8080/TCP', 'traefik/dashboard > shop/web on 8080/TCP']);
});

describe('what a controller reads from the Service', () => {
  const annotated = (edge: Edge, port: Port, use: (web: SecureMicroservice) => Exposure | undefined = (web) => web.expose('x', HOSTS), annotations?: Record<string, string>) => {
    const shop = new Shop({ edges: [edge] });
    use(shop.service('web', { ports: [port], service: Service.clusterIp({ annotations }) }));
    return shop.named('Service', 'web').metadata.annotations;
  };

  test.each([
    ['Kong, of gRPC', Edge.kong('public'), Port.grpc(8080), { 'konghq.com/protocol': 'grpc' }],
    ['Kong, of HTTPS', Edge.kong('public'), Port.https(8080), { 'konghq.com/protocol': 'https' }],
    ['Kong, of HTTP', Edge.kong('public'), Port.http(8080), undefined],
    ['Traefik, of gRPC', Edge.traefik('public'), Port.grpc(8080), { 'traefik.ingress.kubernetes.io/service.serversscheme': 'h2c' }],
    ['GKE, of HTTPS', Edge.gce('public'), Port.https(8080), { 'cloud.google.com/app-protocols': '{"https":"HTTPS"}' }],
  ])('%s', (_, edge, port, expected) => {
    expect(annotated(edge, port)).toEqual(expected);
  });

  test('is not there until there is an exposure', () => {
    expect(annotated(Edge.kong('public'), Port.grpc(8080), () => undefined)).toBeUndefined();
  });

  test('stands beside what the user has put there', () => {
    expect(annotated(Edge.kong('public'), Port.grpc(8080), undefined, { team: 'front' })).toEqual({ 'konghq.com/protocol': 'grpc', 'team': 'front' });
  });

  test('is a finding where the user has said otherwise', () => {
    expect(() => annotated(Edge.kong('public'), Port.grpc(8080), undefined, { 'konghq.com/protocol': 'http' })).toThrow(/annotate that with `konghq.com\/protocol: grpc` \(CANNOT_EXPRESS\)/);
  });

  test('is a finding where the Service is somebody else\'s, and names the annotation', () => {
    const shop = new Shop({ edges: [Edge.kong('public')] });
    const workload = statefulSet(shop.chart, 'files', { app: 'files' });
    const files = Workload.fromExisting(shop.chart, 'Files', { workload, ports: [Port.grpc(9000)], serviceName: 'files' });
    shop.service('web').expose('x', { ...HOSTS, paths: [Path.prefix('/', { target: files })] });
    expect(shop.findings().join('\n')).toMatch(/^\[shop\/web\/x\] .*`konghq.com\/protocol: grpc`.*CANNOT_EXPRESS/);
  });

  test.each([['http', 'grpc'], ['grpc', 'http']])('is a finding where two exposures need different words for one Service: %s, then %s', (...names) => {
    const shop = new Shop({ edges: [Edge.kong('public')] });
    const web = shop.service('web', { ports: [Port.http(8080), Port.grpc(9000)] });
    names.forEach((port) => web.expose(port, { hosts: [`${port}.example.com`], port }));
    expect(shop.findings().join('\n')).toMatch(/its controller talks one protocol to all ports of a Service.*CANNOT_EXPRESS/);
  });

  test('gRPC without TLS through GKE is a finding', () => {
    expect(() => annotated(Edge.gce('public'), Port.grpc(8080))).toThrow(/GKE Ingress talks HTTP\/2 to pods over TLS only.*CANNOT_EXPRESS/);
  });
});
