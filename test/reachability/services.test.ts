import { objectsOf } from './world';
import { readIngresses } from '../../src/dialects/ingress/read';
import { readRoutes } from '../../src/dialects/openshift-route/read';
import { readServices } from '../../src/dialects/service/read';
import { resolvedEntries, serviceEntries } from '../../src/reachability/entries';
import { serviceTargets, workloadsBehind } from '../../src/reachability/services';
import { snapshotOf } from '../../src/reachability/snapshot';
import { workloadText } from '../../src/reachability/workload';

const PODS = `
apiVersion: v1
kind: Pod
metadata: { name: old, namespace: shop, labels: { app: web } }
spec: { containers: [{ ports: [{ name: http, containerPort: 8080 }, { name: dns, containerPort: 53, protocol: UDP }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: new, namespace: shop, labels: { app: web, v: "2" } }
spec: { containers: [{ ports: [{ name: http, containerPort: 3000 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: elsewhere, labels: { app: web } }
spec: { containers: [] }
`;

const service = (spec: string) => `${PODS}---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ${spec} }
`;

function targets(spec: string): string[] {
  const objects = objectsOf(service(spec));
  const snapshot = snapshotOf(objects);
  return readServices(objects).services.flatMap((one) => serviceTargets(one, snapshot))
    .map(({ port, workload, ports }) => `${port.port} ${workloadText(workload)} ${ports.toString()}`);
}

function entries(...documents: string[]): string[] {
  const objects = objectsOf(...documents);
  const { services } = readServices(objects);
  const all = [...readIngresses(objects).entries, ...readRoutes(objects).entries, ...serviceEntries(services)];
  return resolvedEntries(all, services, snapshotOf(objects)).flatMap(({ entry, targets: found }) => {
    const start = `${entry.origin.kind} ${entry.host ?? '*'}${entry.path ?? ''}`;
    return found.length === 0 ? [`${start} nowhere`] : found.map(({ workload, ports }) => `${start} ${workloadText(workload)} ${ports.toString()}`);
  });
}

