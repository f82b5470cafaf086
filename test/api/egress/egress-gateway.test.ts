import { ApiObject, App, JsonPatch } from 'cdk8s';
import { GATEWAYS, NODES, payments, shopWithGateways } from './gateways';
import {
  ClusterProfile, DryRun, EgressFallback, EgressGateway, EgressGatewayProps, EgressProxy, IpFamily, NetworkPlugin, Peer, PolicyApi, Port,
  Proof, ProofMode, Reachability, Workload,
} from '../../../src';
import { only, Shop, statefulSet, thrownBy, yamlOf } from '../shop';

const PARTNER = Peer.cidr('203.0.113.0/24').on(Port.https());

function policies(shop: Shop) {
  return shop.kind('CiliumEgressGatewayPolicy');
}

describe('a connection through an egress gateway', () => {
  test('is opened by the policy of its caller, and given a source address by an object of the whole cluster', () => {
    const shop = shopWithGateways();
    const { egressGatewayObjects, networkPolicy } = payments(shop);
    expect(egressGatewayObjects.map(({ name }) => name)).toEqual(['shop.payments.partners']);
    expect(yamlOf(...[networkPolicy, ...egressGatewayObjects].map((object): unknown => object.toJson()))).toMatchSnapshot();
    expect(shop.findings()).toEqual([]);
    expect(shop.world().verdict('shop/payments', '203.0.113.9', 443)).toBe('allowed');
  });

  test('has no object where nobody asks for one', () => {
    const shop = shopWithGateways();
    shop.service('web').connections.allowTo(PARTNER);
    expect([policies(shop), shop.findings()]).toEqual([[], []]);
  });

  test('has an object for each gateway and each family, which keep their names whatever is declared beside them', () => {
    const shop = shopWithGateways();
    const { connections } = payments(shop);
    const names = () => policies(shop).map(({ metadata }) => metadata.name);
    expect(names()).toEqual(['shop.payments.partners']);
    connections.allowTo(Peer.cidrs('2001:db8:7::/48', '198.18.7.0/24').on(Port.https()), { through: 'uplink' });
    connections.allowTo(Peer.cidr('2001:db8:9::/48').on(Port.https()), { through: 'partners' });
    expect(names()).toEqual(['shop.payments.partners', 'shop.payments.uplink', 'shop.payments.uplink.ipv6', 'shop.payments.partners.ipv6']);
  });

  test('does not depend on the order of the declarations', () => {
    const cidrs = ['203.0.113.0/24', '192.0.2.0/24', '198.18.0.0/16'].map((cidr) => Peer.cidr(cidr).on(Port.https()));
    const written = (peers: readonly Peer[]) => {
      const shop = shopWithGateways();
      const { connections } = shop.service('payments');
      peers.forEach((peer) => connections.allowTo(peer, { through: 'partners' }));
      return policies(shop);
    };
    expect(written([...cidrs].reverse())).toEqual(written(cidrs));
  });

  test('of two ports to the same addresses is led once, and declared twice is declared once', () => {
    const shop = shopWithGateways();
    const { connections } = payments(shop);
    const before = policies(shop);
    connections.allowTo(PARTNER, { through: 'partners' });
    connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.tcp(5432)), { through: 'partners' });
    expect(policies(shop)).toEqual(before);
    expect(shop.findings()).toEqual([]);
  });

  test('to the internet leaves out what is none of it, and what goes through another gateway', () => {
    const shop = shopWithGateways();
    const { connections } = payments(shop);
    connections.allowTo(Peer.internet().on(Port.https()), { through: 'uplink' });
    const [partners, uplink, uplink6] = policies(shop).map(({ spec }) => spec);
    expect(partners).toMatchObject({ destinationCIDRs: ['203.0.113.0/24'] });
    expect(uplink).toMatchObject({ destinationCIDRs: ['0.0.0.0/0'], excludedCIDRs: expect.arrayContaining(['10.0.0.0/8']) as unknown });
    expect(uplink6).toMatchObject({ destinationCIDRs: ['::/0'], excludedCIDRs: expect.arrayContaining(['fc00::/7']) as unknown });
    expect(shop.findings()).toEqual([]);
  });

  test('is cut into blocks where its exceptions take in what goes through a gateway', () => {
    const shop = shopWithGateways();
    const { connections } = shop.service('payments');
    connections.allowTo(Peer.cidr('203.0.113.0/24', { excluding: ['203.0.113.0/25'] }).on(Port.https()), { through: 'partners' });
    connections.allowTo(Peer.cidr('203.0.113.0/26').on(Port.https()), { through: 'partners' });
    expect(only(policies(shop)).spec).toMatchObject({ destinationCIDRs: ['203.0.113.0/26', '203.0.113.128/25'] });
    expect(only(policies(shop)).spec).not.toHaveProperty('excludedCIDRs');
    expect(shop.findings()).toEqual([]);
  });

  test('to a name goes through the gateway where the address is a declared one, which is told', () => {
    const shop = shopWithGateways();
    shop.service('payments').connections.allowTo(Peer.dnsName('api.bank.example', { addresses: ['203.0.113.0/24'] }).on(Port.https()), { through: 'partners' });
    expect(shop.findings()).toEqual([
      'cdk8s-reach: warning: [shop/payments] `api.bank.example at 203.0.113.0/24 on 443/TCP` of `shop/payments` is open to `api.bank.example` whatever its address, and leaves through '
      + 'egress gateway `partners` where the address is a declared one: others that the name may resolve to see the address of a node (APPROXIMATED)',
    ]);
  });

  test('of a workload of somebody else needs a policy of its own, and then follows its labels', () => {
    const shop = shopWithGateways();
    const workload = statefulSet(shop.chart, 'db', { app: 'db' });
    const db = Workload.fromExisting(shop.chart, 'db', { workload, ownPolicy: true });
    db.connections.allowTo(PARTNER, { through: 'partners' });
    expect(db.egressGatewayObjects.map(({ name }) => name)).toEqual(['shop.db.partners']);
    expect(only(policies(shop)).spec).toMatchObject({ selectors: [{ podSelector: { matchLabels: { 'app': 'db', 'io.kubernetes.pod.namespace': 'shop' } } }] });
    expect(shop.findings()).toEqual([]);
  });

  test('of a workload whose policies are in a dry run leaves by its address all the same', () => {
    const shop = shopWithGateways();
    DryRun.of(shop.chart);
    payments(shop);
    expect(shop.manifests().filter(({ kind }) => /^Cilium|NetworkPolicy$/.test(kind)).map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
      'CiliumNetworkPolicy payments', 'CiliumEgressGatewayPolicy shop.payments.partners',
    ]);
    expect(shop.findings().filter((line) => /\([A-Z_]+\)$/.test(line)).map((line) => line.replace(/^.*\(/, ''))).toEqual(['DRY_RUN)']);
  });

  test('may be to a group of addresses, and to everybody outside', () => {
    const shop = shopWithGateways({ nodeCidrs: ['10.0.0.0/16'], serviceCidrs: ['10.96.0.0/12'], podCidrs: ['10.244.0.0/16'], ipFamilies: [IpFamily.IPV4] });
    const { connections } = shop.service('payments');
    connections.allowTo(Peer.cidrGroup('partner', '203.0.113.0/24', '192.0.2.0/24').on(Port.https()), { through: 'partners' });
    connections.allowTo(Peer.outside().on(Port.https()), { through: 'uplink' });
    const [partners, uplink, ...more] = policies(shop).map(({ spec }) => spec);
    expect([partners, uplink, more]).toEqual([
      expect.objectContaining({ destinationCIDRs: ['192.0.2.0/24', '203.0.113.0/24'] }), expect.objectContaining({ destinationCIDRs: ['0.0.0.0/0'] }), [],
    ]);
    expect(shop.findings()).toEqual([]);
  });

  test('can be patched, as any object', () => {
    const shop = shopWithGateways();
    only(payments(shop).egressGatewayObjects).addJsonPatch(JsonPatch.add('/metadata/annotations/who', 'me'));
    expect(only(policies(shop)).metadata.annotations).toMatchObject({ who: 'me' });
  });

  test('is written beside policies of either API', () => {
    const shop = shopWithGateways({ plugin: NetworkPlugin.cilium({ egressGateway: true, policies: PolicyApi.OWN }) });
    payments(shop);
    expect(policies(shop).map(({ metadata }) => metadata.name)).toEqual(['shop.payments.partners']);
    expect(shop.findings()).toEqual([]);
  });

  test('of a long name has a short one that is still its own', () => {
    const shop = shopWithGateways();
    const workload = statefulSet(shop.chart, `${'a'.repeat(60)}.`.repeat(4).slice(0, -1), { app: 'db' });
    const { egressGatewayObjects } = (() => {
      const db = Workload.fromExisting(shop.chart, 'db', { workload, ownPolicy: true });
      db.connections.allowTo(PARTNER, { through: 'partners' });
      return db;
    })();
    expect(egressGatewayObjects.map(({ name }) => name)).toEqual([expect.stringMatching(/^shop\.[0-9a-f]{8}\.partners$/)]);
  });
});

