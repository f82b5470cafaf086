import { Shop, yamlOf } from './shop';
import {
  Health, IpFamily, IpFamilyPolicy, Port, SecureMicroserviceProps, Service, TrafficDistribution, TrafficPolicy,
} from '../../src';

const PORTS = [Port.http(8080, { servicePort: 80 }), Port.grpc(9000), Port.metrics(9100), Port.local(15000)];

/** One Service of a microservice with several ports, as a person reads it. */
function written(props: Partial<SecureMicroserviceProps>): string {
  const shop = new Shop({ nodeCidrs: ['192.0.2.0/24'] });
  shop.service('web', { ports: PORTS, ...props });
  return yamlOf(...shop.kind('Service'));
}

describe('a Service of every type, as it is written', () => {
  test.each([
    ['of the cluster, by default', undefined],
    ['of the cluster, with everything that can be said', Service.clusterIp({
      name: 'front',
      ports: ['grpc', 'http'],
      annotations: { team: 'front' },
      sessionAffinitySeconds: 600,
      internalTrafficPolicy: TrafficPolicy.LOCAL,
      trafficDistribution: TrafficDistribution.PREFER_SAME_ZONE,
      ipFamilies: [IpFamily.IPV6, IpFamily.IPV4],
      ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK,
      publishNotReadyAddresses: true,
    })],
    ['headless', Service.headless({ publishNotReadyAddresses: true, trafficDistribution: TrafficDistribution.PREFER_SAME_NODE })],
    ['headless, without ports', Service.headless({ ports: [] })],
    ['on a port of every node', Service.nodePort({ sourceRanges: ['203.0.113.0/24'], nodePorts: { http: 30080 } })],
    ['with a load balancer', Service.loadBalancer({
      sourceRanges: ['2001:db8::/32', '203.0.113.0/24'],
      loadBalancerClass: 'service.k8s.aws/nlb',
      allocateNodePorts: false,
      externalTrafficPolicy: TrafficPolicy.CLUSTER,
      ports: ['http'],
    })],
  ])('%s', (_, service) => {
    expect(written({ service })).toMatchSnapshot();
  });
});

describe('the ports of a Service', () => {
  test('are all that are neither local nor a range, by the names of the container\'s', () => {
    const shop = new Shop();
    shop.service('web', { ports: [...PORTS, Port.udp(10000, { endPort: 10100, name: 'rtp' })] });
    expect(shop.spec('Service', 'web')['ports']).toEqual([
      { name: 'http', port: 80, protocol: 'TCP', targetPort: 'http', appProtocol: 'http' },
      { name: 'grpc', port: 9000, protocol: 'TCP', targetPort: 'grpc', appProtocol: 'grpc' },
      { name: 'metrics', port: 9100, protocol: 'TCP', targetPort: 'metrics', appProtocol: 'http' },
    ]);
  });

  test('find a container port of that name and protocol, every one', () => {
    const shop = new Shop();
    shop.service('web', { ports: [...PORTS, Port.udp(5353, { name: 'gossip' }), Port.sctp(3868)] });
    const { template } = shop.spec('Deployment', 'web') as { template: { spec: { containers: { ports: { name: string; protocol: string }[] }[] } } }; // a Deployment
    const declared = template.spec.containers.flatMap(({ ports }) => ports.map(({ name, protocol }) => `${name}/${protocol}`));
    const offered = shop.spec('Service', 'web')['ports'] as { targetPort: string; protocol: string }[]; // a Service
    expect(offered).toHaveLength(5);
    offered.forEach(({ targetPort, protocol }) => expect(declared).toContain(`${targetPort}/${protocol}`));
  });

  test('may share a number where the protocols differ', () => {
    const shop = new Shop();
    shop.service('dns', { ports: [Port.udp(5353, { servicePort: 53 }), Port.tcp(5354, { servicePort: 53 })] });
    expect(shop.spec('Service', 'dns')['ports']).toMatchObject([{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }]);
  });
});

