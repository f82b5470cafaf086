import { stringify } from 'yaml';
import { backend, serve } from './exposures';
import { gatewayEdgeOf } from '../../../src/clusters/gateway-edge';
import { renderGateway } from '../../../src/dialects/gateway/render';
import { renderExposure } from '../../../src/dialects/render-exposure';
import { TRAEFIK_GATEWAY_CAPABILITIES } from '../../../src/dialects/traefik/gateway-capabilities';
import { traefikGateway } from '../../../src/dialects/traefik/render-gateway';
import { RouteTarget } from '../../../src/model/controller';
import { GatewayExposure } from '../../../src/model/exposure';
import { EXPOSURE_FEATURES, ExposureFeature, featureGaps } from '../../../src/model/feature';
import { TrafficModel } from '../../../src/model/traffic';
import { expectValid } from '../../schemas/validate';

const EDGE = gatewayEdgeOf('public', 'traefik', {
  parent: { kind: 'Gateway', namespace: 'traefik', name: 'public' },
  listeners: [{ protocol: 'HTTP', name: 'http', port: 8000 }, { protocol: 'HTTPS', name: 'https', port: 8443 }],
  certificates: 'parent',
});

function exposure(more: Partial<Omit<GatewayExposure, 'kind'>> = {}): GatewayExposure {
  return {
    kind: 'http', name: 'web', namespace: 'shop', labels: {}, annotations: {}, edge: EDGE, hosts: ['shop.example.com'], routes: [serve('/')], httpsRedirect: false, traffic: {}, ...more,
  };
}

function partOf(model: GatewayExposure, kind: RouteTarget['kind'] = 'HTTPRoute') {
  return traefikGateway.part(model, [{ kind, name: model.name, routes: model.routes }]);
}

function gapsOf(model: GatewayExposure, kind?: RouteTarget['kind']): string[] {
  return [...featureGaps(model, traefikGateway.title, traefikGateway.capabilities), ...partOf(model, kind).gaps].map(({ text }) => text.replace(/^exposure `web` on edge `public`: /, ''));
}

const CORS = { origins: ['*'], methods: ['GET'] as const, headers: [], exposedHeaders: [], credentials: false };

/** What is told by Middlewares, since the API has no field that Traefik reads. */
const BY_MIDDLEWARE: readonly (readonly [ExposureFeature, TrafficModel])[] = [
  ['retries', { retries: { attempts: 2, reasons: ['connectFailure'] } }],
  ['body.size', { maxBodyBytes: 1024 }],
  ['rate.client', { rateLimit: { requests: 10, per: 'second', by: 'client' } }],
  ['rate.total', { rateLimit: { requests: 10, per: 'hour', by: 'total' } }],
  ['cors', { cors: CORS }],
  ['sources', { sources: ['192.0.2.0/24'] }],
];

describe.each(BY_MIDDLEWARE)('%s of a Gateway on Traefik', (feature, traffic) => {
  test('is a Middleware that every rule names, in the order in which they are asked', () => {
    const model = exposure({ traffic });
    const { objects, filters } = partOf(model);
    expect(gapsOf(model)).toEqual([]);
    expect(filters(serve('/'))).toEqual(objects.map(({ metadata }) => ({ group: 'traefik.io', kind: 'Middleware', name: metadata.name })));
    expect(objects.map((object) => stringify(object)).join('---\n')).toMatchSnapshot();
    expectValid(objects);
    expect(TRAEFIK_GATEWAY_CAPABILITIES[feature].support).toBe('yes');
  });
});

describe('Traefik as a controller of Gateways', () => {
  test('leaves to the fields of the API what it reads there', () => {
    const traffic: TrafficModel = { requestHeaders: { set: { 'x-a': '1' }, add: { 'x-b': '2' }, remove: [] }, responseHeaders: { set: {}, add: { 'x-c': '3' }, remove: [] } };
    expect(partOf(exposure({ traffic }))).toMatchObject({ objects: [], gaps: [] });
    expect([...traefikGateway.own].sort()).toEqual([...BY_MIDDLEWARE.map(([feature]) => feature), 'balance.roundRobin'].sort());
  });

  test('sends clients to the HTTPS of its Service, and not to the port of its entry point', () => {
    const { objects, gaps } = renderGateway(exposure({ tls: { kind: 'edge' }, httpsRedirect: true }), traefikGateway);
    expect(gaps).toEqual([]);
    expect(JSON.stringify(objects)).toContain('"requestRedirect":{"scheme":"https","statusCode":301}');
    expectValid(objects);
  });

  test('goes round robin without being told', () => {
    const { objects, gaps } = renderExposure(exposure({ traffic: { loadBalancing: 'roundRobin' } }));
    expect(gaps).toEqual([]);
    expect(objects).toEqual(renderExposure(exposure()).objects);
  });

  test('filters nothing of a redirect', () => {
    const route = serve('/old', undefined, { action: { kind: 'redirect', host: 'a.example.com', status: 308 } });
    expect(partOf(exposure({ traffic: { sources: ['192.0.2.0/24'] } })).filters(route)).toEqual([]);
  });

  test.each([
    ['timeouts', exposure({ traffic: { timeouts: { requestSeconds: 5 } } }), 'it does not read the `timeouts` of an HTTPRoute'],
    ['a pattern of a path', exposure({ routes: [serve('/u/[0-9]+', undefined, { match: 'regex' })] }), 'it looks for the pattern anywhere in the path'],
    ['a pattern of a value', exposure({ routes: [serve('/', undefined, { headers: [{ name: 'x-v', value: '1|2', match: 'regex' }] })] }), 'write it as `^(?:1|2)$`'],
    ['gRPC by that name', exposure({ routes: [serve('/', [backend('rpc', { appProtocol: 'grpc' })])] }), 'give the port `appProtocol: kubernetes.io/h2c`'],
    ['a cookie', exposure({ traffic: { affinity: { cookieName: 'a' } } }), 'it does not read `sessionPersistence`'],
    ['a ListenerSet', exposure({ edge: { ...EDGE, certificates: 'listenerSet' }, tls: { kind: 'secret', secretName: 'x' } }), 'Traefik 3.7 reads no ListenerSet'],
    ['retries for answers', exposure({ traffic: { retries: { attempts: 1, reasons: ['unavailable'] } } }), 'use `RetryOn.CONNECT_FAILURE`'],
  ])('has one gap for %s', (_, model, text) => {
    expect(gapsOf(model)).toEqual([expect.stringContaining(text)]);
  });

  test('has a gap for headers of answers in a GRPCRoute, which would make its rules fail', () => {
    const model = exposure({ traffic: { responseHeaders: { set: { 'x-a': '1' }, add: {}, remove: [] } } });
    expect(gapsOf(model)).toEqual([]);
    expect(gapsOf(model, 'GRPCRoute')).toEqual([expect.stringContaining('leave `responseHeaders` out for gRPC')]);
  });

  test.each(EXPOSURE_FEATURES)('has a source for %s, and a way out where there is none', (feature) => {
    const support = TRAEFIK_GATEWAY_CAPABILITIES[feature];
    expect(support.source.url).toMatch(/^https:\/\//);
    expect(support.support === 'no' ? support.instead : 'no way out is needed').toBeTruthy();
  });
});
