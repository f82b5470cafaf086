import { order } from '../../model/order';
import { RouteModel } from '../../model/route';

/** Hosts of one kind: names, or wildcards, which give way to names. */
export interface HostGroup {
  readonly hosts: readonly string[];
  readonly isWildcard: boolean;
}

/** The hosts of an exposure, sorted: names first, then wildcards. */
export function hostGroups(hosts: readonly string[]): HostGroup[] {
  const all = [...new Set(hosts)].sort();
  return [false, true].map((isWildcard) => ({ hosts: all.filter((host) => host.startsWith('*.') === isWildcard), isWildcard })).filter((group) => group.hosts.length > 0);
}

/** Routes as Traefik asks them: the most specific first. */
export function mostSpecificFirst(routes: readonly RouteModel[]): RouteModel[] {
  return [...routes].sort((a, b) => score(b) - score(a) || order(JSON.stringify(a), JSON.stringify(b)));
}

/**
 * When a rule is asked, where that is not left to its length.
 *
 * Traefik asks the longest rule first, whatever it means: `Path` of `/a` would come behind `PathPrefix` of `/`, and one with many hosts before all others. The
 * numbers here mean the same in every exposure, so that it does not matter in which of them a path is. All of a name keeps its length, which is below
 * them, and so gives way to the rules of anybody else that say more.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/#priority-calculation (3.7)
 */
export function priorityOf(route: RouteModel, isWildcard: boolean): number | undefined {
  if (isEverything(route)) return isWildcard ? BELOW_EVERY_NAME : undefined;
  return 2 * score(route) - (isWildcard ? 1 : 0);
}

/** Whether no request meets two of the routes, so that it does not matter which is asked first. */
export function isOrderFree(routes: readonly RouteModel[]): boolean {
  return routes.length === 1 || routes.every(({ match }) => match === 'exact');
}

/** Shorter than any rule with a name in it. */
const BELOW_EVERY_NAME = 10;

/** What a path counts by its kind, and by each of its characters: more than all conditions together. */
const [PREFIX, PATTERN, EXACT, CHARACTER] = [1_000, 500_000, 1_000_000, 400];

function isEverything({ path, match, method, headers, query }: RouteModel): boolean {
  return match === 'prefix' && path === '/' && method === undefined && headers.length + query.length === 0;
}

/**
 * Exact paths before patterns, and these before prefixes; then the longer path, then more conditions.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1, `HTTPRouteRule`: of equal paths the method goes before headers, and these before parameters)
 */
function score({ path, match, method, headers, query }: RouteModel): number {
  const conditions = (method === undefined ? 0 : 200) + Math.min(headers.length, 16) * 10 + Math.min(query.length, 9);
  const length = Math.min(path.length, 1_000) * CHARACTER;
  switch (match) {
    case 'exact': return EXACT + conditions;
    case 'regex': return PATTERN + length + conditions;
    case 'prefix': return PREFIX + length + conditions;
  }
}
