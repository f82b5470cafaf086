import { JsonPatch } from 'cdk8s';
import { HttpRequest, NetworkPlugin, Peer, Port, Reachability, SecureMicroservice, Verdict } from '../../../src';
import '../../../src/jest';
import { Shop, thrownBy } from '../shop';

const { ALLOWED, DENIED, MIXED, UNKNOWN } = Verdict;
const CHARGE: HttpRequest[] = [{ method: 'POST', path: '/charge' }];
const RATES: HttpRequest[] = [{ method: 'GET', pathPrefix: '/rates' }];
const OTHER: HttpRequest[] = [{ method: 'GET', path: '/charge' }];

/** `web` may make some requests of `payments`, `api` all of them. */
function shop(http: HttpRequest[] = [...CHARGE, ...RATES]): Record<'web' | 'api' | 'payments', SecureMicroservice> & { readonly shop: Shop } {
  const made = new Shop({ plugin: NetworkPlugin.cilium() });
  const [web, api, payments] = [made.service('web'), made.service('api'), made.service('payments')];
  web.connections.allowTo(payments, { http });
  api.connections.allowTo(payments.port('http'));
  return { shop: made, web, api, payments };
}

describe('a connection over which some requests alone get through', () => {
  it('is mixed, and allowed to whom all of them are', () => {
    const { shop: made, web, api, payments } = shop();
    const reachability = Reachability.of(made.app);
    const verdicts = ([[web, payments], [api, payments], [payments, web]] as const).map(([from, to]) => reachability.verdict(from, to));
    expect(verdicts).toEqual([MIXED, ALLOWED, DENIED]);
    expect([reachability.canReach(web, payments), reachability.cannotReach(web, payments)]).toEqual([false, false]);
    expect(reachability.verdict(web, payments.port('http'))).toBe(MIXED);
  });

  it('says which, in its row and in its explanation', () => {
    const { shop: made, web, payments } = shop(CHARGE);
    const reachability = Reachability.of(made.app);
    const rows = reachability.connections().filter(({ target }) => target === 'shop/payments[Deployment]');
    expect(rows.map(({ source, ports, requests }) => [source, ports, requests])).toEqual([
      ['shop/api[Deployment]', 'TCP 8080', undefined],
      ['shop/web[Deployment]', 'TCP 8080', 'TCP 8080 for POST /charge([?].*)? only'],
    ]);
    const text = reachability.explain(web, payments);
    expect(text).toContain('shop/web to shop/payments on 8080/TCP: mixed\n  mixed: shop/web[Deployment] to shop/payments[Deployment] on TCP 8080, for POST /charge([?].*)? only\n');
    expect(text).toContain('\n  requests: POST /charge([?].*)? only');
  });

  it('is asked about request by request', () => {
    const { shop: made, web, api, payments } = shop();
    const reachability = Reachability.of(made.app);
    const verdicts = [CHARGE, RATES, [...CHARGE, ...RATES], OTHER, [...CHARGE, ...OTHER], [{ path: '/charge' }], [{ pathPrefix: '/rates/eur', method: 'GET' }]]
      .map((http) => reachability.verdict(web, payments, { http }));
    expect(verdicts).toEqual([ALLOWED, ALLOWED, ALLOWED, DENIED, MIXED, MIXED, ALLOWED]);
    expect(reachability.canReach(web, payments, { http: CHARGE })).toBe(true);
    expect(reachability.cannotReach(web, payments, { http: OTHER })).toBe(true);
    expect(reachability.verdict(api, payments, { http: OTHER })).toBe(ALLOWED);
    expect(reachability.verdict(payments, api, { http: OTHER })).toBe(DENIED);
    expect(reachability.explain(web, payments, { http: OTHER })).toContain('shop/web to shop/payments on 8080/TCP for GET /charge: denied\n');
  });

  it('is unknown where nobody can tell which requests get through', () => {
    const { shop: made, web, payments } = shop(CHARGE);
    payments.policyObjects.at(-1)?.addJsonPatch(JsonPatch.replace('/spec/ingress/0/toPorts/0/rules/http/0/method', '(?i)post'));
    const verdicts = [Reachability.of(made.app)].flatMap((one) => [one.verdict(web, payments, { http: CHARGE }), one.verdict(web, payments, { http: [{ path: '/other' }] })]);
    expect(verdicts).toEqual([UNKNOWN, DENIED]);
  });

  it('is mixed for pods beyond the manifests, too', () => {
    const made = new Shop({ plugin: NetworkPlugin.cilium() });
    const payments = made.service('payments');
    const jobs = Peer.namespaceNamed('jobs');
    payments.connections.allowFrom(jobs, { http: CHARGE });
    const reachability = Reachability.of(made.app);
    expect([{}, { http: CHARGE }, { http: OTHER }].map((props) => reachability.verdict(jobs, payments, props))).toEqual([MIXED, ALLOWED, DENIED]);
    expect(reachability.outsiders().map(({ source, ports }) => `${source}: ${ports}`)).toContain('any pod of namespaces kubernetes.io/metadata.name=jobs: TCP 8080 (TCP 8080 for POST /charge([?].*)? only)');
  });
});

describe('a question about requests', () => {
  it('is refused where requests say nothing, or are none of TCP', () => {
    const { shop: made, web, payments } = shop();
    const reachability = Reachability.of(made.app);
    expect(thrownBy(() => reachability.verdict(web, payments, { http: [] }))).toContain('REQUEST_INVALID');
    expect(thrownBy(() => reachability.verdict(web, payments, { http: [{}] }))).toContain('REQUEST_INVALID');
    expect(thrownBy(() => reachability.verdict(web, reachability.workloadNamed('shop/payments').on(Port.udp(53)), { http: CHARGE }))).toContain('REQUEST_INVALID');
    expect(thrownBy(() => reachability.verdict(web, reachability.workloadNamed('shop/payments').onEveryPort(), { http: CHARGE }))).toContain('REQUEST_INVALID');
  });
});

describe('toReach', () => {
  it('passes for requests that get through, and fails for a connection of which some do not', () => {
    const { web, payments } = shop();
    expect(web).toReach(payments, { http: CHARGE });
    expect(web).not.toReach(payments, { http: OTHER });
    expect(thrownBy(() => expect(web).toReach(payments))).toContain('Received: mixed, since its parts do not fare alike');
    expect(thrownBy(() => expect(web).not.toReach(payments))).toContain('Received: mixed, since its parts do not fare alike');
  });
});
