import { allowedFlows, STRANGERS } from './flows';
import { ADDRESSES, CASES, EDGES, FACTS, HTTPS, OTHERS, PODS } from './peer-cases';
import { Shop, thrownBy, yamlOf } from './shop';
import { ClusterProfileProps, HttpRequest, NetworkPlugin, Peer, PolicyApi, Reachability, SecureMicroservice, Verdict } from '../../src';
import { pod, World } from '../reachability/world';

const OWN: ClusterProfileProps = { ...EDGES, plugin: NetworkPlugin.calico({ policies: PolicyApi.OWN }) };
const BESIDE: ClusterProfileProps = { ...EDGES, plugin: NetworkPlugin.calico() };
const BUILDER = pod('shop/job', { spec: { serviceAccountName: 'builder' } });
const NAMESAKE = pod('other/job', { spec: { serviceAccountName: 'builder' } });

describe.each(CASES)('$name', ({ peer, opens, profile }) => {
  test('in the API of Calico alone, opens as a target what it opens in core NetworkPolicy', () => {
    const shop = new Shop({ ...OWN, ...profile });
    shop.service('web').connections.allowTo(peer.on(HTTPS));
    expect(shop.kind('NetworkPolicy').map(({ apiVersion }) => apiVersion)).toEqual(['projectcalico.org/v3']);
    const flows = allowedFlows(shop.world(OTHERS, FACTS), { managed: ['shop/web'], others: [...PODS, ...ADDRESSES], ports: ['443/TCP', '443/UDP', '80/TCP'] });
    expect(flows).toEqual(opens.map((end) => `shop/web > ${end} on 443/TCP`).sort());
  });
});

describe.each(CASES.filter(({ name }) => !name.startsWith('a DNS name')))('$name', ({ peer, opens, profile }) => {
  test('in the API of Calico alone, is let in as a source as it is in core NetworkPolicy', () => {
    const shop = new Shop({ ...OWN, ...profile });
    shop.service('web').connections.allowFrom(peer);
    const flows = allowedFlows(shop.world(OTHERS, FACTS), { managed: ['shop/web'], others: [...PODS, ...ADDRESSES], ports: ['8080/TCP', '8080/UDP', '80/TCP'] });
    expect(flows).toEqual(opens.map((end) => `${end} > shop/web on 8080/TCP`).sort());
  });
});

