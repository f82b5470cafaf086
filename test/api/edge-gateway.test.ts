import { JsonPatch } from 'cdk8s';
import { only, Shop, yamlOf } from './shop';
import {
  AcmeSolver, DnsRecord, Edge, EdgeGateway, EdgeGatewayProps, EdgeListener, GatewayController, GatewayEdgeProps, GatewayRelease, Path, Tls,
} from '../../src';

/** An exposure that every controller of the Gateway API can serve. */
const onEdge = (...hosts: string[]) => ({ hosts, tls: Tls.edge(), httpsRedirect: false });
const ISSUED = Tls.clusterIssuer('letsencrypt');
const LISTENERS = [EdgeListener.http(), EdgeListener.https({ hostname: '*.example.com', tls: ISSUED })];

function edgeOf(props: Partial<GatewayEdgeProps> = {}, name = 'public'): Edge {
  return Edge.gateway(name, {
    controller: GatewayController.OTHER,
    gatewayClass: 'acme',
    namespaceName: 'infra',
    podNamespaceName: 'infra',
    podLabels: { gateway: 'public' },
    listeners: LISTENERS,
    release: GatewayRelease.V1_6,
    ...props,
  });
}

interface WithGateway {
  readonly shop: Shop;
  readonly gateway: EdgeGateway;
}

/** A shop with the Gateway of its edge. */
function shopWith(edge: Partial<GatewayEdgeProps> = {}, props: EdgeGatewayProps = {}, others: readonly Edge[] = []): WithGateway {
  const shop = new Shop({ edges: [edgeOf(edge), ...others], acme: AcmeSolver.dns01() });
  return { shop, gateway: new EdgeGateway(shop.chartOf('infra'), 'public', { edge: 'public', ...props }) };
}

interface Namespaces {
  readonly from: string;
  readonly selector?: { readonly matchExpressions: readonly { readonly values: readonly string[] }[] };
}

/** The namespaces that each listener of a Gateway or ListenerSet lets in. */
function admitted(shop: Shop, kind = 'Gateway'): Record<string, unknown> {
  const listeners = only(shop.kind(kind)).spec['listeners'] as { name: string; allowedRoutes: { namespaces: Namespaces } }[]; // a Gateway
  return Object.fromEntries(listeners.map(({ name, allowedRoutes: { namespaces } }) => (
    [name, namespaces.selector?.matchExpressions[0]?.values ?? namespaces.from]
  )));
}

