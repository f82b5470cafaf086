import { ApiObject, JsonPatch } from 'cdk8s';
import { DryRun, Edge, GatewayController, HeaderMatch, HttpRequest, NetworkPlugin, Peer, Port, Tls } from '../../src';
import { Shop, thrownBy } from '../api/shop';

const CHARGE: HttpRequest[] = [{ method: 'POST', path: '/charge' }];
const CILIUM = NetworkPlugin.cilium();
const CALICO = NetworkPlugin.calico({ overrides: { http: true } });
const HTTP = '/spec/ingress/0/toPorts/0/rules/http';

/** A shop whose `web` may make some requests of `payments`, of which the policy of the plugin is somebody's to patch. */
function shopOn(plugin: NetworkPlugin, http: HttpRequest[] = CHARGE): { readonly shop: Shop; readonly own: ApiObject } {
  const shop = new Shop({ plugin });
  const [web, payments] = [shop.service('web'), shop.service('payments')];
  web.connections.allowTo(payments, { http, reason: 'charges cards' });
  return { shop, own: payments.policyObjects.find(({ apiVersion }) => !apiVersion.startsWith('networking')) ?? payments.networkPolicy };
}

/** All that the synth says, without the lines of the program. */
function told(shop: Shop): string[] {
  return thrownBy(() => shop.app.synthYaml()).split('\n').map((line) => line.trim().replace(/ \(test\/proof\/requests\.test\.ts:\d+\)/, ''));
}

/** The sentences alone. */
function sentences(shop: Shop): string[] {
  return shop.findings().map((line) => line.replace(/^\[.*?\] /, ''));
}

function patched(plugin: NetworkPlugin, patch: JsonPatch, http: HttpRequest[] = CHARGE): string[] {
  const { shop, own } = shopOn(plugin, http);
  own.addJsonPatch(patch);
  return sentences(shop);
}

/** A policy of Cilium that somebody else writes. */
function cilium(shop: Shop, spec: object): void {
  new ApiObject(shop.chart, 'more', { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'more' }, spec });
}

const of = (name: string) => ({ matchLabels: { 'app.kubernetes.io/instance': name, 'app.kubernetes.io/name': name } });
const onPort = (rules?: object) => [{ ports: [{ port: '8080', protocol: 'TCP' }], ...(rules === undefined ? {} : { rules }) }];
const ASKED_MORE = 'by `shop/web` on TCP 8080, and of that connection only `POST /charge` is declared (REQUEST_EXCESS)';

describe('requests that get through and are not declared', () => {
  test('fail the synth, with one of them, what lets it through, and who declared the others', () => {
    const { shop, own } = shopOn(CILIUM);
    expect(told(shop)).toEqual(['nothing was thrown']);
    own.addJsonPatch(JsonPatch.replace(`${HTTP}/0/method`, '.*'));
    expect(told(shop)).toEqual([
      'Validation failed with the following errors:',
      `[shop/payments] \`shop/payments\` may be asked \`GET /charge\` ${ASKED_MORE}`,
      'witness: GET /charge from shop/web[Deployment] to shop/payments[Deployment] on 8080/TCP: allowed',
      'egress of shop/web[Deployment]: allowed by egress[0] of NetworkPolicy shop/web',
      'ingress of shop/payments[Deployment]: allowed by accept rule ingress[0] of CiliumNetworkPolicy shop/payments, for .* /charge([?].*)? only, in the cilium tier',
      'field: `spec.ingress[0].toPorts[0].rules.http` of CiliumNetworkPolicy shop/payments',
      'declared by: `shop/web`: charges cards',
      'mend: take out what lets it through, or declare it in `http` of the connection',
      'object: NetworkPolicy shop/web is written by `shop/web/NetworkPolicy`',
      'object: CiliumNetworkPolicy shop/payments is written by `shop/payments/CiliumNetworkPolicy`',
    ]);
  });

  test('are every request where the rule is gone, on Cilium and on Calico', () => {
    const every = `\`shop/payments\` may be asked every request, such as \`GET /\`, ${ASKED_MORE}`;
    expect(patched(CILIUM, JsonPatch.remove('/spec/ingress/0/toPorts/0/rules'))).toEqual([every]);
    expect(patched(CILIUM, JsonPatch.replace(HTTP, [{}]))).toEqual([every]);
    expect(patched(CALICO, JsonPatch.remove('/spec/ingress/0/http'))).toEqual([every]);
  });

  test('are told by their path, by their query, and by a header that is no longer asked for', () => {
    const excess = (request: string, declared = 'POST /charge') => [
      `\`shop/payments\` may be asked \`${request}\` ${ASKED_MORE.replace('POST /charge', declared)}`,
    ];
    expect(patched(CILIUM, JsonPatch.replace(`${HTTP}/0/path`, '/charge.*'))).toEqual(excess('POST /chargea'));
    expect(patched(CILIUM, JsonPatch.replace(`${HTTP}/0/path`, '.*charge([?].*)?'))).toEqual(excess('POST /acharge'));
    expect(patched(CALICO, JsonPatch.replace('/spec/ingress/0/http/paths', [{ prefix: '/charge' }]))).toEqual(excess('POST /chargea'));
    const team: HttpRequest[] = [{ pathPrefix: '/v1', headers: [HeaderMatch.exact('x-team', 'shop')] }];
    expect(patched(CILIUM, JsonPatch.remove(`${HTTP}/0/headerMatches`), team)).toEqual(excess('GET /v1', 'below /v1 with x-team = shop'));


  });

  test('come by a policy of somebody else, which adds all that it lets through', () => {
    const { shop } = shopOn(CILIUM);
    cilium(shop, { endpointSelector: of('payments'), ingress: [{ fromEndpoints: [of('web')], toPorts: onPort({ http: [{ path: '/admin' }] }) }] });
    expect(sentences(shop)).toEqual([`\`shop/payments\` may be asked \`GET /admin\` ${ASKED_MORE}`]);
  });

  test('are told of where they are sent, too', () => {
    const shop = new Shop({ plugin: CILIUM });
    const web = shop.service('web');
    web.connections.allowTo(Peer.pods({ namespaceName: 'other', labels: { app: 'legacy' } }).on(Port.http(8080)), { http: CHARGE });
    expect(sentences(shop)).toEqual([]);
    web.policyObjects.at(-1)?.addJsonPatch(JsonPatch.replace('/spec/egress/0/toPorts/0/rules/http/0/method', 'GET|POST'));
    expect(sentences(shop)).toEqual([
      '`shop/web` may ask `GET /charge` of pods app=legacy of namespace other on TCP 8080, and of that connection only `POST /charge` is declared (REQUEST_EXCESS)',
    ]);
  });
});

