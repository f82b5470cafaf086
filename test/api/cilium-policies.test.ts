import { JsonPatch } from 'cdk8s';
import { only, Shop, yamlOf } from './shop';
import { ClusterProfileProps, Edge, GatewayController, HeaderMatch, NetworkPlugin, Peer, PolicyApi, Port, SecureMicroservice } from '../../src';
import { pod } from '../reachability/world';

const EDGE = Edge.gateway('public', { controller: GatewayController.CILIUM, namespaceName: 'infra' });

function shopOn(policies: PolicyApi, more: ClusterProfileProps = {}): Shop {
  return new Shop({ plugin: NetworkPlugin.cilium({ policies }), edges: [EDGE], ...more });
}

/** Everything that only a policy of Cilium says, of one workload. */
function declareAll(shop: Shop): { readonly web: SecureMicroservice; readonly payments: SecureMicroservice } {
  const [web, payments] = [shop.service('web'), shop.service('payments')];
  web.connections.allowTo(payments, { http: [{ method: 'POST', path: '/charge', headers: [HeaderMatch.exact('x-team', 'shop')] }], reason: 'charges cards' });
  payments.connections.allowTo(Peer.apiServer().on(Port.https(6443)));
  payments.connections.allowTo(Peer.nodes().on(Port.tcp(9100)));
  payments.connections.allowFrom(Peer.nodes());
  payments.connections.allowFrom(Peer.apiServer());
  web.expose('Shop', { hosts: ['shop.example.com'] });
  return { web, payments };
}

describe.each([PolicyApi.CORE, PolicyApi.OWN])('on Cilium, with policies in %s', (policies) => {
  test('everything that core has no word for is declared without a finding', () => {
    const shop = shopOn(policies, { nodeCidrs: ['10.0.0.0/16'] });
    declareAll(shop);
    expect(shop.findings()).toEqual([]);
  });

  test('it does what was declared, and nothing else', () => {
    const shop = shopOn(policies);
    declareAll(shop);
    const node = pod('other/node', { spec: { hostNetwork: true } });
    const world = shop.world([pod('reserved:ingress/envoy'), pod('reserved:kube-apiserver/api'), node, pod('other/stranger')], { blocks: { pods: false, nodes: false } });
    const verdicts = ([
      ['shop/web', 'shop/payments', 8080], ['reserved:ingress/envoy', 'shop/web', 8080], ['reserved:ingress/envoy', 'shop/payments', 8080],
      ['shop/payments', 'reserved:kube-apiserver/api', 6443], ['shop/web', 'reserved:kube-apiserver/api', 6443], ['reserved:kube-apiserver/api', 'shop/payments', 8080],
      ['shop/payments', 'other/node', 9100], ['shop/payments', 'other/node', 22], ['other/node', 'shop/payments', 8080],
      ['other/stranger', 'shop/web', 8080], ['shop/web', 'other/stranger', 8080], ['shop/payments', '203.0.113.9', 443],
    ] as const).map(([from, to, port]) => `${from} > ${to} ${port}: ${world.verdict(from, to, port)}`);
    expect(verdicts).toMatchSnapshot();
  });

  test('a policy object is there for each API that says something of a workload', () => {
    const shop = shopOn(policies);
    const { web, payments } = declareAll(shop);
    const plain = shop.service('plain');
    const kinds = [web, payments, plain].map(({ policyObjects }) => policyObjects.map(({ kind }) => kind));
    const both = ['NetworkPolicy', 'CiliumNetworkPolicy'];
    expect(kinds).toEqual(policies === PolicyApi.OWN ? [['CiliumNetworkPolicy'], ['CiliumNetworkPolicy'], ['CiliumNetworkPolicy']] : [both, both, ['NetworkPolicy']]);
    expect(yamlOf(...payments.policyObjects.map((object): unknown => object.toJson()))).toMatchSnapshot();
  });

  test.each<[string, (rules: Rules) => void, RegExp]>([
    ['no longer lets the Envoy in', ({ web }) => remove(web, 'ingress', 'ingress'), /\[shop\/web\/Shop\].*is declared to be called by the Envoy of Cilium on TCP 8080, and its own policies keep it shut \(FLOW_MISSING\)/],
    ['no longer leads to the API server', ({ payments }) => remove(payments, 'egress', 'kube-apiserver'), /`shop\/payments` is declared to call the API server on TCP 6443, and its own.*FLOW_MISSING/],
    ['no longer lets the API server in', ({ payments }) => remove(payments, 'ingress', 'kube-apiserver'), /`shop\/payments` is declared to be called by the API server on TCP 8080, and its own.*FLOW_MISSING/],
    ['leads to the own node alone', ({ payments }) => remove(payments, 'egress', 'remote-node'), /`shop\/payments` is declared to call any node on TCP 9100, and its own.*FLOW_MISSING/],
    ['no longer lets other nodes in', ({ payments }) => remove(payments, 'ingress', 'remote-node'), /`shop\/payments` is declared to be called by any node on TCP 8080, and its own.*FLOW_MISSING/],
    ['lets everybody in', ({ web }) => replace(web, 'ingress', 'ingress', 'all'), /`shop\/web` may be called by .*, and nobody declared it.*\(FLOW_EXCESS\)/],
    ['lets the API server in as well', ({ web }) => replace(web, 'ingress', 'ingress', 'kube-apiserver'), /`shop\/web` may be called by the API server.*\(FLOW_EXCESS\)/],
    ['lets the nodes in as well', ({ web }) => replace(web, 'ingress', 'ingress', 'remote-node'), /`shop\/web` may be called by any node.*\(FLOW_EXCESS\)/],
    ['lets the Envoy in to somebody else', ({ payments }) => replace(payments, 'ingress', 'kube-apiserver', 'ingress'), /`shop\/payments` may be called by the Envoy of Cilium.*\(FLOW_EXCESS\)/],
  ])('a policy that %s is found', (_, damage, expected) => {
    const shop = shopOn(policies);
    damage(declareAll(shop));
    expect(shop.findings().join('\n')).toMatch(expected);
  });
});

