import { ApiObject, App } from 'cdk8s';
import { Construct } from 'constructs';
import { Shop } from './shop';
import { ClusterProfile, IpFamily, LoadBalancing, NetworkPlugin, Peer, Port, Service, ServiceProxy } from '../../src';

/** Two microservices, of which one calls the other on a port; everything that is found. */
function found(plugin: NetworkPlugin, port: Port, ipFamilies?: IpFamily[]): string[] {
  const shop = new Shop({ plugin, ipFamilies });
  const media = shop.service('media', { ports: [Port.http(8080), port] });
  shop.service('web').connections.allowTo(media.port('wide'));
  return shop.findings();
}

const RANGE = Port.udp(30000, { name: 'wide', endPort: 30100 });
const SCTP = Port.sctp(3868, { name: 'wide' });

const at = (version: string) => NetworkPlugin.cilium({ version });

describe('what a policy says and the plugin does not enforce', () => {
  test('is a finding of both ends, with the way out: Cilium before 1.16 passes over ranges of ports', () => {
    const says = (path: string, key: string) => `[shop/${path}] network plugin \`Cilium 1.15\` does not enforce ranges of ports (\`endPort\`), on which \`${key} on 30000-30100/UDP\` relies: `
      + 'Cilium before 1.16 takes the first port of a range for the whole of it, and says nothing: declare the ports one by one, or take 1.16 (NOT_ENFORCED)';
    expect(found(at('1.15'), RANGE)).toEqual([says('media', 'shop/web'), says('web', 'shop/media')]);
    expect(found(at('1.16.3'), RANGE)).toEqual([]);
  });

  test('is told of SCTP until somebody says that it is on', () => {
    const [first, second, ...rest] = found(NetworkPlugin.cilium(), SCTP);
    expect(rest).toEqual([]);
    expect(first).toContain('[shop/media] network plugin `Cilium` does not enforce SCTP');
    expect(second).toContain('turn on `sctp.enabled` of its chart, and say so, as in `overrides: { sctp: true }` (NOT_ENFORCED)');
    expect(found(NetworkPlugin.cilium({ overrides: { sctp: true } }), SCTP)).toEqual([]);
    expect(found(NetworkPlugin.kubeRouter({ version: '2.7' }), SCTP)).toHaveLength(2);
    expect(found(NetworkPlugin.kubeRouter(), SCTP)).toEqual([]);
  });

  test('is told of a plugin of which nothing is known, in other words', () => {
    expect(found(NetworkPlugin.gkeDataplaneV2(), RANGE)[0]).toContain('nothing is known of it: if you know that it does, say so, as in `overrides: { endPort: true }`');
  });

  test.each<[string, () => NetworkPlugin]>([
    ['conformant', () => NetworkPlugin.conformant()],
    ['Calico', () => NetworkPlugin.calico({ version: '3.29' })],
    ['Canal', () => NetworkPlugin.canal()],
    ['kindnet', () => NetworkPlugin.kindnet()],
    ['the VPC CNI of AWS', () => NetworkPlugin.awsVpcCni({ enableNetworkPolicy: true })],
    ['Antrea', () => NetworkPlugin.antrea()],
    ['OVN-Kubernetes', () => NetworkPlugin.ovnKubernetes()],
  ])('is nothing of ports on %s', (_, plugin) => {
    expect([...found(plugin(), RANGE), ...found(plugin(), SCTP)]).toEqual([]);
  });

  test('is told of nodes, of whom nobody knows whether blocks take them in; Cilium has a word for them', () => {
    const toNodes = (plugin: NetworkPlugin) => {
      const shop = new Shop({ plugin, nodeCidrs: ['10.0.0.0/16'] });
      shop.service('web').connections.allowFrom(Peer.nodes());
      return shop.findings();
    };
    expect(toNodes(NetworkPlugin.gkeDataplaneV2())).toContainEqual(expect.stringMatching(
      /^\[shop\/web\] network plugin `Dataplane V2 of GKE` does not enforce blocks of addresses for nodes, on which `the nodes on .*` relies: .*\(NOT_ENFORCED\)$/,
    ));
    expect(toNodes(NetworkPlugin.cilium())).toEqual([]);
    expect(toNodes(NetworkPlugin.cilium({ nodesInBlocks: true }))).toEqual([]);
    expect(toNodes(NetworkPlugin.calico())).toEqual([]);
  });

  test('is told once where it is everything', () => {
    expect(found(NetworkPlugin.flannel(), SCTP)).toEqual([expect.stringContaining('`Flannel` enforces no NetworkPolicy')]);
    const [aws, ...rest] = found(NetworkPlugin.awsVpcCni(), SCTP);
    expect(rest).toEqual([]);
    expect(aws).toContain('; turn on `enableNetworkPolicy` of the add-on, and say so, as in `overrides: { networkPolicy: true }` (NOT_ENFORCED)');
    expect(found(NetworkPlugin.kindnet({ version: '0.23' }), SCTP)).toEqual([expect.stringMatching(/`kindnet 0\.23` enforces no NetworkPolicy.*take a newer kind \(NOT_ENFORCED\)$/)]);
  });

  test('is IPv6 for the whole cluster, where the cluster has it and the plugin holds nothing of it', () => {
    const both = [IpFamily.IPV4, IpFamily.IPV6];
    expect(found(NetworkPlugin.canal(), Port.tcp(9000, { name: 'wide' }), both)).toEqual([
      expect.stringMatching(/^\[\] network plugin `Canal` enforces no NetworkPolicy over IPv6, .*; turn on `FELIX_IPV6SUPPORT` of its manifest.*overrides: \{ ipv6: true \}` \(NOT_ENFORCED\)$/),
    ]);
    expect(found(NetworkPlugin.canal({ overrides: { ipv6: true } }), Port.tcp(9000, { name: 'wide' }), both)).toEqual([]);
    expect(found(NetworkPlugin.canal(), Port.tcp(9000, { name: 'wide' }), [IpFamily.IPV4])).toEqual([]);
    expect(found(NetworkPlugin.canal({ acceptUnenforced: 'a lab' }), Port.tcp(9000, { name: 'wide' }), both)).toEqual([expect.stringMatching(/accepted: a lab \(UNENFORCED_ACCEPTED\)$/)]);
  });
});

describe('policies of the tiers', () => {
  /** What is found of a policy of a platform team that lets everything in. */
  function foundOf(plugin: NetworkPlugin, apiVersion: string, kind: string): string[] {
    const shop = new Shop({ plugin });
    shop.service('web');
    const subject = { namespaces: {} };
    const ingress = [{ name: 'all', action: kind === 'ClusterNetworkPolicy' ? 'Accept' : 'Allow', from: [{ namespaces: {} }] }];
    const tier = kind === 'ClusterNetworkPolicy' ? { tier: 'Admin' } : {};
    const object = new ApiObject(shop.chart, 'tiered', {
      apiVersion: `policy.networking.k8s.io/${apiVersion}`, kind, metadata: { name: 'open' }, spec: { ...tier, priority: 10, subject, ingress },
    });
    expect(object.kind).toBe(kind);
    return shop.findings().filter((line) => !line.includes('FLOW_EXCESS'));
  }

  test('count by kind: Calico has the one up to 3.31, the other from 3.32 on', () => {
    const nothing = (kind: string, version: string) => [expect.stringContaining(`${kind} open counts for nothing: \`Calico ${version}\``)];
    const admin = (version: string) => foundOf(NetworkPlugin.calico({ version }), 'v1alpha1', 'AdminNetworkPolicy');
    const cluster = (version: string) => foundOf(NetworkPlugin.calico({ version }), 'v1alpha2', 'ClusterNetworkPolicy');
    expect([admin('3.31'), cluster('3.31')]).toEqual([[], nothing('ClusterNetworkPolicy', '3.31')]);
    expect([admin('3.32'), cluster('3.32')]).toEqual([nothing('AdminNetworkPolicy', '3.32'), []]);
  });
});

describe('policies of somebody else', () => {
  test('that rely on what the plugin passes over are a warning, once for each', () => {
    const foundOf = (plugin: NetworkPlugin, scope?: Construct) => {
      const shop = new Shop({ plugin }, scope);
      shop.service('web');
      const ports = [{ protocol: 'UDP', port: 30000, endPort: 30100 }, { protocol: 'SCTP', port: 3868 }, { protocol: 'TCP', port: 80, endPort: 80 }];
      const object = new ApiObject(shop.chart, 'theirs', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'theirs', namespace: 'shop' },
        spec: { podSelector: { matchLabels: { app: 'theirs' } }, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }], ports }] },
      });
      expect(object.name).toBe('theirs');
      return shop.findings();
    };
    const relies = (what: string) => expect.stringMatching(new RegExp(`warning: (?:\\[east\\] )?NetworkPolicy shop/theirs relies on ${what}: \`Cilium 1\\.15\`, .* \\(POLICY_UNENFORCED\\)$`));
    expect(foundOf(NetworkPlugin.cilium({ version: '1.15' }))).toEqual([relies('SCTP'), relies('ranges of ports .*')]);
    expect(foundOf(NetworkPlugin.cilium({ version: '1.15' }), new Construct(new App(), 'east'))).toEqual([relies('SCTP'), relies('ranges of ports .*')]);
    expect(foundOf(NetworkPlugin.calico())).toEqual([]);
  });
});

