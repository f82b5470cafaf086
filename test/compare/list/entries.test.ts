import { strictSchema } from './schema';
import { listInput } from './shop';
import { listOf } from '../../../src/compare/list/answer';
import { listJson } from '../../../src/compare/list/json';
import { npGuardText } from '../../../src/compare/list/npguard/text';
import { listText } from '../../../src/compare/list/text';

const PODS = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, ports: [{ name: http, containerPort: 8080 }, { name: dns, containerPort: 1053, protocol: UDP }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }, { name: dns, port: 53, targetPort: dns, protocol: UDP }] }
---
apiVersion: v1
kind: Service
metadata: { name: bank, namespace: shop }
spec: { type: ExternalName, externalName: bank.example.com }
---
apiVersion: v1
kind: Service
metadata: { name: legacy, namespace: shop }
spec: { ports: [{ port: 80 }] }
`;

const GATEWAY = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: infra }
spec:
  gatewayClassName: any
  listeners:
    - { name: web, port: 443, protocol: HTTPS, hostname: "*.example", tls: { certificateRefs: [{ name: cert }] }, allowedRoutes: { namespaces: { from: All } } }
    - { name: db, port: 5432, protocol: TLS, tls: { mode: Passthrough }, allowedRoutes: { namespaces: { from: All } } }
    - { name: dns, port: 53, protocol: UDP, allowedRoutes: { namespaces: { from: All } } }
    - { name: team, port: 8080, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { team: a } } } } }
`;

function route(kind: string, name: string, spec: string, parent = '{ name: edge, namespace: infra }'): string {
  return `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\nspec: { parentRefs: [${parent}], ${spec} }\n`;
}

/** The cells of the entries in the table: entry, requests, via, clients, destination and ports. */
function entriesOf(...documents: readonly string[]): string[] {
  const csv = listText(listInput([PODS, ...documents].join('---\n')), 'csv').split('\n').filter((line) => line.startsWith('entry,'));
  return csv.map((line) => cellsOf(line)).map(([, , destination, ports, entry, requests, via]) => [entry, requests, via, destination, ports].join(' | '));
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)].map(([, cell = '']) => cell.replace(/^"|"$/g, '').replace(/""/g, '"'));
}

function jsonOf(...documents: readonly string[]): { entries: object[]; omissions: object[] } {
  const json = JSON.parse(JSON.stringify(listJson(listOf(listInput([PODS, ...documents].join('---\n')))))) as { entries: object[]; omissions: object[] };
  expect(strictSchema(json)).toEqual([]);
  return json;
}

