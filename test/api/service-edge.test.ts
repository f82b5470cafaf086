import { ApiObject } from 'cdk8s';
import { allowedFlows } from './flows';
import { Shop, thrownBy } from './shop';
import {
  AlbScheme, ClusterProfileProps, DnsRecord, Edge, ExposureProps, Peer, Port, Service, Split, StreamExposureProps, TrafficPolicy,
} from '../../src';
import { SERVICE_EDGE_CAPABILITIES } from '../../src/dialects/service/capabilities';
import { serviceEdgeGaps } from '../../src/dialects/service/edge';
import { ServiceEdge } from '../../src/model/edge';
import { StreamModel } from '../../src/model/exposure';
import { askedFeatures } from '../../src/model/feature';

const SOURCES = ['203.0.113.0/24', '2001:db8::/32'];
const CLIENTS = ['203.0.113.9', '2001:db8::9', '198.51.100.9', '10.0.1.7', '192.0.2.10'];

/** An App with a database that is exposed on an edge of Services, and nothing else. */
function exposed(edge: Edge, props: Partial<StreamExposureProps> = {}, profile: ClusterProfileProps = {}): Shop {
  const shop = new Shop({ edges: [edge], ...profile });
  database(shop).exposeStream('lan', { edgePort: 6432, ...props });
  return shop;
}

function database(shop: Shop) {
  return shop.service('db', { ports: [Port.tcp(5432, { name: 'postgres' }), Port.udp(5433, { name: 'beat' }), Port.metrics(9187)] });
}

function lets(shop: Shop, ports = ['5432/TCP', '6432/TCP', '5433/UDP', '9187/TCP']): string[] {
  return allowedFlows(shop.world(), { managed: ['shop/db'], others: CLIENTS, ports });
}

describe('a load balancer of its own', () => {
  const edge = Edge.loadBalancer('lan', { loadBalancerClass: 'io.cilium/l2-announcer', annotations: { 'lbipam.cilium.io/ips': '192.0.2.50' }, sources: SOURCES });

  test('is one Service for the one port, under the number of the edge, with what the edge says', () => {
    expect(exposed(edge).named('Service', 'db-lan')).toMatchInlineSnapshot(`
     {
       "apiVersion": "v1",
       "kind": "Service",
       "metadata": {
         "annotations": {
           "lbipam.cilium.io/ips": "192.0.2.50",
         },
         "labels": {
           "app.kubernetes.io/instance": "db",
           "app.kubernetes.io/managed-by": "cdk8s-reach",
           "app.kubernetes.io/name": "db",
           "app.kubernetes.io/part-of": "shop",
         },
         "name": "db-lan",
         "namespace": "shop",
       },
       "spec": {
         "externalTrafficPolicy": "Local",
         "ipFamilyPolicy": "PreferDualStack",
         "loadBalancerClass": "io.cilium/l2-announcer",
         "loadBalancerSourceRanges": [
           "2001:db8::/32",
           "203.0.113.0/24",
         ],
         "ports": [
           {
             "name": "postgres",
             "port": 6432,
             "protocol": "TCP",
             "targetPort": "postgres",
           },
         ],
         "selector": {
           "app.kubernetes.io/instance": "db",
           "app.kubernetes.io/name": "db",
         },
         "type": "LoadBalancer",
       },
     }
    `);
  });

  test('opens the pods for its sources, on the container\'s port, and the whole App is proved', () => {
    const shop = exposed(edge);
    expect(lets(shop)).toEqual(['2001:db8::9 > shop/db on 5432/TCP', '203.0.113.9 > shop/db on 5432/TCP']);
    expect(shop.findings()).toEqual([]);
  });

  test('of a stream that names its own sources opens for those alone', () => {
    expect(lets(exposed(edge, { sources: ['198.51.100.0/24'] }))).toEqual(['198.51.100.9 > shop/db on 5432/TCP']);
  });

  test('carries UDP as well', () => {
    expect(lets(exposed(edge, { port: 'beat', edgePort: 7000 }))).toEqual(['2001:db8::9 > shop/db on 5433/UDP', '203.0.113.9 > shop/db on 5433/UDP']);
  });

  test('that nobody may use is a finding, in the words of streams', () => {
    expect(exposed(Edge.loadBalancer('lan')).findings())
      .toEqual([expect.stringMatching(/^\[shop\/db\] Service `db-lan` .* lets nobody in: give `sources` to the stream or to its edge.*\(SOURCE_MISSING\)$/)]);
  });

  test('behind which pods see nodes opens for the nodes', () => {
    const cluster = Edge.loadBalancer('lan', { sources: SOURCES, trafficPolicy: TrafficPolicy.CLUSTER, allocateNodePorts: true });
    const shop = exposed(cluster, {}, { nodeCidrs: ['192.0.2.0/24'] });
    expect(lets(shop)).toEqual(['192.0.2.10 > shop/db on 5432/TCP']);
    expect(shop.spec('Service', 'db-lan')).toMatchObject({ allocateLoadBalancerNodePorts: true, externalTrafficPolicy: 'Cluster' });
  });

  test('that dials pods itself shows them its own addresses, and holds the clients to their sources', () => {
    const shop = exposed(Edge.loadBalancer('lan', { sources: SOURCES, dialsFrom: ['10.0.1.0/24'] }));
    expect(lets(shop)).toEqual(['10.0.1.7 > shop/db on 5432/TCP']);
    expect(shop.spec('Service', 'db-lan')['loadBalancerSourceRanges']).toEqual(['2001:db8::/32', '203.0.113.0/24']);
    expect(shop.findings()).toEqual([]);
  });

  test('needs no other Service of the microservice', () => {
    const shop = new Shop({ edges: [edge] });
    shop.service('db', { ports: [Port.tcp(5432)], service: Service.none() }).exposeStream('lan', { edgePort: 5432, name: 'pg' });
    expect(shop.kind('Service').map(({ metadata }) => metadata.name)).toEqual(['pg']);
  });

  test('is found by callers inside under its own number where no other Service offers the port', () => {
    const shop = new Shop({ edges: [edge] });
    const db = shop.service('db', { ports: [Port.tcp(5432)], service: Service.none() });
    db.exposeStream('lan', { edgePort: 6432 });
    shop.service('web').connections.allowTo(db, { env: 'DB' });
    expect(shop.env('web')).toEqual({ DB: 'db-lan:6432' });
  });

  test('two of which may have the same port, since each has its address', () => {
    const shop = exposed(edge);
    shop.service('other', { ports: [Port.tcp(5432)] }).exposeStream('lan', { edgePort: 6432 });
    expect(shop.findings()).toEqual([]);
  });
});

