import { codesIn, findingsIn, gatewayObject, ingress, object, policy, WEB } from './world';

const LISTENERS = '[{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }, { name: dns, port: 53, protocol: UDP, allowedRoutes: { namespaces: { from: All } } }]';
const EDGE = gatewayObject('Gateway', 'infra/edge', `{ gatewayClassName: any, listeners: ${LISTENERS} }`);

function route(kind: string, backends: string, name = 'shop/web', parent = '{ name: edge, namespace: infra }'): string {
  return gatewayObject(kind, name, `{ parentRefs: [${parent}], rules: [{ backendRefs: [${backends}] }] }`);
}

const SERVED = '{ name: web, port: 80 }';

describe('a route', () => {
  test('is attached where a listener takes it, or somebody else has the Gateway', () => {
    expect(codesIn(WEB, EDGE, route('HTTPRoute', SERVED))).toEqual([]);
    expect(codesIn(WEB, route('HTTPRoute', SERVED))).toEqual([]);
  });

  test('that no listener takes is told why, where, and how to mend it', () => {
    const closed = EDGE.replace(/All/g, 'Same');
    expect(findingsIn(WEB, closed, route('HTTPRoute', SERVED))).toEqual([{
      code: 'ROUTE_NOT_ATTACHED',
      object: { kind: 'HTTPRoute', namespace: 'shop', name: 'web' },
      path: 'spec.parentRefs[0]',
      text: 'no listener of `Gateway infra/edge` takes this route: `web` takes no routes of the namespace `shop`; `dns` takes no HTTPRoute',
      mend: 'set `allowedRoutes.namespaces` of the listener so that `shop` is among them, or add a listener whose protocol and `allowedRoutes.kinds` take `HTTPRoute`',
    }]);
    expect(findingsIn(WEB, EDGE, route('HTTPRoute', SERVED, 'shop/web', '{ name: edge, namespace: infra, sectionName: gone }'))).toMatchObject([
      { code: 'ROUTE_NOT_ATTACHED', text: '`Gateway infra/edge` has no listener `gone`', mend: 'write one of `web`, `dns` as `sectionName`, or leave it out' },
    ]);
  });

  test('without a parent is not attached, unless it is for a mesh', () => {
    expect(codesIn(WEB, gatewayObject('HTTPRoute', 'shop/web', `{ rules: [{ backendRefs: [${SERVED}] }] }`))).toEqual(['ROUTE_NOT_ATTACHED']);
    expect(codesIn(WEB, route('HTTPRoute', SERVED, 'shop/web', '{ group: "", kind: Service, name: web, port: 80 }'))).toEqual([]);
  });

  test('may be taken by a listener that asks for labels of a namespace that is not here', () => {
    const selecting = EDGE.replace(/from: All/g, 'from: Selector, selector: { matchLabels: { team: a } }');
    expect(codesIn(WEB, selecting, route('HTTPRoute', SERVED))).toEqual([]);
    expect(codesIn(WEB, selecting, route('HTTPRoute', SERVED), 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: b } }\n')).toEqual(['ROUTE_NOT_ATTACHED']);
  });

  test('into another namespace needs a grant, where that namespace is here', () => {
    const far = route('HTTPRoute', '{ name: web, namespace: shop, port: 80 }', 'blog/web');
    expect(findingsIn(WEB, EDGE, far)).toMatchObject([{
      code: 'REFERENCE_NOT_GRANTED', path: 'spec.rules[0].backendRefs[0]', mend: 'add a ReferenceGrant in `shop`: from HTTPRoutes of `blog`, to Services',
    }]);
    expect(codesIn(EDGE, far)).toEqual([]);
    const grant = '{ from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: blog }], to: [{ group: "", kind: Service }] }';
    expect(codesIn(WEB, EDGE, far, gatewayObject('ReferenceGrant', 'shop/blog', grant))).toEqual([]);
  });

  test('of a Gateway whose certificate is elsewhere is told of by its Gateway', () => {
    const secured = gatewayObject('Gateway', 'infra/edge', '{ gatewayClassName: any, listeners: [{ name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: cert, namespace: shop }] } }] }');
    expect(findingsIn(WEB, secured)).toMatchObject([
      { code: 'REFERENCE_NOT_GRANTED', object: { kind: 'Gateway', namespace: 'infra', name: 'edge' }, path: 'spec.listeners[0].tls.certificateRefs[0]' },
    ]);
  });

  test('sends requests to Services, and kinds of others are their makers\' business', () => {
    expect(findingsIn(WEB, EDGE, route('HTTPRoute', `{ group: apps, kind: Deployment, name: web, port: 80 }, ${SERVED}`))).toMatchObject([
      { code: 'BACKEND_NOT_A_SERVICE', path: 'spec.rules[0].backendRefs[0]', mend: 'name the Service in front of the pods' },
    ]);
    expect(codesIn(WEB, EDGE, route('HTTPRoute', '{ group: inference.networking.k8s.io, kind: InferencePool, name: web }'))).toEqual([]);
  });

  test('needs one backend with some weight, unless it answers by itself', () => {
    expect(codesIn(WEB, EDGE, route('HTTPRoute', '{ name: web, port: 80, weight: 0 }'))).toEqual(['ROUTE_WITHOUT_BACKEND']);
    expect(codesIn(WEB, EDGE, route('HTTPRoute', `{ name: web, port: 80, weight: 0 }, ${SERVED}`))).toEqual([]);
    const redirect = gatewayObject('HTTPRoute', 'shop/web', '{ parentRefs: [{ name: edge, namespace: infra }], rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }] }');
    expect(codesIn(EDGE, redirect)).toEqual([]);
  });
});

