import { CONFORMANT, PROFILE_SOURCES } from '../../src/clusters/profile';
import { Labels } from '../../src/model/endpoint';

const selects = (selector: Labels | 'all', labels: Labels): boolean =>
  selector !== 'all' && Object.entries(selector).every(([key, value]) => labels[key] === value);

test('the cluster that is assumed reads as the snapshot has it', () => {
  expect(CONFORMANT).toMatchSnapshot();
});

test('its DNS is CoreDNS as Kubernetes ships it, on both protocols', () => {
  // kubernetes/kubernetes, cluster/addons/dns/coredns/coredns.yaml.base, 1.35: labels and container ports of the pods
  const shipped = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, ports: ['UDP 53', 'TCP 53'] };
  const [peer] = CONFORMANT.dns.peers;
  if (peer?.kind !== 'pods') throw new Error('not pods');
  expect(peer.namespaces).toEqual({ name: shipped.namespace });
  expect(selects(peer.pods, shipped.labels)).toBe(true);
  expect(CONFORMANT.dns.ports.map(({ protocol, port }) => `${protocol} ${port}`).sort()).toEqual([...shipped.ports].sort());
});

test.each([
  // prometheus-operator/kube-prometheus, manifests/prometheus-prometheus.yaml, podMetadata
  ['kube-prometheus', { 'app.kubernetes.io/component': 'prometheus', 'app.kubernetes.io/instance': 'k8s', 'app.kubernetes.io/name': 'prometheus' }],
  // prometheus-community/helm-charts, charts/kube-prometheus-stack 88.5.3, templates/prometheus/networkpolicy.yaml: what selects its pods
  ['kube-prometheus-stack', { 'app.kubernetes.io/name': 'prometheus', 'operator.prometheus.io/name': 'kube-prometheus-stack-prometheus' }],
  // prometheus-community/helm-charts, charts/prometheus 29.27.0, templates/_helpers.tpl
  ['the prometheus chart', { 'app.kubernetes.io/component': 'server', 'app.kubernetes.io/instance': 'prometheus', 'app.kubernetes.io/name': 'prometheus' }],
])('its Prometheus is that of %s', (_, labels) => {
  expect(selects(CONFORMANT.prometheus.pods, labels)).toBe(true);
  expect(CONFORMANT.prometheus.namespaces).toEqual({ name: 'monitoring' });
});

test('it has no way in, and assumes no addresses', () => {
  const { edges, apiServer, podCidrs, nodeCidrs, serviceCidrs } = CONFORMANT;
  expect([edges, apiServer.addresses, podCidrs, nodeCidrs, serviceCidrs]).toEqual([[], [], [], [], []]);
});

test('every belief has a source', () => {
  for (const { url, version } of Object.values(PROFILE_SOURCES)) {
    expect(url).toMatch(/^https:\/\//);
    expect(version).not.toBe('');
  }
});