describe('a ServiceAccount', () => {
  test('is named in a policy of Calico beside the NetworkPolicy of its workload, which says all the rest', () => {
    const shop = new Shop(BESIDE);
    const [web, api] = [shop.service('web'), shop.service('api')];
    web.connections.allowTo(api);
    web.connections.allowFrom(Peer.serviceAccount('builder', 'shop'), { reason: 'it deploys' });
    const policies = shop.kind('NetworkPolicy').filter(({ metadata }) => metadata.name === 'web');
    expect(yamlOf(...policies)).toMatchSnapshot();
    expect(web.policyObjects.map(({ apiVersion }) => apiVersion)).toEqual(['networking.k8s.io/v1', 'projectcalico.org/v3']);
    expect(api.policyObjects).toHaveLength(1);
    expect(allowedFlows(shop.world([...STRANGERS, BUILDER, NAMESAKE]), { managed: ['shop/web', 'shop/api'], others: ['shop/job', 'other/job', 'shop/stranger'] })).toEqual([
      'shop/job > shop/web on 8080/TCP', 'shop/web > shop/api on 8080/TCP',
    ]);
    expect(shop.findings()).toEqual([]);
  });

  test.each([['beside core NetworkPolicy', BESIDE], ['alone', OWN], ['on Canal', { ...EDGES, plugin: NetworkPlugin.canal() }]])('finds its pods in both directions, %s', (_, profile) => {
    const shop = new Shop(profile);
    const web = shop.service('web');
    web.connections.allowTo(Peer.serviceAccount('builder', 'shop').on(HTTPS));
    web.connections.allowFrom(Peer.serviceAccount('default', 'other'));
    const asked = { managed: ['shop/web'], others: ['shop/job', 'other/job', 'shop/stranger', 'other/stranger'], ports: ['443/TCP', '8080/TCP'] };
    expect(allowedFlows(shop.world([...STRANGERS, BUILDER, NAMESAKE]), asked)).toEqual(['other/stranger > shop/web on 8080/TCP', 'shop/web > shop/job on 443/TCP']);
    expect(shop.findings()).toEqual([]);
  });

  test('is a gap on a plugin without policies of its own, and nothing beside that is reported', () => {
    const shop = new Shop();
    shop.service('web').connections.allowFrom(Peer.serviceAccount('builder', 'shop'));
    expect(shop.findings()).toEqual([
      '[shop/web] core NetworkPolicy finds pods by their labels, not by their ServiceAccount `shop/builder`: `pods of ServiceAccount shop/builder on 8080/TCP` would stay closed; '
      + 'name them by labels, as in `Peer.pods(…)` (CANNOT_EXPRESS)',
    ]);
  });

  test('reads as its pods, and must be a name', () => {
    expect(Peer.serviceAccount('builder', 'shop').peerName).toBe('pods of ServiceAccount shop/builder');
    expect(thrownBy(() => Peer.serviceAccount('Builder', 'shop'))).toMatch(/^the ServiceAccount of a peer, `Builder` is not a DNS name.*\(NAME_INVALID\)/s);
    expect(thrownBy(() => Peer.serviceAccount('builder', 'a.b'))).toMatch(/^the namespace of a peer `a.b` is not a DNS label.*\(NAME_INVALID\)/s);
  });

  test('can be asked about, with its workloads among the manifests and without', () => {
    const shop = new Shop(BESIDE);
    const [web, api] = [shop.service('web'), shop.service('api')];
    web.connections.allowFrom(Peer.serviceAccount('builder', 'shop'));
    web.connections.allowFrom(Peer.serviceAccount('api', 'shop'));
    api.connections.allowTo(web);
    const reachability = Reachability.of(shop.app);
    const verdicts = ['builder', 'api', 'default'].map((name) => reachability.verdict(Peer.serviceAccount(name, 'shop'), web));
    // pods of `default` may carry the labels of `api`, which is let in by them, or others
    expect(verdicts).toEqual([Verdict.ALLOWED, Verdict.ALLOWED, Verdict.MIXED]);
    expect(reachability.verdict(Peer.serviceAccount('builder', 'shop'), api)).toBe(Verdict.DENIED);
  });

  test('that somebody has shut out by a policy of Calico is missing', () => {
    const shop = new Shop(BESIDE);
    shop.service('web').connections.allowFrom(Peer.serviceAccount('builder', 'shop'));
    shop.calico('NetworkPolicy', 'shut', { order: 1, selector: 'all()', types: ['Ingress'], ingress: [{ action: 'Deny', source: { serviceAccounts: { names: ['builder'] } } }] });
    expect(shop.findings()).toEqual([expect.stringMatching(/\[shop\/web\].*called by pods of ServiceAccount builder of namespace shop on TCP 8080.*FLOW_MISSING/)]);
  });

  test('that a policy of Calico lets in without a declaration is excess', () => {
    const shop = new Shop(BESIDE);
    shop.service('web');
    shop.calico('NetworkPolicy', 'more', { selector: 'all()', types: ['Ingress'], ingress: [{ action: 'Allow', source: { serviceAccounts: { names: ['builder'] } } }] });
    expect(shop.findings()).toEqual([expect.stringMatching(/\[shop\/web\].*may be called by pods of ServiceAccount builder of namespace shop.*FLOW_EXCESS/)]);
  });
});