describe('declared requests that do not get through', () => {
  test('fail the synth where their connection is declared', () => {
    const { shop, own } = shopOn(CILIUM);
    own.addJsonPatch(JsonPatch.add(`${HTTP}/0/headerMatches`, [{ name: 'x-team', value: 'shop' }]));
    expect(told(shop)).toEqual([
      'Validation failed with the following errors:',
      '[shop/web] `shop/payments` is declared to be asked `POST /charge` by `shop/web` on TCP 8080, and its own policies keep it out (REQUEST_MISSING)',
      'witness: POST /charge from shop/web[Deployment] to shop/payments[Deployment] on 8080/TCP: denied',
      'egress of shop/web[Deployment]: allowed by egress[0] of NetworkPolicy shop/web',
      'ingress of shop/payments[Deployment]: isolated by NetworkPolicy shop/payments, CiliumNetworkPolicy shop/payments, and no rule matches',
      'field: `spec.ingress[0].toPorts[0].rules.http` of CiliumNetworkPolicy shop/payments',
      'declared by: `shop/web`: charges cards',
      'mend: write the policy of `shop/payments` as this library makes it: look for patches of it, and for other policies that select `shop/payments`',
      'object: NetworkPolicy shop/web is written by `shop/web/NetworkPolicy`',
      'object: NetworkPolicy shop/payments is written by `shop/payments/NetworkPolicy`',
      'object: CiliumNetworkPolicy shop/payments is written by `shop/payments/CiliumNetworkPolicy`',
    ]);
  });

  test('are those of a connection that is declared as a whole, too', () => {
    const shop = new Shop({ plugin: NetworkPlugin.calico({ overrides: { http: true } }) });
    const [web, payments] = [shop.service('web'), shop.service('payments')];
    payments.connections.allowFrom(Peer.serviceAccount('batch', 'jobs'), { port: 'http' });
    web.connections.allowTo(payments);
    expect(sentences(shop)).toEqual([]);
    payments.policyObjects.at(-1)?.addJsonPatch(JsonPatch.add('/spec/ingress/0/http', { methods: ['GET'] }));
    expect(sentences(shop)).toEqual([expect.stringMatching(/^`shop\/payments` is declared to be asked `POST \/` by .*batch.* on TCP 8080, and its own policies keep it out \(REQUEST_MISSING\)$/)]);
  });

  test('are kept out by the policy of the other end, which somebody else has written', () => {
    const shop = new Shop({ plugin: CILIUM });
    const web = shop.service('web');
    const db = new ApiObject(shop.chart, 'db', {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'db' }, spec: { selector: { matchLabels: { app: 'db' } }, template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'db', image: 'db:1' }] } } },
    });
    web.connections.allowTo(Peer.pods({ namespaceName: 'shop', labels: { app: 'db' } }).on(Port.http(8080)));
    cilium(shop, { endpointSelector: { matchLabels: { app: 'db' } }, ingress: [{ fromEndpoints: [of('web')], toPorts: onPort({ http: [{ method: 'GET' }] }) }] });
    expect(db.name).toBe('db');
    expect(sentences(shop)).toEqual([
      '`shop/web` is declared to ask `POST /` of `shop/db` on TCP 8080, and the policies of `shop/db` keep it out (REQUEST_MISSING)',
    ]);
  });
});