const ingress = (backend: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec: { rules: [{ host: a.example, http: { paths: [{ path: /x, backend: ${backend} }] } }] }
`;

const route = (spec: string) => `
apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: web, namespace: shop }
spec: { host: b.example, ${spec} }
`;

test('an Ingress says how it compares a path and which class serves it, in the field or in the old annotation', () => {
  const read = (fields: string, path: string) => readIngresses(objectsOf(ingress('{ service: { name: web, port: { number: 80 } } }')
    .replace('namespace: shop }', `namespace: shop ${fields} }`).replace('path: /x', `path: /x${path}`))).entries
    .map(({ className, pathMatch }) => ({ className, pathMatch }));
  expect(read('', '')).toEqual([{ className: undefined, pathMatch: undefined }]);
  expect(read(', annotations: { kubernetes.io/ingress.class: old }', ', pathType: Exact')).toEqual([{ className: 'old', pathMatch: 'exact' }]);
  expect(read('', ', pathType: Prefix')).toEqual([{ className: undefined, pathMatch: 'prefix' }]);
  expect(read('', ', pathType: ImplementationSpecific')).toEqual([{ className: undefined, pathMatch: undefined }]);
});

describe('a Service', () => {
  test('leads to the pods of its own namespace that its selector matches', () => {
    expect(targets('selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }]')).toEqual(['80 shop/new[Pod] TCP 8080', '80 shop/old[Pod] TCP 8080']);
  });

  test('without a selector leads to nobody that is known', () => {
    expect(targets('ports: [{ port: 80 }]')).toEqual([]);
    expect(targets('type: ExternalName, externalName: a.example, selector: { app: web }, ports: [{ port: 80 }]')).toEqual([]);
  });

  test('without a target port means its own number', () => {
    expect(targets('selector: { v: "2" }, ports: [{ port: 80 }]')).toEqual(['80 shop/new[Pod] TCP 80']);
  });

  test('resolves a named port on each pod, by its protocol', () => {
    expect(targets('selector: { app: web }, ports: [{ port: 80, targetPort: http }]')).toEqual(['80 shop/new[Pod] TCP 3000', '80 shop/old[Pod] TCP 8080']);
    expect(targets('selector: { app: web }, ports: [{ port: 53, targetPort: dns }]')).toEqual(['53 shop/new[Pod] none', '53 shop/old[Pod] none']);
    expect(targets('selector: { app: web }, ports: [{ port: 53, targetPort: dns, protocol: UDP }]')).toEqual(['53 shop/new[Pod] none', '53 shop/old[Pod] UDP 53']);
  });

  test('that is headless stands for the same pods', () => {
    const objects = objectsOf(service('clusterIP: None, selector: { app: web }'));
    const [web] = readServices(objects).services;
    expect(web).toMatchObject({ headless: true, ports: [] });
    expect(web === undefined ? [] : workloadsBehind(web, snapshotOf(objects)).map(workloadText)).toEqual(['shop/new[Pod]', 'shop/old[Pod]']);
  });

  test.each([
    ['type: Balancer, ports: [{ port: 80 }]', 'spec.type', 'unknown type `Balancer`; allowed are ClusterIP, NodePort, LoadBalancer, ExternalName'],
    ['ports: [{ port: 0 }]', 'spec.ports[0]', 'the port `{"port":0}` has no number from 1 to 65535, or no known protocol'],
    ['ports: [{ port: 1, targetPort: 70000 }]', 'spec.ports[0].targetPort', '`70000` is neither a port from 1 to 65535 nor a name'],
    ['type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.1/8]', 'spec.loadBalancerSourceRanges[0]', '`10.0.0.1/8` has bits set behind the prefix; the network is 10.0.0.0/8'],
  ])('with a bad field reports it: %s', (spec, path, text) => {
    expect(readServices(objectsOf(service(spec))).problems).toEqual([{ object: 'Service shop/web', path, text }]);
  });
});

describe('an entry', () => {
  const web = service('selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }, { name: dns, port: 53, protocol: UDP }]');

  test('of an Ingress follows a port of the Service by name or number, and nothing else', () => {
    expect(entries(web, ingress('{ service: { name: web, port: { name: http } } }'))).toEqual([
      'Ingress a.example/x shop/new[Pod] TCP 3000', 'Ingress a.example/x shop/old[Pod] TCP 8080',
    ]);
    expect(entries(web, ingress('{ service: { name: web, port: { number: 80 } } }'))).toHaveLength(2);
    expect(entries(web, ingress('{ service: { name: web, port: { number: 8080 } } }'))).toEqual(['Ingress a.example/x nowhere']);
    expect(entries(web, ingress('{ service: { name: web, port: { name: dns } } }'))).toEqual(['Ingress a.example/x nowhere']);
    expect(entries(web, ingress('{ service: { name: gone, port: { number: 80 } } }'))).toEqual(['Ingress a.example/x nowhere']);
  });

  test('of a Route follows a port of the Service, or the one behind it, or all of them', () => {
    const byNumber = service('selector: { v: "2" }, ports: [{ port: 80, targetPort: 3000 }, { port: 81, targetPort: 3001 }]');
    expect(entries(byNumber, route('to: { kind: Service, name: web }, port: { targetPort: 3001 }'))).toEqual(['Route b.example shop/new[Pod] TCP 3001']);
    expect(entries(byNumber, route('to: { name: web }'))).toEqual(['Route b.example shop/new[Pod] TCP 3000-3001']);
    expect(entries(byNumber, route('to: { name: gone }, alternateBackends: [{ kind: Service, name: web, weight: 0 }]'))).toEqual([
      'Route b.example nowhere', 'Route b.example shop/new[Pod] TCP 3000-3001',
    ]);
  });

  test('of a NodePort or a LoadBalancer is each of its ports', () => {
    const balanced = service('type: LoadBalancer, selector: { v: "2" }, ports: [{ name: a, port: 80 }, { name: b, port: 53, protocol: UDP }]');
    expect(entries(balanced)).toEqual(['Service * shop/new[Pod] TCP 80', 'Service * shop/new[Pod] UDP 53']);
    expect(entries(web)).toEqual([]);
  });

  test.each([
    [ingress('{ serviceName: web, servicePort: 80 }'), 'Ingress', 'spec.rules[0].http.paths[0].backend', 'a backend needs a `service` with a `name`, or a `resource`'],
    [ingress('{ service: { name: web } }'), 'Ingress', 'spec.rules[0].http.paths[0].backend.service.port',
      'a backend needs the name or the number of a port of its Service'],
    [ingress('{}').replace('networking.k8s.io/v1', 'extensions/v1beta1'), 'Ingress', 'apiVersion',
      '`extensions/v1beta1` is not served; write `networking.k8s.io/v1`'],
    [route('to: { kind: Pod, name: x }'), 'Route', 'spec.to.kind', '`Pod` is no target of a Route; only a Service is'],
    [route('to: { kind: Service }'), 'Route', 'spec.to.name', 'a target needs the name of a Service'],
    [route('to: { name: web }, port: { targetPort: 0 }'), 'Route', 'spec.port.targetPort', '`0` is neither a port nor a name'],
  ])('with a bad field reports it, case %#', (text, kind, path, problem) => {
    const objects = objectsOf(text);
    expect([...readIngresses(objects).problems, ...readRoutes(objects).problems]).toEqual([{ object: `${kind} shop/web`, path, text: problem }]);
  });

  test('of an Ingress with another backend than a Service is left out, and told', () => {
    const { entries: found, problems, omissions } = readIngresses(objectsOf(ingress('{ resource: { kind: Bucket, name: x } }')));
    expect([found, problems]).toEqual([[], []]);
    expect(omissions).toEqual([
      { object: 'Ingress shop/web', path: 'spec.rules[0].http.paths[0].backend.resource', text: 'a backend of the kind `Bucket` is not followed; only a Service is' },
    ]);
  });
});
