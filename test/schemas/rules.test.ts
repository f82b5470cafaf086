import { parse } from 'yaml';
import { brokenRules, rulesOf } from './rules';
import { GatewaySet, problemsOf, schemaOf, schemasPresent } from './validate';

const SETS: readonly GatewaySet[] = ['gateway-api/v1.5.1/standard', 'gateway-api/v1.5.1/experimental', 'gateway-api/v1.6.1/standard', 'gateway-api/v1.6.1/experimental'];
const NEWEST: GatewaySet = 'gateway-api/v1.6.1/experimental';

/** The kinds of the Gateway API that are written, or may be. */
const KINDS = ['BackendTLSPolicy', 'Gateway', 'GRPCRoute', 'HTTPRoute', 'ListenerSet', 'ReferenceGrant', 'TCPRoute', 'TLSRoute', 'UDPRoute'] as const;

function object(kind: string, spec: string): { apiVersion: string; kind: string; metadata: object; spec: unknown } {
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name: 'web', namespace: 'shop' }, spec: parse(spec) };
}

const http = (rule: string): readonly [string, string] => ['HTTPRoute', `{ parentRefs: [{ name: edge }], rules: [${rule}] }`];
const filter = (text: string): readonly [string, string] => http(`{ filters: [${text}], backendRefs: [{ name: web, port: 80 }] }`);
const path = (text: string): readonly [string, string] => http(`{ matches: [{ path: ${text} }] }`);
const listeners = (text: string): readonly [string, string] => ['Gateway', `{ gatewayClassName: any, listeners: [${text}] }`];
const grpc = (text: string): readonly [string, string] => ['GRPCRoute', `{ rules: [{ matches: [{ method: ${text} }] }] }`];
const tls = (text: string): readonly [string, string] => ['BackendTLSPolicy', `{ targetRefs: [{ group: "", kind: Service, name: web }], validation: ${text} }`];

/** Objects that API servers take. */
const SOUND: readonly (readonly [string, string])[] = [
  http('{ matches: [{ path: { value: /shop }, method: GET, headers: [{ name: x, value: "1" }] }], backendRefs: [{ name: web, port: 80, weight: 9 }, { name: old, port: 80, weight: 1 }] }'),
  http('{ matches: [{ path: { value: /shop } }], filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } } }], backendRefs: [{ name: web, port: 80 }] }'),
  http('{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 301 } }] }'),
  http('{ timeouts: { request: 10s, backendRequest: 2s }, backendRefs: [{ name: web, namespace: backend, port: 80 }] }'),
  ['HTTPRoute', '{ parentRefs: [{ name: edge, sectionName: a }, { name: edge, sectionName: b }], rules: [{}] }'],
  grpc('{ service: shop.v1.Cart, method: Checkout }'),
  ['GRPCRoute', '{ rules: [{ backendRefs: [{ name: web, port: 80 }] }] }'],
  listeners('{ name: web, port: 80, protocol: HTTP }, { name: tls, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: cert }] } }, { name: pass, port: 8443, protocol: TLS, tls: { mode: Passthrough } }'),
  ['ListenerSet', '{ parentRef: { name: edge }, listeners: [{ name: web, port: 443, protocol: HTTPS, hostname: a.example, tls: { certificateRefs: [{ name: cert }] } }] }'],
  ['TLSRoute', '{ hostnames: [a.example, "*.b.example"], rules: [{ backendRefs: [{ name: web, port: 443 }] }] }'],
  ['ReferenceGrant', '{ from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }], to: [{ group: "", kind: Service }] }'],
  tls('{ hostname: web.example, wellKnownCACertificates: System }'),
  ['TCPRoute', '{ rules: [{ backendRefs: [{ name: db, port: 5432 }] }] }'],
  ['UDPRoute', '{ rules: [{ backendRefs: [{ name: dns, port: 53 }] }] }'],
];

const MANY = (one: string) => `{ matches: [${Array.from({ length: 64 }, () => one).join(', ')}] }`;

