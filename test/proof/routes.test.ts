import { edgeOf } from '../../src/clusters/edge';
import { EdgeModel } from '../../src/model/edge';
import { ExposureModel } from '../../src/model/exposure';
import { backend, http, route, stream } from '../conformance/edge/asks';
import { gatewayEdge } from '../conformance/edge/edges';
import { askedRoutes, backing, proved, routeFaults } from '../conformance/edge/world';
import { objectsOf } from '../reachability/world';

const NGINX = edgeOf('public', 'ingress-nginx');
const PRIVATE = edgeOf('private', 'traefik');
const GATEWAY = gatewayEdge('generic', '1.6', 'standard');

const split = [backend({ serviceName: 'canary', weight: 10 }), backend({ weight: 90 })];

/** What an Ingress may have of its own. */
interface IngressParts {
  readonly service?: string;
  readonly className?: string;
  readonly annotations?: string;
  readonly path?: string;
  readonly type?: string;
}

function ingress(name: string, more: IngressParts = {}): string {
  const { service = 'web', className = 'nginx', annotations = '', path = '/', type = 'Prefix' } = more;
  return `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop, annotations: { ${annotations} } }
spec:
  ingressClassName: ${className}
  rules: [{ host: shop.example.com, http: { paths: [{ path: ${path}, pathType: ${type}, backend: { service: { name: ${service}, port: { name: http } } } }] } }]
`;
}

function gateway(listeners: string, name = 'public'): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: ${name}, namespace: infra }
spec: { gatewayClassName: any, listeners: [${listeners}] }
`;
}

const ALL = 'allowedRoutes: { namespaces: { from: All } }';
const WEB = `{ name: web, port: 80, protocol: HTTP, ${ALL} }`;

function httpRoute(rule: string, more: { readonly name?: string; readonly parent?: string } = {}): string {
  const { name = 'web', parent = '{ name: public, namespace: infra }' } = more;
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name}, namespace: shop }
spec: { parentRefs: [${parent}], hostnames: [shop.example.com], rules: [${rule}] }
`;
}

