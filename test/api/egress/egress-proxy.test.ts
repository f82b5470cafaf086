import { ApiObject, JsonPatch } from 'cdk8s';
import {
  AddressFormat, Cluster, ClusterProfile, EgressFallback, EgressProxy, EgressProxyProps, NetworkPlugin, Peer, Port, PortProps, Proof, ProofMode,
  Workload,
} from '../../../src';
import { pluginOf, PLUGINS } from '../../../src/clusters/plugins';
import { Shop, statefulSet, thrownBy, yamlOf } from '../shop';

const PORT = 29582; // of shop/payments, which follows from its name

function proxyIn(shop: Shop, props: EgressProxyProps = {}): EgressProxy {
  return new EgressProxy(shop.chartOf('edge'), 'egress', props);
}

function stripe(proxy: EgressProxy, port: Port = Port.https()): Peer {
  return Peer.dnsName('api.stripe.com', { fallback: EgressFallback.proxy(proxy) }).on(port);
}

function onCalico(): Shop {
  return new Shop({ plugin: NetworkPlugin.calico() });
}

describe('on a cluster that cannot match names', () => {
  test('the caller reaches the proxy on a port of its own and nothing outside, the proxy the internet on the port that was asked, and nobody else the proxy', () => {
    const shop = onCalico();
    const proxy = proxyIn(shop);
    shop.service('payments').connections.allowTo(stripe(proxy), { reason: 'charges cards' });
    shop.service('web');
    expect(shop.findings()).toEqual([]);
    const world = shop.world();
    expect(world.verdict('shop/payments', 'edge/egress', PORT)).toBe('allowed');
    expect(world.verdict('shop/payments', 'edge/egress', 15021)).toBe('denied');
    expect(world.verdict('shop/payments', '203.0.113.9', 443)).toBe('denied');
    expect(world.verdict('shop/web', 'edge/egress', PORT)).toBe('denied');
    expect(world.verdict('edge/egress', '203.0.113.9', 443)).toBe('allowed');
    expect(world.verdict('edge/egress', '2001:db8::9', 443)).toBe('allowed');
    expect(world.verdict('edge/egress', '203.0.113.9', 80)).toBe('denied');
    expect(world.verdict('edge/egress', '10.1.2.3', 443)).toBe('denied');
    expect(world.verdict('edge/egress', 'shop/web', 8080)).toBe('denied');
    expect(shop.reasons('payments')).toBe(`to edge/egress on ${PORT}/TCP: charges cards`);
  });

  test('the objects of the proxy are those of any microservice, with its configuration', () => {
    const shop = onCalico();
    shop.service('payments').connections.allowTo(stripe(proxyIn(shop)));
    const own = shop.manifests().filter(({ metadata }) => metadata.name === 'egress');
    expect(own.map(({ kind }) => kind).sort()).toEqual(['ConfigMap', 'Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount']);
    expect(yamlOf(...own)).toMatchSnapshot();
  });

  test('the caller has the variables by which clients find the proxy, and names the Services that it calls as none of its affairs', () => {
    const shop = onCalico();
    const payments = shop.service('payments');
    payments.connections.allowTo(stripe(proxyIn(shop)), { env: 'STRIPE', envFormat: AddressFormat.URL });
    payments.connections.allowTo(shop.service('ledger'), { env: 'LEDGER' });
    payments.connections.allowTo(shop.service('mail', {}, 'post'));
    const address = `http://egress.edge.svc:${PORT}`;
    const bypass = 'localhost,127.0.0.1,::1,$(KUBERNETES_SERVICE_HOST),.svc,.cluster.local,10.244.0.0/16,fd00:10:244::/56,ledger,ledger.shop,mail.post';
    expect(shop.env('payments')).toEqual({
      HTTPS_PROXY: address, https_proxy: address, NO_PROXY: bypass, no_proxy: bypass, STRIPE: 'https://api.stripe.com:443', LEDGER: 'http://ledger:80',
    });
  });

  test('plain HTTP is carried where a port says so, and has its variable', () => {
    const shop = onCalico();
    const proxy = proxyIn(shop);
    shop.service('payments').connections.allowTo(stripe(proxy, Port.http()));
    expect(shop.env('payments')).toMatchObject({ HTTP_PROXY: `http://egress.edge.svc:${PORT}`, http_proxy: `http://egress.edge.svc:${PORT}` });
    expect(shop.findings()).toEqual([]);
    expect(shop.world().verdict('edge/egress', '203.0.113.9', 80)).toBe('allowed');
  });

  test('no variable is injected where that is turned off', () => {
    const shop = onCalico();
    shop.service('payments').connections.allowTo(stripe(proxyIn(shop, { injectVariables: false })));
    expect(shop.env('payments')).toEqual({});
  });

  test('a workload of somebody else goes through it, and can be told its address', () => {
    const shop = onCalico();
    const proxy = proxyIn(shop, { callerPorts: { 'shop/db': 20001 } });
    const db = Workload.fromExisting(shop.chart, 'db', { workload: statefulSet(shop.chart, 'db', { app: 'db' }), ownPolicy: true });
    db.connections.allowTo(stripe(proxy));
    expect(proxy.addressFor(db)).toBe('http://egress.edge.svc:20001');
    expect(shop.findings()).toEqual([]);
    expect(shop.world().verdict('shop/db', 'edge/egress', 20001)).toBe('allowed');
    expect(shop.world().verdict('shop/db', '203.0.113.9', 443)).toBe('denied');
  });

  test('within its namespace a caller uses the short name', () => {
    const shop = onCalico();
    const proxy = new EgressProxy(shop.chart, 'egress');
    expect(proxy.addressFor(shop.service('payments'))).toBe(`http://egress:${PORT}`);
  });

  test('each caller has its own list of names', () => {
    const shop = onCalico();
    const proxy = proxyIn(shop);
    shop.service('payments').connections.allowTo(stripe(proxy));
    shop.service('web').connections.allowTo(Peer.dnsName('github.com', { fallback: EgressFallback.proxy(proxy) }).on(Port.https()));
    expect(shop.findings()).toEqual([]);
    const world = shop.world();
    const web = Number(/:(\d+)$/.exec(String(shop.env('web')['HTTPS_PROXY']))?.[1]);
    expect(world.verdict('shop/web', 'edge/egress', web)).toBe('allowed');
    expect(world.verdict('shop/web', 'edge/egress', PORT)).toBe('denied');
    expect(world.verdict('shop/payments', 'edge/egress', web)).toBe('denied');
  });

  test('the order of the declarations never shows, and saying it twice changes nothing', () => {
    const written = (declare: (shop: Shop, proxy: EgressProxy) => void) => {
      const shop = onCalico();
      const proxy = proxyIn(shop);
      shop.service('payments');
      shop.service('web');
      declare(shop, proxy);
      return yamlOf(...shop.manifests());
    };
    const names = ['a.example', 'b.example', 'c.example'];
    const declare = (shop: Shop, proxy: EgressProxy, order: readonly string[]) => {
      const payments = shop.chart.node.findChild('payments') as ReturnType<Shop['service']>; // made above
      const fallback = EgressFallback.proxy(proxy);
      for (const name of order) payments.connections.allowTo(Peer.dnsName(name, { fallback }).on(Port.https(), Port.tcp(8443)));
    };
    const once = written((shop, proxy) => declare(shop, proxy, names));
    expect(written((shop, proxy) => declare(shop, proxy, [...names].reverse().concat(names)))).toBe(once);
  });

  test('a change of the names reaches the pods, and the same names leave them alone', () => {
    const annotation = (...names: string[]) => {
      const shop = onCalico();
      const proxy = proxyIn(shop);
      const payments = shop.service('payments');
      names.forEach((name) => payments.connections.allowTo(Peer.dnsName(name, { fallback: EgressFallback.proxy(proxy) }).on(Port.https())));
      const { template } = shop.spec('Deployment', 'egress') as { template: { metadata: { annotations: Record<string, string> } } }; // a Deployment
      return template.metadata.annotations['cdk8s-reach/egress-config'];
    };
    expect(annotation('a.example')).toMatch(/^[0-9a-f]{8}$/);
    expect(annotation('a.example', 'b.example')).not.toBe(annotation('a.example'));
    expect(annotation('b.example', 'a.example')).toBe(annotation('a.example', 'b.example'));
  });

  test('a damage of the configuration fails the synth, under the path of the proxy, or warns where the scope says so', () => {
    const damaged = (mode?: ProofMode) => {
      const shop = onCalico();
      const proxy = proxyIn(shop);
      shop.service('payments').connections.allowTo(stripe(proxy));
      proxy.configMap?.addJsonPatch(JsonPatch.replace('/data/envoy.json', '{}'));
      if (mode !== undefined) Proof.setMode(shop.app, mode);
      return shop.findings();
    };
    expect(damaged()).toEqual([expect.stringMatching(/^\[edge\/egress\] proxy `edge\/egress` does not let `shop\/payments` reach `api\.stripe\.com:443`, which is declared: .*\(PROXY_MISSING\)/)]);
    expect(damaged(ProofMode.WARN).join('\n')).toMatch(/warning: \[edge\/egress\] proxy `edge\/egress` does not let/);
    expect(damaged(ProofMode.OFF)).toEqual([]);
  });

  test('a proxy that nobody uses is deployed, and lets nothing through', () => {
    const shop = onCalico();
    proxyIn(shop);
    expect(shop.findings()).toEqual([]);
    expect(shop.world().verdict('edge/egress', '203.0.113.9', 443)).toBe('denied');
  });
});

