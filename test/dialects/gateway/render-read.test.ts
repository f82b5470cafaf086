import { backend, edge, exposure, FULL, route } from './exposures';
import { readGatewayRoutes } from '../../../src/dialects/gateway/read';
import { renderGateway } from '../../../src/dialects/gateway/render';
import { admittedBy } from '../../../src/dialects/gateway/render-admitted';
import { renderEdgeGateway } from '../../../src/dialects/gateway/render-gateway';
import { GatewayEdge } from '../../../src/model/edge';
import { GatewayExposure } from '../../../src/model/exposure';
import { BackendModel, conditionsOf, HTTP_METHODS, requestKey, RouteModel, ValueMatch } from '../../../src/model/route';
import { Entry } from '../../../src/reachability/rules/entries';
import * as fc from '../../property';
import { gatewayProblems } from '../../schemas/gateway-api';

const LISTENERS = [
  { protocol: 'HTTP', name: 'http', port: 80 },
  { protocol: 'HTTPS', name: 'https', port: 443, tls: { kind: 'secret', secretName: 'cert' } },
  { protocol: 'HTTPS', name: 'apps', port: 443, hostname: '*.apps.example.com', tls: { kind: 'secret', secretName: 'apps' } },
] as const;

const values = (names: readonly string[]): fc.Arbitrary<ValueMatch[]> => fc.uniqueArray(
  fc.record({ name: fc.constantFrom(...names), value: fc.constantFrom('1', 'a b', 'x=y'), match: fc.constantFrom('exact' as const, 'regex' as const) }),
  { selector: ({ name }) => name, maxLength: 2 },
).map((list) => [...list].sort((a, b) => (a.name < b.name ? -1 : 1)));

const backends: fc.Arbitrary<BackendModel[]> = fc.uniqueArray(
  fc.record({ serviceName: fc.constantFrom('web', 'api', 'new'), namespace: fc.constantFrom('shop', 'lab'), servicePort: fc.constantFrom(80, 443), weight: fc.integer({ min: 0, max: 9 }) }),
  { selector: ({ serviceName, namespace, servicePort }) => `${namespace}/${serviceName}:${servicePort}`, minLength: 1, maxLength: 3 },
).map((list) => list.map((one, i) => backend({ ...one, weight: i === 0 ? one.weight + 1 : one.weight })));

const request = fc.record({
  path: fc.constantFrom('/', '/a', '/a/b', '/a.b', '/%20', '/v[0-9]+'),
  match: fc.constantFrom('exact' as const, 'prefix' as const),
  headers: values(['x-a', 'x-b']),
  query: values(['q', 'Q']),
  method: fc.option(fc.constantFrom(...HTTP_METHODS), { nil: undefined }),
});