describe('requests of which nobody knows', () => {
  test('are a warning', () => {
    expect(patched(CILIUM, JsonPatch.replace(`${HTTP}/0/path`, '(?i)/charge([?].*)?')).at(-1)).toEqual(
      'cdk8s-reach: warning: [shop/payments] whether `shop/payments` may be asked by `shop/web` on TCP 8080 what is declared, `POST /charge`, and nothing else, is not known (FLOW_UNKNOWN)',
    );
  });
});

describe('requests in a dry run', () => {
  test('are held against what would be enforced where the policies say them, and else wait until it is over', () => {
    const dry = (plugin: NetworkPlugin, patch?: JsonPatch) => {
      const shop = new Shop({ plugin });
      DryRun.of(shop.chart, { reason: 'a trial' });
      const [web, payments] = [shop.service('web'), shop.service('payments')];
      web.connections.allowTo(payments, { http: CHARGE });
      if (patch !== undefined) payments.policyObjects.find(({ kind }) => kind === 'StagedNetworkPolicy')?.addJsonPatch(patch);
      return sentences(shop).filter((line) => /REQUEST|FLOW/.test(line));
    };
    expect(dry(CALICO)).toEqual([]);
    expect(dry(CILIUM)).toEqual([]);
    expect(dry(CALICO, JsonPatch.remove('/spec/ingress/0/http'))).toEqual([
      `once the dry run is over, \`shop/payments\` may be asked every request, such as \`GET /\`, ${ASKED_MORE}`,
    ]);
  });
});

describe('requests that are told apart nowhere', () => {
  test('are all of them, as is said of them', () => {
    const shop = new Shop({ plugin: NetworkPlugin.calico() });
    const [web, payments] = [shop.service('web'), shop.service('payments')];
    web.connections.allowTo(payments, { http: CHARGE, orAnyRequest: true });
    expect(sentences(shop)).toEqual([expect.stringMatching(/which is wider than POST \/charge \(APPROXIMATED\)$/)]);
  });

  test('are as they are declared, however they are said', () => {
    const http: HttpRequest[] = [{ method: 'GET', pathPrefix: '/' }, { pathPattern: '/v\\d+/(a|b)\\b.*' }, { path: '/a.b', headers: [HeaderMatch.exact('x-team', 'shop')] }];
    expect(sentences(shopOn(CILIUM, http).shop)).toEqual([]);
    expect(sentences(shopOn(CALICO, [{ method: 'GET', pathPrefix: '/v1' }, { path: '/a' }]).shop)).toEqual([]);
  });
});

describe('an exposure whose controller is let through for some requests alone', () => {
  const edges = (edge: Edge) => ({ edges: [edge] });

  test('is missing the others, where the Envoy of Cilium is its client', () => {
    const shop = new Shop({ plugin: CILIUM, ...edges(Edge.gateway('public', { controller: GatewayController.CILIUM, namespaceName: 'infra' })) });
    const web = shop.service('web');
    web.expose('Web', { hosts: ['shop.example.com'], tls: Tls.edge() });
    expect(shop.findings()).toEqual([]);
    web.policyObjects.at(-1)?.addJsonPatch(JsonPatch.add('/spec/ingress/0/toPorts/0/rules', { http: [{ method: 'GET', path: '/health' }] }));
    expect(shop.findings()).toEqual([
      '[shop/web/Web] `shop/web` is declared to be asked `POST /` by the Envoy of Cilium on TCP 8080, and its own policies keep it out (REQUEST_MISSING)',
    ]);
  });

  test('is missing the others, where a policy of Calico decides before ours', () => {
    const shop = new Shop({ plugin: CALICO, ...edges(Edge.haproxy('public')) });
    const web = shop.service('web');
    web.expose('Web', { hosts: ['shop.example.com'], tls: Tls.secret('tls') });
    expect(shop.findings()).toEqual([]);
    const matching = { protocol: 'TCP', source: { namespaceSelector: 'kubernetes.io/metadata.name == "haproxy-controller"' } };
    shop.calico('GlobalNetworkPolicy', 'narrow', {
      order: 10,
      selector: 'app.kubernetes.io/name == "web"',
      types: ['Ingress'],
      ingress: [{ ...matching, action: 'Allow', http: { methods: ['GET'] } }, { ...matching, action: 'Deny' }],
    });
    expect(shop.findings().filter((line) => line.includes('REQUEST_MISSING'))).toEqual([
      '[shop/web/Web] `shop/web` is declared to be asked `POST /` by pods app.kubernetes.io/name=kubernetes-ingress of namespace haproxy-controller on TCP 8080, and its own policies keep it out (REQUEST_MISSING)',
    ]);
  });
});