describe('requests', () => {
  const CHARGE: HttpRequest[] = [{ method: 'POST', path: '/charge' }];
  const TOLD: ClusterProfileProps = { ...EDGES, plugin: NetworkPlugin.calico({ overrides: { http: true } }) };

  function pair(shop: Shop): { readonly web: SecureMicroservice; readonly payments: SecureMicroservice } {
    return { web: shop.service('web'), payments: shop.service('payments') };
  }

  test('are told apart by the policy of the callee, where Calico has a proxy beside its pods', () => {
    const shop = new Shop(TOLD);
    const { web, payments } = pair(shop);
    web.connections.allowTo(payments, { http: CHARGE });
    expect(shop.findings()).toEqual([]);
    expect(payments.policyObjects).toHaveLength(2);
    expect(yamlOf(payments.policyObjects[1]?.toJson())).toMatchSnapshot();
    expect(shop.world().verdict('shop/web', 'shop/payments', 8080)).toBe('allowed');
  });

  test('by a pattern are a gap, and the connection stays closed', () => {
    const shop = new Shop(TOLD);
    const { web, payments } = pair(shop);
    web.connections.allowTo(payments, { http: [{ pathPattern: '/v[12]/.*' }] });
    expect(shop.findings()).toEqual([
      '[shop/payments] Calico tells paths apart by how they begin, not by patterns, as like /v[12]/.* asks for: `shop/web on 8080/TCP for like /v[12]/.*` would stay closed; '
      + 'say `orAnyRequest: true` where every request is fine there (CANNOT_EXPRESS)',
    ]);
    expect(payments.policyObjects).toHaveLength(1);
  });

  test('of a caller alone are not told apart, and open to all of them where that is fine', () => {
    const shop = new Shop(TOLD);
    shop.service('web').connections.allowTo(Peer.cidr('203.0.113.0/24').on(HTTPS), { http: CHARGE, orAnyRequest: true });
    expect(shop.findings()).toEqual([
      'cdk8s-reach: warning: [shop/web] Calico tells requests apart where they arrive alone, and not where they are sent: `203.0.113.0/24 on 443/TCP for POST /charge` '
      + 'is open to every request (`orAnyRequest`), which is wider than POST /charge (APPROXIMATED)',
    ]);
    expect(shop.world().verdict('shop/web', '203.0.113.9', 443)).toBe('allowed');
  });

  test('need the proxy to be there', () => {
    const shop = new Shop(BESIDE);
    const { web, payments } = pair(shop);
    web.connections.allowTo(payments, { http: CHARGE });
    expect(shop.findings()).toEqual([expect.stringMatching(/network plugin `Calico` is not known to tell requests apart.*turn on Istio with the sidecar Dikastes.*CANNOT_EXPRESS/)]);
  });
});

test('the proof tells the NetworkPolicy of Kubernetes from the one of Calico that has its name', () => {
  const shop = new Shop(BESIDE);
  const [web, api] = [shop.service('web'), shop.service('api')];
  web.connections.allowFrom(api);
  shop.calico('NetworkPolicy', 'web', { order: 1, selector: 'all()', types: ['Ingress'], ingress: [{ action: 'Deny' }] });
  const text = thrownBy(() => shop.app.synthYaml());
  expect(text).toContain('object: NetworkPolicy.projectcalico.org shop/web is written by `shop/NetworkPolicy-web`');
  expect(text).not.toContain('object: NetworkPolicy shop/web is written by `shop/NetworkPolicy-web`');
});

test('policies of both APIs add up, wherever those of others stand in their tier', () => {
  const shop = new Shop(BESIDE);
  const [web, api] = [shop.service('web'), shop.service('api')];
  web.connections.allowFrom(api);
  web.connections.allowFrom(Peer.serviceAccount('builder', 'shop'));
  const open = (order: number | undefined) => ({
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkPolicy',
    metadata: { name: 'open', namespace: 'shop' },
    spec: { ...(order === undefined ? {} : { order }), selector: 'all()', types: ['Ingress'], ingress: [{ action: 'Allow', source: { selector: 'app == "stranger"' } }] },
  });
  for (const order of [1, 1000, 2000, undefined]) {
    const world: World = shop.world([...STRANGERS, BUILDER, open(order)]);
    expect(['shop/api', 'shop/job', 'shop/stranger', 'other/stranger'].map((source) => world.verdict(source, 'shop/web', 8080))).toEqual(['allowed', 'allowed', 'allowed', 'denied']);
  }
});
