import { readRoutes } from './read-route';
import { mustBe, typedConfig } from './read-typed';
import { Field } from '../../fields/field';
import { ProxyListener } from '../../reachability/rules/egress-proxies';

/** The listeners of a configuration. Whatever is there that is not known here is reported: it may let something through. */
export function readBootstrap(field: Field): ProxyListener[] {
  const { static_resources: resources } = field.members('static_resources', 'overload_manager');
  const { listeners, clusters } = resources.members('listeners', 'clusters');
  const names = new Set(clusters.items().map(readCluster));
  return listeners.items().map((listener) => readListener(listener, names));
}

/** The name of a cluster, which must be one that goes wherever the name of a request leads. */
function readCluster(field: Field): string {
  const { name, lb_policy: policy, cluster_type: type } = field.members(
    'name', 'lb_policy', 'connect_timeout', 'per_connection_buffer_limit_bytes', 'circuit_breakers', 'cluster_type',
  );
  mustBe(policy, 'CLUSTER_PROVIDED');
  const { dns_cache_config: cache } = typedConfig(type, 'envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig', 'dns_cache_config');
  readCache(cache);
  return name.text() ?? '';
}

/** How names are resolved: by the DNS of the pod, each as it is. */
function readCache(field: Field): void {
  const { typed_dns_resolver_config: resolver } = field.members('name', 'dns_lookup_family', 'max_hosts', 'typed_dns_resolver_config');
  const { dns_resolver_options: options } = typedConfig(
    resolver, 'envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig', 'dns_resolver_options',
  );
  const { no_default_search_domain: asItIs } = options.members('no_default_search_domain');
  if (!asItIs.flag()) asItIs.refuse('FIELD_MISSING', 'a name may become one of the cluster by a search domain');
}

function readListener(field: Field, clusters: ReadonlySet<string>): ProxyListener {
  const { address, filter_chains: chains } = field.members('name', 'address', 'per_connection_buffer_limit_bytes', 'filter_chains');
  const { socket_address: socket } = address.members('socket_address');
  const { port_value: port } = socket.members('address', 'port_value', 'ipv4_compat');
  const managers = chains.items().flatMap((chain) => chain.members('filters').filters.items());
  if (managers.length !== 1) chains.refuse('FIELD_TYPE', `${managers.length} filters are there, of which one is known`);
  return { port: port.integer() ?? 0, grants: managers.flatMap((manager) => readManager(manager, clusters)) };
}

const MANAGER_FIELDS = [
  'stat_prefix', 'codec_type', 'use_remote_address', 'skip_xff_append', 'generate_request_id', 'request_headers_timeout', 'stream_idle_timeout', 'access_log',
  'http_filters', 'route_config',
] as const;

function readManager(field: Field, clusters: ReadonlySet<string>): ProxyListener['grants'] {
  const members = typedConfig(field, 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager', ...MANAGER_FIELDS);
  mustBe(members.codec_type, 'HTTP1');
  members.http_filters.items().forEach(readFilter);
  const hosts = members.route_config.members('name', 'virtual_hosts').virtual_hosts.items();
  if (hosts.length !== 1) members.route_config.refuse('FIELD_TYPE', `${hosts.length} virtual hosts are there, of which one is known`);
  return hosts.flatMap((host) => {
    const { domains, routes } = host.members('name', 'domains', 'routes');
    if (domains.json() !== '["*"]') domains.refuse('FIELD_TYPE', `${domains.quoted()} must be every domain: routes tell them apart`);
    return readRoutes(routes.items(), clusters);
  });
}

/** The filters that are known: one that resolves names, and the router, which comes last by itself. */
function readFilter(field: Field): void {
  const { name } = field.members('name', 'typed_config');
  if (name.text() === 'envoy.filters.http.router') {
    typedConfig(field, 'envoy.extensions.filters.http.router.v3.Router', 'suppress_envoy_headers');
    return;
  }
  const { dns_cache_config: cache } = typedConfig(field, 'envoy.extensions.filters.http.dynamic_forward_proxy.v3.FilterConfig', 'dns_cache_config');
  readCache(cache);
}
