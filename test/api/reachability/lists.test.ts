import { ApiObject, JsonPatch } from 'cdk8s';
import { Edge, Peer, Port, Reachability, ReachChangeKind, Tls } from '../../../src';
import { Shop, thrownBy } from '../shop';

const CIDRS = { podCidrs: ['10.244.0.0/16'] };

function nodePort(shop: Shop): void {
  new ApiObject(shop.chart, 'open', {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'open' }, spec: { type: 'NodePort', selector: { app: 'nobody' }, ports: [{ port: 80, nodePort: 30080 }] },
  });
}

describe('the ways in', () => {
  it('are those of Ingresses and Services, followed to the workloads behind, with what comes of it', () => {
    const shop = new Shop({ ...CIDRS, edges: [Edge.traefik('public')] });
    shop.service('web').expose('shop', { hosts: ['shop.example'], tls: Tls.secret('shop') });
    nodePort(shop);
    expect(Reachability.of(shop.app).entries()).toEqual([
      {
        entry: 'Ingress shop/web-shop shop.example/',
        requests: 'path prefix',
        via: 'class traefik, TLS',
        clients: '{ingress-controller}',
        target: 'shop/web[Deployment]',
        ports: 'perhaps TCP 8080', // the controller is not among the manifests: it may be whom the policy lets in
      },
      {
        entry: 'Service shop/open:80', requests: '', via: 'node port 30080', clients: '0.0.0.0/0, ::/0', target: '-', ports: 'leads nowhere: the Service open selects nobody',
      },
    ]);
  });
});

describe('pods that are not among the manifests', () => {
  it('are told with what they may do, those alone that rules name and any pod', () => {
    const shop = new Shop(CIDRS);
    shop.service('web').connections.allowFrom(Peer.namespaceNamed('batch'));
    expect(Reachability.of(shop.app).outsiders()).toContainEqual({ source: 'any pod of batch', target: 'shop/web[Deployment]', ports: 'TCP 8080' });
  });
});

describe('what has changed', () => {
  it('is told of one App before and after', () => {
    const shop = new Shop(CIDRS);
    const [web, payments] = [shop.service('web'), shop.service('payments', { ports: [Port.http(8080), Port.metrics(9100)] })];
    web.connections.allowTo(payments);
    const before = Reachability.of(shop.app);
    expect(Reachability.of(shop.app).changesSince(before)).toEqual([]);
    payments.connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.https()));
    web.connections.allowTo(payments.port('metrics'));
    const after = Reachability.of(shop.app);
    const [callee, caller] = ['shop/payments[Deployment]', 'shop/web[Deployment]'];
    expect(after.changesSince(before)).toEqual([
      { kind: ReachChangeKind.ADDED, source: callee, target: '203.0.113.0/24', before: 'none', after: 'TCP 443', widens: true },
      { kind: ReachChangeKind.WIDENED, source: caller, target: callee, before: 'TCP 8080', after: 'TCP 8080,9100', widens: true },
    ]);
    const back = before.changesSince(after).map(({ kind, widens }) => [kind, widens]);
    expect(back).toEqual([[ReachChangeKind.REMOVED, false], [ReachChangeKind.NARROWED, false]]);
  });

  it('is told of folders, whoever wrote them', () => {
    const folder = `${__dirname}/../../../examples/03-existing-workloads/expected`;
    const example = Reachability.ofFolder(folder);
    expect(example.changesSince(Reachability.ofFolder(folder))).toEqual([]);
    expect(Reachability.of(new Shop().app).changesSince(example).every(({ kind }) => kind === ReachChangeKind.REMOVED)).toBe(true);
  });
});

it('no list is given while an API server would refuse what may decide', () => {
  const shop = new Shop(CIDRS);
  const sound = Reachability.of(shop.app);
  const unsound = { to: [{ ipBlock: { cidr: '10.0.0.1/8' } }] };
  shop.service('web').networkPolicy.addJsonPatch(JsonPatch.add('/spec/egress/-', unsound));
  const refused = Reachability.of(shop.app);
  const calls = [
    () => refused.connections(), () => refused.entries(), () => refused.outsiders(),
    () => refused.changesSince(sound), () => sound.changesSince(refused),
    () => refused.blastRadius(refused.workloadNamed('shop/web')),
  ];
  const why = /^an API server would refuse what may decide about connections:\n  NetworkPolicy shop\/web, .*\n \(MANIFESTS_INVALID\)$/s;
  for (const call of calls) expect(thrownBy(call)).toMatch(why);
});