describe('a backend', () => {
  const lone = (rule: string) => policy('{ matchLabels: { app: web } }', rule);
  const onlyWeb = (port: string) => lone(`{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [${port}] }`);

  test('of UDP is let in where the policy lets UDP in', () => {
    const dns = route('UDPRoute', '{ name: web, port: 53 }');
    expect(codesIn(WEB, EDGE, dns, lone('{ ports: [{ port: 1053, protocol: UDP }] }'))).toEqual([]);
    expect(codesIn(WEB, EDGE, dns, lone('{ ports: [{ port: dns, protocol: UDP }] }'))).toEqual([]);
    expect(codesIn(WEB, EDGE, dns, lone('{ ports: [{ protocol: UDP }] }'))).toEqual([]);
    expect(findingsIn(WEB, EDGE, dns, lone('{ ports: [{ port: 1053 }] }'))).toMatchObject([
      { code: 'CONTROLLER_SHUT_OUT', path: 'spec.rules[0].backendRefs[0]', text: expect.stringContaining('on UDP 1053') as string },
    ]);
    expect(codesIn(WEB, EDGE, dns, onlyWeb('{ port: 1053, protocol: UDP }'))).toEqual(['CONTROLLER_SHUT_OUT']);
  });

  test('of weight 0 needs nobody to be let in', () => {
    const other = object('v1', 'Service', 'shop/other', 'spec: { ports: [{ port: 80 }] }');
    const split = (weight: number) => route('HTTPRoute', `{ name: web, port: 80, weight: ${weight} }, { name: other, port: 80 }`);
    expect(codesIn(WEB, EDGE, other, split(1), onlyWeb('{ port: 8080 }'))).toEqual(['CONTROLLER_SHUT_OUT']);
    expect(codesIn(WEB, EDGE, other, split(0), onlyWeb('{ port: 8080 }'))).toEqual([]);
  });

  test('has a port with the protocol of the route', () => {
    expect(findingsIn(WEB, EDGE, route('HTTPRoute', '{ name: web, port: 53 }'))).toMatchObject([
      { code: 'BACKEND_UNKNOWN', text: 'leads to port `53` of the Service `shop/web`, which has none such of TCP; it has one of UDP' },
    ]);
  });

  test('that is an ExternalName, or an action of an annotation, has whatever port it says', () => {
    const bank = object('v1', 'Service', 'shop/bank', 'spec: { type: ExternalName, externalName: bank.example.com }');
    expect(codesIn(WEB, bank, ingress('shop/bank').replace('name: web, port', 'name: bank, port'))).toEqual([]);
    expect(codesIn(WEB, ingress('shop/web').replace('{ name: web, port: { number: 80 } }', '{ name: ssl-redirect, port: { name: use-annotation } }'))).toEqual([]);
  });

  test('that several paths of an Ingress lead to is told of once, at the first', () => {
    const path = (text: string) => `{ path: ${text}, pathType: Prefix, backend: { service: { name: gone, port: { number: 80 } } } }`;
    expect(findingsIn(WEB, ingress('shop/web', `rules: [{ http: { paths: [${path('/a')}, ${path('/b')}] } }]`))).toMatchObject([
      { code: 'BACKEND_UNKNOWN', path: 'spec.rules[0].http.paths[0].backend', mend: 'there are `web`' },
    ]);
  });

  test('may be let in from any other namespace as a whole, or from pods that look like a controller', () => {
    const infra = object('v1', 'Pod', 'infra/proxy', 'spec: { containers: [] }', 'labels: { app: proxy }');
    const from = (peer: string) => lone(`{ from: [${peer}], ports: [{ port: 8080 }] }`);
    const named = 'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: infra } }';
    expect(codesIn(WEB, infra, ingress('shop/web'), from(`{ ${named} }`))).toEqual([]);
    expect(codesIn(WEB, infra, ingress('shop/web'), from(`{ ${named}, podSelector: { matchLabels: { app: proxy } } }`))).toEqual(['CONTROLLER_SHUT_OUT']);
    expect(codesIn(WEB, infra.replace('app: proxy', 'app: proxy, gateway.networking.k8s.io/gateway-name: edge'), ingress('shop/web'), from(`{ ${named}, podSelector: { matchLabels: { app: proxy } } }`)))
      .toEqual([]);
  });
});
