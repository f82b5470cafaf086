import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { allowedFlows, STRANGERS } from './flows';
import { Shop, thrownBy, yamlOf } from './shop';
import { Cluster, ClusterDns, ClusterProfile, Edge, Health, NetworkPlugin, Peer, Port, SecureMicroservice } from '../../src';
import { block, pod } from '../reachability/world';

const WEB = { image: 'web:1.0.0', health: Health.exec({ live: ['live'], ready: ['ready'] }) };
const named = (name: string): ClusterProfile => ClusterProfile.of({ edges: [Edge.traefik(name)] });
const edgesOf = (scope: Chart): string[] => Cluster.of(scope).profile.edgeNames;

describe('the cluster of a scope', () => {
  test('is a conformant one without an edge where none is attached', () => {
    const app = new App();
    const chart = new Chart(app, 'a', { namespace: 'a' });
    expect(edgesOf(chart)).toEqual([]);
    expect(Cluster.of(chart).profile._model()).toEqual(ClusterProfile.conformant()._model());
    expect(ClusterProfile.of()._model()).toMatchObject(ClusterProfile.conformant()._model());
  });

  test('is found from every construct below', () => {
    const app = new App();
    Cluster.attach(app, named('whole'));
    const chart = new Chart(app, 'a', { namespace: 'a' });
    const nested = new Chart(chart, 'b', { namespace: 'b' });
    const web = new SecureMicroservice(nested, 'web', WEB);
    expect([app, chart, nested, web].map((scope) => Cluster.of(scope).profile.edgeNames)).toEqual(Array(4).fill(['whole']));
    expect(Cluster.of(web).scope).toBe(app);
  });

  test('is the nearest one of several', () => {
    const app = new App();
    const [outer, other] = [new Chart(app, 'outer', { namespace: 'outer' }), new Chart(app, 'other', { namespace: 'other' })];
    const inner = new Chart(outer, 'inner', { namespace: 'inner' });
    Cluster.attach(inner, named('inner'));
    Cluster.attach(app, named('whole'));
    Cluster.attach(outer, named('outer'));
    expect([inner, outer, other].map(edgesOf)).toEqual([['inner'], ['outer'], ['whole']]);
    expect(Cluster.of(inner).scope).toBe(inner);
  });

  test('may still be attached above a scope that has its own, after that was used', () => {
    const app = new App();
    const chart = new Chart(app, 'a', { namespace: 'a' });
    Cluster.attach(chart, named('inner'));
    new SecureMicroservice(chart, 'web', WEB);
    Cluster.attach(app, named('whole'));
    expect(edgesOf(chart)).toEqual(['inner']);
  });

  test('may not be attached between a construct and the cluster that it has found', () => {
    const app = new App();
    Cluster.attach(app, named('whole'));
    const outer = new Chart(app, 'outer', { namespace: 'outer' });
    new SecureMicroservice(new Chart(outer, 'inner', { namespace: 'inner' }), 'web', WEB);
    expect(thrownBy(() => Cluster.attach(outer, named('outer')))).toMatch(/`outer\/inner\/web` below `outer` was made.*\(CLUSTER_ALREADY_FIXED\)$/);
  });

  test('is not fixed by looking at it', () => {
    const app = new App();
    const chart = new Chart(app, 'a', { namespace: 'a' });
    expect(edgesOf(chart)).toEqual([]);
    Cluster.attach(app, named('whole'));
    expect(edgesOf(chart)).toEqual(['whole']);
  });

  test('decides what its policies say: two charts of one App go to two clusters', () => {
    const app = new App();
    const policies = ['eu', 'us'].map((region) => {
      const chart = new Chart(app, region, { namespace: 'shop' });
      Cluster.attach(chart, ClusterProfile.of({ apiServer: { addresses: [region === 'eu' ? '198.51.100.1/32' : '198.51.100.2/32'] } }));
      const web = new SecureMicroservice(chart, 'web', WEB);
      web.connections.allowTo(Peer.apiServer());
      return web.networkPolicy;
    });
    const texts = policies.map((policy) => JSON.stringify(policy.toJson()));
    expect(texts[0]).toContain('198.51.100.1/32');
    expect(texts[0]).not.toContain('198.51.100.2/32');
    expect(texts[1]).toContain('198.51.100.2/32');
    expect(thrownBy(() => app.synthYaml())).toBe('nothing was thrown'); // equal names in two clusters are no collision
  });
});