function deploymentsOf(shop: Shop): string[] {
  return shop.app.node.findAll().flatMap((one) => (ApiObject.isApiObject(one) && one.kind === 'Deployment' ? [one.name] : [])).sort();
}

describe('on a cluster that matches names', () => {
  const matching = () => new Shop({ plugin: NetworkPlugin._of({ ...pluginOf(PLUGINS.cilium), policies: { dialect: 'cilium', api: 'core' } }) });

  test('there is no proxy, and the name itself is declared', () => {
    const shop = matching();
    const proxy = proxyIn(shop);
    const payments = shop.service('payments');
    payments.connections.allowTo(stripe(proxy), { env: 'STRIPE' });
    expect([proxy.microservice, proxy.configMap, proxy.service, proxy.addressFor(payments)]).toEqual([undefined, undefined, undefined, undefined]);
    expect(deploymentsOf(shop)).toEqual(['payments']);
    expect(shop.findings()).toEqual([]);
    expect(JSON.stringify(shop.spec('CiliumNetworkPolicy', 'payments'))).toContain('"toFQDNs":[{"matchName":"api.stripe.com"}]');
  });

  test('there is one where that is asked, and nobody goes through it', () => {
    const shop = matching();
    const proxy = proxyIn(shop, { always: true });
    shop.service('payments').connections.allowTo(stripe(proxy));
    expect(deploymentsOf(shop)).toEqual(['egress', 'payments']);
    expect(shop.findings()).toEqual([]);
    expect(JSON.stringify(shop.spec('CiliumNetworkPolicy', 'payments'))).toContain('"toFQDNs":[{"matchName":"api.stripe.com"}]');
  });

  test('what a proxy could not carry elsewhere is refused here, too', () => {
    const shop = matching();
    expect(thrownBy(() => shop.service('payments').connections.allowTo(stripe(proxyIn(shop), Port.udp(443))))).toMatch(/\(EGRESS_INVALID\)$/);
  });
});

