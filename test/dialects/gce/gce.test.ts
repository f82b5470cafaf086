import { edgeOf } from '../../../src/clusters/edge';
import { exposureNeeds, renderExposure } from '../../../src/dialects/render-exposure';
import { asks } from '../ingress/asked-features';
import { carriedBy } from '../ingress/carried';
import { annotationsOf, exposure, route, servable, served, textsOf, withNeeds } from '../ingress/exposures';

test('everything that GKE Ingress supports reads as the snapshot has it, without a gap, and is valid', () => {
  expect(carriedBy('gce')).toMatchSnapshot();
});

test('a redirect is for its external class only', () => {
  const inner = exposure('gce', { edge: edgeOf('public', 'gce', { ingressClass: 'gce-internal', cidrs: ['10.129.0.0/23'] }) });
  expect(annotationsOf(inner)).toEqual({ 'kubernetes.io/ingress.class': 'gce-internal' });
  expect(textsOf(inner)).toEqual([
    'GKE Ingress redirects to HTTPS for class `gce` only, and this edge has `gce-internal`: set `httpsRedirect: false`, '
    + 'and annotate the exposure with `kubernetes.io/ingress.allow-http: "false"` to close plain HTTP',
  ]);
});

describe('the protocol towards the pods', () => {
  test('is asked of the Service, and is a gap until the Service says so', () => {
    const model = servable('gce', { routes: [route({ appProtocol: 'https', servicePortName: 'main' })], httpsRedirect: false });
    expect(exposureNeeds(model)).toEqual([{ serviceName: 'web', annotations: { 'cloud.google.com/app-protocols': '{"main":"HTTPS"}' } }]);
    expect(textsOf(model)).toEqual(['its controller learns how to talk to `web` from the Service: annotate that with `cloud.google.com/app-protocols: \'{"main":"HTTPS"}\'`']);
    expect(textsOf(withNeeds(model))).toEqual([]);
  });

  test('may be said together with that of other ports', () => {
    const annotated = route({ appProtocol: 'https', serviceAnnotations: { 'cloud.google.com/app-protocols': '{"http":"HTTPS","other":"HTTP"}' } });
    expect(textsOf(exposure('gce', { routes: [annotated] }))).toEqual([]);
    const wrong = route({ appProtocol: 'https', serviceAnnotations: { 'cloud.google.com/app-protocols': 'HTTPS' } });
    expect(textsOf(exposure('gce', { routes: [wrong] }))).toHaveLength(1);
  });

  test('is HTTP/2 over TLS only', () => {
    expect(textsOf(served('gce', 'grpc'))).toEqual([
      'port `main` of `web` (`appProtocol: grpc`) is beyond GKE Ingress: GKE Ingress talks HTTP/2 to pods over TLS only; use another edge for this port, or serve it over HTTPS',
    ]);
  });
});

describe('a BackendConfig', () => {
  test('is one for all that is asked, and every port behind the exposure names it', () => {
    const routes = [route(), route({ path: '/admin', servicePortName: 'admin' }), route({ path: '/api', serviceName: 'api' })];
    const model = asks('gce', { routes, traffic: { timeouts: { backendSeconds: 90 }, loadBalancing: 'ipHash' } });
    expect(renderExposure(model).objects.slice(1)).toMatchObject([
      { kind: 'BackendConfig', metadata: { name: 'web', namespace: 'shop' }, spec: { timeoutSec: 90, sessionAffinity: { affinityType: 'CLIENT_IP' } } },
    ]);
    expect(exposureNeeds(model)).toEqual([
      { serviceName: 'api', annotations: { 'cloud.google.com/backend-config': '{"ports":{"http":"web"}}' } },
      { serviceName: 'web', annotations: { 'cloud.google.com/backend-config': '{"ports":{"admin":"web","http":"web"}}' } },
    ]);
    expect(textsOf(withNeeds(model))).toEqual([]);
  });

  test('is a gap where the Service names another', () => {
    const other = route({ serviceAnnotations: { 'cloud.google.com/backend-config': '{"default":"mine"}' } });
    expect(textsOf(asks('gce', { routes: [other], traffic: { timeouts: { backendSeconds: 90 } } }))).toEqual([
      'its controller learns how to talk to `web` from the Service: annotate that with `cloud.google.com/backend-config: \'{"ports":{"http":"web"}}\'`',
    ]);
  });
});
