import { ASKING } from './asked-features';
import { annotationsOf, CONTROLLER_NAMES, exposure, route, servable, served, textsOf, withNeeds } from './exposures';
import { exposureNeeds } from '../../../src/dialects/render-exposure';
import { INGRESS_CONTROLLERS } from '../../../src/dialects/render-ingress-controllers';
import { isSupported } from '../../../src/model/capability';
import { askedFeatures, EXPOSURE_FEATURES } from '../../../src/model/feature';

describe.each(CONTROLLER_NAMES)('what %s is said to be capable of', (controller) => {
  const { title, capabilities } = INGRESS_CONTROLLERS[controller];
  const entries = EXPOSURE_FEATURES.map((feature) => [feature, capabilities[feature]] as const);

  test.each(entries.filter(([, support]) => !isSupported(support)))('is short of %s, which is one gap with the way out', (feature, support) => {
    const model = ASKING[feature](controller);
    const asked = askedFeatures(model).find((one) => one.feature === feature);
    const { instead = 'choose another edge, or leave it out' } = support.support === 'no' ? support : {};
    expect(textsOf(model).filter((text) => text === `${asked?.text} is beyond ${title}: ${instead}`)).toHaveLength(1);
  });

  test('has a source for each', () => {
    for (const [, { source }] of entries) {
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
});

describe('the protocol towards the pods', () => {
  const mixed = [route(), route({ path: '/rpc', serviceName: 'rpc', servicePortName: 'grpc', appProtocol: 'grpc' })];

  test.each([
    ['ingress-nginx', 'grpc', { 'nginx.ingress.kubernetes.io/backend-protocol': 'GRPC' }],
    ['ingress-nginx', 'https', { 'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS' }],
    ['haproxy', 'grpc', { 'haproxy.org/server-proto': 'h2' }],
    ['haproxy', 'kubernetes.io/h2c', { 'haproxy.org/server-proto': 'h2' }],
    ['haproxy', 'https', { 'haproxy.org/server-ssl': 'true' }],
  ] as const)('of %s is said on the Ingress for %s', (controller, appProtocol, expected) => {
    const model = served(controller, appProtocol);
    expect(annotationsOf(model)).toMatchObject(expected);
    expect(textsOf(model)).toEqual([]);
  });

  test.each([
    ['traefik', 'grpc', { 'traefik.ingress.kubernetes.io/service.serversscheme': 'h2c' }],
    ['traefik', 'https', { 'traefik.ingress.kubernetes.io/service.serversscheme': 'https' }],
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

  test('of HAProxy moves to the Services where the paths differ', () => {
    const annotations = { 'haproxy.org/server-proto': 'h2' };
    const model = servable('haproxy', { routes: mixed });
    expect(annotationsOf(model)).not.toMatchObject(annotations);
    expect(exposureNeeds(model)).toEqual([{ serviceName: 'rpc', annotations }]);
    expect(textsOf(withNeeds(model))).toEqual([]);
  });

  test('cannot differ between ports of one Service where one annotation speaks for all', () => {
    const routes = [route({ match: 'exact' }), route({ path: '/rpc', match: 'exact', servicePortName: 'grpc', appProtocol: 'grpc' })];
    expect(textsOf(withNeeds(exposure('traefik', { routes })))).toEqual([
      'its controller talks one protocol to all ports of a Service, and the ports of `web` have several: give each protocol a Service of its own',
    ]);
  });

  test('has a gap for whatever is no HTTP', () => {
    expect(textsOf(served('traefik', 'redis'))).toEqual([
      'an Ingress carries HTTP, and port `main` of `web` (`appProtocol: redis`) is something else: '
      + 'use `http`, `https`, `grpc`, `kubernetes.io/h2c`, `kubernetes.io/ws` or `kubernetes.io/wss`, or a Service of type LoadBalancer',
    ]);
  });
});

test('a path that ingress-nginx refuses is a gap there and nowhere else', () => {
  const routes = [route({ path: '/~user' })];
  expect(textsOf(exposure('ingress-nginx', { routes }))).toEqual(['ingress-nginx refuses path `/~user`: use letters, digits, `.`, `_`, `-` and `/` only']);
  expect(textsOf(exposure('traefik', { routes }))).toEqual([]);
});
