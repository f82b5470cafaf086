import { Listener, Route, SocketAddress, StringMatch, TypedConfig } from './kinds';
import { namesFilter } from './resolver';
import { ProxyCaller, ProxyOpening } from '../../model/egress-proxy';
import { IpFamilyName } from '../../model/families';

/** The port that a client of plain HTTP leaves out. */
const HTTP_PORT = 80;

const REFUSED = 'this name and port are not on the allow-list of the caller\n';

/** The listener of one caller: tunnels, and plain HTTP where it is asked for, to the names of the caller and to nothing else. */
export function listenerOf({ port, openings }: ProxyCaller, cluster: string, families: readonly IpFamilyName[]): Listener {
  const routes = openings.flatMap((opening) => [tunnel(opening, cluster), ...(opening.isPlain ? [plain(opening, cluster)] : [])]);
  return listener(`caller-${port}`, port, families, {
    routes: [...routes, refused({ prefix: '/' }), refused({ connect_matcher: {} })],
    filters: [namesFilter(families)],
    log: [{ name: 'envoy.access_loggers.stdout', typed_config: { '@type': 'type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog' } }],
  });
}

/** The listener of the kubelet, which says that the proxy is there. */
export function readinessListener(port: number, paths: readonly string[], families: readonly IpFamilyName[]): Listener {
  return listener('ready', port, families, { routes: paths.map((path) => ({ match: { path }, direct_response: { status: 200 } })), filters: [], log: [] });
}

/** A request for a tunnel to one name and port. */
function tunnel(opening: ProxyOpening, cluster: string): Route {
  return {
    match: { connect_matcher: {}, headers: [{ name: ':authority', string_match: authorityOf(opening, false) }] },
    route: { cluster, upgrade_configs: [{ upgrade_type: 'CONNECT', connect_config: {} }] },
  };
}

/** A request of plain HTTP to one name and port; it may take as long as the other side does. */
function plain(opening: ProxyOpening, cluster: string): Route {
  return {
    match: { prefix: '/', headers: [{ name: ':authority', string_match: authorityOf(opening, opening.port === HTTP_PORT) }] },
    route: { cluster, timeout: '0s' },
  };
}

function refused(match: Route['match']): Route {
  return { match, direct_response: { status: 403, body: { inline_string: REFUSED } } };
}

/** How the name and the port are written in a request: with the port, or without it where it is the one that is left out. */
function authorityOf({ dnsName, port }: ProxyOpening, portMayLack: boolean): StringMatch {
  if (!dnsName.startsWith('*.') && !portMayLack) return { exact: `${dnsName}:${port}`, ignore_case: true };
  const below = dnsName.startsWith('*.') ? `[a-z0-9_-]+\\.${escaped(dnsName.slice(2))}` : escaped(dnsName);
  return { safe_regex: { regex: `(?i)${below}${portMayLack ? `(:${port})?` : `:${port}`}` } };
}

/** A name has letters, digits, hyphens and dots; of these the dot alone says something else in a pattern. */
function escaped(dnsName: string): string {
  return dnsName.replace(/\./g, '\\.');
}

/** What differs from listener to listener. */
interface Content {
  readonly routes: readonly Route[];
  readonly filters: readonly TypedConfig[];
  readonly log: readonly TypedConfig[];
}

function listener(name: string, port: number, families: readonly IpFamilyName[], { routes, filters, log }: Content): Listener {
  return {
    name,
    address: addressOf(port, families),
    per_connection_buffer_limit_bytes: 32_768,
    filter_chains: [{
      filters: [{
        name: 'envoy.filters.network.http_connection_manager',
        typed_config: {
          '@type': 'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
          'stat_prefix': name,
          'codec_type': 'HTTP1',
          // what a caller says of itself is not believed, and nobody outside is told who it is
          'use_remote_address': true,
          'skip_xff_append': true,
          'generate_request_id': false,
          'request_headers_timeout': '10s',
          'stream_idle_timeout': '3600s',
          ...(log.length === 0 ? {} : { access_log: log }),
          'http_filters': [...filters, {
            name: 'envoy.filters.http.router',
            typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router', 'suppress_envoy_headers': true },
          }],
          'route_config': { name, virtual_hosts: [{ name, domains: ['*'], routes }] },
        },
      }],
    }],
  };
}

function addressOf(port: number, families: readonly IpFamilyName[]): SocketAddress {
  if (!families.includes('IPv6')) return { socket_address: { address: '0.0.0.0', port_value: port } };
  return { socket_address: { address: '::', port_value: port, ...(families.includes('IPv4') ? { ipv4_compat: true } : {}) } };
}
