import { ask, backend, edge, exposure, route, ROWS } from './asks';
import { exposureNeeds, renderExposure, withServices } from '../../../../src/dialects/render-exposure';
import { GATEWAY_CONTROLLERS } from '../../../../src/dialects/render-gateway-controllers';
import { isSupported } from '../../../../src/model/capability';
import { GatewayEdge } from '../../../../src/model/edge';
import { GatewayExposure, OnEdge, StreamModel } from '../../../../src/model/exposure';
import { askedFeatures, EXPOSURE_FEATURES, ExposureFeature } from '../../../../src/model/feature';
import { RouteAction } from '../../../../src/model/route';

type Asked = GatewayExposure | OnEdge<StreamModel, GatewayEdge>;

/** What is not done of that which is asked, where the Services have said what they had to; without the head of each text. */
function gapsOf(asked: Asked): string[] {
  const needs = new Map(exposureNeeds(asked).map(({ serviceName, annotations }) => [serviceName, annotations]));
  const { gaps } = renderExposure(withServices(asked, (serviceName) => needs.get(serviceName) ?? {}));
  return gaps.map(({ text }) => text.replace(/^exposure `[a-z]+` on edge `public`: /, ''));
}

/** What is asked beside the feature itself, and is beyond the controller as well: it is reported for itself. */
const alsoAsked = (asked: Asked, feature: ExposureFeature): ExposureFeature[] => {
  const { capabilities } = GATEWAY_CONTROLLERS[asked.edge.controller];
  return askedFeatures(asked).map((one) => one.feature).filter((one) => one !== feature && !isSupported(capabilities[one]));
};