describe('a question about what leaves', () => {
  const lineOf = (text: string) => text.split('\n').filter((line) => line.includes('leaves the cluster'));

  test('is answered with the address by which it does', () => {
    const shop = shopWithGateways();
    const service = payments(shop);
    const reachability = Reachability.of(shop.app);
    expect(lineOf(reachability.explain(service, PARTNER))).toEqual([
      '  leaves the cluster by 198.51.100.7 of the first node with egress-gateway=partners, as CiliumEgressGatewayPolicy shop.payments.partners says',
    ]);
  });

  test('is answered without one where the plugin leads nothing through gateways', () => {
    const shop = shopWithGateways({ plugin: NetworkPlugin.calico() });
    const service = payments(shop);
    expect(lineOf(Reachability.of(shop.app).explain(service, PARTNER))).toEqual([]);
  });
});

describe('where the plugin does not lead it', () => {
  const AND = '`shop/payments` asks that `203.0.113.0/24 on 443/TCP` leaves through egress gateway `partners`';
  const WITHOUT = 'leave `through` out, and have the other side know the addresses of the nodes, or of what translates them';

  test.each([
    ['Cilium without the setting', NetworkPlugin.cilium(), '`Cilium` does not lead connections through gateways as the cluster profile has it: turn on `egressGateway.enabled`, '
      + '`bpf.masquerade` and `kubeProxyReplacement` of its chart, and say so, as in `overrides: { egressGateway: true }`'],
    ['Calico', NetworkPlugin.calico(), `\`Calico\` has no gateways that could be written here (egress gateways are of Calico Enterprise and Cloud): ${WITHOUT}`],
    ['Antrea', NetworkPlugin.antrea(), '`Antrea` gives connections a fixed address by Egress of `crd.antrea.io`, of which nothing is written here: write that object yourself and leave `through` out'],
    ['OVN-Kubernetes', NetworkPlugin.ovnKubernetes(), '`OVN-Kubernetes` gives connections a fixed address by EgressIP of `k8s.ovn.org`, of which nothing is written here: write that object yourself and leave `through` out'],
    ['any other', NetworkPlugin.conformant(), `\`a conformant network plugin\` has no gateways that could be written here (name the network plugin in the profile, as in \`NetworkPlugin.cilium()\`): ${WITHOUT}`],
  ])('on %s, that is an error with the way out', (_, plugin, says) => {
    const shop = shopWithGateways({ plugin });
    payments(shop);
    expect(shop.findings()).toEqual([`[shop/payments] ${AND}: ${says} (CANNOT_EXPRESS)`]);
  });

  const FAMILY = 'the gateway has no address of IPv6: give it one, as in `addresses`, name blocks of the other family alone, or say in `ipFamilies` of the profile that pods have none';
  const V4 = [EgressGateway.of('partners', { nodeLabels: NODES, addresses: ['198.51.100.7'] })];

  test.each([
    ['before 1.18 and IPv6', '1.17', GATEWAYS, 'Cilium leads connections of IPv6 through a gateway from 1.18 on: name blocks of IPv4 alone'],
    ['before 1.20 and an address of IPv6', '1.19', GATEWAYS, 'Cilium takes an address of IPv6 for a gateway from 1.20 on: name its `networkInterface` instead'],
    ['a gateway without an address of the family', '1.20', V4, FAMILY],
  ])('on Cilium, for %s, likewise', (_, version, egressGateways, says) => {
    const shop = shopWithGateways({ plugin: NetworkPlugin.cilium({ version, egressGateway: true }), egressGateways });
    shop.service('payments').connections.allowTo(Peer.cidrs('203.0.113.0/24', '2001:db8:9::/48').on(Port.https()), { through: 'partners' });
    expect(shop.findings()).toEqual([
      `[shop/payments] \`shop/payments\` asks that \`203.0.113.0/24, 2001:db8:9::/48 on 443/TCP\` leaves through egress gateway \`partners\`: ${says} (CANNOT_EXPRESS)`,
    ]);
  });

  test('on Cilium before 1.16, for requests, likewise', () => {
    const shop = shopWithGateways({ plugin: NetworkPlugin.cilium({ version: '1.15', egressGateway: true }) });
    shop.service('payments').connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.http(80)), { through: 'partners', http: [{ method: 'GET' }] });
    expect(shop.findings()).toEqual([expect.stringMatching(/Cilium before 1\.16 does not lead connections through a gateway whose requests it tells apart: leave `http` out \(CANNOT_EXPRESS\)$/)]);
  });

  test('a cluster of one family has no use for the other', () => {
    const shop = shopWithGateways({ egressGateways: V4, ipFamilies: [IpFamily.IPV4] });
    shop.service('payments').connections.allowTo(Peer.internet().on(Port.https()), { through: 'partners' });
    expect([shop.findings(), policies(shop).map(({ metadata }) => metadata.name)]).toEqual([[], ['shop.payments.partners']]);
  });
});

