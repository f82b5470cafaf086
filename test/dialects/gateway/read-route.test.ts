import { EDGE, entries, EVERYBODY, gateway, object, omissions, problems, route, targets } from './world';
import { readGatewayRoutes } from '../../../src/dialects/gateway/read';
import { snapshotOf } from '../../../src/reachability/snapshot';
import * as fc from '../../property';
import { objectsOf } from '../../reachability/world';

const edge = gateway(EVERYBODY);
const http = (rules: string) => entries(edge, route('', rules)).map((text) => text.replace('HTTPRoute shop/web * ', '').replace(' by Gateway infra/edge:web', ''));

describe('a backend', () => {
  test('is a Service of the namespace of the route, by the number of its port', () => {
    expect(http('[{ backendRefs: [{ name: web, port: 80 }] }]')).toEqual(['-> shop/web:80']);
    expect(http('[{ backendRefs: [{ group: "", kind: Service, name: web, port: 80 }] }]')).toEqual(['-> shop/web:80']);
  });

  test('gets its part of the requests, by its weight among those of the rule', () => {
    expect(http('[{ backendRefs: [{ name: a, port: 80, weight: 9 }, { name: b, port: 80 }] }]')).toEqual(['9 of 10 -> shop/a:80', '1 of 10 -> shop/b:80']);
    expect(http('[{ backendRefs: [{ name: a, port: 80, weight: 7 }] }]')).toEqual(['-> shop/a:80']);
  });

  test('of weight 0 gets nothing, and so do those that it sends copies to', () => {
    const copied = 'filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: copy, port: 80 } } }]';
    expect(http(`[{ backendRefs: [{ name: a, port: 80, weight: 0, ${copied} }, { name: b, port: 80 }] }]`)).toEqual(['0 of 1 -> shop/a:80', '-> shop/b:80']);
  });

  test('of another kind is not followed, and said', () => {
    const imported = route('', '[{ backendRefs: [{ group: multicluster.x-k8s.io, kind: ServiceImport, name: a, port: 80 }, { name: b, port: 80 }] }]');
    expect(entries(edge, imported)).toEqual(['HTTPRoute shop/web * 1 of 2 -> shop/b:80 by Gateway infra/edge:web']);
    expect(omissions(edge, imported)).toEqual([
      'HTTPRoute shop/web spec.rules[0].backendRefs[0]: a backend of the kind `multicluster.x-k8s.io/ServiceImport` is not followed; only a Service is',
    ]);
  });

  test('of a kind of Kubernetes that has no address is said to be none', () => {
    const deployed = route('', '[{ backendRefs: [{ kind: Deployment, name: a, port: 80 }, { group: apps, kind: Deployment, name: b, port: 80 }] }]');
    expect(entries(edge, deployed)).toEqual([]);
    expect(omissions(edge, deployed)).toEqual([
      'HTTPRoute shop/web spec.rules[0].backendRefs[0]: `Deployment` is no backend: requests go to Services',
      'HTTPRoute shop/web spec.rules[0].backendRefs[1]: `apps/Deployment` is no backend: requests go to Services',
    ]);
  });

  test('that gets copies of requests is one, too, unless it gets none', () => {
    const mirror = (more: string) => `{ type: RequestMirror, requestMirror: { backendRef: { name: copy, port: 80 }${more} } }`;
    expect(http(`[{ filters: [${mirror('')}], backendRefs: [{ name: web, port: 80 }] }]`)).toEqual(['-> shop/web:80', '(copies) -> shop/copy:80']);
    expect(http(`[{ backendRefs: [{ name: web, port: 80, filters: [${mirror(', percent: 5')}] }] }]`)).toEqual(['-> shop/web:80', '(copies) -> shop/copy:80']);
    expect(http(`[{ filters: [${mirror(', percent: 0')}], backendRefs: [{ name: web, port: 80 }] }]`)).toEqual(['-> shop/web:80']);
    expect(http(`[{ filters: [${mirror(', fraction: { numerator: 0 }')}], backendRefs: [{ name: web, port: 80 }] }]`)).toEqual(['-> shop/web:80']);
  });

  test('that authorizes requests is one, too', () => {
    const asked = route('', '[{ filters: [{ type: ExternalAuth, externalAuth: { protocol: GRPC, backendRef: { name: auth, port: 9000 } } }], backendRefs: [] }]');
    const { entries: found } = readGatewayRoutes(objectsOf(edge, asked), new Map());
    expect(found).toMatchObject([{ instead: 'authorization', backend: { namespace: 'shop', service: 'auth', port: { kind: 'number', number: 9000 } } }]);
  });

  test('that two rules share is one entry', () => {
    expect(http('[{ backendRefs: [{ name: web, port: 80 }] }, { backendRefs: [{ name: web, port: 80 }] }]')).toEqual(['-> shop/web:80']);
  });
});