describe('an entry of the Gateway API', () => {
  const canary = route('HTTPRoute', 'web', `hostnames: [shop.example], rules: [{
    matches: [{ path: { value: /cart }, method: GET, headers: [{ name: x-canary, value: "yes" }], queryParams: [{ name: v, value: "2.*", type: RegularExpression }] }],
    backendRefs: [{ name: web, port: 80, weight: 10 }, { name: legacy, port: 80, weight: 90 }, { name: bank, port: 443, weight: 0 }] }]`, '{ name: edge, namespace: infra, sectionName: web }');

  test('shows which requests it gets, by which listener, and its part of them', () => {
    const requests = 'path prefix, header x-canary = yes, method GET, query v ~ 2.*';
    const via = 'Gateway infra/edge:web HTTPS 443';
    expect(entriesOf(GATEWAY, canary)).toEqual([
      `HTTPRoute shop/web shop.example/cart | ${requests}, 10 of 100 | ${via} | shop/web[Pod] | TCP 8080`,
      `HTTPRoute shop/web shop.example/cart | ${requests}, 90 of 100 | ${via} | - | leads nowhere: somebody else keeps the endpoints of the Service legacy`,
      `HTTPRoute shop/web shop.example/cart | ${requests}, 0 of 100 | ${via} | - | gets no requests`,
    ]);
  });

  test('shows the same in JSON, as the schema has it', () => {
    const [first, , last] = jsonOf(GATEWAY, canary).entries;
    expect(first).toMatchObject({
      object: { kind: 'HTTPRoute', namespace: 'shop', name: 'web' },
      host: 'shop.example',
      path: '/cart',
      pathMatch: 'prefix',
      conditions: ['header x-canary = yes', 'method GET', 'query v ~ 2.*'],
      share: { weight: 10, of: 100 },
      parents: [{ kind: 'Gateway', namespace: 'infra', name: 'edge', listener: { name: 'web', port: 443, protocol: 'HTTPS', tls: 'terminate' }, attached: 'yes' }],
      destination: { kind: 'Pod', namespace: 'shop', name: 'web' },
      allowed: [{ protocol: 'TCP', first: 8080, last: 8080 }],
    });
    expect(last).toMatchObject({ share: { weight: 0, of: 100 }, nowhere: 'requests', allowed: [], unknown: [], blocked: [] });
    expect(last).not.toHaveProperty('destination');
  });

  test('shows that its Gateway is not among the manifests, or may not take it', () => {
    const rules = 'rules: [{ backendRefs: [{ name: web, port: 80 }] }]';
    expect(entriesOf(route('HTTPRoute', 'web', rules))).toEqual(['HTTPRoute shop/web |  | Gateway infra/edge (not among these manifests) | shop/web[Pod] | TCP 8080']);
    expect(entriesOf(GATEWAY, route('HTTPRoute', 'web', rules, '{ name: edge, namespace: infra, port: 8080 }'))).toEqual([
      'HTTPRoute shop/web |  | Gateway infra/edge:team HTTP 8080 (perhaps) | shop/web[Pod] | TCP 8080',
    ]);
    expect(jsonOf(route('HTTPRoute', 'web', rules)).entries).toMatchObject([{ parents: [{ attached: 'unknown' }] }]);
  });

  test('shows who ends TLS, a pattern, an exact path, and copies', () => {
    const mirrored = 'filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: web, port: 80 } } }]';
    const rules = `rules: [{ matches: [{ path: { type: Exact, value: /a } }, { path: { type: RegularExpression, value: "/b.*" } }], ${mirrored}, backendRefs: [{ name: bank, port: 443 }] }]`;
    const via = 'Gateway infra/edge:web HTTPS 443';
    expect(entriesOf(GATEWAY, route('HTTPRoute', 'web', rules, '{ name: edge, namespace: infra, sectionName: web }'))).toEqual([
      `HTTPRoute shop/web *.example/a | exact path | ${via} | bank.example.com (outside) | leads out of the cluster, TCP 443`,
      `HTTPRoute shop/web *.example/a | exact path, copies alone | ${via} | shop/web[Pod] | TCP 8080`,
      `HTTPRoute shop/web *.example/b.* | path pattern | ${via} | bank.example.com (outside) | leads out of the cluster, TCP 443`,
      `HTTPRoute shop/web *.example/b.* | path pattern, copies alone | ${via} | shop/web[Pod] | TCP 8080`,
    ]);
    expect(entriesOf(GATEWAY, route('TLSRoute', 'db', 'hostnames: [db.example], rules: [{ backendRefs: [{ name: web, port: 80 }] }]'))).toEqual([
      'TLSRoute shop/db db.example |  | Gateway infra/edge:db TLS 5432 TLS passed through | shop/web[Pod] | TCP 8080',
    ]);
  });

  test('for UDP arrives on ports of UDP', () => {
    expect(entriesOf(GATEWAY, route('UDPRoute', 'dns', 'rules: [{ backendRefs: [{ name: web, port: 53 }] }]'))).toEqual([
      'UDPRoute shop/dns |  | Gateway infra/edge:dns UDP 53 | shop/web[Pod] | UDP 1053',
    ]);
  });

  test('is not among those that netpol-analyzer knows', () => {
    const open = route('HTTPRoute', 'web', 'rules: [{ backendRefs: [{ name: web, port: 80 }] }]');
    const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web, namespace: shop }\nspec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }\n';
    expect(npGuardText(listInput([PODS, GATEWAY, open].join('---\n')))).not.toContain('{ingress-controller}');
    expect(npGuardText(listInput([PODS, GATEWAY, open, ingress].join('---\n')))).toContain('{ingress-controller} => shop/web[Pod] : TCP 8080\n');
  });
});

