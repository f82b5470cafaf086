import { CONTROLLER_NAMES, edge, exposure, route, servable } from './exposures';
import { edgeOf } from '../../../src/clusters/edge';
import { exposureNeeds, renderExposure, withServices } from '../../../src/dialects/render-exposure';
import { INGRESS_CONTROLLERS } from '../../../src/dialects/render-ingress-controllers';
import { isSupported } from '../../../src/model/capability';
import { IngressControllerName } from '../../../src/model/edge';
import { IngressExposure } from '../../../src/model/exposure';

/** An exposure that asks for one capability, with every Service saying what it has to. */
const ASKS: Readonly<Record<'redirect.https' | 'tls.secret' | 'backend.grpc' | 'backend.tls', (controller: IngressControllerName) => IngressExposure>> = {
  'redirect.https': (controller) => servable(controller),
  'tls.secret': (controller) => exposure(controller, { httpsRedirect: false }),
  'backend.grpc': (controller) => served(controller, 'grpc'),
  'backend.tls': (controller) => served(controller, 'https'),
};

function served(controller: IngressControllerName, appProtocol: string): IngressExposure {
  return withNeeds(servable(controller, { routes: [route({ appProtocol, servicePortName: 'main' })], httpsRedirect: false }));
}

function withNeeds(model: IngressExposure): IngressExposure {
  const needs = exposureNeeds(model);
  return withServices(model, (serviceName) => needs.find((need) => need.serviceName === serviceName)?.annotations ?? {});
}

function textsOf(model: IngressExposure): string[] {
  return renderExposure(model).gaps.map((gap) => gap.text.replace('exposure `web` on edge `public`: ', ''));
}

function annotationsOf(model: IngressExposure): Readonly<Record<string, string>> {
  return renderExposure(model).objects[0]?.metadata.annotations ?? {};
}

