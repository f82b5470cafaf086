import { caller, configOf, proxyOf, tunnelTo, withValue } from './config';
import { proxyFindings } from '../../../src/compare/egress/proxies';
import { readEgressProxies } from '../../../src/dialects/egress-proxy/read';
import { EgressProxyModel, ProxyCaller } from '../../../src/model/egress-proxy';
import { lineOf } from '../../../src/model/finding';
import * as fc from '../../property';

const MODEL = proxyOf([
  caller('payments', 20001, tunnelTo('*.stripe.com'), tunnelTo('api.stripe.com', 8443)),
  caller('web', 20002, { dnsName: 'example.com', port: 80, isPlain: true }, { dnsName: 'example.com', port: 8080, isPlain: true }),
]);

const POD = {
  containers: [{
    name: 'egress',
    command: ['/usr/local/bin/envoy'],
    args: ['-c', '/etc/egress-proxy/envoy.json', '--disable-hot-restart', '--concurrency', '2', '--log-level', 'warning'],
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, { name: 'egress', mountPath: '/etc/egress-proxy' }],
  }],
  volumes: [{ name: 'tmp', emptyDir: {} }, { name: 'egress', configMap: { name: 'egress' } }],
};

function objectsOf(config: unknown, pod: unknown = POD): unknown[] {
  const metadata = { annotations: { 'cdk8s-reach/egress-config': 'x' } };
  return [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'egress', namespace: 'shop' }, spec: { template: { metadata, spec: pod } } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'egress', namespace: 'shop' }, data: { 'envoy.json': typeof config === 'string' ? config : JSON.stringify(config) } },
  ];
}

/** What is found when this configuration is read and held against what the model asked. */
function foundIn(objects: readonly unknown[], model: EgressProxyModel = MODEL): string[] {
  const asked = { id: { kind: 'Deployment', namespace: 'shop', name: 'egress' }, site: { path: 'shop/egress', place: () => undefined }, callers: model.callers };
  return [...proxyFindings([asked], readEgressProxies(objects)).values()].flat().map(lineOf);
}

const MANAGER = ['static_resources', 'listeners', 1, 'filter_chains', 0, 'filters', 0, 'typed_config'] as const;
const ROUTES = [...MANAGER, 'route_config', 'virtual_hosts', 0, 'routes'] as const;
const FORWARD = { cluster: 'names', upgrade_configs: [{ upgrade_type: 'CONNECT', connect_config: {} }] };

test('what is rendered is read as exactly what was asked', () => {
  expect(readEgressProxies(objectsOf(configOf(MODEL)))).toEqual([{
    namespace: 'shop',
    name: 'egress',
    strange: [],
    listeners: [
      { port: 15021, grants: [] },
      { port: 20001, grants: [{ kind: 'tunnel', dnsName: '*.stripe.com', port: 443 }, { kind: 'tunnel', dnsName: 'api.stripe.com', port: 8443 }] },
      {
        port: 20002,
        grants: [
          { kind: 'tunnel', dnsName: 'example.com', port: 80 }, { kind: 'plain', dnsName: 'example.com', port: 80 },
          { kind: 'tunnel', dnsName: 'example.com', port: 8080 }, { kind: 'plain', dnsName: 'example.com', port: 8080 },
        ],
      },
    ],
  }]);
  expect(foundIn(objectsOf(configOf(MODEL)))).toEqual([]);
});

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const name = fc.tuple(fc.boolean(), fc.array(label, { minLength: 1, maxLength: 4 }))
  .map(([isWild, labels]) => `${isWild ? '*.' : ''}${labels.join('.')}`);
