import { JsonPatch } from 'cdk8s';
import { Peer, Port, Reachability } from '../../src';
import '../../src/jest';
import { Shop, thrownBy } from '../api/shop';

function shop() {
  const made = new Shop();
  const [web, api] = [made.service('web'), made.service('api', { ports: [Port.http(8080), Port.metrics(9100)] })];
  web.connections.allowTo(api, { reason: 'asks' });
  web.connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.https()));
  return { app: made.app, web, api };
}

describe('toReach', () => {
  test('passes for what is declared, and behind .not for what is not', () => {
    const { web, api } = shop();
    expect(web).toReach(api);
    expect(web).toReach(api.port('http'));
    expect(web).not.toReach(api.port('metrics'));
    expect(api).not.toReach(web);
    expect(Peer.namespaceNamed('batch')).not.toReach(api);
    expect(web).toReach(Peer.cidr('203.0.113.0/25').on(Port.https()));
  });

  test('fails with the explanation, and the change that would allow it', () => {
    const { web, api } = shop();
    const text = thrownBy(() => expect(api).toReach(web));
    expect(text).toMatch(/^expected `api` to reach `web`, and it does not\n\nshop\/api\[Deployment\] to shop\/web\[Deployment\] on 8080\/TCP: denied\n/);
    expect(text).toMatch(/ {2}egress of shop\/api\[Deployment\]: denied/);
    expect(text).toMatch(/the smallest change that allows it:/);
  });

  test('fails behind .not with the rules that allow it', () => {
    const { web, api } = shop();
    const text = thrownBy(() => expect(web).not.toReach(api));
    expect(text).toMatch(/^expected `web` not to reach `api`, and it does\n\n/);
    expect(text).toMatch(/egress\[\d\] of NetworkPolicy shop\/web allows it/);
  });

  test('fails both ways for what is so in part: a block of which a part is shut is not out of reach', () => {
    const { web } = shop();
    const anybody = Peer.cidr('0.0.0.0/0').on(Port.https());
    expect(thrownBy(() => expect(web).not.toReach(anybody))).toMatch(/not to reach `0.0.0.0\/0`, and some of it does and some does not/);
    expect(thrownBy(() => expect(web).toReach(anybody))).toMatch(/to reach `0.0.0.0\/0`, and some of it does and some does not/);
  });

  test('fails both ways for what nobody knows', () => {
    const made = new Shop({ podCidrs: [] });
    const web = made.service('web');
    web.connections.allowTo(Peer.cidr('10.0.0.0/8').on(Port.https()));
    const elsewhere = Peer.pods({ namespaceName: 'a', labels: { app: 'a' } }).on(Port.https());
    expect(thrownBy(() => expect(web).toReach(elsewhere))).toMatch(/and nobody knows: give `podCidrs`/);
    expect(thrownBy(() => expect(web).not.toReach(elsewhere))).toMatch(/and nobody knows: give `podCidrs`/);
  });

  test('looks afresh each time', () => {
    const { web, api } = shop();
    expect(api).not.toReach(web);
    api.connections.allowTo(web);
    expect(api).toReach(web);
  });

  test('needs an end that is in an App', () => {
    expect(thrownBy(() => expect(Peer.internet()).toReach(Peer.internet().on(Port.https())))).toMatch(/neither end is a workload of an App/);
    expect(thrownBy(() => expect({} as Peer).toReach(Peer.internet()))).toMatch(/neither end is a workload of an App/); // as a program without types may
  });
});

describe('toHaveNoFindings', () => {
  test('passes for a sound App, and fails with all findings', () => {
    const { app, web } = shop();
    expect(app).toHaveNoFindings();
    expect(Reachability.of(app)).toHaveNoFindings();
    web.networkPolicy.addJsonPatch(JsonPatch.add('/spec/ingress/-', {}));
    expect(app).not.toHaveNoFindings();
    expect(thrownBy(() => expect(web).toHaveNoFindings())).toMatch(/expected no findings, and there are 1:\n\n\[shop\/web\] `shop\/web` may be called by .*\(FLOW_EXCESS\)/);
  });
});
