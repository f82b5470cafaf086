import { EDGE, entries, EVERYBODY, gateway, object, omissions, route } from './world';

const namespace = (name: string, labels: string) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { ${labels} } }\n`;
const listener = (name: string, fields: string) => `{ name: ${name}, port: 80, protocol: HTTP, ${fields} }`;
const open = 'allowedRoutes: { namespaces: { from: All } }';

describe('a listener takes a route', () => {
  test('of its own namespace alone, where it does not say', () => {
    const edge = gateway('{ name: web, port: 80, protocol: HTTP }');
    expect(entries(edge, route())).toEqual([]);
    expect(omissions(edge, route())).toEqual([
      'HTTPRoute shop/web spec.parentRefs[0]: no listener of `Gateway infra/edge` takes this route: `web` takes no routes of the namespace `shop`',
    ]);
    const own = object('HTTPRoute', 'infra/web', '{ parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }');
    expect(entries(edge, own)).toEqual(['HTTPRoute infra/web * -> infra/web:80 by Gateway infra/edge:web']);
  });

  test('of every namespace', () => {
    expect(entries(gateway(EVERYBODY), route())).toEqual(['HTTPRoute shop/web * -> shop/web:80 by Gateway infra/edge:web']);
  });

  test('of the namespaces with some labels, among them always the name', () => {
    const edge = (selector: string) => gateway(`{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: ${selector} } } }`);
    const byTeam = edge('{ matchLabels: { team: a } }');
    expect(entries(byTeam, route(), namespace('shop', 'team: a'))).toHaveLength(1);
    expect(entries(byTeam, route(), namespace('shop', 'team: b'))).toEqual([]);
    expect(entries(edge('{ matchLabels: { kubernetes.io/metadata.name: shop } }'), route())).toHaveLength(1);
    expect(entries(edge('{}'), route())).toHaveLength(1);
  });

  test('perhaps, where the manifests do not have the labels of its namespace', () => {
    const edge = (selector: string) => gateway(`{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: ${selector} } } }`);
    const perhaps = ['HTTPRoute shop/web * -> shop/web:80 by Gateway infra/edge:web?'];
    expect(entries(edge('{ matchLabels: { team: a } }'), route())).toEqual(perhaps);
    expect(entries(edge('{ matchExpressions: [{ key: team, operator: NotIn, values: [b] }] }'), route())).toEqual(perhaps);
    expect(entries(edge('{ matchLabels: { team: a, kubernetes.io/metadata.name: shop } }'), route())).toEqual(perhaps);
    expect(entries(edge('{ matchLabels: { team: a, kubernetes.io/metadata.name: blog } }'), route())).toEqual([]);
    expect(entries(edge('{ matchLabels: { team: a } }'), route(), 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n')).toEqual([]);
  });

  test('of no namespace, where it asks for labels and names none', () => {
    expect(entries(gateway('{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector } } }'), route())).toEqual([]);
  });

  test('of the kinds that it names, as far as its protocol has them', () => {
    const kinds = (list: string) => gateway(`{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All }, kinds: [${list}] } }`);
    expect(entries(kinds('{ kind: HTTPRoute }'), route())).toHaveLength(1);
    expect(omissions(kinds('{ kind: GRPCRoute }'), route())).toEqual([
      'HTTPRoute shop/web spec.parentRefs[0]: no listener of `Gateway infra/edge` takes this route: `web` takes no HTTPRoute',
    ]);
    expect(entries(kinds('{ kind: HTTPRoute, group: other.example }'), route())).toEqual([]);
    const tcp = object('TCPRoute', 'shop/db', `{ parentRefs: [${EDGE}], rules: [{ backendRefs: [{ name: db, port: 5432 }] }] }`);
    expect(entries(kinds('{ kind: TCPRoute }'), tcp)).toEqual([]);
  });

  test.each([
    ['HTTP', '', ['GRPCRoute', 'HTTPRoute']],
    ['HTTPS', ', tls: { certificateRefs: [{ name: cert }] }', ['GRPCRoute', 'HTTPRoute']],
    ['TLS', ', tls: { mode: Passthrough }', ['TLSRoute']],
    ['TLS', ', tls: { mode: Terminate, certificateRefs: [{ name: cert }] }', ['TCPRoute', 'TLSRoute']],
    ['TCP', '', ['TCPRoute']],
    ['UDP', '', ['UDPRoute']],
    ['example.com/own', '', ['GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute']],
  ])('of the kinds of its protocol: %s%s', (protocol, tls, taken) => {
    const edge = gateway(`{ name: web, port: 80, protocol: ${protocol}, ${open}${tls} }`);
    const routes = ['GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map((kind) => object(
      kind, 'shop/web', `{ parentRefs: [${EDGE}], ${kind === 'TLSRoute' ? 'hostnames: [a.example], ' : ''}rules: [{ backendRefs: [{ name: web, port: 80 }] }] }`,
    ));
    expect(entries(edge, ...routes).map((text) => text.split(' ')[0])).toEqual(taken);
  });

  test('that names it, or its port, or both', () => {
    const edge = gateway(`${EVERYBODY}, { name: alt, port: 81, protocol: HTTP, ${open} }`);
    const by = (fields: string) => entries(edge, route().replace(EDGE, `{ name: edge, namespace: infra${fields} }`)).map((text) => text.split(' by ')[1]);
    expect(by('')).toEqual(['Gateway infra/edge:alt, Gateway infra/edge:web']);
    expect(by(', sectionName: alt')).toEqual(['Gateway infra/edge:alt']);
    expect(by(', port: 80')).toEqual(['Gateway infra/edge:web']);
    expect(by(', port: 80, sectionName: alt')).toEqual([]);
    expect(by(', sectionName: gone')).toEqual([]);
  });

  test('by each of its parents on its own', () => {
    const refs = '{ name: edge, namespace: infra, sectionName: web }, { name: edge, namespace: infra, sectionName: gone }';
    const both = route().replace(EDGE, refs);
    expect(entries(gateway(EVERYBODY), both)).toHaveLength(1);
    expect(omissions(gateway(EVERYBODY), both)).toEqual([
      'HTTPRoute shop/web spec.parentRefs[1]: `Gateway infra/edge` has no listener `gone`',
    ]);
  });
});

describe('the hosts of an entry', () => {
  const hosts = (ofListener: string | undefined, ...ofRoute: string[]) => entries(
    gateway(listener('web', `${ofListener === undefined ? '' : `hostname: "${ofListener}", `}${open}`)),
    route(ofRoute.length === 0 ? '' : `hostnames: ${JSON.stringify(ofRoute)}, `),
  ).map((text) => text.split(' ')[2]);

  test('are those of the route, or of the listener, where the other names none', () => {
    expect(hosts(undefined)).toEqual(['*']);
    expect(hosts('a.example')).toEqual(['a.example']);
    expect(hosts(undefined, 'b.example', 'a.example')).toEqual(['a.example', 'b.example']);
  });

  test('are those that both have, where both name some', () => {
    expect(hosts('a.example', 'a.example', 'b.example')).toEqual(['a.example']);
    expect(hosts('a.example', 'b.example')).toEqual([]);
  });

  test('are the narrower of a wildcard and what it covers, at any depth', () => {
    expect(hosts('*.shop.example', 'a.shop.example', 'a.b.shop.example', '*.c.shop.example')).toEqual(['*.c.shop.example', 'a.b.shop.example', 'a.shop.example']);
    expect(hosts('a.shop.example', '*.shop.example')).toEqual(['a.shop.example']);
    expect(hosts('*.a.shop.example', '*.shop.example')).toEqual(['*.a.shop.example']);
    expect(hosts('*.shop.example', '*.shop.example')).toEqual(['*.shop.example']);
  });

  test('are not those that a wildcard only ends like', () => {
    expect(hosts('*.shop.example', 'shop.example', 'bookshop.example', 'a.bookshop.example')).toEqual([]);
    expect(hosts('shop.example', '*.shop.example')).toEqual([]);
  });

  test('say so where a route and all listeners have none in common', () => {
    expect(omissions(gateway(listener('web', `hostname: a.example, ${open}`)), route('hostnames: [b.example], '))).toEqual([
      'HTTPRoute shop/web spec.parentRefs[0]: no listener of `Gateway infra/edge` takes this route: `web` answers for `a.example`, and for no host of the route',
    ]);
  });

  test('each have the listeners that answer for them', () => {
    const edge = gateway([listener('one', `hostname: a.example, ${open}`), listener('all', open)].join(', '));
    expect(entries(edge, route('hostnames: [a.example, b.example], '))).toEqual([
      'HTTPRoute shop/web a.example -> shop/web:80 by Gateway infra/edge:all, Gateway infra/edge:one',
      'HTTPRoute shop/web b.example -> shop/web:80 by Gateway infra/edge:all',
    ]);
  });
});

describe('a ListenerSet', () => {
  const set = object('ListenerSet', 'team/more', `{ parentRef: ${EDGE}, listeners: [{ name: extra, port: 8080, protocol: HTTP, hostname: a.example, ${open} }] }`);
  const behind = route().replace(EDGE, '{ kind: ListenerSet, name: more, namespace: team }');
  const allowing = (from: string) => gateway(EVERYBODY, `, allowedListeners: { namespaces: { from: ${from} } }`);

  test('takes routes where its Gateway takes it', () => {
    const taken = ['HTTPRoute shop/web a.example -> shop/web:80 by ListenerSet team/more:extra'];
    expect(entries(allowing('All'), set, behind)).toEqual(taken);
    expect(entries(allowing('Selector, selector: { matchLabels: { a: b } }'), set, behind, namespace('team', 'a: b'))).toEqual(taken);
  });

  test.each([[gateway(EVERYBODY)], [allowing('None')], [allowing('Same')], [allowing('Selector, selector: { matchLabels: { a: b } }')]])(
    'takes none where its Gateway does not take it, which is so unless the Gateway says otherwise, case %#', (edge) => {
      const team = namespace('team', 'a: c');
      expect(entries(edge, set, behind, team)).toEqual([]);
      expect(omissions(edge, set, behind, team)).toEqual([
        'HTTPRoute shop/web spec.parentRefs[0]: the Gateway of `ListenerSet team/more` allows no ListenerSets of the namespace `team`: see `allowedListeners` there',
      ]);
    },
  );

  test('adds nothing to a route that is behind the Gateway itself', () => {
    expect(entries(allowing('All'), set, route())).toEqual(['HTTPRoute shop/web * -> shop/web:80 by Gateway infra/edge:web']);
    expect(entries(allowing('All'), set, route().replace(EDGE, '{ name: edge, namespace: infra, sectionName: extra }'))).toEqual([]);
  });

  test('means its own namespace by `Same`', () => {
    const closed = set.replace(`, ${open}`, '');
    expect(entries(allowing('All'), closed, behind)).toEqual([]);
    expect(entries(allowing('All'), closed, behind.replace('namespace: shop', 'namespace: team'))).toHaveLength(1);
  });

  test('takes routes, perhaps, where its Gateway asks for labels that nobody knows', () => {
    expect(entries(allowing('Selector, selector: { matchLabels: { a: b } }'), set, behind)).toEqual(['HTTPRoute shop/web a.example -> shop/web:80 by ListenerSet team/more:extra?']);
  });

  test('of a Gateway that is not among the manifests takes routes, perhaps', () => {
    expect(entries(set, behind)).toEqual(['HTTPRoute shop/web a.example -> shop/web:80 by ListenerSet team/more:extra?']);
  });
});

describe('a parent', () => {
  test('that is not among the manifests takes the route, perhaps, for all of its hosts', () => {
    expect(entries(route('hostnames: [b.example, a.example], '))).toEqual([
      'HTTPRoute shop/web a.example -> shop/web:80 by Gateway infra/edge?', 'HTTPRoute shop/web b.example -> shop/web:80 by Gateway infra/edge?',
    ]);
  });

  test('is sought in the namespace of the route, where it has none', () => {
    expect(entries(gateway(EVERYBODY), route().replace(EDGE, '{ name: edge }'))).toEqual(['HTTPRoute shop/web * -> shop/web:80 by Gateway shop/edge?']);
  });

  test('of a kind that an implementation has of its own is somebody else\'s', () => {
    const own = route().replace(EDGE, '{ group: example.com, kind: Edge, name: edge }');
    expect(entries(gateway(EVERYBODY), own)).toEqual(['HTTPRoute shop/web * -> shop/web:80 by example.com/Edge shop/edge?']);
  });

  test('that is a Service is for a mesh, and lets nothing in', () => {
    const mesh = route().replace(EDGE, '{ group: "", kind: Service, name: web }');
    expect(entries(gateway(EVERYBODY), mesh)).toEqual([]);
    expect(omissions(gateway(EVERYBODY), mesh)).toEqual([
      'HTTPRoute shop/web spec.parentRefs: its parents are Services: it is for a mesh, and nothing comes in from outside by it',
    ]);
  });

  test('that is missing is said', () => {
    expect(omissions(gateway(EVERYBODY), route().replace(`parentRefs: [${EDGE}], `, ''))).toEqual([
      'HTTPRoute shop/web spec.parentRefs: no Gateway is its parent: nothing comes in from outside by it',
    ]);
  });
});