describe('an EdgeGateway', () => {
  test('is the Gateway that the edge names, and lets in the namespaces that are exposed on it', () => {
    const { shop } = shopWith();
    shop.service('web').expose('x', onEdge('shop.example.com'));
    shop.service('pay', {}, 'pay').expose('x', onEdge('pay.example.com'));
    expect(shop.findings()).toEqual([]);
    expect(yamlOf(...shop.kind('Gateway'))).toMatchSnapshot();
  });

  test('lets in exposures that are declared before it and after it, and takes the routes of each', () => {
    const shop = new Shop({ edges: [edgeOf()], acme: AcmeSolver.dns01() });
    shop.service('web').expose('x', onEdge('shop.example.com'));
    new EdgeGateway(shop.chartOf('infra'), 'public');
    shop.service('pay', {}, 'pay').expose('x', onEdge('pay.example.com'));
    expect(admitted(shop)).toEqual({ http: ['infra', 'pay', 'shop'], https: ['pay', 'shop'] });
    expect(shop.kind('HTTPRoute').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort()).toEqual(['pay/pay-x', 'shop/web-x']);
  });

  test('opens each listener for those alone that are attached to it', () => {
    const { shop } = shopWith({
      listeners: [
        EdgeListener.http({ hostname: 'shop.example.com' }), EdgeListener.https({ hostname: 'pay.example.com', tls: Tls.secret('pay') }),
        EdgeListener.tcp('postgres', 5432), EdgeListener.tls({ port: 8443 }),
      ],
    });
    shop.service('web').expose('x', { hosts: ['shop.example.com'] });
    shop.service('pay', {}, 'pay').expose('x', onEdge('pay.example.com'));
    expect(admitted(shop)).toEqual({ http: ['shop'], https: ['pay'], postgres: 'Same', tls: 'Same' });
    expect(JSON.stringify(shop.kind('Gateway'))).toContain('"kinds":[{"group":"gateway.networking.k8s.io","kind":"TCPRoute"}]');
  });

  test('lets nobody in from elsewhere unless it is told to', () => {
    expect(admitted(shopWith({ listeners: [EdgeListener.http()] }).shop)).toEqual({ http: 'Same' });
    expect(admitted(shopWith({ listeners: [EdgeListener.http()] }, { furtherNamespaces: ['lab'] }).shop)).toEqual({ http: ['lab'] });
  });

  test('takes the ListenerSets of those that bring one, where the edge says so', () => {
    const { shop } = shopWith({ listeners: [EdgeListener.http()], listenerSets: true }, { furtherNamespaces: ['lab'] });
    shop.service('web').expose('x', { hosts: ['shop.example.com'], tls: ISSUED, httpsRedirect: false });
    shop.service('plain', {}, 'plain').expose('x', { hosts: ['plain.example.com'] });
    const selector = (values: string[]) => ({ from: 'Selector', selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }] } });
    expect(shop.spec('Gateway', 'public')['allowedListeners']).toEqual({ namespaces: selector(['lab', 'shop']) });
    expect(shop.findings()).toEqual([]);
  });

  test('says what external-dns and the controller of the infrastructure are to know', () => {
    const { shop } = shopWith({}, {
      dnsTargets: ['lb.example.com', '192.0.2.1'], infrastructureLabels: { team: 'infra' }, infrastructureAnnotations: { 'example.com/internal': 'true' }, labels: { tier: 'edge' }, annotations: { a: 'b' },
    });
    const { metadata, spec } = only(shop.kind('Gateway'));
    expect(metadata.annotations).toEqual({ 'a': 'b', 'cert-manager.io/cluster-issuer': 'letsencrypt', 'external-dns.kubernetes.io/target': '192.0.2.1,lb.example.com' });
    expect(metadata.labels).toMatchObject({ tier: 'edge' });
    expect(spec['infrastructure']).toEqual({ labels: { team: 'infra' }, annotations: { 'example.com/internal': 'true' } });
  });

  test('is the ListenerSet where the edge names one, and its Gateway lets that in', () => {
    const doors = edgeOf({ listenerSetName: 'doors', listenerSetNamespaceName: 'team', gatewayName: 'public', listeners: [EdgeListener.https({ hostname: 'team.example.com', tls: Tls.secret('team') })] }, 'team');
    const { shop } = shopWith({ listeners: [EdgeListener.http()] }, {}, [doors]);
    new EdgeGateway(shop.chartOf('team'), 'doors', { edge: 'team' });
    shop.service('web').expose('x', { ...onEdge('team.example.com'), edge: 'team' });
    expect(yamlOf(...shop.kind('ListenerSet'))).toMatchSnapshot();
    expect(JSON.stringify(shop.spec('Gateway', 'public')['allowedListeners'])).toContain('"values":["team"]');
    expect(shop.findings()).toEqual([]);
  });

  test('can be patched', () => {
    const { shop, gateway } = shopWith();
    gateway.gateway?.addJsonPatch(JsonPatch.add('/spec/addresses', [{ type: 'IPAddress', value: '192.0.2.1' }]));
    expect(shop.spec('Gateway', 'public')).toMatchObject({ addresses: [{ type: 'IPAddress', value: '192.0.2.1' }], gatewayClassName: 'acme' });
  });
});

