import { EDGE, entries, EVERYBODY, gateway, object, problems, route } from './world';
import { objectsOf } from '../../reachability/world';
import { crdCheck } from '../../schemas/crd';

/** Who refuses: the schema of the API, or one of its CEL rules. */
type RefusedBy = 'schema' | 'rule';

const checkOf = (kind: string) => crdCheck(`gateway-api/v1.6.1/standard/gateway.networking.k8s.io_${kind.toLowerCase()}s.yaml`);
const checks = new Map(['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'ReferenceGrant'].map((kind) => [kind, checkOf(kind)]));

/** Whether the schema of a document's kind takes it; undefined where there is no schema. */
function isTaken(document: string): boolean | undefined {
  const [value] = objectsOf(document) as { kind: string }[]; // documents of this file are objects, and have a kind
  return value === undefined ? undefined : checks.get(value.kind)?.(value);
}

/** Holds the problem against the reader, and who refuses against the schema. */
function expectRefused(document: string, by: RefusedBy, problem: string): void {
  expect(problems(document)).toEqual([problem]);
  expect([by === 'rule', undefined]).toContain(isTaken(document));
}

const backend = (fields: string) => route('', `[{ backendRefs: [{ ${fields} }] }]`);
const match = (fields: string) => route('', `[{ matches: [{ ${fields} }], backendRefs: [{ name: web, port: 80 }] }]`);
const parents = (list: string) => route().replace(`[${EDGE}]`, `[${list}]`);
const listener = (fields: string) => gateway(`{ ${fields} }`);
const path = (value: string) => `spec.rules[0].matches[0].path.value: \`${value}\` is not a path: it begins with \`/\`, and has no empty, \`.\` or \`..\` segment, no \`#\`, \`%2F\` or blank`;
const ref = 'spec.rules[0].backendRefs[0]';

describe('a route that the API server refuses makes no entries, and says why', () => {
  test.each<[string, RefusedBy, string, string]>([
    ['a host with a port', 'schema', route('hostnames: ["a.example:80"], '),
      'spec.hostnames[0]: `a.example:80` is not a host such as shop.example or *.shop.example, in lower case and without a port'],
    ['a wildcard within a host', 'schema', route('hostnames: ["a.*.example"], '),
      'spec.hostnames[0]: `a.*.example` is not a host such as shop.example or *.shop.example, in lower case and without a port'],
    ['a lone wildcard', 'schema', route('hostnames: ["*"], '),
      'spec.hostnames[0]: `*` is not a host such as shop.example or *.shop.example, in lower case and without a port'],
    ['a host in capitals', 'schema', route('hostnames: [A.example], '),
      'spec.hostnames[0]: `A.example` is not a host such as shop.example or *.shop.example, in lower case and without a port'],
    ['too many hosts', 'schema', route(`hostnames: [${[...'abcdefghijklmnopq'].join(', ')}], `), 'spec.hostnames: 17 hosts are too many; at most 16 are allowed'],
    ['hosts that are no list', 'schema', route('hostnames: a.example, '), 'spec.hostnames: `a.example` must be a list'],
    ['a Service without a port', 'rule', backend('name: web'), `${ref}: a backend that is a Service needs a \`port\`, a number of the Service`],
    ['a named port', 'schema', backend('name: web, port: http'), `${ref}.port: \`http\` must be a whole number`],
    ['a port out of range', 'schema', backend('name: web, port: 70000'), `${ref}.port: port \`70000\` is out of range; allowed are 1 to 65535`],
    ['a backend without a name', 'schema', backend('port: 80'), `${ref}: a backend needs a \`name\``],
    ['a negative weight', 'schema', backend('name: web, port: 80, weight: -1'), `${ref}.weight: weight \`-1\` is out of range; allowed are 0 to 1000000`],
    ['a namespace that is none', 'schema', backend('name: web, port: 80, namespace: a.b'),
      `${ref}.namespace: \`a.b\` is not the name of a namespace: at most 63 lower-case letters, digits and inner hyphens`],
    ['a mirror without a backend', 'schema', route('', '[{ filters: [{ type: RequestMirror, requestMirror: {} }] }]'),
      'spec.rules[0].filters[0].requestMirror: a backend needs a `name`'],
    ['a redirect with backends', 'rule', route('', '[{ filters: [{ type: RequestRedirect, requestRedirect: {} }], backendRefs: [{ name: web, port: 80 }] }]'),
      'spec.rules[0]: a rule that redirects must not have `backendRefs`: make it two rules'],
    ['an empty list of rules', 'schema', route('', '[]'), 'spec.rules: at least one rule is needed here'],
    ['a relative path', 'rule', match('path: { value: a }'), path('a')],
    ['a path with an empty segment', 'rule', match('path: { type: Exact, value: /a//b }'), path('/a//b')],
    ['a path that climbs', 'rule', match('path: { value: /a/.. }'), path('/a/..')],
    ['a path with a slash in disguise', 'rule', match('path: { value: /a%2fb }'), path('/a%2fb')],
    ['a path with a blank', 'rule', match('path: { value: "/a b" }'), path('/a b')],
    ['an unknown kind of path', 'schema', match('path: { type: Suffix, value: /a }'),
      'spec.rules[0].matches[0].path.type: `Suffix` is unknown; allowed are Exact, PathPrefix, RegularExpression'],
    ['an unknown method', 'schema', match('method: get'),
      'spec.rules[0].matches[0].method: `get` is unknown; allowed are GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, PATCH'],
    ['a header without a value', 'schema', match('headers: [{ name: x-a }]'), 'spec.rules[0].matches[0].headers[0]: a match needs a `value`'],
    ['a header that is none', 'schema', match('headers: [{ name: "a b", value: c }]'),
      'spec.rules[0].matches[0].headers[0].name: `a b` is not the name of a header: letters, digits and a few signs'],
    // The schema's map key, which JSON Schema does not know.
    ['a header twice', 'rule', match('headers: [{ name: a, value: b }, { name: a, value: c }]'),
      'spec.rules[0].matches[0].headers[1].name: the header `a` is there twice; name it once'],
    ['a group that is none', 'schema', backend('group: "*", name: web, port: 80'),
      `${ref}.group: \`*\` is not a group such as gateway.networking.k8s.io, or empty for the core API`],
    ['a kind that is none', 'schema', backend('kind: "*", name: web, port: 80'), `${ref}.kind: \`*\` is not a kind such as Service`],
    ['a filter without a type', 'schema', route('', '[{ filters: [{}] }]'), 'spec.rules[0].filters[0]: a filter needs a `type`'],
    ['a parent without a name', 'schema', parents('{ namespace: infra }'), 'spec.parentRefs[0]: a parent needs a `name`'],
    ['one parent twice', 'rule', parents(`${EDGE}, ${EDGE}`),
      'spec.parentRefs: the parent `infra/edge` is there twice; name it once, or give each a `sectionName` of its own'],
    ['one parent as a whole and in part', 'rule', parents(`${EDGE}, { name: edge, namespace: infra, sectionName: web }`),
      'spec.parentRefs: of several references to `infra/edge` all or none need a `sectionName`'],
    ['a section that is no name', 'schema', parents('{ name: edge, sectionName: A }'),
      'spec.parentRefs[0].sectionName: `A` is not the name of a listener: lower-case letters, digits, `-` and `.`'],
    ['no spec', 'schema', object('HTTPRoute', 'shop/web', '~'), 'spec: there is none, and the API server takes no object without it'],
    ['a match of gRPC by nothing', 'rule', object('GRPCRoute', 'shop/web', '{ rules: [{ matches: [{ method: { type: Exact } }] }] }'),
      'spec.rules[0].matches[0].method: a match by method needs a `service`, a `method` or both'],
    ['a service of gRPC with a slash', 'rule', object('GRPCRoute', 'shop/web', '{ rules: [{ matches: [{ method: { service: a/b } }] }] }'),
      'spec.rules[0].matches[0].method.service: `a/b` is not a service such as shop.v1.Cart'],
    ['a method of gRPC with a dot', 'rule', object('GRPCRoute', 'shop/web', '{ rules: [{ matches: [{ method: { method: a.b } }] }] }'),
      'spec.rules[0].matches[0].method.method: `a.b` is not a method such as Checkout'],
    ['a TLSRoute without hosts', 'schema', object('TLSRoute', 'shop/web', '{ rules: [{ backendRefs: [{ name: web, port: 80 }] }] }'),
      'spec: a TLSRoute needs `hostnames`, the names that clients ask for'],
    ['a TLSRoute for an address', 'rule', object('TLSRoute', 'shop/web', '{ hostnames: [10.0.0.1], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }'),
      'spec.hostnames[0]: `10.0.0.1` is an address; clients ask for a host by its name'],
    ['a TCPRoute without rules', 'schema', object('TCPRoute', 'shop/web', '{}'), 'spec: at least one rule is needed here'],
    ['a TCPRoute without backends', 'schema', object('TCPRoute', 'shop/web', '{ rules: [{}] }'), 'spec.rules[0]: at least one backend is needed here'],
  ])('%s', (_, by, document, problem) => expectRefused(document, by, problem));
});

describe('a Gateway, a ListenerSet or a ReferenceGrant that the API server refuses says why', () => {
  const first = 'spec.listeners[0]';

  test.each<[string, RefusedBy, string, string]>([
    ['no class', 'schema', object('Gateway', 'infra/edge', `{ listeners: [${EVERYBODY}] }`), 'spec: a Gateway needs a `gatewayClassName`'],
    ['no listeners', 'schema', object('Gateway', 'infra/edge', '{ gatewayClassName: any }'), 'spec: at least one listener is needed here'],
    ['an empty list of listeners', 'schema', gateway(''), 'spec.listeners: at least one listener is needed here'],
    ['a listener without a name', 'schema', listener('port: 80, protocol: HTTP'), `${first}: a listener needs a \`name\``],
    ['a listener without a port', 'schema', listener('name: a, protocol: HTTP'), `${first}: a listener needs a \`port\``],
    ['a listener without a protocol', 'schema', listener('name: a, port: 80'), `${first}: a listener needs a \`protocol\``],
    ['a port out of range', 'schema', listener('name: a, port: 0, protocol: HTTP'), `${first}.port: port \`0\` is out of range; allowed are 1 to 65535`],
    ['a bad host', 'schema', listener('name: a, port: 80, protocol: HTTP, hostname: a_b'),
      `${first}.hostname: \`a_b\` is not a host such as shop.example or *.shop.example, in lower case and without a port`],
    ['a host for TCP', 'rule', listener('name: a, port: 80, protocol: TCP, hostname: a.example'), `${first}.hostname: a listener of the protocol TCP has no \`hostname\``],
    ['TLS for HTTP', 'rule', listener('name: a, port: 80, protocol: HTTP, tls: {}'), `${first}.tls: a listener of the protocol HTTP has no \`tls\``],
    ['HTTPS passed through', 'rule', listener('name: a, port: 80, protocol: HTTPS, tls: { mode: Passthrough }'),
      `${first}.tls.mode: a listener of the protocol HTTPS terminates TLS; only one of the protocol TLS passes it through`],
    ['TLS without a mode', 'rule', listener('name: a, port: 80, protocol: TLS'), `${first}: a listener of the protocol TLS needs \`tls.mode\`: Terminate or Passthrough`],
    ['an unknown mode', 'schema', listener('name: a, port: 80, protocol: TLS, tls: { mode: Half }'), `${first}.tls.mode: \`Half\` is unknown; allowed are Terminate, Passthrough`],
    ['an unknown scope', 'schema', listener('name: a, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: None } }'),
      `${first}.allowedRoutes.namespaces.from: \`None\` is unknown; allowed are All, Selector, Same`],
    ['an unknown scope of ListenerSets', 'schema', gateway(EVERYBODY, ', allowedListeners: { namespaces: { from: Some } }'),
      'spec.allowedListeners.namespaces.from: `Some` is unknown; allowed are All, Selector, Same, None'],
    ['a kind without its name', 'schema', listener('name: a, port: 80, protocol: HTTP, allowedRoutes: { kinds: [{}] }'), `${first}.allowedRoutes.kinds[0]: an allowed kind of routes needs a \`kind\``],
    ['two listeners of one name', 'rule', gateway('{ name: a, port: 80, protocol: HTTP }, { name: a, port: 81, protocol: HTTP }'),
      'spec.listeners: there is another listener of the name `a`; give each its own'],
    ['two listeners of one place', 'rule', gateway('{ name: a, port: 80, protocol: HTTP }, { name: b, port: 80, protocol: HTTP }'),
      'spec.listeners: the listener `b` has the port, the protocol and the host of another one; they must differ in one of them'],
    ['a ListenerSet without a parent', 'schema', object('ListenerSet', 'team/more', `{ listeners: [${EVERYBODY}] }`),
      'spec: a ListenerSet needs a `parentRef`, the Gateway to which its listeners go'],
    ['a ListenerSet without listeners', 'schema', object('ListenerSet', 'team/more', `{ parentRef: ${EDGE} }`), 'spec: at least one listener is needed here'],
    ['a grant to nobody', 'schema', object('ReferenceGrant', 'data/any', '{ to: [{ group: "", kind: Service }] }'), 'spec: a ReferenceGrant needs `from`'],
    ['a grant without a group', 'schema', object('ReferenceGrant', 'data/any', '{ from: [{ group: a.example, kind: A, namespace: b }], to: [{ kind: Service }] }'),
      'spec.to[0]: a reference needs a `group`, if only `""` for Services'],
    ['a grant without a namespace', 'schema', object('ReferenceGrant', 'data/any', '{ from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute }], to: [{ group: "", kind: Service }] }'),
      'spec.from[0]: a reference needs a `namespace`'],
  ])('%s', (_, by, document, problem) => expectRefused(document, by, problem));

  test('a selector that is none', () => {
    const bad = listener('name: a, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: { matchExpressions: [{ key: a, operator: Like }] } } }');
    expect(problems(bad)).toEqual([`${first}.allowedRoutes.namespaces.selector.matchExpressions[0].operator: unknown operator \`Like\`; allowed are In, NotIn, Exists, DoesNotExist`]);
  });

  test('a Gateway that is refused is as good as absent', () => {
    const bad = gateway('{ name: a, port: 0, protocol: HTTP }');
    expect(entries(route())).toEqual(['HTTPRoute shop/web * -> shop/web:80 by Gateway infra/edge?']);
    expect(problems(bad)).toHaveLength(1);
  });
});

describe('a version', () => {
  test('that had other fields, or never was, is refused', () => {
    expect(problems(object('HTTPRoute', 'shop/web', '{}', 'v1alpha1'))).toEqual([
      'apiVersion: `gateway.networking.k8s.io/v1alpha1` is not read; write `gateway.networking.k8s.io/v1`',
    ]);
  });

  test('of another API with kinds of the same names is not this reader\'s', () => {
    expect(problems('apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: { name: a }\nspec: {}\n', 'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: { name: a }\n')).toEqual([]);
  });
});
