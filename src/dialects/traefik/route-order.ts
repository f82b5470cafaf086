import { RouteModel } from '../../model/route';

/** A route with its rule, and the priority that it needs; none where the length of the rule says the same. */
export interface RankedRoute {
  readonly route: RouteModel;
  readonly rule: string;
  readonly priority?: number;
}

/**
 * The routes of an exposure, the most specific first, as Traefik is to ask them.
 *
 * Traefik asks the longest rule first, whatever it means: `Path` of `/a` would come behind `PathPrefix` of `/`. A rule that would be asked too late
 * gets the next number above those that it has to come before, so that all stay on the scale of lengths, on which the rules of others are.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/#priority-calculation (3.7)
 */
export function rankedRoutes(routes: readonly RouteModel[], ruleOf: (route: RouteModel) => string): RankedRoute[] {
  const ascending = routes.map((route) => ({ route, rule: ruleOf(route) }))
    .sort((a, b) => bySpecificity(a.route, b.route) || compare(a.rule, b.rule));
  let below = 0;
  const ranked = ascending.map(({ route, rule }): RankedRoute => {
    const natural = rule.length;
    const rank = Math.max(natural, below + 1);
    below = rank;
    return { route, rule, ...(rank === natural ? {} : { priority: rank }) };
  });
  return ranked.reverse();
}

/** Whether no request meets two of the routes, so that it does not matter which is asked first. */
export function isOrderFree(routes: readonly RouteModel[]): boolean {
  return routes.length === 1 || routes.every(({ match }) => match === 'exact');
}

const KINDS = { prefix: 0, regex: 1, exact: 2 } as const;

/** Patterns before prefixes, as exact paths are before both; then the longer path, then more conditions. */
function bySpecificity(a: RouteModel, b: RouteModel): number {
  return KINDS[a.match] - KINDS[b.match] || a.path.length - b.path.length || conditions(a) - conditions(b);
}

/** @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1, `HTTPRouteRule`: of equal paths the method goes before headers, and these before parameters) */
function conditions({ method, headers, query }: RouteModel): number {
  return (method === undefined ? 0 : 10_000) + headers.length * 100 + query.length;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