test('a proxy of another cluster is refused', () => {
  const shop = onCalico();
  const other = shop.chartOf('other');
  Cluster.attach(other, ClusterProfile.of({}));
  const proxy = new EgressProxy(other, 'egress');
  expect(thrownBy(() => shop.service('payments').connections.allowTo(stripe(proxy)))).toMatch(/`egress` goes to another cluster than `payments`.*\(PEER_OF_ANOTHER_CLUSTER\)$/);
});

describe('what a proxy cannot carry is refused', () => {
  const ask = (peer: (proxy: EgressProxy) => Peer, props: EgressProxyProps = {}) => thrownBy(() => {
    const shop = onCalico();
    shop.service('payments').connections.allowTo(peer(proxyIn(shop, props)));
  });
  const range: PortProps = { endPort: 9000 };

  test.each<[string, string, RegExp]>([
    ['datagrams', ask((proxy) => stripe(proxy, Port.udp(443))), /proxy `egress` cannot carry `api\.stripe\.com` on 443\/UDP: an HTTP proxy carries TCP alone; give `EgressFallback\.addresses\(…\)` for that port \(EGRESS_INVALID\)$/],
    ['a range', ask((proxy) => stripe(proxy, Port.tcp(8000, range))), /on the range 8000-9000\/TCP: its list is of names and ports; name them one by one \(EGRESS_INVALID\)$/],
    ['every port', ask((proxy) => Peer.dnsName('a.example', { fallback: EgressFallback.proxy(proxy) }).onEveryPort()), /cannot carry `a\.example` on every port: .*name them, as in `\.on\(Port\.https\(\)\)` \(EGRESS_INVALID\)$/],
    ['a port of a caller that needs a privilege', ask(stripe, { callerPorts: { 'shop/payments': 443 } }), /`shop\/payments` port `443`, which needs a privilege: give one from 1024 on, but for 15021 \(EGRESS_INVALID\)$/],
    ['the port of the readiness', ask(stripe, { callerPorts: { 'shop/payments': 15021 } }), /which tells the kubelet whether the proxy is ready/],
    ['a caller without a namespace', ask(stripe, { callerPorts: { payments: 20001 } }), /callerPorts name `payments`, which is no caller: write the namespace and the name/],
    ['one port for two callers', ask(stripe, { callerPorts: { 'shop/a': 20001, 'shop/b': 20001 } }), /give `shop\/a` and `shop\/b` port `20001`, and with it one list of names: give each its own \(EGRESS_INVALID\)$/],
    ['a port that is none', ask(stripe, { callerPorts: { 'shop/payments': 70000 } }), /callerPorts of `shop\/payments` `70000` is not a port.*\(PORT_OUT_OF_RANGE\)$/],
    ['some requests alone', thrownBy(() => {
      const shop = onCalico();
      shop.service('payments').connections.allowTo(stripe(proxyIn(shop)), { http: [{ method: 'POST', path: '/charge' }], orAnyRequest: true });
    }), /proxy `egress` cannot tell requests to `api\.stripe\.com` apart: it looks at names and ports alone; leave `http` out \(EGRESS_INVALID\)$/],
    ['no addresses', thrownBy(() => EgressFallback.addresses([])), /the addresses of an EgressFallback are empty.*\(EGRESS_INVALID\)$/],
    ['addresses twice', ask((proxy) => Peer.dnsName('a.example', { addresses: ['192.0.2.0/24'], fallback: EgressFallback.proxy(proxy) })), /`a\.example` has both `addresses` and a `fallback`.*\(PEER_INVALID\)$/],
  ])('%s', (_, said, expected) => {
    expect(said).toMatch(expected);
  });

  test('two callers that share a port', () => {
    const shop = onCalico();
    const proxy = proxyIn(shop, { callerPorts: { 'shop/web': PORT } });
    shop.service('payments').connections.allowTo(stripe(proxy));
    expect(thrownBy(() => shop.service('web').connections.allowTo(stripe(proxy)))).toBe(
      `\`shop/payments\` and \`shop/web\` would share port ${PORT} of proxy \`egress\`, and with it their lists of names: give one of them another, `
      + 'as in `callerPorts: { \'shop/web\': 20001 }` (EGRESS_INVALID)',
    );
  });

  test('a caller that goes through two proxies, unless the variables of one of them are its own affair', () => {
    const shop = onCalico();
    const payments = shop.service('payments');
    payments.connections.allowTo(stripe(proxyIn(shop)));
    const other = (props: EgressProxyProps) => new EgressProxy(shop.chart, `other-${String(props.injectVariables)}`, props);
    expect(thrownBy(() => payments.connections.allowTo(stripe(other({}))))).toMatch(/`payments` goes through the proxies `http:\/\/egress\.edge\.svc:29582` and `http:\/\/other-undefined:29582`.*\(EGRESS_INVALID\)$/);
    expect(thrownBy(() => payments.connections.allowTo(stripe(other({ injectVariables: false }))))).toBe('nothing was thrown');
  });

  test('a peer that is no workload has no address of the proxy', () => {
    expect(thrownBy(() => proxyIn(onCalico()).addressFor(Peer.internet()))).toMatch(/`the internet` is no workload of this App, and has no port of proxy `egress`.*\(PEER_INVALID\)$/);
  });
});