/** Objects that pass the schema and break a rule: a part of what the definition says of it. */
const BROKEN: readonly (readonly [readonly [string, string], string])[] = [
  [['HTTPRoute', '{ parentRefs: [{ name: edge }, { name: edge }], rules: [{}] }'], 'must be unique when parentRefs includes 2 or more references'],
  [['HTTPRoute', '{ parentRefs: [{ name: edge, namespace: infra, sectionName: a }, { name: edge, namespace: infra }], rules: [{}] }'], 'must be specified when parentRefs includes'],
  [['HTTPRoute', '{ rules: [{ name: a }, { name: a }] }'], 'Rule name must be unique'],
  [http('{ backendRefs: [{ name: web }] }'), 'Must have port for Service reference'],
  [http('{ filters: [{ type: RequestRedirect, requestRedirect: {} }], backendRefs: [{ name: web, port: 80 }] }'), 'RequestRedirect filter must not be used together with backendRefs'],
  [http('{ matches: [{ path: { type: Exact, value: /a } }], filters: [{ type: RequestRedirect, requestRedirect: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /b } } }] }'),
    'When using RequestRedirect filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified'],
  [http('{ matches: [{ path: { value: /a } }, { path: { value: /b } }], filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /c } } }] }'),
    'When using URLRewrite filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified'],
  [http('{ filters: [{ type: RequestRedirect, requestRedirect: {} }, { type: URLRewrite, urlRewrite: {} }] }'), 'May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite'],
  [filter('{ type: CORS, cors: {} }, { type: CORS, cors: {} }'), 'CORS filter cannot be repeated'],
  [filter('{ type: RequestHeaderModifier, requestHeaderModifier: {} }, { type: RequestHeaderModifier, requestHeaderModifier: {} }'), 'RequestHeaderModifier filter cannot be repeated'],
  [filter('{ type: ResponseHeaderModifier, responseHeaderModifier: {} }, { type: ResponseHeaderModifier, responseHeaderModifier: {} }'), 'ResponseHeaderModifier filter cannot be repeated'],
  [filter('{ type: URLRewrite, urlRewrite: {} }, { type: URLRewrite, urlRewrite: {} }'), 'URLRewrite filter cannot be repeated'],
  [http('{ filters: [{ type: RequestRedirect, requestRedirect: {} }, { type: RequestRedirect, requestRedirect: {} }] }'), 'RequestRedirect filter cannot be repeated'],
  ...['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestMirror', 'RequestRedirect', 'URLRewrite', 'ExtensionRef', 'CORS', 'ExternalAuth']
    .map((type) => [filter(`{ type: ${type} }`), `must be specified for ${type}`] as const),
  [filter('{ type: RequestHeaderModifier, requestHeaderModifier: {}, urlRewrite: {} }'), 'filter.urlRewrite must be nil if the filter.type is not URLRewrite'],
  [filter('{ type: URLRewrite, urlRewrite: {}, requestHeaderModifier: {} }'), 'filter.requestHeaderModifier must be nil if the filter.type is not RequestHeaderModifier'],
  [filter('{ type: URLRewrite, urlRewrite: {}, responseHeaderModifier: {} }'), 'filter.responseHeaderModifier must be nil if the filter.type is not ResponseHeaderModifier'],
  [filter('{ type: URLRewrite, urlRewrite: {}, cors: {} }'), 'filter.cors must be nil if the filter.type is not CORS'],
  [filter('{ type: URLRewrite, urlRewrite: {}, extensionRef: { group: a.example, kind: B, name: c } }'), 'filter.extensionRef must be nil if the filter.type is not ExtensionRef'],
  [filter('{ type: URLRewrite, urlRewrite: {}, requestMirror: { backendRef: { name: web, port: 80 } } }'), 'filter.requestMirror must be nil if the filter.type is not RequestMirror'],
  [http('{ filters: [{ type: URLRewrite, urlRewrite: {}, requestRedirect: {} }] }'), 'filter.requestRedirect must be nil if the filter.type is not RequestRedirect'],
  [filter('{ type: RequestMirror, requestMirror: { percent: 10, fraction: { numerator: 1 }, backendRef: { name: web, port: 80 } } }'), 'Only one of percent or fraction'],
  [filter('{ type: RequestMirror, requestMirror: { fraction: { numerator: 3, denominator: 2 }, backendRef: { name: web, port: 80 } } }'), 'numerator must be less than or equal to denominator'],
  [filter('{ type: URLRewrite, urlRewrite: { path: { type: ReplaceFullPath } } }'), 'replaceFullPath must be specified'],
  [filter('{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replaceFullPath: /a } } }'), "type must be 'ReplaceFullPath' when replaceFullPath is set"],
  [filter('{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch } } }'), 'replacePrefixMatch must be specified'],
  [filter('{ type: URLRewrite, urlRewrite: { path: { type: ReplaceFullPath, replaceFullPath: /a, replacePrefixMatch: /b } } }'), "type must be 'ReplacePrefixMatch' when replacePrefixMatch is set"],
  [filter('{ type: CORS, cors: { allowOrigins: ["*", "https://a.example"] } }'), "AllowOrigins cannot contain '*' alongside other origins"],
  [filter('{ type: CORS, cors: { allowMethods: ["*", GET] } }'), "AllowMethods cannot contain '*' alongside other methods"],
  [path('{ value: shop }'), 'value must be an absolute path'],
  ...['//', '/./', '/../', '%2f', '%2F', '#'].map((sign) => [path(`{ type: Exact, value: "/a${sign}b" }`), `must not contain '${sign}'`] as const),
  ...['/..', '/.'].map((end) => [path(`{ value: "/a${end}" }`), `must not end with '${end}'`] as const),
  [path('{ value: "/a b" }'), 'must only contain valid characters'],
  [http('{ timeouts: { request: 1s, backendRequest: 2s } }'), 'backendRequest timeout cannot be longer than request timeout'],
  [http('{ sessionPersistence: { cookieConfig: { lifetimeType: Permanent } } }'), 'AbsoluteTimeout must be specified'],
  [http('{ sessionPersistence: { type: Header, cookieConfig: {} } }'), 'cookieConfig can only be set with type Cookie'],
  [http(`${MANY('{ method: GET }')}, ${MANY('{ method: GET }')}, { matches: [{}] }`), 'total number of matches across all rules'],
  [['GRPCRoute', `{ rules: [${MANY('{ method: { service: a } }')}, ${MANY('{ method: { service: a } }')}, { matches: [{}] }] }`], 'total number of matches across all rules'],
  [grpc('{ type: Exact }'), "One or both of 'service' or 'method' must be specified"],
  [grpc('{ service: 9shop }'), 'service must only contain valid characters'],
  [grpc('{ service: shop, method: "a-b" }'), 'method must only contain valid characters'],
  [listeners('{ name: a, port: 80, protocol: HTTP, tls: { certificateRefs: [{ name: c }] } }'), 'tls must not be specified for protocols'],
  [listeners('{ name: a, port: 443, protocol: HTTPS, tls: { mode: Passthrough } }'), 'tls mode must be Terminate for protocol HTTPS'],
  [listeners('{ name: a, port: 443, protocol: TLS }'), 'tls mode must be set for protocol TLS'],
  [listeners('{ name: a, port: 53, protocol: UDP, hostname: a.example }'), 'hostname must not be specified for protocols'],
  [listeners('{ name: a, port: 80, protocol: HTTP }, { name: a, port: 81, protocol: HTTP }'), 'Listener name must be unique'],
  [listeners('{ name: a, port: 80, protocol: HTTP, hostname: a.example }, { name: b, port: 80, protocol: HTTP, hostname: a.example }'), 'Combination of port, protocol and hostname must be unique'],
  [listeners('{ name: a, port: 443, protocol: HTTPS, tls: { certificateRefs: [] } }'), 'certificateRefs or options must be specified when mode is Terminate'],
  [['ListenerSet', '{ parentRef: { name: edge }, listeners: [{ name: a, port: 80, protocol: HTTP }, { name: a, port: 81, protocol: HTTP }] }'], 'Listener name must be unique'],
  [['TLSRoute', '{ hostnames: [10.0.0.1], rules: [{ backendRefs: [{ name: web, port: 443 }] }] }'], 'Hostnames cannot contain an IP'],
  [['TCPRoute', '{ parentRefs: [{ name: edge, port: 1 }, { name: edge }], rules: [{ backendRefs: [{ name: web, port: 1 }] }] }'], 'must be specified when parentRefs includes'],
  [tls('{ hostname: web.example }'), 'must specify either CACertificateRefs or WellKnownCACertificates'],
  [tls('{ hostname: web.example, wellKnownCACertificates: System, caCertificateRefs: [{ group: "", kind: ConfigMap, name: ca }] }'), 'must not contain both CACertificateRefs and WellKnownCACertificates'],
  [['BackendTLSPolicy', '{ targetRefs: [{ group: "", kind: Service, name: web }, { group: "", kind: Service, name: web }], validation: { hostname: a.example, wellKnownCACertificates: System } }'],
    'must be unique when targetRefs includes 2 or more references'],
];