describe.each(ROWS)('what %s is said to heed behind a Gateway', (controller) => {
  test.each(EXPOSURE_FEATURES)('holds for %s: one gap where it is not, none where it is', (feature) => {
    const asked = ask(controller, feature);
    const { capabilities } = GATEWAY_CONTROLLERS[controller];
    expect(askedFeatures(asked).map((one) => one.feature)).toContain(feature);
    expect(gapsOf(asked)).toHaveLength((isSupported(capabilities[feature]) ? 0 : 1) + alsoAsked(asked, feature).length);
  });

  test('has a source for each, and a way out for whatever is beyond it', () => {
    const { capabilities } = GATEWAY_CONTROLLERS[controller];
    expect(Object.keys(capabilities).sort()).toEqual([...EXPOSURE_FEATURES].sort());
    for (const support of Object.values(capabilities)) {
      expect(support.source.url).toMatch(/^https:\/\//);
      expect(support.source.version).not.toBe('');
      if (support.support === 'no') expect(support.instead).toMatch(/[^. ]$/);
    }
  });

  test('is reported in words of the user', () => {
    const { capabilities } = GATEWAY_CONTROLLERS[controller];
    const beyond = EXPOSURE_FEATURES.filter((feature) => !isSupported(capabilities[feature]));
    expect(beyond.flatMap((feature) => gapsOf(ask(controller, feature)).slice(0, 1))).toMatchSnapshot();
  });

  test('needs no Service to say anything, but Kong its protocol', () => {
    const served = exposure(controller, { routes: [route()] });
    expect(GATEWAY_CONTROLLERS[controller].serviceAnnotations?.([{ ...route(), ...backend }], served) ?? {}).toEqual({});
  });
});

describe('a redirect', () => {
  const redirecting = (action: Omit<Extract<RouteAction, { kind: 'redirect' }>, 'kind'>) => ({ routes: [route({ path: '/old', match: 'exact' as const, action: { kind: 'redirect', ...action } })] });

  // those whose reports of conformance say so
  test.each([
    ['path', { path: { kind: 'full', value: '/new' }, status: 301 }, ['haproxy', 'kong']],
    ['port', { port: 8443, status: 301 }, ['contour', 'gke', 'haproxy', 'kong']],
    ['scheme', { scheme: 'https', status: 301 }, ['haproxy', 'kong']],
    ['code', { host: 'new.example.com', status: 308 }, ['aws-alb', 'contour', 'gke', 'haproxy', 'kong']],
  ] as const)('is not heeded in its %s by some', (_, action, those) => {
    expect(ROWS.filter((controller) => gapsOf(exposure(controller, redirecting(action))).length > 0)).toEqual(those);
  });

  test('of the beginning of a path alone is a loop to the load balancer of AWS, and is none with another host', () => {
    const path = { kind: 'prefix', value: '/new' } as const;
    const to = (more: { host?: string }) => gapsOf(exposure('aws-alb', { routes: [route({ path: '/old', action: { kind: 'redirect', path, status: 301, ...more } })] }));
    expect(to({})).toEqual([expect.stringContaining('refuses as a loop')]);
    expect(to({ host: 'new.example.com' })).toEqual([]);
  });
});

describe('what a controller heeds in part', () => {
  const withPattern = (where: 'headers' | 'query') => ({ routes: [route({ [where]: [{ name: 'tier', value: 'gold|silver', match: 'regex' }] })] });

  test('a pattern in a header, or in a query parameter, is a gap where only whole values are compared', () => {
    expect(ROWS.filter((controller) => gapsOf(exposure(controller, withPattern('headers'))).length > 0)).toEqual(['gke', 'haproxy']);
    // Kong compares no query at all
    expect(ROWS.filter((controller) => gapsOf(exposure(controller, withPattern('query'))).length > 0)).toEqual(['aws-alb', 'gke', 'haproxy', 'kong']);
  });

  test('a certificate of its own in a ListenerSet is a gap where nobody knows such', () => {
    const own = (controller: (typeof ROWS)[number]) => exposure(controller, { edge: edge(controller, 'listenerSet'), tls: { kind: 'secret', secretName: 'shop-cert' } });
    // the load balancer of AWS takes no Secret, wherever it is named
    expect(ROWS.filter((controller) => gapsOf(own(controller)).length > 0)).toEqual(['aws-alb', 'contour', 'gke', 'haproxy', 'kong']);
    expect(gapsOf(exposure('contour', { edge: edge('contour', 'listenerSet'), tls: { kind: 'edge' } }))).toEqual([]);
  });

  // Contour and Kong take the word of the port, or of the Service; those of AWS and HAProxy do it in no way
  test('TLS to the pods comes with a name to check, or not at all, where a BackendTLSPolicy alone tells of it', () => {
    const speaking = { routes: [route({ action: { kind: 'serve' as const, backends: [{ ...backend, appProtocol: 'https' }] } })] };
    const unchecked = ROWS.filter((controller) => gapsOf(exposure(controller, speaking)).some((text) => text.includes('only where it can check the certificate')));
    expect(unchecked).toEqual(['cilium', 'gke', 'istio', 'kgateway']);
  });

  test('Contour refuses a route to a port whose protocol it does not know', () => {
    const to = (appProtocol: string) => gapsOf(exposure('contour', { routes: [route({ action: { kind: 'serve', backends: [{ ...backend, appProtocol }] } })] }));
    expect(to('kubernetes.io/wss')).toEqual([expect.stringContaining('Contour refuses a route to port `http` of `web`')]);
    expect(['http', 'https', 'kubernetes.io/h2c', 'kubernetes.io/ws'].flatMap(to)).toEqual([]);
  });

  test('the HAProxy Unified Gateway compares the beginnings of paths by characters, so only `/` is what it says', () => {
    expect(gapsOf(exposure('haproxy', { routes: [route({ path: '/v2' })] }))).toEqual([expect.stringContaining('lets in `/v2more` as well')]);
    expect(gapsOf(exposure('haproxy'))).toEqual([]);
  });

  test('a path with a wildcard of AWS is a gap, and the same in a pattern is none', () => {
    expect(gapsOf(exposure('aws-alb', { routes: [route({ path: '/a*b', match: 'exact' })] }))).toEqual([expect.stringContaining('stands for any characters')]);
    expect(gapsOf(exposure('aws-alb', { routes: [route({ path: '/a.*b', match: 'regex' })] }))).toEqual([]);
  });

  test.each(['grpc', 'kubernetes.io/h2c'])('the load balancer of AWS talks %s for clients that come over HTTPS alone', (appProtocol) => {
    const routes = [route({ action: { kind: 'serve' as const, backends: [{ ...backend, appProtocol }] } })];
    expect(gapsOf(exposure('aws-alb', { routes }))).toEqual([expect.stringContaining('set `tls: Tls.edge()`')]);
    expect(gapsOf(exposure('aws-alb', { routes, tls: { kind: 'edge' } }))).toEqual([]);
  });
});

test('Kong reads on the Service how to talk to the pods', () => {
  const annotations = (appProtocol?: string) => GATEWAY_CONTROLLERS.kong.serviceAnnotations?.([{ ...route(), ...backend, appProtocol }], exposure('kong'));
  expect([annotations('grpc'), annotations('https'), annotations('http'), annotations()]).toEqual([{ 'konghq.com/protocol': 'grpc' }, { 'konghq.com/protocol': 'https' }, {}, {}]);
});
