import { allowedFlows } from './flows';
import { Shop, thrownBy } from './shop';
import { ClusterDns, IpFamily } from '../../src';
import { DNS } from '../../src/clusters/dns';
import { block, pod } from '../reachability/world';

const PODS = [
  pod('kube-system/coredns', { labels: { 'k8s-app': 'kube-dns' } }),
  pod('kube-system/cache', { labels: { 'k8s-app': 'node-local-dns' } }),
  pod('openshift-dns/dns', { labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } }),
  pod('shop/twin', { labels: { 'k8s-app': 'kube-dns' } }),
];
const OTHERS = [
  'kube-system/coredns', 'kube-system/cache', 'openshift-dns/dns', 'shop/twin',
  '169.254.20.10', '169.254.169.254', '169.254.10.10', '169.254.10.11', '10.96.0.10', 'fd00:10:96::a', '203.0.113.9',
];

/** Whom a microservice asks for names, and on which ports. */
function askedOf(dns: ClusterDns | undefined, ipFamilies?: IpFamily[]): string[] {
  const shop = new Shop({ dns, ipFamilies });
  shop.service('web');
  const world = shop.world(PODS, { podCidrs: [block('10.244.0.0/16'), block('fd00:10:244::/56')] });
  return allowedFlows(world, { managed: ['shop/web'], others: OTHERS, ports: ['53/UDP', '53/TCP', '5353/UDP', '5353/TCP', '80/TCP'] })
    .filter((flow) => flow.startsWith('shop/web > ')).map((flow) => flow.replace('shop/web > ', ''));
}

const on53 = (...ends: string[]) => ends.flatMap((end) => [`${end} on 53/TCP`, `${end} on 53/UDP`]).sort();

test.each<[string, ClusterDns | undefined, string[]]>([
  ['nothing said', undefined, on53('kube-system/coredns')],
  ['CoreDNS', ClusterDns.coreDns(), on53('kube-system/coredns')],
  ['OpenShift', ClusterDns.openShift(), ['openshift-dns/dns on 5353/TCP', 'openshift-dns/dns on 5353/UDP']],
  ['a cache on nodes', ClusterDns.nodeLocal(), on53('kube-system/coredns', '169.254.20.10')],
  ['a cache that takes over the Service', ClusterDns.nodeLocal({ addresses: ['10.96.0.10', 'fd00:10:96::a'] }), on53('kube-system/coredns', '169.254.20.10', '10.96.0.10', 'fd00:10:96::a')],
  ['a cache of pods', ClusterDns.nodeLocalPods(), on53('kube-system/coredns', 'kube-system/cache', '169.254.20.10')],
  ['Cloud DNS of GKE', ClusterDns.gkeCloudDns(), on53('169.254.169.254')],
  ['LocalDNS of AKS', ClusterDns.aksLocalDns(), on53('kube-system/coredns', '169.254.10.10', '169.254.10.11')],
  ['EKS Auto Mode', ClusterDns.eksAutoMode('10.96.0.10'), on53('10.96.0.10')],
])('with %s pods ask whom they should, on their ports, and nobody else', (_, dns, asked) => {
  expect(askedOf(dns)).toEqual(asked);
});

test('a cluster of one family asks no address of the other one', () => {
  expect(askedOf(ClusterDns.nodeLocal({ addresses: ['10.96.0.10', 'fd00:10:96::a'] }), [IpFamily.IPV6])).toEqual(on53('fd00:10:96::a', 'kube-system/coredns'));
});

test('an App with any of them is proved without a finding', () => {
  for (const dns of [ClusterDns.nodeLocal({ addresses: ['10.96.0.10'] }), ClusterDns.openShift(), ClusterDns.gkeCloudDns(), ClusterDns.aksLocalDns()]) {
    const shop = new Shop({ dns });
    shop.service('web');
    expect(shop.findings()).toEqual([]);
  }
});

test('what is no address is refused', () => {
  expect(thrownBy(() => ClusterDns.eksAutoMode('kube-dns'))).toMatch(/`kube-dns` .*\(CIDR_INVALID\)$/);
  expect(thrownBy(() => ClusterDns.nodeLocal({ addresses: ['10.96.0.300'] }))).toMatch(/\(CIDR_INVALID\)$/);
});

test('every row says where it was read', () => {
  for (const { sources } of Object.values(DNS)) {
    expect(sources.length).toBeGreaterThan(0);
    sources.forEach(({ url, version }) => expect([url, version]).toEqual([expect.stringMatching(/^https:\/\//), expect.stringMatching(/\d/)]));
  }
});