describe('a connection that cannot go through a gateway is refused at once', () => {
  test.each<[string, (shop: Shop) => unknown, string]>([
    ['an unknown gateway', (shop) => shop.service('web').connections.allowTo(PARTNER, { through: 'partner' }),
      'the cluster has no egress gateway `partner`: it has `partners`, `uplink` (EGRESS_GATEWAY_UNKNOWN)'],
    ['a workload of the cluster', (shop) => shop.service('web').connections.allowTo(shop.service('api'), { through: 'partners' }),
      '`api` cannot be reached `through` an egress gateway: only connections to addresses outside the cluster leave it, as in `Peer.cidr(…)`, `Peer.internet()` or a `Peer.dnsName(…)` '
      + 'with addresses (EGRESS_INVALID)'],
    ['a name without addresses', (shop) => shop.service('web').connections.allowTo(Peer.dnsName('a.example').on(Port.https()), { through: 'partners' }),
      '`a.example` cannot be reached `through` egress gateway `partners`: a gateway leads addresses, and none is declared for the name; give them, as in '
      + '`Peer.dnsName(\'a.example\', { addresses: [\'203.0.113.0/24\'] })` (EGRESS_INVALID)'],
    ['a name through a proxy', (shop) => {
      const fallback = EgressFallback.proxy(new EgressProxy(shop.chart, 'egress'));
      shop.service('web').connections.allowTo(Peer.dnsName('a.example', { fallback }).on(Port.https()), { through: 'partners' });
    }, '`a.example` cannot be reached `through` an egress gateway and a proxy: connections of a proxy are those of its own pods; declare addresses in the place of the fallback, or leave '
      + 'one of them out (EGRESS_INVALID)'],
    ['addresses of the cluster', (shop) => shop.service('web').connections.allowTo(Peer.cidr('10.244.7.0/24').on(Port.https()), { through: 'partners' }),
      '`10.244.7.0/24` cannot be reached `through` egress gateway `partners`: all its addresses are the cluster\'s own in the cluster profile, and connections to them do not leave it (EGRESS_INVALID)'],
    ['a block that goes through another one', (shop) => payments(shop).connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.tcp(22)), { through: 'uplink' }),
      '`203.0.113.0/24` of `payments` leaves through egress gateway `partners` already, and cannot leave through `uplink` as well: a source address is one for all ports; of two blocks '
      + 'within each other the longer one counts (EGRESS_INVALID)'],
    ['a caller without a policy', (shop) => Workload.fromExisting(shop.chart, 'db', { workload: statefulSet(shop.chart, 'db', { app: 'db' }) }).connections.allowTo(PARTNER, { through: 'partners' }),
      '`db` cannot reach `203.0.113.0/24` `through` an egress gateway: it has no policy of its own here, so that nobody knows what else it calls; say `ownPolicy: true` (EGRESS_INVALID)'],
  ])('%s', (_, declare, says) => {
    const shop = shopWithGateways();
    expect(thrownBy(() => declare(shop))).toBe(says);
    expect(shop.findings().filter((line) => !line.includes('HEALTH_MISSING'))).toEqual([]);
  });
});