const anyRoute: fc.Arbitrary<RouteModel> = fc.oneof(
  fc.tuple(request, backends).map(([{ method, match, ...one }, list]): RouteModel => (
    { ...one, match: one.path.includes('[') ? 'regex' : match, ...(method === undefined ? {} : { method }), action: { kind: 'serve', backends: list } }
  )),
  request.map(({ path, match, ...one }): RouteModel => ({ ...one, path: path.replace(/\[.*/, ''), match, action: { kind: 'redirect', host: 'new.example.com', status: 301 } })),
  backends.map((list) => route({ path: '/a.B/C', match: 'exact', grpc: { service: 'a.B', method: 'C' }, action: { kind: 'serve', backends: list } })),
);

const anyExposure: fc.Arbitrary<GatewayExposure> = fc.record({
  hosts: fc.uniqueArray(fc.constantFrom('shop.example.com', 'a.apps.example.com', '*.b.apps.example.com', '*.example.com'), { minLength: 1 }).map((list) => [...list].sort()),
  routes: fc.uniqueArray(anyRoute, { selector: requestKey, minLength: 1, maxLength: 20 }),
  httpsRedirect: fc.boolean(),
  tls: fc.constantFrom(undefined, { kind: 'edge' as const }, { kind: 'secret' as const, secretName: 'own' }),
}).map(({ httpsRedirect, tls, ...one }) => exposure({
  ...one, tls, httpsRedirect: httpsRedirect && tls !== undefined, edge: edge({ listeners: LISTENERS, certificates: 'listenerSet', channel: 'standard' }),
}));

/** What was asked, as the reader would say it: for each host and backend of a route one line. */
function asked({ hosts, routes, tls }: GatewayExposure): string[] {
  const isGrpc = routes.every(({ grpc, method, query }) => grpc !== undefined && method === undefined && query.length === 0);
  return hosts.flatMap((host) => routes.flatMap((one) => {
    if (one.action.kind === 'redirect') return [];
    const list = one.action.backends;
    const of = list.reduce((sum, { weight }) => sum + weight, 0);
    const path = one.path === '/' && one.match === 'prefix' ? '' : `${one.match} ${one.path}`;
    return list.map(({ namespace, serviceName, servicePort, weight }) => [
      host, path, conditionsOf(one).join('&'), weight === of ? '' : `${weight}/${of}`, `${namespace}/${serviceName}:${servicePort}`, tls === undefined ? 'HTTP' : 'HTTPS', isGrpc ? 'GRPCRoute' : 'HTTPRoute',
    ].join(' | '));
  })).sort();
}

function told({ origin, host, path, pathMatch, conditions = [], share, backend: { namespace, service, port }, parents = [] }: Entry): string {
  const protocols = [...new Set(parents.map(({ listener }) => listener?.protocol))].sort();
  return [
    host, path === undefined ? '' : `${pathMatch} ${path}`, conditions.join('&'), share === undefined ? '' : `${share.weight}/${share.of}`,
    `${namespace}/${service}:${port?.kind === 'number' ? port.number : '?'}`, protocols.at(-1), origin.kind,
  ].join(' | ');
}

function world(one: GatewayExposure) {
  const model = { edge: one.edge, hasGrpc: true, labels: {}, annotations: {}, dns: { prefix: '', targets: [] }, infrastructure: { labels: {}, annotations: {} } };
  return [renderEdgeGateway(model, admittedBy(one.edge, [one])), ...renderGateway(one, FULL).objects];
}

describe('what is written for any exposure', () => {
  test('is taken by the API server, and read back as what was asked, at listeners that let it in', () => {
    fc.assert(fc.property(anyExposure, (one) => {
      const objects = world(one);
      expect(renderGateway(one, FULL).gaps).toEqual([]);
      expect(gatewayProblems('1.6', 'standard', objects)).toEqual([]);
      const { entries, problems, omissions } = readGatewayRoutes(objects, new Map());
      expect(problems).toEqual([]);
      // weights of nought are no omission; a redirect has nobody behind it
      expect(omissions).toEqual([]);
      expect(entries.map(told).sort()).toEqual(asked(one));
      expect(entries.flatMap(({ parents = [] }) => parents.map(({ attached }) => attached)).every((attached) => attached === 'yes')).toBe(true);
    }), { numRuns: 60 });
  });

  test('is the same whatever the order of its routes and hosts', () => {
    fc.assert(fc.property(anyExposure, (one) => {
      const turned = { ...one, routes: [...one.routes].reverse() };
      expect(JSON.stringify(renderGateway(turned, FULL))).toBe(JSON.stringify(renderGateway(one, FULL)));
    }), { numRuns: 30 });
  });

  test('lets the namespaces of exposures in, and nobody else', () => {
    const listeners: GatewayEdge['listeners'] = LISTENERS;
    const one = exposure({ edge: edge({ listeners }) });
    const [gateway, ...routes] = world(one);
    const moved = routes.map((object) => ({ ...object, metadata: { ...object.metadata, namespace: 'other' } }));
    const { entries, omissions } = readGatewayRoutes([gateway, ...moved], new Map());
    expect(entries).toEqual([]);
    expect(omissions.map(({ text }) => text)).toEqual([
      expect.stringContaining('takes no routes of the namespace `other`'), expect.stringContaining('takes no routes of the namespace `other`'),
    ]);
  });

  test('in an experimental ListenerSet of 1.4 is read as well', () => {
    const one = exposure({ tls: { kind: 'secret', secretName: 'own' }, edge: edge({ listeners: LISTENERS, certificates: 'listenerSet', release: '1.4' }) });
    const { entries, problems } = readGatewayRoutes(world(one), new Map());
    expect(problems).toEqual([]);
    expect(entries.map(({ parents }) => parents)).toEqual([[{
      kind: 'XListenerSet',
      namespace: 'shop',
      name: 'web',
      gateway: { kind: 'Gateway', namespace: 'infra', name: 'public' },
      attached: 'yes',
      listener: { name: 'https-shop.example.com', port: 443, protocol: 'HTTPS', tls: 'terminate' },
    }]]);
  });
});
