import { AnyAuthority, readAuthority } from './read-authority';
import { Field } from '../../fields/field';
import { ProxyGrant } from '../../reachability/rules/egress-proxies';

/** The requests for which no later route is asked any more. */
interface Settled {
  tunnel: boolean;
  plain: boolean;
}

/**
 * What some routes let through: of the routes that match a request the first decides.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto (tried with Envoy 1.40.0)
 */
export function readRoutes(routes: readonly Field[], clusters: ReadonlySet<string>): ProxyGrant[] {
  const settled: Settled = { tunnel: false, plain: false };
  return routes.flatMap((route) => readRoute(route, clusters, settled));
}

function readRoute(field: Field, clusters: ReadonlySet<string>, settled: Settled): ProxyGrant[] {
  const { match, route, direct_response: answer } = field.members('match', 'route', 'direct_response');
  const members = match.members('connect_matcher', 'prefix', 'path', 'headers');
  const kind = members.connect_matcher.isPresent() ? 'tunnel' : 'plain';
  const authority = readHeaders(members.headers);
  const isShut = settled[kind];
  if (answer.isPresent()) {
    answer.members('status', 'body');
    if (members.headers.isPresent()) match.refuse('FIELD_TYPE', 'some names are answered in their place');
    // what is answered gets nowhere; one path alone leaves all others to the routes behind it
    if (kind === 'tunnel' || members.prefix.text() === '/') settled[kind] = true;
    return [];
  }
  readAction(route, kind, clusters);
  return isShut ? [] : [{ kind, ...authority }];
}

/** Where the requests of a route go: to whatever their name leads to, and as they are. */
function readAction(field: Field, kind: 'plain' | 'tunnel', clusters: ReadonlySet<string>): void {
  const { cluster, upgrade_configs: upgrades } = field.members('cluster', 'timeout', 'upgrade_configs');
  if (!clusters.has(cluster.text() ?? '')) cluster.refuse('FIELD_TYPE', `${cluster.quoted()} is no cluster that goes where the name leads`);
  const types = upgrades.items().map((upgrade) => {
    const { upgrade_type: type, connect_config: config } = upgrade.members('upgrade_type', 'connect_config');
    config.members();
    return type.text();
  });
  if (kind === 'tunnel' && types.join() !== 'CONNECT') field.refuse('FIELD_TYPE', 'a tunnel is not ended here, so that its name is not the one that is resolved');
  if (kind === 'plain' && types.length > 0) upgrades.refuse('FIELD_UNKNOWN', 'a request that is no tunnel is made one');
}

/** The name and port of the requests of a route; one without such a condition is for any. */
function readHeaders(field: Field): AnyAuthority {
  const conditions = field.items();
  if (conditions.length === 0) return {};
  const [condition] = conditions;
  const { name, string_match: text } = condition?.members('name', 'string_match') ?? {};
  if (conditions.length > 1 || name?.text() !== ':authority' || text === undefined) {
    field.refuse('FIELD_TYPE', `${field.quoted()} is not the one condition that is known, the name and port of the request`);
    return {};
  }
  return readAuthority(text);
}