describe('the DNS of a profile', () => {
  test('on OpenShift has its own pods and listens on 5353', () => {
    const peers = [Peer.pods({ namespaceName: 'openshift-dns', labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } })];
    const shop = new Shop({ dns: ClusterDns.custom({ peers, ports: [Port.udp(5353), Port.tcp(5353)] }) });
    shop.service('web');
    const others = [...STRANGERS, pod('openshift-dns/dns', { labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } })];
    const ports = ['53/UDP', '53/TCP', '5353/UDP', '5353/TCP'];
    expect(allowedFlows(shop.world(others), { managed: ['shop/web'], others: ['openshift-dns/dns', 'kube-system/dns'], ports }))
      .toEqual(['shop/web > openshift-dns/dns on 5353/TCP', 'shop/web > openshift-dns/dns on 5353/UDP']);
    expect(yamlOf(shop.spec('NetworkPolicy', 'web'))).toMatchSnapshot();
  });

  test('with a node-local cache is both the cache and the pods behind it, in one rule', () => {
    const peers = [Peer.pods({ namespaceName: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }), Peer.cidr('169.254.20.10/32')];
    const shop = new Shop({ dns: ClusterDns.custom({ peers }) });
    shop.service('web');
    const world = shop.world(STRANGERS, { podCidrs: [block('10.244.0.0/16')] });
    expect(allowedFlows(world, { managed: ['shop/web'], others: ['169.254.20.10', '169.254.169.254', 'kube-system/dns'], ports: ['53/UDP', '80/TCP'] }))
      .toEqual(['shop/web > 169.254.20.10 on 53/UDP', 'shop/web > kube-system/dns on 53/UDP']);
    expect(shop.spec('NetworkPolicy', 'web')['egress']).toHaveLength(1);
  });

  test('may be an address alone, as where the plugin sees the Service before it is translated', () => {
    const shop = new Shop({ dns: ClusterDns.custom({ peers: [Peer.cidr('172.20.0.10/32')] }) });
    shop.service('web');
    expect(allowedFlows(shop.world(STRANGERS, { podCidrs: [block('10.244.0.0/16')] }), { managed: ['shop/web'], others: ['172.20.0.10', 'kube-system/dns'], ports: ['53/UDP'] }))
      .toEqual(['shop/web > 172.20.0.10 on 53/UDP']);
  });
});

describe('the Prometheus of a profile', () => {
  test('is the one that is let in', () => {
    const shop = new Shop({ prometheus: Peer.pods({ namespaceName: 'observe', labels: { app: 'prom' } }) });
    shop.service('web', { ports: [Port.metrics(9100)], health: Health.http({ live: '/livez', ready: '/readyz', port: 9100 }) }).connections.allowFrom(Peer.prometheus());
    const others = [pod('observe/prom'), pod('monitoring/prom', { labels: { 'app.kubernetes.io/name': 'prometheus' } })];
    expect(allowedFlows(shop.world(others), { managed: ['shop/web'], others: ['observe/prom', 'monitoring/prom'], ports: ['9100/TCP'] }))
      .toEqual(['observe/prom > shop/web on 9100/TCP']);
  });
});

describe('the node ports of a profile', () => {
  test('are the range in which a node port has to be', () => {
    expect(ClusterProfile.of({ firstNodePort: 20000, lastNodePort: 22767 })._model().nodePortRange).toEqual({ first: 20000, last: 22767 });
  });
});

describe('Flannel alone', () => {
  test('enforces nothing: the synth fails, once, under the scope to which the profile is attached', () => {
    const shop = new Shop({ plugin: NetworkPlugin.flannel() });
    shop.service('web');
    shop.service('api');
    expect(shop.findings()).toEqual([expect.stringMatching(/^\[\] network plugin `Flannel` enforces no NetworkPolicy: every pod can reach every port.*\(NOT_ENFORCED\)$/)]);
  });

  test('that is accepted, with a reason, is a warning that holds the reason, and the objects are written', () => {
    const shop = new Shop({ plugin: NetworkPlugin.flannel({ acceptUnenforced: 'a lab without neighbours' }) });
    shop.service('web');
    expect(shop.findings()).toEqual([expect.stringMatching(/^cdk8s-reach: warning: network plugin `Flannel` .*; accepted: a lab without neighbours \(UNENFORCED_ACCEPTED\)$/)]);
    expect(shop.kind('NetworkPolicy')).toHaveLength(1);
  });

  test('is told of each cluster of a fleet under its own name', () => {
    const app = new App();
    for (const name of ['east', 'west']) {
      const scope = new Construct(app, name);
      Cluster.attach(scope, ClusterProfile.of({ plugin: NetworkPlugin.flannel() }));
      new SecureMicroservice(new Chart(scope, 'a', { namespace: 'a' }), 'web', WEB);
    }
    const lines = thrownBy(() => app.synthYaml()).split('\n').filter((line) => line.includes('NOT_ENFORCED'));
    expect(lines.map((line) => /\[(.*?)\]/.exec(line)?.[1])).toEqual(['east', 'west']);
  });

  test('does not matter to a chart that goes elsewhere, nor where nothing of ours is', () => {
    const app = new App();
    Cluster.attach(app, ClusterProfile.of({ plugin: NetworkPlugin.flannel() }));
    const chart = new Chart(app, 'a', { namespace: 'a' });
    Cluster.attach(chart, ClusterProfile.conformant());
    new SecureMicroservice(chart, 'web', WEB);
    expect(thrownBy(() => app.synthYaml())).toBe('nothing was thrown');
  });
});
