import { BlastEndKind, ClusterDns, Edge, NetworkPlugin, Peer, Port, Reachability, Workload } from '../../../src';
import { Shop, statefulSet, thrownBy } from '../shop';

/** A web that calls payments, which call an address, in a namespace with a workload of somebody else of the same name. */
function shop() {
  const made = new Shop({ edges: [Edge.traefik('public')] });
  const [web, payments] = [made.service('web'), made.service('payments')];
  web.connections.allowTo(payments);
  web.expose('x', { hosts: ['a.example'] });
  payments.connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.https()));
  const other = statefulSet(made.chart, 'web', { app: 'other' });
  return { made, web, payments, other, reachability: Reachability.of(made.app) };
}

test('a blast radius has the direct ends, all workloads within reach, the ways, and a table', () => {
  const { web, reachability } = shop();
  const radius = reachability.blastRadius(web);
  expect([radius.workload, radius.workloads, radius.direct.map(({ endName }) => endName)]).toEqual(['shop/web[Deployment]', ['shop/payments[Deployment]'], ['shop/payments[Deployment]']]);
  expect(radius.reached).toEqual([
    { kind: BlastEndKind.WORKLOAD, endName: 'shop/payments[Deployment]', ports: 'TCP 8080', steps: 1, certain: true, way: ['shop/payments[Deployment] on TCP 8080'] },
    {
      kind: BlastEndKind.ADDRESSES,
      endName: '203.0.113.0/24',
      ports: 'TCP 443',
      steps: 2,
      certain: true,
      way: ['shop/payments[Deployment] on TCP 8080', '203.0.113.0/24 on TCP 443'],
    },
  ]);
  expect(radius.toString()).toMatch(/^if shop\/web\[Deployment\] is taken\nsteps  destination /);
});

test('backwards, the ways in and pods outside the manifests are ends as well', () => {
  const { payments, reachability } = shop();
  expect(reachability.reachedFrom(payments).reached.map(({ kind, endName, steps }) => [kind, endName, steps])).toEqual([
    [BlastEndKind.WORKLOAD, 'shop/web[Deployment]', 1],
    [BlastEndKind.PODS, 'pods app.kubernetes.io/name=traefik of traefik', 2],
    [BlastEndKind.ENTRY, 'Ingress shop/web-x a.example/', 2],
  ]);
});

test('workloads of somebody else have one, by their objects or by their names', () => {
  const { made, other, reachability } = shop();
  const existing = Workload.fromExisting(made.chart, 'existing', { workload: other });
  expect(reachability.blastRadius(existing).workloads).toEqual([]);
  expect(reachability.blastRadius(existing).reached.map(({ endName }) => endName)).toContain('0.0.0.0/0, ::/0');
  expect(reachability.blastRadius(reachability.workloadNamed('shop/web[StatefulSet]')).workload).toBe('shop/web[StatefulSet]');
});

test('the DNS of the profile is no step on the way', () => {
  const dns = ClusterDns.custom({ peers: [Peer.pods({ namespaceName: 'ns', labels: { app: 'dns' } })], ports: [Port.udp(53)] });
  const made = new Shop({ dns });
  const web = made.service('web');
  expect(Reachability.of(made.app).blastRadius(web).reached).toEqual([]);
  web.connections.allowTo(Peer.pods({ namespaceName: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }).on(Port.udp(53)));
  expect(Reachability.of(made.app).blastRadius(web).reached.map(({ endName }) => endName)).toEqual(['pods k8s-app=kube-dns of kube-system']);
});

test('who is not one workload, or is not among the manifests, has none', () => {
  const { made, reachability } = shop();
  expect(thrownBy(() => reachability.blastRadius(Peer.internet()))).toBe('`the internet` is not one workload: give a microservice, any other workload, or `workloadNamed(…)` (PEER_INVALID)');
  expect(thrownBy(() => reachability.reachedFrom(Peer.namespaceNamed('shop')))).toMatch(/PEER_INVALID/);
  const later = made.service('later');
  expect(thrownBy(() => reachability.blastRadius(later))).toMatch(/^workload `shop\/later` is not among the manifests: .*\(WORKLOAD_UNKNOWN\)$/);
});

test('in a cluster that enforces no policy everything is within reach', () => {
  const made = new Shop({ plugin: NetworkPlugin.flannel({ acceptUnenforced: 'a lab' }) });
  const web = made.service('web');
  made.service('api');
  expect(Reachability.of(made.app).blastRadius(web).workloads).toEqual(['shop/api[Deployment]']);
});