describe('an egress gateway', () => {
  const of = (props: Partial<EgressGatewayProps>, name = 'partners') => () => EgressGateway.of(name, { nodeLabels: NODES, ...props });

  test.each<[string, () => unknown, string]>([
    ['without a name', of({ networkInterface: 'eth1' }, ''), 'the name of an egress gateway `` is not a DNS label: use 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends (NAME_INVALID)'],
    ['of any node', of({ nodeLabels: {}, networkInterface: 'eth1' }), 'the nodeLabels of egress gateway `partners` are empty and would make any node the gateway: name a label that the nodes carry that have '
      + 'its address (CLUSTER_PROFILE_INVALID)'],
    ['of a label that is none', of({ nodeLabels: { 'a b': 'c' }, networkInterface: 'eth1' }), 'the key of nodeLabels of egress gateway `partners` `a b` is not a key: use at most 63 letters, digits, `-`, `_` and `.`, '
      + 'with a letter or digit at both ends, and in front of it, if you like, a DNS name and one `/` (LABEL_INVALID)'],
    ['without an address', of({}), 'egress gateway `partners` needs either `addresses` or a `networkInterface`: the address that connections have behind it is one or the other (CLUSTER_PROFILE_INVALID)'],
    ['with an address and an interface', of({ addresses: ['198.51.100.7'], networkInterface: 'eth1' }),
      'egress gateway `partners` needs either `addresses` or a `networkInterface`: the address that connections have behind it is one or the other (CLUSTER_PROFILE_INVALID)'],
    ['with no address', of({ addresses: [] }), 'the addresses of egress gateway `partners` are none: give one, as in `198.51.100.7`, or one of each family (CLUSTER_PROFILE_INVALID)'],
    ['with a block', of({ addresses: ['198.51.100.0/24'] }), 'address `198.51.100.0/24` of egress gateway `partners` is not an IPv4 or IPv6 address: give one that its node has, as in `198.51.100.7` (CLUSTER_PROFILE_INVALID)'],
    ['at nobody\'s address', of({ addresses: ['0.0.0.0'] }), 'address `0.0.0.0` of egress gateway `partners` is none that a connection could have outside: give one that its node has, as in `198.51.100.7` (CLUSTER_PROFILE_INVALID)'],
    ['with two addresses of one family', of({ addresses: ['198.51.100.7', '198.51.100.8'] }), 'the addresses `198.51.100.7, 198.51.100.8` of egress gateway `partners` are two of one family: give one of each at most, '
      + 'and another gateway for another one (CLUSTER_PROFILE_INVALID)'],
    ['with an interface that is none', of({ networkInterface: 'eth 1' }), 'networkInterface `eth 1` of egress gateway `partners` is not the name of a network interface: use 1 to 15 characters without blanks, `/` and `:`, '
      + 'as in `eth1` (CLUSTER_PROFILE_INVALID)'],
    ['of a name that another one has', () => ClusterProfile.of({ egressGateways: [...GATEWAYS, of({ networkInterface: 'eth2' })()] }),
      'two egress gateways are named `partners`: give each its own name, since connections ask for a gateway by name (CLUSTER_PROFILE_INVALID)'],
  ])('%s is refused', (_, declare, says) => {
    expect(thrownBy(declare)).toBe(says);
  });

  test('is known to its profile by name', () => {
    expect(ClusterProfile.of({ egressGateways: [...GATEWAYS].reverse() }).egressGatewayNames).toEqual(['partners', 'uplink']);
    expect(ClusterProfile.conformant().egressGatewayNames).toEqual([]);
  });
});