describe('the selector of a Service', () => {
  test('is what the pods carry, and what the Deployment selects', () => {
    const shop = new Shop();
    shop.service('web', { selectorLabels: { app: 'front' }, podLabels: { tier: 'front' } });
    const deployment = shop.spec('Deployment', 'web') as { selector: { matchLabels: object }; template: { metadata: { labels: object } } }; // a Deployment
    expect(shop.spec('Service', 'web')['selector']).toEqual({ app: 'front' });
    expect(deployment.selector.matchLabels).toEqual({ app: 'front' });
    expect(deployment.template.metadata.labels).toMatchObject({ app: 'front' });
  });
});

describe('how many Services a microservice has', () => {
  test('none without ports, with local ones only, or where none is wanted', () => {
    const shop = new Shop();
    const none = [
      shop.service('a', { ports: [] }),
      shop.service('b', { ports: [Port.local(9000)], health: Health.exec({ live: ['a'], ready: ['b'] }) }),
      shop.service('c', { service: Service.none() }),
    ];
    expect(none.map(({ service }) => service)).toEqual([undefined, undefined, undefined]);
    expect(shop.kind('Service')).toEqual([]);
  });

  test('a headless one without ports where it is asked for, to name the pods', () => {
    const shop = new Shop();
    shop.service('worker', { ports: [], service: Service.headless({ ports: [] }) });
    expect(shop.spec('Service', 'worker')).not.toHaveProperty('ports');
    expect(shop.spec('Service', 'worker')).toMatchObject({ clusterIP: 'None' });
  });

  test('as many as are added, named after the microservice and the id unless they have a name', () => {
    const shop = new Shop();
    const web = shop.service('web', { name: 'front' });
    const added = [web.addService('Headless', Service.headless()), web.addService('Lan', Service.clusterIp({ name: 'lan' })), web.addService('rpc-2', Service.clusterIp())];
    expect(added.map(({ name }) => name)).toEqual(['front-headless', 'lan', 'front-rpc-2']);
    expect(shop.kind('Service').map(({ metadata }) => metadata.name)).toEqual(['front', 'front-headless', 'lan', 'front-rpc-2']);
    expect(web.service?.name).toBe('front');
  });

  test('two of one name are a finding', () => {
    const shop = new Shop();
    const web = shop.service('web');
    web.addService('a', Service.clusterIp({ name: 'web' }));
    expect(shop.findings()).toEqual([expect.stringMatching(/^\[shop\/web\] Service `web` in namespace `shop` is made by `shop\/web\/Service` as well.*NAME_COLLISION/)]);
  });
});

describe('the families of a Service', () => {
  test.each([
    [{}, undefined, 'PreferDualStack'],
    [{ ipFamilies: [IpFamily.IPV6] }, ['IPv6'], 'SingleStack'],
    [{ ipFamilies: [IpFamily.IPV6, IpFamily.IPV4] }, ['IPv6', 'IPv4'], 'PreferDualStack'],
    [{ ipFamilies: [IpFamily.IPV4], ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK }, ['IPv4'], 'PreferDualStack'],
  ])('of %j are %j with %s', (props, families, policy) => {
    const shop = new Shop();
    shop.service('web', { service: Service.clusterIp(props) });
    const { ipFamilies, ipFamilyPolicy } = shop.spec('Service', 'web');
    expect({ ipFamilies, ipFamilyPolicy }).toEqual({ ipFamilies: families, ipFamilyPolicy: policy });
  });
});

test('session affinity may last from one second to one day', () => {
  const shop = new Shop();
  shop.service('a', { service: Service.clusterIp({ sessionAffinitySeconds: 1 }) });
  shop.service('b', { service: Service.clusterIp({ sessionAffinitySeconds: 86400 }) });
  expect(shop.spec('Service', 'b')).toMatchObject({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86400 } } });
});
