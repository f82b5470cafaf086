import { strictSchema } from './schema';
import { listOf } from '../../../src/compare/list/answer';
import { listJson } from '../../../src/compare/list/json';
import { listText } from '../../../src/compare/list/text';
import { lockOf } from '../../../src/compare/lock/build';
import { readManifests } from '../../../src/dialects/read-manifests';
import { connectivityOf } from '../../../src/reachability/engine/connectivity-of';
import { Meaning, meaningOf } from '../../../src/reachability/meaning';
import { objectsOf } from '../../reachability/world';
import { linesOf, said } from '../lock/locked';

const GIVEN = { podCidrs: [], nodeCidrs: [], unenforced: [], system: [] };

/** `shop/web` behind a Service, which takes in what a rule of Cilium says. */
function meaning(rules: string, entry: string, type = 'ClusterIP'): Meaning {
  return meaningOf(objectsOf(`
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: ${type}, externalTrafficPolicy: Local, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec: { endpointSelector: { matchLabels: { app: web } }, ingress: [${rules}] }
${entry}`), {}, readManifests);
}

const rule = (from: string, http: string) => `{ ${from}, toPorts: [{ ports: [{ port: "8080", protocol: TCP }]${http === '' ? '' : `, rules: { http: [${http}] }`} }] }`;
const ENVOY = 'fromEntities: [ingress]';
const ANYBODY = 'fromEntities: [all]';
const ingress = (path = '/', pathType = 'Prefix') => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec: { rules: [{ host: shop.example, http: { paths: [{ path: ${path}, pathType: ${pathType}, backend: { service: { name: web, port: { number: 80 } } } }] } }] }
`;
const route = (match: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec: { parentRefs: [{ name: edge }], hostnames: [shop.example], rules: [{ matches: [{ ${match} }], backendRefs: [{ name: web, port: 80 }] }] }
`;

/** What the list says of the ports of each entry. */
function told(rules: string, entry: string, type?: string): string[] {
  const some = { ...meaning(rules, entry, type), connect: connectivityOf };
  const printed = JSON.parse(JSON.stringify(listJson(listOf(some)))) as object;
  expect(strictSchema(printed)).toEqual([]);
  const lines = listText(some, 'md').split('\n').filter((line) => /^\| (Ingress|HTTPRoute|Service) shop\/web/.test(line));
  return lines.map((line) => line.split(' | ').at(-1)?.replace(/ \|$/, '') ?? '');
}

const HEALTH = '{ method: GET, path: /health }';