describe('a rule', () => {
  test('that only redirects makes no entry', () => {
    expect(http('[{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }]')).toEqual([]);
  });

  test('that has no backend makes none, which is said where it has no other answer, and no rules neither', () => {
    const idle = (rule: string) => omissions(edge, route('', `[${rule}]`));
    expect(http('[{ matches: [{ path: { value: /a } }] }]')).toEqual([]);
    expect(idle('{ matches: [{ path: { value: /a } }] }')).toEqual([
      'HTTPRoute shop/web spec.rules[0]: the rule has no backend: whatever it matches gets an error for an answer',
    ]);
    expect(idle('{ backendRefs: [{ name: a, port: 80, weight: 0 }], filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { remove: [x] } }] }')).toEqual([
      'HTTPRoute shop/web spec.rules[0]: all backends of the rule have weight 0: whatever it matches gets an error for an answer',
    ]);
    expect(idle('{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }')).toEqual([]);
    expect(idle('{ filters: [{ type: ExtensionRef, extensionRef: { group: example.com, kind: Answer, name: a } }] }')).toEqual([]);
    expect(entries(edge, object('HTTPRoute', 'shop/web', `{ parentRefs: [${EDGE}] }`))).toEqual([]);
  });

  test('matches a path exactly, by its first segments or by a pattern; by every path where it does not say', () => {
    const path = (value: string) => http(`[{ matches: [{ path: ${value} }], backendRefs: [{ name: web, port: 80 }] }]`);
    expect(path('{ type: Exact, value: /a }')).toEqual(['exact /a -> shop/web:80']);
    expect(path('{ type: PathPrefix, value: /a }')).toEqual(['prefix /a -> shop/web:80']);
    expect(path('{ value: /a }')).toEqual(['prefix /a -> shop/web:80']);
    expect(path('{ type: RegularExpression, value: "/a/[0-9]+" }')).toEqual(['regex /a/[0-9]+ -> shop/web:80']);
    expect(path('{ type: PathPrefix, value: / }')).toEqual(['-> shop/web:80']);
    expect(path('{ type: Exact, value: / }')).toEqual(['exact / -> shop/web:80']);
  });

  test('tells the method, the headers and the query in words, together and sorted', () => {
    const match = '{ path: { value: /a }, method: GET, queryParams: [{ name: q, value: "1" }], headers: [{ name: x-b, value: y }, { name: x-a, value: ".*", type: RegularExpression }] }';
    expect(http(`[{ matches: [${match}], backendRefs: [{ name: web, port: 80 }] }]`)).toEqual(['prefix /a header x-a ~ .* header x-b = y method GET query q = 1 -> shop/web:80']);
  });

  test('with several matches is an entry for each', () => {
    expect(http('[{ matches: [{ method: GET }, { path: { value: /a } }], backendRefs: [{ name: web, port: 80 }] }]')).toEqual(['method GET -> shop/web:80', 'prefix /a -> shop/web:80']);
  });
});

describe('a GRPCRoute', () => {
  const grpc = (match: string) => entries(edge, object(
    'GRPCRoute', 'shop/cart', `{ parentRefs: [${EDGE}], rules: [{ matches: [${match}], backendRefs: [{ name: cart, port: 9000 }] }] }`,
  )).map((text) => text.replace('GRPCRoute shop/cart * ', '').replace(' by Gateway infra/edge:web', ''));

  test('matches the path that a service or a method has', () => {
    expect(grpc('{ method: { service: shop.v1.Cart, method: Add } }')).toEqual(['exact /shop.v1.Cart/Add -> shop/cart:9000']);
    expect(grpc('{ method: { service: shop.v1.Cart } }')).toEqual(['prefix /shop.v1.Cart -> shop/cart:9000']);
    expect(grpc('')).toEqual(['-> shop/cart:9000']);
  });

  test('tells in words what is no path', () => {
    expect(grpc('{ method: { method: Add }, headers: [{ name: x-a, value: b }] }')).toEqual(['header x-a = b method Add -> shop/cart:9000']);
    expect(grpc('{ method: { type: RegularExpression, service: "shop.*", method: "A.*" } }')).toEqual(['method ~ A.* service ~ shop.* -> shop/cart:9000']);
  });
});