describe('a policy of somebody else', () => {
  function withPolicy(plugin: NetworkPlugin): Shop {
    const shop = shopWithGateways({ plugin });
    shop.service('web').connections.allowTo(PARTNER);
    const spec = { selectors: [{ podSelector: {} }], destinationCIDRs: ['203.0.113.0/24'], egressGateway: { nodeSelector: {}, interface: 'eth1' } };
    new ApiObject(shop.chart, 'raw', { apiVersion: 'cilium.io/v2', kind: 'CiliumEgressGatewayPolicy', metadata: { name: 'everybody' }, spec });
    return shop;
  }

  test('counts for nothing where the plugin leads nothing through gateways, which is told', () => {
    expect(withPolicy(NetworkPlugin.cilium()).findings()).toEqual([
      'cdk8s-reach: warning: CiliumEgressGatewayPolicy everybody counts for nothing: `Cilium` is not known to lead connections through gateways as it says (POLICY_UNENFORCED)',
    ]);
  });

  test('that nobody declared is found with a pod and an address', () => {
    const text = thrownBy(() => withPolicy(NetworkPlugin.cilium({ egressGateway: true })).app.synthYaml());
    expect(text).toContain('witness: a pod of shop/web to 203.0.113.0 leaves by the first IPv4 address of interface eth1 of the first node by name, as CiliumEgressGatewayPolicy everybody says');
  });

  test('that clashes with what is declared is found, since nobody knows which counts', () => {
    const shop = withPolicy(NetworkPlugin.cilium({ egressGateway: true }));
    payments(shop);
    const found = thrownBy(() => shop.app.synthYaml());
    expect(found).toContain('through egress gateway `partners`, and of that 203.0.113.0/24 does not leave as it should');
    expect(found).toContain('leaves by the first IPv4 address of interface eth1 of the first node by name, as CiliumEgressGatewayPolicy everybody says, or by 198.51.100.7 of the first node with '
      + 'egress-gateway=partners, as CiliumEgressGatewayPolicy shop.payments.partners says, and not by 198.51.100.7 of the first node with egress-gateway=partners');
  });

  test('is found in a list as well', () => {
    const shop = shopWithGateways();
    shop.service('web').connections.allowTo(PARTNER);
    const spec = { selectors: [{ podSelector: {} }], destinationCIDRs: ['203.0.113.0/24'], egressGateway: { nodeSelector: {}, interface: 'eth1' } };
    const items = [{ metadata: { name: 'everybody' }, spec }];
    new ApiObject(shop.chart, 'raw', { apiVersion: 'cilium.io/v2', kind: 'CiliumEgressGatewayPolicyList', items });
    expect(thrownBy(() => shop.app.synthYaml())).toContain('CiliumEgressGatewayPolicy everybody leads connections of `shop/web` to 203.0.113.0/24 through a gateway, and nobody declared that');
  });

  test('is told of, or not, as the scope of the workload has it', () => {
    const warned = withPolicy(NetworkPlugin.cilium({ egressGateway: true }));
    Proof.setMode(warned.chart, ProofMode.WARN);
    expect(warned.findings().filter((line) => line.startsWith('cdk8s-reach'))).toEqual([expect.stringMatching(/^cdk8s-reach: warning: \[shop\/web\] .*\(SOURCE_ADDRESS_EXCESS\)$/)]);
    const off = withPolicy(NetworkPlugin.cilium({ egressGateway: true }));
    Proof.setMode(off.chart, ProofMode.OFF);
    expect(off.findings()).toEqual([]);
  });

  test('that nobody would take is an error of its own', () => {
    const shop = shopWithGateways();
    only(payments(shop).egressGatewayObjects).addJsonPatch(JsonPatch.add('/spec/egressGateway/interface', 'eth1'));
    expect(thrownBy(() => shop.app.synthYaml())).toMatch(
      /\[shop\/payments\] CiliumEgressGatewayPolicy shop\.payments\.partners, written by `shop\/payments\/EgressGateway-partners`, is not what an API server takes.*`spec\.egressGateway\.egressIP`/,
    );
  });

  test('that nobody could be led by is no matter of whoever calls nobody outside', () => {
    const shop = withPolicy(NetworkPlugin.cilium({ egressGateway: true }));
    shop.service('quiet');
    expect(thrownBy(() => shop.app.synthYaml())).not.toContain('quiet');
  });
});

test('an App without gateways knows nothing of all that', () => {
  expect(new App().synthYaml()).toBe('');
});