describe('who shares the connections of Services out', () => {
  const proxyOf = (plugin: NetworkPlugin, serviceProxy?: ServiceProxy) => ClusterProfile.of({ plugin, serviceProxy })._model().serviceProxy;

  test('follows from the plugin, unless the profile says so itself', () => {
    expect(proxyOf(NetworkPlugin.cilium())).toBe('kubeProxy');
    expect(proxyOf(NetworkPlugin.cilium({ kubeProxyReplacement: true }))).toBe('ciliumPlain');
    expect(proxyOf(NetworkPlugin.cilium({ kubeProxyReplacement: true }), ServiceProxy.CILIUM)).toBe('cilium');
    expect(proxyOf(NetworkPlugin.kubeRouter())).toBe('kubeProxy');
    expect(proxyOf(NetworkPlugin.kubeRouter({ runServiceProxy: true }))).toBe('kubeRouter');
    expect(proxyOf(NetworkPlugin.kubeRouter({ runServiceProxy: true }), ServiceProxy.KUBE_PROXY)).toBe('kubeProxy');
  });

  test('decides what a Service can ask', () => {
    const asking = (plugin: NetworkPlugin, loadBalancing: LoadBalancing) => {
      const shop = new Shop({ plugin });
      shop.service('web', { service: Service.clusterIp({ loadBalancing }) });
      const findings = shop.findings();
      return findings.length > 0 ? findings : shop.named('Service', 'web').metadata.annotations;
    };
    expect(asking(NetworkPlugin.kubeRouter({ runServiceProxy: true }), LoadBalancing.roundRobin())).toEqual({ 'kube-router.io/service.scheduler': 'rr' });
    expect(asking(NetworkPlugin.cilium({ kubeProxyReplacement: true }), LoadBalancing.random()))
      .toEqual([expect.stringMatching(/is beyond Cilium: .*turn on `bpf\.lbAlgorithmAnnotation`.*\(CANNOT_EXPRESS\)$/)]);
  });
});

