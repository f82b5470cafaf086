import { renderService } from '../../../src/dialects/service/render';
import { ServiceKind, ServiceModel } from '../../../src/model/service';
import { only, yamlOf } from '../../api/shop';
import { expectValid } from '../../schemas/validate';

const HTTP = { name: 'http', number: 8080, servicePort: 80, protocol: 'TCP', appProtocol: 'http', purpose: 'serving' } as const;
const DNS = { name: 'dns', number: 5353, servicePort: 53, protocol: 'UDP', purpose: 'serving' } as const;
const ENTRY = { externalTrafficPolicy: 'Local', sourceRanges: ['203.0.113.0/24'], nodePorts: { http: 30080 } } as const;

function model(service: ServiceKind, more: Partial<ServiceModel> = {}): ServiceModel {
  return {
    name: 'web', namespace: 'shop', labels: { team: 'front' }, annotations: { note: 'ours' }, selector: { app: 'web' }, ports: [HTTP, DNS], service, ...more,
  };
}

/** The one Service that is written, without the fields that are left out. */
function written(of: ServiceModel): { spec: Record<string, unknown> } {
  const { objects, gaps } = renderService(of);
  expect(gaps).toEqual([]);
  const object = JSON.parse(JSON.stringify(only(objects))) as { spec: Record<string, unknown> }; // a Service
  expectValid([object]);
  return object;
}

describe('a Service', () => {
  test.each<[string, ServiceKind]>([
    ['of the cluster', { kind: 'clusterIp', traffic: {} }],
    ['of the cluster with everything that can be said', {
      kind: 'clusterIp',
      traffic: {
        sessionAffinitySeconds: 60,
        internalTrafficPolicy: 'Local',
        trafficDistribution: 'PreferSameNode',
        ipFamilies: ['IPv6', 'IPv4'],
        ipFamilyPolicy: 'RequireDualStack',
        publishNotReadyAddresses: true,
      },
    }],
    ['headless', { kind: 'headless', traffic: { publishNotReadyAddresses: true } }],
    ['on a port of every node', { kind: 'nodePort', traffic: {}, entry: ENTRY }],
    ['with a load balancer', { kind: 'loadBalancer', traffic: {}, entry: ENTRY, loadBalancerClass: 'example.com/lb', allocateNodePorts: true }],
    ['of another name', { kind: 'externalName', externalName: 'db.example.com' }],
  ])('%s', (_, service) => {
    expect(yamlOf(written(model(service)))).toMatchSnapshot();
  });

  test('of another name has no selector, no family and no target port, since nothing goes through it', () => {
    const { spec } = written(model({ kind: 'externalName', externalName: 'db.example.com' }));
    expect(Object.keys(spec).sort()).toEqual(['externalName', 'ports', 'type']);
    expect(spec['ports']).toEqual([{ name: 'http', port: 80, protocol: 'TCP', appProtocol: 'http' }, { name: 'dns', port: 53, protocol: 'UDP' }]);
  });

  test.each<[string, ServiceKind]>([
    ['headless', { kind: 'headless', traffic: {} }],
    ['of another name', { kind: 'externalName', externalName: 'db.example.com' }],
  ])('%s may be without ports', (_, service) => {
    expect(written(model(service, { ports: [] })).spec).not.toHaveProperty('ports');
  });

  test('names its target ports, so that the number stands in one place', () => {
    const { spec } = written(model({ kind: 'clusterIp', traffic: {} }));
    expect(spec['ports']).toMatchObject([{ port: 80, targetPort: 'http' }, { port: 53, targetPort: 'dns' }]);
    expect(JSON.stringify(spec)).not.toContain('8080');
  });

  test.each([[[], undefined], [['203.0.113.0/24'], ['203.0.113.0/24']]])('with a load balancer for %j says %j: an empty list would be everybody', (sourceRanges, expected) => {
    const { spec } = written(model({ kind: 'loadBalancer', traffic: {}, entry: { ...ENTRY, sourceRanges } }));
    expect(spec['loadBalancerSourceRanges']).toEqual(expected);
  });

  test.each<[string, ServiceKind]>([
    ['of the cluster', { kind: 'clusterIp', traffic: {} }],
    ['headless', { kind: 'headless', traffic: {} }],
  ])('%s has no field that only an entry from outside may have', (_, service) => {
    const { spec } = written(model(service));
    for (const field of ['externalTrafficPolicy', 'loadBalancerSourceRanges', 'loadBalancerClass', 'allocateLoadBalancerNodePorts', 'externalName']) {
      expect(spec).not.toHaveProperty(field);
    }
    expect(JSON.stringify(spec)).not.toContain('nodePort');
  });
});
