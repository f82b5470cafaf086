import { TypedConfig } from './kinds';
import { IpFamilyName } from '../../model/families';

/** The cluster, in Envoy's sense, of all that is reached by a name. */
export const NAMES_CLUSTER = 'names';

const CACHE = 'names';

/** How many names are remembered at once. */
const NAMES_AT_MOST = 1024;

/** The filter that resolves the name of a request before it is sent on. */
export function namesFilter(families: readonly IpFamilyName[]): TypedConfig {
  return {
    name: 'envoy.filters.http.dynamic_forward_proxy',
    typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.dynamic_forward_proxy.v3.FilterConfig', 'dns_cache_config': cacheOf(families) },
  };
}

/** Where requests are sent on to: to the addresses that their names have. */
export function namesCluster(connections: number, families: readonly IpFamilyName[]): object {
  return {
    name: NAMES_CLUSTER,
    lb_policy: 'CLUSTER_PROVIDED',
    connect_timeout: '5s',
    per_connection_buffer_limit_bytes: 32_768,
    circuit_breakers: { thresholds: [{ max_connections: connections, max_pending_requests: connections, max_requests: connections }] },
    cluster_type: {
      name: 'envoy.clusters.dynamic_forward_proxy',
      typed_config: { '@type': 'type.googleapis.com/envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig', 'dns_cache_config': cacheOf(families) },
    },
  };
}

/** Filter and cluster find each other by the whole of this. Names are taken as they are: a search domain would make names of the cluster of them. */
function cacheOf(families: readonly IpFamilyName[]): object {
  return {
    name: CACHE,
    dns_lookup_family: lookupFamily(families),
    max_hosts: NAMES_AT_MOST,
    typed_dns_resolver_config: {
      name: 'envoy.network.dns_resolver.cares',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig',
        'dns_resolver_options': { no_default_search_domain: true },
      },
    },
  };
}

function lookupFamily(families: readonly IpFamilyName[]): 'ALL' | 'V4_ONLY' | 'V6_ONLY' {
  if (families.length !== 1) return 'ALL';
  return families[0] === 'IPv4' ? 'V4_ONLY' : 'V6_ONLY';
}