describe('a Network Load Balancer of AWS', () => {
  const nlb = (annotations?: Record<string, string>) => Edge.awsNlb('lan', { subnetCidrs: ['10.0.1.0/24'], sources: SOURCES, scheme: AlbScheme.INTERNET_FACING, annotations });
  const prefix = 'service.beta.kubernetes.io/aws-load-balancer-';

  test('is asked for in ip mode, by class and annotations', () => {
    const shop = exposed(nlb());
    expect(shop.named('Service', 'db-lan').metadata.annotations).toEqual({ [`${prefix}nlb-target-type`]: 'ip', [`${prefix}scheme`]: 'internet-facing' });
    expect(shop.spec('Service', 'db-lan')).toMatchObject({ loadBalancerClass: 'service.k8s.aws/nlb', allocateLoadBalancerNodePorts: false });
  });

  test('is dual stack where its subnets are', () => {
    const edge = Edge.awsNlb('lan', { subnetCidrs: ['10.0.1.0/24', '2600:1f13::/64'], sources: SOURCES });
    expect(exposed(edge).named('Service', 'db-lan').metadata.annotations).toMatchObject({ [`${prefix}ip-address-type`]: 'dualstack' });
  });

  test('shows pods its own addresses over TCP, unless it is told to keep those of clients', () => {
    expect(lets(exposed(nlb()))).toEqual(['10.0.1.7 > shop/db on 5432/TCP']);
    expect(lets(exposed(nlb({ [`${prefix}target-group-attributes`]: 'preserve_client_ip.enabled=true' }))))
      .toEqual(['10.0.1.7 > shop/db on 5432/TCP', '2001:db8::9 > shop/db on 5432/TCP', '203.0.113.9 > shop/db on 5432/TCP']);
  });

  test('keeps clients over UDP, and needs a port for its health checks', () => {
    const udp = { port: 'beat', edgePort: 7000 };
    expect(exposed(nlb(), udp).findings()).toEqual([expect.stringMatching(/^\[shop\/db\/lan\] exposure `db-lan` on edge `lan`: .*over TCP.*healthcheck-port`.*\(CANNOT_EXPRESS\)$/)]);
    const sound = exposed(nlb({ [`${prefix}healthcheck-port`]: '9187' }), udp);
    expect(lets(sound, ['5433/UDP'])).toEqual(['10.0.1.7 > shop/db on 5433/UDP', '2001:db8::9 > shop/db on 5433/UDP', '203.0.113.9 > shop/db on 5433/UDP']);
    expect(sound.findings()).toEqual([]);
  });

  test('without subnets is refused', () => {
    expect(thrownBy(() => Edge.awsNlb('lan', { subnetCidrs: [] }))).toMatch(/edge `lan` needs the CIDRs .*\(CLUSTER_PROFILE_INVALID\)$/);
  });
});

describe('a port of the nodes', () => {
  const edge = Edge.nodePort('nodes', { sources: SOURCES });

  test('is the edge port, and leads to the port under its own number', () => {
    const shop = exposed(edge, { edgePort: 30432 });
    expect(shop.spec('Service', 'db-lan')).toMatchObject({ type: 'NodePort', ports: [{ port: 5432, nodePort: 30432, targetPort: 'postgres' }] });
    expect(lets(shop)).toEqual(['2001:db8::9 > shop/db on 5432/TCP', '203.0.113.9 > shop/db on 5432/TCP']);
    expect(shop.findings()).toEqual([]);
  });

  test('outside the range of the cluster is refused', () => {
    expect(thrownBy(() => exposed(edge, { edgePort: 6432 }))).toMatch(/node port `6432` .* 30000 to 32767 \(NODE_PORT_OUT_OF_RANGE\)$/);
  });

  test('that two apps want is a finding', () => {
    const shop = exposed(edge, { edgePort: 30432 });
    shop.service('other', { ports: [Port.tcp(5432)] }).exposeStream('lan', { edgePort: 30432 });
    expect(shop.findings()).toEqual([expect.stringMatching(/^\[shop\/other\/lan\] `port 30432\/TCP` is exposed by `shop\/db\/lan` as well.*\(EXPOSURE_COLLISION\)$/)]);
  });

  test('behind which pods see nodes is held by nobody', () => {
    const cluster = Edge.nodePort('nodes', { sources: SOURCES, trafficPolicy: TrafficPolicy.CLUSTER });
    expect(exposed(cluster, { edgePort: 30432 }, { nodeCidrs: ['192.0.2.0/24'] }).findings()).toEqual([expect.stringMatching(/shows nodes to its pods.*\(CANNOT_EXPRESS\)$/)]);
  });
});

describe('the records of external-dns', () => {
  const edge = Edge.loadBalancer('lan', { sources: SOURCES });

  test('are annotations of the Service, in the words of its version', () => {
    const dns = DnsRecord.of({ hosts: ['pg.example.com', 'db.example.com'], ttlSeconds: 60, targets: ['192.0.2.50'] });
    expect(exposed(edge, { dns }).named('Service', 'db-lan').metadata.annotations).toEqual({
      'external-dns.kubernetes.io/hostname': 'db.example.com,pg.example.com',
      'external-dns.kubernetes.io/target': '192.0.2.50',
      'external-dns.kubernetes.io/ttl': '60',
    });
    const old = exposed(edge, { dns: DnsRecord.of({ hosts: ['db.example.com'] }) }, { externalDnsPrefix: 'external-dns.alpha.kubernetes.io/' });
    expect(old.named('Service', 'db-lan').metadata.annotations).toEqual({ 'external-dns.alpha.kubernetes.io/hostname': 'db.example.com' });
  });

  test('without a name are a gap', () => {
    expect(exposed(edge, { dns: DnsRecord.of() }).findings()).toEqual([expect.stringMatching(/`dns` has no name .*DnsRecord\.of\(\{ hosts.*\(CANNOT_EXPRESS\)$/)]);
  });

  test('of an exposure with hosts cannot have others', () => {
    const props: ExposureProps = { hosts: ['a.example.com'], dns: DnsRecord.of({ hosts: ['b.example.com'] }) };
    expect(thrownBy(() => new Shop().service('web').expose('x', props))).toMatch(/`a.example.com` name hosts of their own, `b.example.com`.*\(EXPOSURE_INVALID\)$/);
    expect(thrownBy(() => DnsRecord.of({ hosts: [] }))).toMatch(/EXPOSURE_INVALID/);
  });
});

describe('what a Service cannot do', () => {
  const edge = Edge.loadBalancer('lan', { sources: SOURCES });

  test('names of TLS are a gap, and no Service comes of it', () => {
    const shop = exposed(edge, { hosts: ['db.example.com'] });
    expect(shop.findings()).toEqual([expect.stringMatching(/the stream on TLS port `6432` is beyond a load balancer alone: a Service sees no names.*\(CANNOT_EXPRESS\)$/)]);
    const written = shop.app.node.findAll().filter(ApiObject.isApiObject).map(({ kind, name }) => `${kind} ${name}`);
    expect(written.filter((text) => text.startsWith('Service '))).toEqual(['Service db']);
  });

  test('weights are a gap, and so is another target', () => {
    const shop = new Shop({ edges: [edge] });
    const [one, two] = [shop.service('one', { ports: [Port.tcp(5432)] }), shop.service('two', { ports: [Port.tcp(5432)] })];
    one.exposeStream('both', { edgePort: 1, split: [Split.of(one, 90), Split.of(two, 10)] });
    one.exposeStream('other', { edgePort: 2, split: [Split.of(two, 1)] });
    expect(shop.findings()).toEqual([
      expect.stringMatching(/`split` of port `1` is beyond a load balancer alone: a Service shares connections out evenly.*\(CANNOT_EXPRESS\)$/),
      expect.stringMatching(/its Service is one of the microservice itself, and cannot lead to `two`.*\(CANNOT_EXPRESS\)$/),
    ]);
  });

  test('HTTP is refused, and the controller of the edge is nobody', () => {
    const shop = new Shop({ edges: [edge] });
    const web = shop.service('web');
    expect(thrownBy(() => web.expose('x', { hosts: ['a.example.com'] }))).toMatch(/edge `lan` is a Service.*\(EXPOSURE_INVALID\)$/);
    web.connections.allowFrom(Peer.ingressController('lan'));
    expect(web.networkPolicy.toJson()).toMatchObject({ spec: { ingress: [] } });
    expect(shop.findings()).toEqual([expect.stringMatching(/edge `lan`, which is a Service and has none.*\(CANNOT_EXPRESS\)$/)]);
  });

  const model: ServiceEdge = { api: 'service', name: 'lan', controllers: [], type: 'loadBalancer', trafficPolicy: 'Local', sourceRanges: [], annotations: {} };
  const backend = { namespace: 'shop', serviceName: 'db', servicePortName: 'pg', servicePort: 5432, weight: 1 };
  const stream: StreamModel = {
    kind: 'stream', name: 'db', namespace: 'shop', labels: {}, annotations: {}, edge: model, protocol: 'TCP', port: 1, hosts: [], backends: [backend],
  };
  const asked: readonly StreamModel[] = [
    stream,
    { ...stream, protocol: 'UDP' },
    { ...stream, protocol: 'TLS', hosts: ['*.example.com'] },
    { ...stream, backends: [backend, { ...backend, serviceName: 'other', namespace: 'elsewhere' }] },
    { ...stream, sources: ['192.0.2.0/24'], dns: { prefix: 'x/', targets: ['192.0.2.1'], hosts: ['db.example.com'] } },
  ];

  test('is a gap, once for each feature that a stream can ask for and the table denies', () => {
    for (const one of asked) {
      const denied = askedFeatures(one).filter(({ feature }) => SERVICE_EDGE_CAPABILITIES[feature].support === 'no');
      expect(serviceEdgeGaps(one, model)).toHaveLength(denied.length);
    }
    const features = new Set(asked.flatMap((one) => askedFeatures(one).map(({ feature }) => feature)));
    expect([...features].filter((feature) => /^(stream|dns)\./.test(feature)).sort())
      .toEqual(['dns.records', 'dns.target', 'stream.sources', 'stream.tcp', 'stream.tls', 'stream.udp', 'stream.weights']);
  });
});