describe('what an EdgeGateway cannot say', () => {
  test.each<[string, Partial<GatewayEdgeProps>, EdgeGatewayProps, RegExp]>([
    ['no certificate', { listeners: [EdgeListener.https()] }, {}, /listener `https` speaks HTTPS, and has no certificate.*give its `EdgeListener\.https` a `tls`/],
    ['an issuer without a host', { listeners: [EdgeListener.https({ tls: ISSUED })] }, {}, /cert-manager makes no certificate for listener `https`.*`hostname`/],
    ['two issuers', { listeners: [...LISTENERS, EdgeListener.https({ name: 'b', hostname: 'b.example.org', tls: Tls.issuer('ca') })] }, {}, /several issuers/],
    ['a Secret beside an issuer', { listeners: [...LISTENERS, EdgeListener.https({ name: 'b', hostname: 'b.example.org', tls: Tls.secret('b') })] }, {}, /into the Secret of listener `b` as well/],
    ['no listeners', { listeners: [] }, {}, /has no listeners/],
    ['a ListenerSet of 1.4', { listenerSetName: 'doors', release: GatewayRelease.V1_4 }, {}, /ListenerSets are in the Gateway API from 1\.5/],
    ['ListenerSets in 1.4', { listenerSets: true, release: GatewayRelease.V1_4 }, { furtherNamespaces: ['lab'] }, /`allowedListeners` of a Gateway is in the API from 1\.5/],
    ['the infrastructure of a ListenerSet', { listenerSetName: 'doors' }, { infrastructureLabels: { a: 'b' } }, /a ListenerSet has no `infrastructure`/],
    ['a port of a kind of routes that is not there', { listeners: [EdgeListener.tcp('postgres', 5432)], release: GatewayRelease.V1_5 }, {}, /listener `postgres` is for TCPRoutes/],
    ['much infrastructure', {}, { infrastructureLabels: Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`l${i}`, 'x'])) }, /more labels or annotations of the infrastructure/],
  ])('is a finding: %s', (_, edge, props, text) => {
    const { shop } = shopWith(edge, props);
    expect(shop.findings()).toEqual([expect.stringMatching(new RegExp(`^\\[infra/public\\] .*${text.source}.*CANNOT_EXPRESS`))]);
  });

  test('is a finding where its chart goes elsewhere, or nowhere', () => {
    const shop = new Shop({ edges: [edgeOf()], acme: AcmeSolver.dns01() });
    new EdgeGateway(shop.chart, 'public');
    expect(shop.findings()).toEqual([expect.stringMatching(/^\[shop\/public\] Gateway `public` of edge `public` is in namespace `infra`, and chart `shop` goes to `shop`.*CANNOT_EXPRESS/)]);
  });

  test('is refused for an edge of another API, or that nobody knows, and reported without any', () => {
    const shop = new Shop();
    expect(() => new EdgeGateway(shop.chart, 'a', { edge: 'public' })).toThrow(expect.objectContaining({ code: 'CLUSTER_PROFILE_INVALID' }));
    expect(() => new EdgeGateway(shop.chart, 'b', { edge: 'other' })).toThrow(expect.objectContaining({ code: 'EDGE_UNKNOWN' }));
    const none = new Shop({});
    expect(new EdgeGateway(none.chart, 'c').gateway).toBeUndefined();
    expect(none.findings()).toEqual([expect.stringMatching(/EDGE_MISSING/)]);
  });

  test.each([
    [{ dnsTargets: ['not a host'] }, 'HOST_INVALID'],
    [{ furtherNamespaces: ['Not'] }, 'NAME_INVALID'],
    [{ infrastructureLabels: { 'not a label': 'x' } }, 'LABEL_INVALID'],
    [{ annotations: { 'not a name': 'x' } }, 'ANNOTATION_INVALID'],
  ])('is refused at once: %j', (props, code) => {
    const shop = new Shop({ edges: [edgeOf()], acme: AcmeSolver.dns01() });
    expect(() => new EdgeGateway(shop.chartOf('infra'), 'public', props)).toThrow(expect.objectContaining({ code }));
  });
});

describe('an exposure on an edge of the Gateway API', () => {
  test('has its route as a property, and opens the policy for the data plane alone', () => {
    const { shop } = shopWith();
    const exposure = shop.service('web').expose('x', { ...onEdge('shop.example.com'), paths: [Path.prefix('/api')], dns: DnsRecord.of({ ttlSeconds: 60 }) });
    expect(exposure.httpRoute?.name).toBe('web-x');
    expect(exposure.apiObjects.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['HTTPRoute web-x']);
    expect(JSON.stringify(shop.spec('NetworkPolicy', 'web')['ingress'])).toContain('{"gateway":"public"}');
    expect(shop.findings()).toEqual([]);
  });

  test('reports what has no place', () => {
    const { shop } = shopWith();
    shop.service('web').expose('x', { hosts: ['shop.example.com'], tls: Tls.secret('cert'), httpsRedirect: false });
    expect(shop.findings()).toEqual([expect.stringMatching(/^\[shop\/web\/x\] .*use `Tls\.edge\(\)`.*CANNOT_EXPRESS/)]);
  });
});