describe('what brings nobody in', () => {
  const lost = route('HTTPRoute', 'lost', 'rules: [{ backendRefs: [{ name: web, port: 80 }] }]', '{ name: edge, namespace: infra, sectionName: gone }');
  const mixed = route('HTTPRoute', 'far', `hostnames: [a.example], rules: [
    { backendRefs: [{ name: db, namespace: data, port: 80 }, { group: multicluster.x-k8s.io, kind: ServiceImport, name: db, port: 80 }] }, { backendRefs: [] }]`, '{ name: edge, namespace: infra, sectionName: web }');

  test('is a section of its own, in every format but that of netpol-analyzer', () => {
    const input = listInput([PODS, GATEWAY, lost, mixed].join('---\n'));
    const table = listText(input, 'table').split('\n');
    expect(table.slice(table.indexOf('what brings nobody in:') + 1, -1).map((line) => line.split(/ {2,}/))).toEqual([
      ['object', 'field', 'reason'],
      ['HTTPRoute shop/far', 'spec.rules[0].backendRefs[0]', 'no ReferenceGrant of the namespace `data` lets the HTTPRoutes of `shop` refer to the Service `data/db`'],
      ['HTTPRoute shop/far', 'spec.rules[0].backendRefs[1]', 'a backend of the kind `multicluster.x-k8s.io/ServiceImport` is not followed; only a Service is'],
      ['HTTPRoute shop/far', 'spec.rules[1]', 'the rule has no backend: whatever it matches gets an error for an answer'],
      ['HTTPRoute shop/lost', 'spec.parentRefs[0]', '`Gateway infra/edge` has no listener `gone`'],
    ]);
    expect(listText(input, 'md')).toContain('## What brings nobody in\n\n| object | field | reason |\n');
    expect(listText(input, 'csv')).toContain('omission,,,leads nowhere: the rule has no backend: whatever it matches gets an error for an answer,HTTPRoute shop/far spec.rules[1],,\n');
    expect(listText(input, 'npguard')).not.toContain('leads nowhere');
  });

  test('is told by its reason in JSON, whatever the order of the documents', () => {
    const { omissions, entries } = jsonOf(GATEWAY, lost, mixed);
    expect(omissions).toMatchObject([
      { object: { kind: 'HTTPRoute', namespace: 'shop', name: 'far' }, path: 'spec.rules[0].backendRefs[0]', reason: 'ungranted' },
      { path: 'spec.rules[0].backendRefs[1]', reason: 'unfollowed' },
      { path: 'spec.rules[1]', reason: 'idle' },
      { object: { name: 'lost' }, path: 'spec.parentRefs[0]', reason: 'unattached' },
    ]);
    expect(entries).toEqual([]);
    expect(jsonOf(mixed, lost, GATEWAY).omissions).toEqual(omissions);
  });

  test('is left out where somebody asks about certain ends', () => {
    expect(listOf(listInput([PODS, GATEWAY, lost].join('---\n')), { narrowing: { to: ['web'] } }).omissions).toEqual([]);
  });
});