describe('a route for streams', () => {
  const open = 'allowedRoutes: { namespaces: { from: All } }';
  const stream = (kind: string, name: string, more = '') => object(kind, `shop/${name}`, `{ parentRefs: [${EDGE}], ${more}rules: [{ backendRefs: [{ name: ${name}, port: 53 }] }] }`);

  test('for TLS says who ends it, by the host that clients ask for', () => {
    const both = gateway(`{ name: through, port: 443, protocol: TLS, hostname: "*.example", tls: { mode: Passthrough }, ${open} },
      { name: ended, port: 8443, protocol: TLS, tls: { mode: Terminate, certificateRefs: [{ name: cert }] }, ${open} }`);
    expect(entries(both, stream('TLSRoute', 'db', 'hostnames: [db.example], '))).toEqual([
      'TLSRoute shop/db db.example -> shop/db:53 by Gateway infra/edge:ended (terminate), Gateway infra/edge:through (passthrough)',
    ]);
  });

  test('for UDP leads to ports of UDP, for TCP to ports of TCP', () => {
    const both = gateway(`{ name: tcp, port: 53, protocol: TCP, ${open} }, { name: udp, port: 53, protocol: UDP, ${open} }`);
    const dns = `apiVersion: v1
kind: Service
metadata: { name: dns, namespace: shop }
spec: { selector: { app: dns }, ports: [{ name: tcp, port: 53, targetPort: 1053 }, { name: udp, port: 53, targetPort: 2053, protocol: UDP }] }
---
apiVersion: v1
kind: Pod
metadata: { name: dns, namespace: shop, labels: { app: dns } }
spec: { containers: [] }
`;
    expect(entries(both, dns, stream('UDPRoute', 'dns'))).toEqual(['UDPRoute shop/dns * -> shop/dns:53/UDP by Gateway infra/edge:udp']);
    expect(targets(both, dns, stream('UDPRoute', 'dns'))).toEqual(['shop/dns[Pod] UDP 2053']);
    expect(targets(both, dns, stream('TCPRoute', 'dns'))).toEqual(['shop/dns[Pod] TCP 1053']);
  });
});

describe('a backend of another namespace', () => {
  const far = route('', '[{ backendRefs: [{ name: db, namespace: data, port: 80 }] }]');
  const grant = (from: string, to: string, namespace = 'data') => object('ReferenceGrant', `${namespace}/any`, `{ from: [${from}], to: [${to}] }`);
  const shop = '{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }';
  const services = '{ group: "", kind: Service }';
  const reached = ['HTTPRoute shop/web * -> data/db:80 by Gateway infra/edge:web'];

  test('needs a ReferenceGrant there, for all Services or for this one', () => {
    expect(entries(edge, far, grant(shop, services))).toEqual(reached);
    expect(entries(edge, far, grant(shop, '{ group: "", kind: Service, name: db }'))).toEqual(reached);
    expect(entries(edge, far, grant(`{ group: "", kind: X, namespace: shop }, ${shop}`, `{ group: "", kind: Secret }, ${services}`))).toEqual(reached);
  });

  test.each([
    ['none at all', []],
    ['one for another Service', [grant(shop, '{ group: "", kind: Service, name: other }')]],
    ['one for Secrets', [grant(shop, '{ group: "", kind: Secret }')]],
    ['one in another namespace', [grant(shop, services, 'shop')]],
    ['one for another namespace', [grant(shop.replace('shop', 'blog'), services)]],
    ['one for another kind of route', [grant(shop.replace('HTTPRoute', 'GRPCRoute'), services)]],
    ['one for another group', [grant(shop.replace('gateway.networking.k8s.io', 'other.example'), services)]],
    ['one whose halves are in two', [grant(shop, '{ group: "", kind: Secret }'), grant(shop.replace('shop', 'blog'), services)]],
  ])('is out of reach, and said, with %s', (_, grants) => {
    expect(entries(edge, far, ...grants)).toEqual([]);
    expect(omissions(edge, far, ...grants)).toEqual([
      'HTTPRoute shop/web spec.rules[0].backendRefs[0]: no ReferenceGrant of the namespace `data` lets the HTTPRoutes of `shop` refer to the Service `data/db`',
    ]);
  });

  test('may be a Secret with a certificate, which a listener names', () => {
    const secured = gateway('{ name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: cert, namespace: certs }, { name: own }] }, allowedRoutes: { namespaces: { from: All } } }');
    const byGateway = '{ group: gateway.networking.k8s.io, kind: Gateway, namespace: infra }';
    const secrets = (name: string) => grant(byGateway, `{ group: "", kind: Secret, name: ${name} }`, 'certs');
    const missing = [
      'Gateway infra/edge spec.listeners[0].tls.certificateRefs[0]: no ReferenceGrant of the namespace `certs` lets the Gateways of `infra` refer to the Secret `certs/cert`',
    ];
    expect(omissions(secured)).toEqual(missing);
    expect(omissions(secured, secrets('other'))).toEqual(missing);
    expect(omissions(secured, secrets('cert'))).toEqual([]);
  });

  test('that only gets copies needs one, too', () => {
    const copied = route('', '[{ filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: db, namespace: data, port: 80 } } }], backendRefs: [{ name: web, port: 80 }] }]');
    expect(entries(edge, copied)).toHaveLength(1);
    expect(entries(edge, copied, grant(shop, services))).toHaveLength(2);
  });
});