describe('an entry whose controller is let through for some requests', () => {
  test('says which, where only pods that a rule names get in, and where any pod does', () => {
    expect(told(rule(ENVOY, HEALTH), ingress())).toEqual(['perhaps TCP 8080 (TCP 8080 for GET /health only)']);
    expect(told(rule(ANYBODY, HEALTH), ingress())).toEqual(['TCP 8080 (TCP 8080 for GET /health only)']);
    expect(told(rule(ENVOY, ''), ingress())).toEqual(['perhaps TCP 8080']);
    expect(told(`${rule(ENVOY, HEALTH)}, ${rule('fromEndpoints: [{ matchLabels: { app: traefik } }]', '{ path: /v1 }')}`, ingress())).toEqual(['perhaps TCP 8080 (TCP 8080 for /v1 or GET /health only)']);
    expect(told(`${rule(ENVOY, HEALTH)}, ${rule('fromEndpoints: [{ matchLabels: { app: traefik } }]', '')}`, ingress())).toEqual(['perhaps TCP 8080']);
    expect(told(`${rule(ANYBODY, HEALTH)}, ${rule('fromEndpoints: [{ matchLabels: { app: traefik } }]', '')}`, ingress())).toEqual(['TCP 8080 (TCP 8080 for some requests only)']);
  });

  test('is only perhaps open where none of its paths gets through, since whoever serves it may rewrite them', () => {
    expect(told(rule(ANYBODY, HEALTH), ingress('/api'))).toEqual(['perhaps TCP 8080 (TCP 8080 for GET /health only)']);
    expect(told(rule(ANYBODY, HEALTH), ingress('/health'))).toEqual(['TCP 8080 (TCP 8080 for GET /health only)']);
    expect(told(rule(ANYBODY, '{ path: /healthy }'), ingress('/health'))).toEqual(['perhaps TCP 8080 (TCP 8080 for /healthy only)']);
    expect(told(rule(ANYBODY, '{ path: /health/live }'), ingress('/health'))).toEqual(['TCP 8080 (TCP 8080 for /health/live only)']);
    expect(told(rule(ANYBODY, '{ path: /health/live }'), ingress('/health', 'Exact'))).toEqual(['perhaps TCP 8080 (TCP 8080 for /health/live only)']);
    expect(told(rule(ANYBODY, HEALTH), ingress('/api', 'ImplementationSpecific'))).toEqual(['TCP 8080 (TCP 8080 for GET /health only)']);
  });

  test('is shut by policy where none of its methods gets through, which nobody rewrites', () => {
    expect(told(rule(ANYBODY, HEALTH), route('method: POST'))).toEqual(['TCP 8080 shut by policy']);
    expect(told(rule(ENVOY, HEALTH), route('method: POST, path: { value: /health }'))).toEqual(['TCP 8080 shut by policy']);
    expect(told(rule(ANYBODY, HEALTH), route('method: GET, path: { value: /health }'))).toEqual(['TCP 8080 (TCP 8080 for GET /health only)']);
    expect(told(rule(ANYBODY, HEALTH), route('method: GET, path: { value: /api }'))).toEqual(['perhaps TCP 8080 (TCP 8080 for GET /health only)']);
  });

  test('is told in JSON', () => {
    const { entries } = listJson(listOf({ ...meaning(rule(ANYBODY, HEALTH), ingress()), connect: connectivityOf })) as { entries: object[] }; // its schema
    expect(entries).toMatchObject([{ allowed: [{ first: 8080 }], requests: [{ ports: [{ protocol: 'TCP', first: 8080, last: 8080 }], http: [[{ method: 'GET', path: '/health' }]] }] }]);
  });
});

describe('a load balancer to which clients come by themselves', () => {
  const WORLD = 'fromCIDR: [203.0.113.0/24]';

  test('says which requests of them get through', () => {
    expect(told(`${rule(WORLD, HEALTH)}, ${rule('fromCIDR: [198.51.100.0/24]', '')}`, '', 'LoadBalancer').sort()).toEqual([
      'TCP 8080', 'TCP 8080 (TCP 8080 for GET /health only)', 'TCP 8080 shut by policy',
    ]);
  });

  test('has them in the lock, which more of them widen', () => {
    const lines = (http: string) => linesOf(lockOf(meaning(rule(WORLD, http), '', 'LoadBalancer'), GIVEN)).filter((line) => line.startsWith('Service'));
    expect(lines(HEALTH)).toEqual(['Service shop/web:80 from 203.0.113.0/24 -> shop/web[Pod] TCP/8080 for [[{"method":"GET","path":"/health"}]]']);
    expect(said(lines(HEALTH), lines(`${HEALTH}, { path: /v1 }`)).opened).toEqual([
      'addresses 203.0.113.0/24 now reach `shop/web` on TCP 8080 for /v1 or GET /health through `Service shop/web:80` as well',
    ]);
    expect(said(lines(HEALTH), lines(HEALTH))).toEqual({ opened: [], closed: [] });
  });

  test('is the only way in that a lock may tell requests of', () => {
    expect(() => said(['Ingress shop/web a.example/ -> shop/web[Pod] TCP/80 for [[{"path":"/a"}]]'], [])).toThrow(/has requests, and a way in by a controller brings in all of them: leave them out/);
  });
});