describe('an entry of an Ingress or a Route', () => {
  const backend = (name: string) => `backend: { service: { name: ${name}, port: { number: 80 } } }`;

  test('shows how its path is compared, its class, and TLS', () => {
    const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [shop.example], secretName: cert }]
  rules:
    - { host: shop.example, http: { paths: [{ path: /a, pathType: Exact, ${backend('web')} }, { path: /b, pathType: ImplementationSpecific, ${backend('gone')} }] } }
  defaultBackend: { service: { name: bank, port: { number: 80 } } }
`;
    expect(entriesOf(ingress)).toEqual([
      'Ingress shop/web shop.example/a | exact path | class nginx, TLS | shop/web[Pod] | TCP 8080',
      'Ingress shop/web shop.example/b | path as the class has it | class nginx, TLS | - | leads nowhere: no Service shop/gone among these manifests',
      'Ingress shop/web |  | class nginx | bank.example.com (outside) | leads out of the cluster, TCP 80',
    ]);
    expect(jsonOf(ingress).entries).toMatchObject([
      { pathMatch: 'exact', class: 'nginx', tls: 'terminate' }, { pathMatch: 'implementation', nowhere: 'service' }, { outside: { name: 'bank.example.com', port: 80 } },
    ]);
  });

  test('shows the weights of a Route, and lists nobody behind a weight of 0', () => {
    const routed = `apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: web, namespace: shop }
spec:
  host: www.shop.example
  wildcardPolicy: Subdomain
  tls: { termination: reencrypt }
  to: { kind: Service, name: web, weight: 0 }
  alternateBackends: [{ kind: Service, name: bank, weight: 100 }]
`;
    expect(entriesOf(routed)).toEqual([
      'Route shop/web *.shop.example | 0 of 100 | TLS on both sides | - | gets no requests',
      'Route shop/web *.shop.example |  | TLS on both sides | bank.example.com (outside) | leads out of the cluster',
    ]);
  });
});

describe('an entry of a controller that nobody knows', () => {
  const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec: { rules: [{ host: shop.example, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }
`;
  const policy = (from: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress], ingress: [{ from: [${from}], ports: [{ port: http }] }] }
`;
  const inTraefik = '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: traefik } }, podSelector: { matchLabels: { app.kubernetes.io/name: traefik } } }';
  const traefik = 'apiVersion: v1\nkind: Pod\nmetadata: { name: proxy, namespace: traefik, labels: { app.kubernetes.io/name: traefik } }\nspec: { containers: [{ name: proxy }] }\n';
  const portsOf = (...documents: readonly string[]) => entriesOf(ingress, ...documents).map((line) => line.split(' | ').at(-1));

  test('is perhaps let in where pods are that are not among the manifests', () => {
    expect(portsOf(policy(inTraefik))).toEqual(['perhaps TCP 8080']);
    expect(jsonOf(ingress, policy(inTraefik)).entries).toMatchObject([{ allowed: [], unknown: [{ protocol: 'TCP', first: 8080, last: 8080 }], blocked: [] }]);
  });

  test('is perhaps let in where a pod of the manifests is that looks like one', () => {
    expect(portsOf(policy(inTraefik), traefik)).toEqual(['perhaps TCP 8080']);
  });

  test.each([
    ['nobody', ''],
    ['other pods of these manifests', '{ podSelector: { matchLabels: { app: web } } }'],
    ['pods that are not there, on another port', `${inTraefik}] , ports: [{ port: 9090 }] }, { from: [{ podSelector: { matchLabels: { app: web } } }`],
  ])('is shut out where those are let in: %s', (_, from) => {
    const written = from === '' ? policy('').replace(/ingress: \[\{.*\}\] \}/, 'ingress: [] }') : policy(from);
    expect(portsOf(written)).toEqual(['TCP 8080 shut by policy']);
  });

  test('is let in where everybody is', () => {
    expect(portsOf(policy('{ namespaceSelector: {} }'))).toEqual(['TCP 8080']);
  });
});

describe('an entry of a Service', () => {
  test.each([
    ['type: NodePort', 'nodePort: 30080', 'node port 30080'],
    ['type: NodePort', 'name: http', 'node port'],
    ['type: LoadBalancer', 'nodePort: 30080', 'load balancer, node port 30080'],
    ['type: LoadBalancer, allocateLoadBalancerNodePorts: false', 'name: http', 'load balancer'],
    ['externalIPs: [192.0.2.1]', 'name: http', 'external addresses'],
  ])('shows what it comes in through: %s, %s', (type, port, via) => {
    const service = `apiVersion: v1\nkind: Service\nmetadata: { name: open, namespace: shop }\nspec: { ${type}, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, ${port} }] }\n`;
    expect(entriesOf(service)).toEqual([expect.stringMatching(new RegExp(`^Service shop/open:(80|http) \\|  \\| ${via} \\| shop/web\\[Pod\\] \\|`))]);
    expect(jsonOf(service).entries).toMatchObject([{ through: { type: via.startsWith('node') ? 'NodePort' : via.startsWith('load') ? 'LoadBalancer' : 'externalIPs' } }]);
  });
});