const numbers = fc.oneof(fc.constant(80), fc.constant(443), fc.integer({ min: 1, max: 65535 }));
const opening = fc.record({ dnsName: name, port: numbers, isPlain: fc.boolean() });
const callers: fc.Arbitrary<ProxyCaller[]> = fc.uniqueArray(
  fc.record({
    port: fc.integer({ min: 20_000, max: 20_020 }),
    openings: fc.uniqueArray(opening, { minLength: 1, maxLength: 5, selector: (one) => `${one.dnsName}:${one.port}` }),
  }),
  { maxLength: 4, selector: ({ port }) => port },
).map((list) => list.map(({ port, openings }) => caller(`caller-${port}`, port, ...openings)));

test('law: whatever names and ports are asked, the reader finds these and no others', () => {
  fc.assert(fc.property(callers, (asked) => {
    const model = proxyOf(asked);
    expect(foundIn(objectsOf(configOf(model)), model)).toEqual([]);
  }), { numRuns: 200 });
});

test('law: a name more or less in the configuration is found', () => {
  fc.assert(fc.property(callers.filter((list) => list.length > 0), (asked) => {
    const [first, ...rest] = asked;
    const fewer = first === undefined ? [] : [{ ...first, openings: first.openings.slice(1) }, ...rest];
    expect(foundIn(objectsOf(configOf(proxyOf(fewer))), proxyOf(asked)).join()).toMatch(/PROXY_MISSING/);
    expect(foundIn(objectsOf(configOf(proxyOf(asked))), proxyOf(fewer)).join()).toMatch(/PROXY_EXCESS/);
  }), { numRuns: 100 });
});