describe.each(CONTROLLER_NAMES)('what %s is said to be capable of', (controller) => {
  test.each(Object.entries(ASKS))('holds for %s: a gap where it is not, none where it is', (feature, ask) => {
    const model = ask(controller);
    const support = INGRESS_CONTROLLERS[controller].capabilities[feature as keyof typeof ASKS]; // the keys of a record over that union
    const { gaps } = renderExposure(model);
    expect(gaps.length > 0).toBe(!isSupported(support));
    expect(gaps.every((gap) => gap.code === 'CANNOT_EXPRESS')).toBe(true);
  });

  test('has a source for each', () => {
    for (const { source } of Object.values(INGRESS_CONTROLLERS[controller].capabilities)) {
      expect(source.url).toMatch(/^https:\/\//);
      expect(source.version).not.toBe('');
    }
  });
});

describe('a redirect', () => {
  test('of HAProxy goes to the port that clients know', () => {
    expect(annotationsOf(exposure('haproxy'))).toMatchObject({ 'haproxy.org/ssl-redirect': 'true', 'haproxy.org/ssl-redirect-port': '443' });
  });

  test.each(['ingress-nginx', 'haproxy'] as const)('of %s, which redirects by itself, is switched off by name', (controller) => {
    const off = Object.entries(annotationsOf(exposure(controller, { httpsRedirect: false })));
    expect(off).toEqual([[expect.stringMatching(/\/ssl-redirect$/), 'false']]);
  });

  test('of Traefik keeps the router on both entry points, and never makes it deaf to plain HTTP', () => {
    const keys = annotationsOf(exposure('traefik'));
    expect(keys['traefik.ingress.kubernetes.io/router.entrypoints']).toBe('web,websecure');
    expect(keys).not.toHaveProperty(['traefik.ingress.kubernetes.io/router.tls']);
  });

  test('of an AWS load balancer has a listener to go to', () => {
    const keys = annotationsOf(servable('aws-alb'));
    expect(keys).toMatchObject({
      'alb.ingress.kubernetes.io/ssl-redirect': '443',
      'alb.ingress.kubernetes.io/scheme': 'internal',
      'alb.ingress.kubernetes.io/target-type': 'ip',
    });
    expect(JSON.parse(keys['alb.ingress.kubernetes.io/listen-ports'] ?? '')).toEqual([{ HTTP: 80 }, { HTTPS: 443 }]);
  });

  test('of GKE is for its external class only', () => {
    const inner = exposure('gce', { edge: edgeOf('public', 'gce', { ingressClass: 'gce-internal', cidrs: ['10.129.0.0/23'] }) });
    expect(annotationsOf(inner)).toEqual({ 'kubernetes.io/ingress.class': 'gce-internal' });
    expect(textsOf(inner)).toEqual([
      'GKE Ingress redirects to HTTPS for class `gce` only, and this edge has `gce-internal`: set `httpsRedirect: false`, '
      + 'and annotate the exposure with `kubernetes.io/ingress.allow-http: "false"` to close plain HTTP',
    ]);
  });

  test('of a controller that nobody knows is said to be the user\'s affair', () => {
    expect(textsOf(exposure('generic'))).toEqual([
      'the Ingress API has no word for a redirect to HTTPS, and the controller of this edge is not known by name: '
      + 'set `httpsRedirect: false`, and annotate the exposure with what the controller understands',
    ]);
  });
});

test('an AWS load balancer is for the internet only where the edge says so', () => {
  const open = servable('aws-alb', { edge: { ...edge('aws-alb'), scheme: 'internet-facing' } });
  expect(annotationsOf(open)['alb.ingress.kubernetes.io/scheme']).toBe('internet-facing');
});

describe('the protocol towards the pods', () => {
  const mixed = [route(), route({ path: '/rpc', serviceName: 'rpc', servicePortName: 'grpc', appProtocol: 'grpc' })];

  test.each([
    ['ingress-nginx', 'grpc', { 'nginx.ingress.kubernetes.io/backend-protocol': 'GRPC' }],
    ['ingress-nginx', 'https', { 'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS' }],
    ['haproxy', 'grpc', { 'haproxy.org/server-proto': 'h2' }],
    ['haproxy', 'kubernetes.io/h2c', { 'haproxy.org/server-proto': 'h2' }],
    ['haproxy', 'https', { 'haproxy.org/server-ssl': 'true' }],
    ['aws-alb', 'grpc', { 'alb.ingress.kubernetes.io/backend-protocol-version': 'GRPC' }],
    ['aws-alb', 'kubernetes.io/h2c', { 'alb.ingress.kubernetes.io/backend-protocol-version': 'HTTP2' }],
    ['aws-alb', 'https', { 'alb.ingress.kubernetes.io/backend-protocol': 'HTTPS' }],
    ['kong', 'grpc', { 'konghq.com/protocols': 'grpc,grpcs' }],
  ] as const)('of %s is said on the Ingress for %s', (controller, appProtocol, expected) => {
    const model = served(controller, appProtocol);
    expect(annotationsOf(model)).toMatchObject(expected);
    expect(textsOf(model)).toEqual([]);
  });

  test.each([
    ['traefik', 'grpc', { 'traefik.ingress.kubernetes.io/service.serversscheme': 'h2c' }],
    ['traefik', 'https', { 'traefik.ingress.kubernetes.io/service.serversscheme': 'https' }],
    ['kong', 'grpc', { 'konghq.com/protocol': 'grpc' }],
    ['kong', 'https', { 'konghq.com/protocol': 'https' }],
    ['gce', 'https', { 'cloud.google.com/app-protocols': '{"main":"HTTPS"}' }],
  ] as const)('of %s is asked of the Service for %s, and is a gap until the Service says so', (controller, appProtocol, annotations) => {
    const routes = [route({ appProtocol, servicePortName: 'main' })];
    const model = servable(controller, { routes, httpsRedirect: false });
    expect(exposureNeeds(model)).toEqual([{ serviceName: 'web', annotations }]);
    const [[key, value] = ['', '']] = Object.entries(annotations);
    expect(textsOf(model)).toEqual([
      `its controller learns how to talk to \`web\` from the Service: annotate that with \`${key}: ${value.startsWith('{') ? `'${value}'` : value}\``,
    ]);
    expect(textsOf(withNeeds(model))).toEqual([]);
  });

  test('of Traefik needs no word where the name of the port says HTTPS', () => {
    expect(exposureNeeds(exposure('traefik', { routes: [route({ servicePortName: 'https', appProtocol: 'https' })] }))).toEqual([]);
  });

  test('of GKE may be said together with that of other ports', () => {
    const annotated = route({ appProtocol: 'https', serviceAnnotations: { 'cloud.google.com/app-protocols': '{"http":"HTTPS","other":"HTTP"}' } });
    expect(textsOf(exposure('gce', { routes: [annotated] }))).toEqual([]);
    const wrong = route({ appProtocol: 'https', serviceAnnotations: { 'cloud.google.com/app-protocols': 'HTTPS' } });
    expect(textsOf(exposure('gce', { routes: [wrong] }))).toHaveLength(1);
  });

  test.each([
    ['haproxy', { 'haproxy.org/server-proto': 'h2' }],
    ['aws-alb', { 'alb.ingress.kubernetes.io/backend-protocol-version': 'GRPC' }],
  ] as const)('of %s moves to the Services where the paths differ', (controller, annotations) => {
    const model = servable(controller, { routes: mixed });
    expect(annotationsOf(model)).not.toMatchObject(annotations);
    expect(exposureNeeds(model)).toEqual([{ serviceName: 'rpc', annotations }]);
    expect(textsOf(withNeeds(model))).toEqual([]);
  });

  test.each([
    ['kong', 'Kong accepts either gRPC or HTTP on the paths of one Ingress: give the gRPC ports an exposure of their own, for the same host'],
  ] as const)('of %s cannot differ from path to path', (controller, text) => {
    expect(textsOf(withNeeds(exposure(controller, { routes: mixed })))).toEqual([text]);
  });

  test('cannot differ between ports of one Service where one annotation speaks for all', () => {
    const routes = mixed.map((each) => ({ ...each, serviceName: 'web' }));
    expect(textsOf(withNeeds(exposure('traefik', { routes })))).toEqual([
      'its controller talks one protocol to all ports of a Service, and the ports of `web` have several: give each protocol a Service of its own',
    ]);
  });

  test.each([
    ['contour', 'grpc', 'Contour would talk HTTP/1.1 to port `main` of `web` (`appProtocol: grpc`): give the port an `appProtocol` that it knows, `kubernetes.io/h2c` or `https`'],
    ['gce', 'grpc', 'GKE Ingress talks HTTP/2 to pods over TLS only, and port `main` of `web` (`appProtocol: grpc`) has none: use another edge for this port, or serve it over HTTPS'],
    ['kong', 'kubernetes.io/h2c', 'Kong talks HTTP/2 without TLS only for gRPC, and port `main` of `web` (`appProtocol: kubernetes.io/h2c`) does not say that it is: use `appProtocol: grpc`'],
    ['traefik', 'redis', 'an Ingress carries HTTP, and port `main` of `web` (`appProtocol: redis`) is something else: use `http`, `https`, `grpc`, `kubernetes.io/h2c`, `kubernetes.io/ws` or `kubernetes.io/wss`, or a Service of type LoadBalancer'],
  ] as const)('of %s has a gap for %s', (controller, appProtocol, text) => {
    expect(textsOf(served(controller, appProtocol))).toEqual([text]);
  });

  test('of Contour is the port\'s own word where it knows it', () => {
    expect(textsOf(served('contour', 'kubernetes.io/h2c'))).toEqual([]);
  });

  test('of an AWS load balancer is gRPC over HTTPS only', () => {
    const plain = exposure('aws-alb', { tls: undefined, httpsRedirect: false, routes: [route({ appProtocol: 'grpc' })] });
    expect(textsOf(plain)).toEqual([
      'an AWS load balancer carries gRPC over HTTPS only: annotate the exposure with `alb.ingress.kubernetes.io/certificate-arn`',
    ]);
  });
});

test('a Secret on an AWS load balancer is a gap that says where the certificate has to be', () => {
  const rendered = renderExposure(exposure('aws-alb', { httpsRedirect: false }));
  expect(rendered.gaps.map((gap) => gap.text)).toEqual([
    'exposure `web` on edge `public`: an AWS load balancer takes no certificate from a Secret, which `tls` would be: leave `tls` out and annotate '
    + 'the exposure with `alb.ingress.kubernetes.io/certificate-arn`, the ARN of a certificate in AWS Certificate Manager',
  ]);
  expect(rendered.objects[0]).not.toHaveProperty('spec.tls');
});

test('a path that ingress-nginx refuses is a gap there and nowhere else', () => {
  const routes = [route({ path: '/~user' })];
  expect(textsOf(exposure('ingress-nginx', { routes }))).toEqual(['ingress-nginx refuses path `/~user`: use letters, digits, `.`, `_`, `-` and `/` only']);
  expect(textsOf(exposure('traefik', { routes }))).toEqual([]);
});
