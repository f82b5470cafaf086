import { EDGES } from './peer-cases';
import { Shop } from './shop';
import { LoadBalancing, NetworkPlugin, Peer, Port, Reachability, SecureMicroservice, Service, Verdict } from '../../src';

interface Declared {
  readonly shop: Shop;
  readonly web: SecureMicroservice;
  readonly payments: SecureMicroservice;
}

/** A shop with something of everything: a call, an exposure, and whatever goes beyond core NetworkPolicy. */
function declared(plugin: NetworkPlugin): Declared {
  const shop = new Shop({ ...EDGES, plugin });
  const payments = shop.service('payments', { service: Service.clusterIp({ annotations: { team: 'money' } }) });
  const web = shop.service('web');
  web.connections.allowTo(payments);
  web.expose('Shop', { hosts: ['shop.example.com'] });
  return { shop, web, payments };
}

describe('on Flannel alone', () => {
  const accepted = NetworkPlugin.flannel({ acceptUnenforced: 'a cluster on one laptop' });

  test('Services, routes, workloads and policies come out as anywhere else', () => {
    const { shop } = declared(accepted);
    const kinds = (of: Shop) => of.manifests().map(({ kind, metadata: { name } }) => `${kind} ${name}`).sort();
    expect(kinds(shop)).toEqual(kinds(declared(NetworkPlugin.conformant()).shop));
    expect(kinds(shop)).toEqual(expect.arrayContaining(['Deployment web', 'Ingress web-shop', 'NetworkPolicy payments', 'NetworkPolicy web', 'Service payments', 'Service web']));
    expect(shop.manifests()).toEqual(declared(NetworkPlugin.conformant()).shop.manifests());
  });

  test('all of it is reported as open, once, with the advice', () => {
    expect(declared(NetworkPlugin.flannel()).shop.findings()).toEqual([
      '[] network plugin `Flannel` enforces no NetworkPolicy: every pod can reach every port of every workload, whatever is declared; '
      + 'add a policy engine and say so in the profile (Canal is Flannel with Calico\'s), or accept it with a reason (NOT_ENFORCED)',
    ]);
  });

  test('what core NetworkPolicy has no word for is a gap of its own', () => {
    const { shop, web } = declared(NetworkPlugin.flannel());
    web.connections.allowTo(Peer.serviceAccount('builder', 'shop').on(Port.https()));
    web.connections.allowTo(Peer.dnsName('api.stripe.com').on(Port.https()), { http: [{ method: 'GET' }] });
    expect(shop.findings()).toEqual([
      expect.stringMatching(/^\[\] network plugin `Flannel` enforces no NetworkPolicy.*\(NOT_ENFORCED\)$/),
      expect.stringMatching(/core NetworkPolicy finds pods by their labels.*\(CANNOT_EXPRESS\)$/),
      expect.stringMatching(/network plugin `Flannel` is not known to tell requests apart \(add a policy engine.*\): `api.stripe.com on 443\/TCP for GET` would stay closed.*\(CANNOT_EXPRESS\)$/),
    ]);
  });

  test('the answers about it say that everybody reaches everybody', () => {
    const { shop, web, payments } = declared(accepted);
    const reachability = Reachability.of(shop.app);
    expect([reachability.verdict(payments, web), reachability.verdict(Peer.internet(), payments), reachability.verdict(payments, Peer.serviceAccount('builder', 'shop').on(Port.https()))])
      .toEqual([Verdict.ALLOWED, Verdict.ALLOWED, Verdict.ALLOWED]);
  });
});

describe('on kube-router', () => {
  const plugin = NetworkPlugin.kubeRouter({ runServiceProxy: true });

  test.each<[string, LoadBalancing, string]>([
    ['round robin', LoadBalancing.roundRobin(), 'rr'], ['the hash of the source', LoadBalancing.ipHash(), 'sh'], ['the fewest connections', LoadBalancing.leastRequest(), 'lc'],
  ])('Services ask its proxy for %s', (_, loadBalancing, scheduler) => {
    const shop = new Shop({ plugin });
    shop.service('web', { service: Service.clusterIp({ loadBalancing }) });
    expect(shop.findings()).toEqual([]);
    const { metadata, spec } = shop.named('Service', 'web');
    expect(metadata.annotations).toEqual({ 'kube-router.io/service.scheduler': scheduler });
    expect(spec).not.toHaveProperty('sessionAffinity');
  });

  test('ask nothing of it where kube-proxy is there instead, as in K3s', () => {
    const shop = new Shop({ plugin: NetworkPlugin.kubeRouter() });
    shop.service('web', { service: Service.clusterIp({ loadBalancing: LoadBalancing.ipHash() }) });
    expect(shop.findings()).toEqual([]);
    expect(shop.named('Service', 'web').metadata.annotations).toBeUndefined();
    expect(shop.spec('Service', 'web')['sessionAffinity']).toBe('ClientIP');
  });

  test('there are core policies alone, and what they have no word for is a gap', () => {
    const { shop, web, payments } = declared(plugin);
    payments.connections.allowFrom(web, { http: [{ method: 'POST', path: '/charge' }] });
    web.connections.allowFrom(Peer.serviceAccount('builder', 'shop'));
    expect([...web.policyObjects, ...payments.policyObjects].map(({ apiVersion }) => apiVersion)).toEqual(['networking.k8s.io/v1', 'networking.k8s.io/v1']);
    expect(shop.findings()).toEqual([
      expect.stringMatching(/network plugin `kube-router` is not known to tell requests apart \(it has core NetworkPolicy, and nothing beside it\): .* would stay closed.*\(CANNOT_EXPRESS\)$/),
      expect.stringMatching(/core NetworkPolicy finds pods by their labels, not by their ServiceAccount `shop\/builder`: .*\(CANNOT_EXPRESS\)$/),
    ]);
  });
});