describe('a damage of the configuration is found', () => {
  const config = configOf(MODEL);
  const EXCESS = /PROXY_EXCESS/;

  test.each<[string, readonly (string | number)[], unknown, RegExp]>([
    ['another name', [...ROUTES, 1, 'match', 'headers', 0, 'string_match', 'exact'], 'evil.example:443', /lets `shop\/payments` \(port 20001\) reach `evil\.example:443`/],
    ['another port of a name', [...ROUTES, 1, 'match', 'headers', 0, 'string_match', 'exact'], 'api.stripe.com:22', /reach `api\.stripe\.com:22`, and nobody declared that/],
    ['a name that is gone', [...ROUTES, 1, 'match', 'headers', 0, 'string_match', 'exact'], 'x.example:1', /does not let `shop\/payments` reach `api\.stripe\.com:8443`, which is declared/],
    ['a route for every name', [...ROUTES, 1], { match: { connect_matcher: {} }, route: FORWARD }, /reach `every name on every port`/],
    ['a route for plain HTTP to every name', [...ROUTES, 1], { match: { prefix: '/' }, route: { cluster: 'names' } }, /reach `every name on every port by plain HTTP`/],
    ['a pattern that begins wider', [...ROUTES, 0, 'match', 'headers', 0, 'string_match', 'safe_regex', 'regex'], '(?i).*stripe\\.com:443', EXCESS],
    ['a pattern for any number of labels', [...ROUTES, 0, 'match', 'headers', 0, 'string_match', 'safe_regex', 'regex'], '(?i)([a-z0-9_-]+\\.)+stripe\\.com:443', EXCESS],
    ['a pattern whose dot is any sign', [...ROUTES, 0, 'match', 'headers', 0, 'string_match', 'safe_regex', 'regex'], '(?i)[a-z0-9_-]+\\.stripe.com:443', EXCESS],
    ['a condition on another header', [...ROUTES, 1, 'match', 'headers', 0, 'name'], 'x-name', EXCESS],
    ['a condition that is turned around', [...ROUTES, 1, 'match', 'headers', 0, 'invert_match'], true, EXCESS],
    ['a cluster beside', ['static_resources', 'clusters', 1], { name: 'other', type: 'STRICT_DNS' }, EXCESS],
    ['a route to another cluster', [...ROUTES, 1, 'route', 'cluster'], 'other', EXCESS],
    ['another name in its place', [...ROUTES, 1, 'route', 'host_rewrite_literal'], 'evil.example', EXCESS],
    ['a tunnel that is passed on', [...ROUTES, 1, 'route', 'upgrade_configs'], [], EXCESS],
    ['an interface for administrators', ['admin'], { address: {} }, EXCESS],
    ['configuration from elsewhere', ['dynamic_resources'], { lds_config: {} }, EXCESS],
    ['a filter more', [...MANAGER, 'http_filters', 2], { name: 'x', typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua' } }, EXCESS],
    ['a filter chain more', ['static_resources', 'listeners', 1, 'filter_chains', 1], { filters: [{ name: 'tcp' }] }, EXCESS],
    ['a listener of another kind', ['static_resources', 'listeners', 3], { name: 'x', listener_filters: [] }, EXCESS],
    ['another port of a listener', ['static_resources', 'listeners', 1, 'address', 'socket_address', 'port_value'], 20009, /lets whoever reaches port 20009 reach/],
    ['domains that are told apart', [...MANAGER, 'route_config', 'virtual_hosts', 0, 'domains'], ['a.example'], EXCESS],
    ['a virtual host more', [...MANAGER, 'route_config', 'virtual_hosts', 1], { name: 'x', domains: ['*'], routes: [] }, EXCESS],
    ['a name that is answered in its place', [...ROUTES, 0, 'direct_response'], { status: 200 }, EXCESS],
    ['names that are refused before', [...ROUTES, 0], { match: { connect_matcher: {} }, direct_response: { status: 403 } }, /PROXY_MISSING/],
    ['search domains', ['static_resources', 'clusters', 0, 'cluster_type', 'typed_config', 'dns_cache_config', 'typed_dns_resolver_config', 'typed_config', 'dns_resolver_options', 'no_default_search_domain'], false, EXCESS],
    ['another resolver', ['static_resources', 'clusters', 0, 'cluster_type', 'typed_config', 'dns_cache_config', 'typed_dns_resolver_config', 'typed_config', 'resolvers'], [], EXCESS],
    ['another protocol', [...MANAGER, 'codec_type'], 'AUTO', EXCESS],
  ])('%s', (_, path, other, says) => {
    const found = foundIn(objectsOf(withValue(config, path, other)));
    expect(found.join('\n')).toMatch(says);
  });

  test('what is no JSON', () => {
    expect(foundIn(objectsOf('{')).join('\n')).toMatch(/the configuration is no JSON/);
  });
});

describe('a damage of the pods is found', () => {
  test.each<[string, readonly (string | number)[], unknown, RegExp]>([
    ['another program', ['containers', 0, 'command', 0], '/bin/sh', /command: `\/bin\/sh` is not Envoy alone/],
    ['configuration in the arguments', ['containers', 0, 'args', 7], '--config-yaml', /args: `--config-yaml` may change what the configuration says/],
    ['another file', ['containers', 0, 'args', 1], '/tmp/envoy.json', /`\/tmp\/envoy\.json` is no file of a ConfigMap that is written/],
    ['no file', ['containers', 0, 'args'], [], /no configuration is named/],
    ['another ConfigMap', ['volumes', 1, 'configMap', 'name'], 'other', /is no file of a ConfigMap that is written/],
    ['keys under other names', ['volumes', 1, 'configMap', 'items'], [{ key: 'other', path: 'envoy.json' }], /is no file of a ConfigMap that is written/],
    ['a container beside it', ['containers', 1], { name: 'shell' }, /containers: 2 of them, of which one is known/],
  ])('%s', (_, path, other, says) => {
    const found = foundIn(objectsOf(configOf(MODEL), withValue(POD, path, other)));
    expect(found.join('\n')).toMatch(says);
    expect(found.join('\n')).toMatch(/PROXY_(EXCESS|MISSING)/);
  });

  test('a Deployment that no longer says that it is a proxy', () => {
    const [, config] = objectsOf(configOf(MODEL));
    expect(foundIn([config])).toEqual([expect.stringMatching(/proxy `shop\/egress` is not among the objects that are written.*\(PROXY_MISSING\)$/)]);
  });
});