type Rules = ReturnType<typeof declareAll>;

interface Rule { readonly fromEntities?: string[]; readonly toEntities?: string[] }

/** The place of an entity in the policy of Cilium. */
function place({ policyObjects }: SecureMicroservice, direction: 'ingress' | 'egress', entity: string) {
  const object = only(policyObjects.filter(({ kind }) => kind === 'CiliumNetworkPolicy'));
  const { spec } = object.toJson() as { spec: Record<typeof direction, Rule[] | undefined> }; // as it is written
  const member = direction === 'ingress' ? 'fromEntities' : 'toEntities';
  const [rule = -1] = (spec[direction] ?? []).flatMap((one, i) => (one[member]?.includes(entity) === true ? [i] : []));
  const entities = spec[direction]?.[rule]?.[member] ?? [];
  return { object, path: `/spec/${direction}/${rule}/${member}`, entities };
}

function remove(of: SecureMicroservice, direction: 'ingress' | 'egress', entity: string): void {
  const { object, path, entities } = place(of, direction, entity);
  object.addJsonPatch(JsonPatch.replace(path, entities.filter((one) => one !== entity)));
}

function replace(of: SecureMicroservice, direction: 'ingress' | 'egress', entity: string, other: string): void {
  const { object, path, entities } = place(of, direction, entity);
  object.addJsonPatch(JsonPatch.replace(path, entities.map((one) => (one === entity ? other : one))));
}

describe('requests on Cilium', () => {
  test('are rules of the callee, and the caller is open to it', () => {
    const shop = shopOn(PolicyApi.CORE);
    const { web } = declareAll(shop);
    expect(shop.spec('CiliumNetworkPolicy', 'payments')['ingress']).toContainEqual({
      fromEndpoints: [{ matchLabels: { 'k8s:app.kubernetes.io/instance': 'web', 'k8s:app.kubernetes.io/name': 'web', 'k8s:io.kubernetes.pod.namespace': 'shop' } }],
      toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }], rules: { http: [{ method: 'POST', path: '/charge([?].*)?', headerMatches: [{ name: 'x-team', value: 'shop' }] }] } }],
    });
    expect(JSON.stringify(web.networkPolicy.toJson())).toContain('payments');
  });

  test('that Cilium cannot compare are told, with the way out', () => {
    const shop = shopOn(PolicyApi.CORE);
    const [web, payments] = [shop.service('web'), shop.service('payments')];
    web.connections.allowTo(payments, { http: [{ method: 'GET', headers: [HeaderMatch.regex('x-team', 'a|b')] }] });
    expect(shop.findings()).toContainEqual(
      '[shop/payments] Cilium compares headers as a whole, not with a pattern, as `GET with x-team ~ a|b` asks for: '
      + '`shop/web on 8080/TCP for GET with x-team ~ a|b` would stay closed there; name the values of `x-team` one by one, each in a request of its own (CANNOT_EXPRESS)',
    );
  });
});

test('GKE Dataplane V2 has no policies of Cilium', () => {
  const shop = new Shop({ plugin: NetworkPlugin.gkeDataplaneV2() });
  shop.service('web').connections.allowTo(Peer.dnsName('api.stripe.com').on(Port.https()));
  expect(shop.findings()).toEqual([expect.stringMatching(/core NetworkPolicy cannot match a DNS name.*CANNOT_EXPRESS/)]);
});