describe('what is said of a plugin', () => {
  test('reaches the profile field by field', () => {
    const { plugin } = ClusterProfile.of({ plugin: NetworkPlugin.calico({ version: '3.30', overrides: { endPort: false, dnsNames: true } }) })._model();
    expect(plugin.name).toBe('Calico 3.30');
    expect([plugin.enforces.endPort.support, plugin.enforces.dnsNames.support, plugin.enforces.dryRun.support]).toEqual(['no', 'yes', 'yes']);
  });

  test('can be the modes of Cilium, in the versions that have them', () => {
    const blocks = (plugin: NetworkPlugin) => {
      const { nodesInBlocks, podsInBlocks } = plugin._plugin().plugin.enforces;
      return [nodesInBlocks.support, podsInBlocks.support];
    };
    expect(blocks(NetworkPlugin.cilium())).toEqual(['no', 'no']);
    expect(blocks(NetworkPlugin.cilium({ nodesInBlocks: true }))).toEqual(['yes', 'no']);
    expect(blocks(NetworkPlugin.cilium({ version: '1.19', nodesInBlocks: true, podsInBlocks: true }))).toEqual(['yes', 'no']);
    expect(blocks(NetworkPlugin.cilium({ version: '1.20', nodesInBlocks: true, podsInBlocks: true }))).toEqual(['yes', 'yes']);
  });
});