describe('the rules of definitions', () => {
  test.each(SOUND)('take a sound %s: %s', (kind, spec) => {
    expect(problemsOf([object(kind, spec)], NEWEST)).toEqual([]);
  });

  test.each(BROKEN.map(([[kind, spec], message]) => [kind, message, spec] as const))('refuse a %s of which they say: %s', (kind, message, spec) => {
    const problems = problemsOf([object(kind, spec)], NEWEST);
    expect(problems.length > 0 || !schemasPresent).toBe(true);
    expect(problems.filter((line) => !line.includes('breaks a rule'))).toEqual([]);
    if (schemasPresent) expect(problems.join('\n')).toContain(message);
  });
});

describe('every rule of a kind that is written', () => {
  test('is broken by one of the objects above, but for those that are named here', () => {
    const known = KINDS.flatMap((kind) => rulesOf(schemaOf(object(kind, '{}'), NEWEST) ?? {}));
    const all = BROKEN.map(([[kind, spec]]) => object(kind, spec));
    const broken = new Set(all.flatMap((one) => brokenRules(schemaOf(one, NEWEST) ?? {}, one)).map(({ rule }) => rule));
    const rest = [...new Set(known)].filter((rule) => !broken.has(rule)).map((rule) => rule.replace(/\s+/g, ' ').trim().slice(0, 90)).sort();
    console.info(`rules of ${KINDS.length} kinds: ${new Set(known).size} different ones, ${broken.size} of them broken by an object here`);
    if (schemasPresent) {
      expect(rest).toMatchInlineSnapshot(`
[
  "!(has(self.externalAuth) && self.type != 'ExternalAuth')",
  "!(self.type != "Hostname" && has(self.hostname) && self.hostname != "")",
  "!(self.type != "URI" && has(self.uri) && self.uri != "")",
  "!(self.type == "Hostname" && (!has(self.hostname) || self.hostname == ""))",
  "!(self.type == "URI" && (!has(self.uri) || self.uri == ""))",
  "(has(self.backendRefs) && self.backendRefs.exists_one(b, (has(b.filters) && b.filters.exis",
  "(has(self.backendRefs) && self.backendRefs.exists_one(b, (has(b.filters) && b.filters.exis",
  "has(self.grpc) ? self.protocol == 'GRPC' : true",
  "has(self.http) ? self.protocol == 'HTTP' : true",
  "self.all(a1, a1.type == 'Hostname' && has(a1.value) ? self.exists_one(a2, a2.type == a1.ty",
  "self.all(a1, a1.type == 'IPAddress' && has(a1.value) ? self.exists_one(a2, a2.type == a1.t",
  "self.all(h, !h.contains('*') ? h.matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-",
  "self.all(h, h.contains('*') ? (h.startsWith('*.') && h.substring(2).matches('^([a-z0-9]([-",
  "self.all(key, key.matches(r"""^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9",
  "self.all(key, key.split("/")[0].size() < 253)",
  "self.all(l1, !has(l1.port) || self.exists_one(l2, has(l2.port) && l1.port == l2.port && l1",
  "self.all(p1, self.all(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name",
  "self.all(t1, self.exists_one(t2, t1.port == t2.port))",
  "self.protocol == 'GRPC' ? has(self.grpc) : true",
  "self.protocol == 'HTTP' ? has(self.http) : true",
  "self.type == 'Hostname' ? (!has(self.value) || self.value.matches(r"""^(\\*\\.)?[a-z0-9]([-a",
  "self.type == 'Hostname' ? self.value.matches(r"""^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[",
  "self.type in ['Exact','PathPrefix'] || self.type == 'RegularExpression'",
]
`);
    }
  });

  test.each(SETS)('can be run, of %s: none calls what the evaluator does not have', (set) => {
    const rules = KINDS.flatMap((kind) => rulesOf(schemaOf(object(kind, '{}'), set) ?? {}));
    const called = rules.flatMap((rule) => [...rule.replace(/r?"""[\s\S]*?"""|'[^']*'|"[^"]*"/g, '').matchAll(/\b([A-Za-z]\w*)\(/g)].map(([, name]) => name));
    const had = ['all', 'contains', 'duration', 'endsWith', 'exists', 'exists_one', 'filter', 'has', 'isIP', 'matches', 'size', 'split', 'startsWith', 'substring'];
    expect([...new Set(called)].filter((name) => name !== undefined && !had.includes(name))).toEqual([]);
    expect(rules.length > 60 || !schemasPresent).toBe(true);
  });

  test('that cannot be run is a problem, and does not pass', () => {
    const schema = { properties: { spec: { 'x-kubernetes-validations': [{ rule: 'unheardOf(self)', message: 'never' }] } } };
    expect(brokenRules(schema, { spec: {} })).toEqual([{ at: 'spec', rule: 'unheardOf(self)', message: expect.stringMatching(/^never \(.+\)$/) }]);
  });

  test('about a change is none of a new object', () => {
    expect(rulesOf({ 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] })).toEqual([]);
  });

  test('is run after the defaults of the schema have been filled in, with fields that bear a word of CEL under another name', () => {
    const schema = {
      'x-kubernetes-validations': [{ rule: "self.kind == 'Gateway' && self.__namespace__ == 'a' && self.port == 1 && self.b__dash__c == 'd'" }],
      'properties': { 'kind': { type: 'string', default: 'Gateway' }, 'namespace': {}, 'port': { type: 'integer' }, 'b-c': {} },
    };
    expect(brokenRules(schema, { 'namespace': 'a', 'port': 1, 'b-c': 'd' })).toEqual([]);
    expect(brokenRules(schema, { 'kind': 'Service', 'namespace': 'a', 'port': 1, 'b-c': 'd' })).toHaveLength(1);
  });
});