function tcpRoute(parent: string): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: TCPRoute
metadata: { name: web, namespace: shop }
spec: { parentRefs: [${parent}], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }
`;
}

const TO_WEB = '{ backendRefs: [{ name: web, port: 80 }] }';

function shared(canary: number, web: number): string {
  return `{ backendRefs: [{ name: canary, port: 80, weight: ${canary} }, { name: web, port: 80, weight: ${web} }] }`;
}

/** What is found of documents, for an exposure on an edge. */
function found(exposure: ExposureModel, ...documents: readonly string[]): string[] {
  return proved(exposure, objectsOf(...documents));
}

describe('the parts of requests', () => {
  const asked = http(GATEWAY, { routes: [route({}, { backends: split })] });

  test.each([[10, 90], [1, 9], [100, 900]])('are the same whatever their sum: %d to %d', (canary, web) => {
    expect(found(asked, httpRoute(shared(canary, web)))).toEqual([]);
  });

  test('that are swapped are found on both sides', () => {
    expect(found(asked, httpRoute(shared(90, 10)))).toEqual([
      'routeMissing: `shop.example.com/` does not lead to `shop/canary` on 8080/TCP: 90% of the requests go there, and 10% were asked for',
      'routeMissing: `shop.example.com/` does not lead to `shop/web` on 8080/TCP: 10% of the requests go there, and 90% were asked for',
    ]);
  });

  test('that are none are served to nobody, whether their backend is there or not', () => {
    const green = http(GATEWAY, { routes: [route({}, { backends: [backend({ serviceName: 'canary', weight: 0 }), backend()] })] });
    expect(found(green, httpRoute(shared(0, 1)))).toEqual([]);
    expect(found(green, httpRoute(TO_WEB))).toEqual([]);
    expect(found(green, httpRoute(shared(1, 99)))).toEqual([
      'routeMissing: `shop.example.com/` does not lead to `shop/web` on 8080/TCP: 99% of the requests go there, and 100% were asked for',
      'routeExcess: `shop.example.com/` leads from outside to `shop/canary` on TCP 8080, and it is declared for `shop/canary` on 8080/TCP',
    ]);
  });

  test('of an Ingress beside its canary are what the canary leaves', () => {
    const canary = ingress('canary', { service: 'canary', annotations: 'nginx.ingress.kubernetes.io/canary: "true", nginx.ingress.kubernetes.io/canary-weight: "10"' });
    const onNginx = http(NGINX, { routes: [route({}, { backends: split })] });
    expect(found(onNginx, ingress('web'), canary)).toEqual([]);
    expect(found(onNginx, ingress('web'), canary.replace('"10"', '"20"'))).toHaveLength(2);
  });

  test('include nobody beside those who were asked', () => {
    expect(found(asked, httpRoute('{ backendRefs: [{ name: canary, port: 80, weight: 10 }, { name: web, port: 80, weight: 89 }, { name: spy, port: 80, weight: 1 }] }'), spy())).toEqual([
      'routeMissing: `shop.example.com/` does not lead to `shop/web` on 8080/TCP: 89% of the requests go there, and 90% were asked for',
      'routeExcess: `shop.example.com/` leads from outside to `shop/spy` on TCP 8080, and it is declared for `shop/canary` on 8080/TCP',
    ]);
  });

  test('are no copies: a mirror that nobody declared is found', () => {
    const mirror = '{ filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: spy, port: 80 } } }], backendRefs: [{ name: web, port: 80 }] }';
    expect(found(http(GATEWAY), httpRoute(mirror), spy())).toEqual([
      'routeExcess: a copy of `shop.example.com/` leads from outside to `shop/spy` on TCP 8080, and it is declared for `shop/web` on 8080/TCP',
    ]);
  });
});

/** A workload and its Service that nobody exposes. */
function spy(): string {
  return backing(http(NGINX, { routes: [route({}, { backends: [backend({ serviceName: 'spy' })] })] })).map((object) => JSON.stringify(object)).join('\n---\n');
}

describe('an edge', () => {
  test('serves what has its class: another class, or none, is not it', () => {
    expect(found(http(NGINX), ingress('web', { className: 'other' }))).toContainEqual(
      'routeMissing: `shop.example.com/` does not lead to `shop/web` on 8080/TCP: it is served by class `other`, which is not edge `public`',
    );
    expect(found(http(NGINX), ingress('web', { className: '' }))).toContainEqual(expect.stringContaining('it is served by an object without a class, which is not edge `public`'));
  });

  test('serves what is attached to its Gateway, which need not be in the App, and to no other', () => {
    expect(found(http(GATEWAY), httpRoute(TO_WEB))).toEqual([]);
    expect(found(http(GATEWAY), httpRoute(TO_WEB, { parent: '{ name: other, namespace: infra }' }))).toContainEqual(
      'routeMissing: `shop.example.com/` does not lead to `shop/web` on 8080/TCP: it is served by Gateway `infra/other`, which is not edge `public`',
    );
  });

  test('serves what is attached to a ListenerSet of its Gateway', () => {
    const set = `
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: own, namespace: shop }
spec: { parentRef: { name: public, namespace: infra }, listeners: [{ name: web, port: 80, protocol: HTTP }] }
`;
    const attached = httpRoute(TO_WEB, { parent: '{ kind: ListenerSet, name: own }' });
    expect(found(http(GATEWAY), set, attached)).toEqual([]);
    expect(found(http(GATEWAY), set.replace('name: public', 'name: other'), attached)).not.toEqual([]);
  });

  test('is apart from another one: one host is served by different pods on each', () => {
    const [open, inner] = [http(NGINX), http(PRIVATE, { name: 'inner', routes: [route({}, { backends: [backend({ serviceName: 'admin' })] })] })];
    const prove = (...documents: readonly string[]) => (
      routeFaults([...objectsOf(...documents), ...backing(open), ...backing(inner)], [...askedRoutes(open), ...askedRoutes(inner)], [NGINX, PRIVATE])
    );
    expect(prove(ingress('web'), ingress('inner', { service: 'admin', className: 'traefik' }))).toEqual([]);
    const swapped = prove(ingress('web', { service: 'admin' }), ingress('inner', { className: 'traefik' }));
    expect(swapped.map((line) => line.replace(/ on .*/, ''))).toEqual([
      'routeMissing: `shop.example.com/` does not lead to `shop/web`',
      'routeMissing: `shop.example.com/` does not lead to `shop/admin`',
      'routeExcess: `shop.example.com/` leads from outside to `shop/web`',
      'routeExcess: `shop.example.com/` leads from outside to `shop/admin`',
    ]);
  });
});

describe('a condition', () => {
  const asked = http(GATEWAY, { routes: [route(), route({ method: 'POST' }, { backends: [backend({ serviceName: 'writer' })] })] });
  const post = '{ matches: [{ method: POST }], backendRefs: [{ name: writer, port: 80 }] }';

  test('has an entry of its own', () => {
    expect(found(asked, httpRoute(`${TO_WEB}, ${post}`))).toEqual([]);
  });

  test('is not met by the more general path that its requests fall to', () => {
    expect(found(asked, httpRoute(TO_WEB))).toEqual([
      'routeMissing: `shop.example.com/` (method POST) does not lead to `shop/writer` on 8080/TCP: no Ingress or route serves it',
    ]);
  });

  test('is not met by another one', () => {
    expect(found(asked, httpRoute(`${TO_WEB}, ${post.replace('POST', 'PUT')}`))).toEqual([
      'routeMissing: `shop.example.com/` (method POST) does not lead to `shop/writer` on 8080/TCP: no Ingress or route serves it',
      'routeExcess: `shop.example.com/` (method PUT) leads from outside to `shop/writer` on TCP 8080, and nobody declared that',
    ]);
  });
});

describe('what is served twice on one edge', () => {
  const twice = 'routeTwice: `shop.example.com/` is served by 2 objects on edge `public`, and the controller alone knows which of them answers: leave one, and share it out with `split`';

  test('is found, though both lead to the same pods', () => {
    expect(found(http(NGINX), ingress('web'), ingress('old'))).toContainEqual(twice);
    expect(found(http(GATEWAY), httpRoute(TO_WEB), httpRoute(TO_WEB, { name: 'old' }))).toContainEqual(twice);
  });

  test('is no matter where the objects are for other doors, other paths or another class', () => {
    const by = (name: string) => ({ name, parent: `{ name: public, namespace: infra, sectionName: ${name} }` });
    const doors = gateway(`${WEB}, { name: more, port: 8080, protocol: HTTP, ${ALL} }`);
    expect(found(http(GATEWAY), doors, httpRoute(TO_WEB, by('web')), httpRoute(TO_WEB, by('more')))).toEqual([]);
    expect(found(http(NGINX), ingress('web'), ingress('old', { path: '/', type: 'Exact' })).filter((line) => line.startsWith('routeTwice'))).toEqual([]);
    expect(found(http(NGINX), ingress('web'), ingress('old', { className: 'other' })).filter((line) => line.startsWith('routeTwice'))).toEqual([]);
  });

  test('is told once where the two share nothing with it', () => {
    expect(found(http(NGINX), ingress('web'), ingress('a'), ingress('b')).filter((line) => line.startsWith('routeTwice'))).toEqual([twice.replace('2 objects', '3 objects')]);
  });
});

describe('what brings nobody in', () => {
  test('is told in the words of who read it: no listener takes the route', () => {
    const shut = gateway('{ name: web, port: 80, protocol: HTTP }');
    expect(found(http(GATEWAY), shut, httpRoute(TO_WEB))).toEqual([
      'routeMissing: `shop.example.com/` does not lead to `shop/web` on 8080/TCP: no listener of `Gateway infra/public` takes this route: `web` takes no routes of the namespace `shop`',
    ]);
  });

  test('is told likewise of a backend that nobody granted', () => {
    const asked = http(GATEWAY, { routes: [route({}, { backends: [backend({ namespace: 'backend', serviceName: 'api' })] })] });
    expect(found(asked, httpRoute('{ backendRefs: [{ name: api, namespace: backend, port: 80 }] }'))).toEqual([
      'routeMissing: `shop.example.com/` does not lead to `backend/api` on 8080/TCP: no ReferenceGrant of the namespace `backend` lets the HTTPRoutes of `shop` refer to the Service `backend/api`',
    ]);
  });

  test('says nothing of the routes of others', () => {
    const theirs = httpRoute('{ backendRefs: [{ name: api, namespace: backend, port: 80 }] }', { name: 'theirs' });
    expect(found(http(GATEWAY), theirs)).toEqual([expect.stringMatching(/no Ingress or route serves it$/)]);
  });
});

describe('a stream', () => {
  const doors = gateway(`{ name: postgres, port: 5432, protocol: TCP, ${ALL} }, { name: other, port: 5433, protocol: TCP, ${ALL} }`);
  const on = (edge: EdgeModel, section: string, ...documents: readonly string[]) => (
    proved(stream(edge), objectsOf(...documents, tcpRoute(`{ name: public, namespace: infra, sectionName: ${section} }`)))
  );

  test('comes in by the port of the edge, as its Gateway has it, or else as the profile has it', () => {
    expect(on(GATEWAY, 'postgres', doors)).toEqual([]);
    expect(on(GATEWAY, 'postgres')).toEqual([]);
  });

  test('by another port is missing, and too much', () => {
    const wrong = [
      'routeMissing: TCP port `5432` of the edge does not lead to `shop/web` on 8080/TCP: no Ingress or route serves it',
      'routeExcess: a stream leads from outside to `shop/web` on TCP 8080, and nobody declared that',
    ];
    expect(on(GATEWAY, 'other', doors)).toEqual(wrong);
    expect(on(GATEWAY, 'dns')).toEqual(wrong);
  });

  test('is not met by requests for every host', () => {
    const all = httpRoute(TO_WEB).replace(' hostnames: [shop.example.com],', '');
    expect(proved(stream(GATEWAY), objectsOf(all))).toContainEqual(expect.stringMatching(/^routeMissing: TCP port `5432` of the edge does not lead/));
  });
});