describe('versions', () => {
  const rules = 'rules: [{ backendRefs: [{ name: web, port: 80 }] }]';

  test.each([
    ['Gateway', 'v1beta1'], ['HTTPRoute', 'v1beta1'], ['TCPRoute', 'v1alpha2'], ['UDPRoute', 'v1alpha2'], ['TLSRoute', 'v1alpha2'], ['TLSRoute', 'v1alpha3'],
  ])('%s of %s is read as that of v1 is', (kind, version) => {
    const written = (as: string) => (kind === 'Gateway'
      ? [object(kind, 'infra/edge', `{ gatewayClassName: any, listeners: [${EVERYBODY}] }`, as), route()]
      : [object(kind, 'shop/web', `{ parentRefs: [${EDGE}], ${kind === 'TLSRoute' ? 'hostnames: [a.example], ' : ''}${rules} }`, as)]);
    expect(entries(...written(version))).toEqual(entries(...written('v1')));
    expect(entries(...written(version))).toHaveLength(1);
  });

  test('a route of streams had several rules, and a TLSRoute no host, before v1', () => {
    const several = `{ parentRefs: [${EDGE}], rules: [{ backendRefs: [{ name: a, port: 80 }] }, { backendRefs: [{ name: b, port: 80 }] }] }`;
    expect(entries(object('TLSRoute', 'shop/web', several, 'v1alpha2'))).toHaveLength(2);
    expect(problems(object('TLSRoute', 'shop/web', several))).toEqual([
      'spec: a TLSRoute needs `hostnames`, the names that clients ask for', 'spec.rules: 2 rules are too many; at most 1 are allowed',
    ]);
  });
});

describe('the order of documents', () => {
  const open = 'allowedRoutes: { namespaces: { from: All } }';
  const documents = objectsOf(
    gateway(`${EVERYBODY}, { name: named, port: 80, protocol: HTTP, hostname: "*.example", ${open} }, { name: own, port: 81, protocol: HTTP }`,
      ', allowedListeners: { namespaces: { from: All } }'),
    object('ListenerSet', 'team/more', `{ parentRef: ${EDGE}, listeners: [{ name: extra, port: 8080, protocol: HTTP, ${open} }] }`),
    route('hostnames: [a.example, b.test], ', '[{ backendRefs: [{ name: a, port: 80 }, { name: b, namespace: data, port: 80 }] }, { matches: [{ method: GET }], backendRefs: [{ name: c, port: 80 }] }]'),
    // Twice one name: whichever of them is meant, the answer is the same.
    route('', '[{ backendRefs: [{ name: other, port: 80 }] }]'),
    object('HTTPRoute', 'shop/more', `{ parentRefs: [{ kind: ListenerSet, name: more, namespace: team }, ${EDGE}], rules: [{ backendRefs: [{ name: z, port: 80 }] }] }`),
    object('HTTPRoute', 'blog/shut', '{ parentRefs: [{ name: edge, namespace: infra, sectionName: own }], rules: [{ backendRefs: [{ name: z, port: 80 }] }] }'),
    object('GRPCRoute', 'blog/bad', `{ parentRefs: [${EDGE}], rules: [{ backendRefs: [{ name: z }, { name: y }] }] }`),
    object('ReferenceGrant', 'data/shop', '{ from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }], to: [{ group: "", kind: Service }] }'),
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n',
  );
  const read = (objects: readonly unknown[]) => readGatewayRoutes(objects, snapshotOf(objects).namespaces);

  test('never changes the entries, the problems or the omissions', () => {
    const expected = read(documents);
    expect([expected.entries.length, expected.problems.length, expected.omissions.length]).toEqual([10, 2, 1]);
    fc.assert(fc.property(fc.shuffledSubarray([...documents], { minLength: documents.length }), (shuffled) => {
      expect(read(shuffled)).toEqual(expected);
    }));
  });
});
