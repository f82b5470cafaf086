import { canariesOf } from './canaries';
import { needsPatterns, patternOf, STRICT_PATH, TARGET_PATH } from './patterns';
import { isRedirect, redirectWays } from './redirects';
import { backendProtocol } from '../../model/backend-protocol';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { order } from '../../model/order';
import { BackendModel, isByPathAlone, mainBackend, RouteModel } from '../../model/route';
import { firstPath, NamedWay, sliceSuffixes } from '../../model/slice-names';

/** What one Ingress of an exposure says, by the names of annotations behind the prefix. */
export interface Slice {
  readonly suffix?: string;
  readonly hosts?: readonly string[];
  readonly routes: readonly RouteModel[];
  readonly annotations: Labels;
}

/** The Ingresses of an exposure, and what none of them can carry. */
export interface Slices {
  readonly slices: readonly Slice[];
  readonly problems: readonly string[];
  /** Whether the paths of the host are patterns. */
  readonly patterns: boolean;
}

/** One path of an Ingress, and what only it needs of the annotations. */
interface Way extends NamedWay {
  readonly hosts?: readonly string[];
  readonly route: RouteModel;
  readonly annotations: Labels;
}

/**
 * Shares the routes of an exposure out among Ingresses, since annotations speak of a whole Ingress: paths that need the same ones stand together,
 * those that need none in the first.
 */
export function slicesOf(exposure: IngressExposure): Slices {
  const plain = exposure.routes.filter(isByPathAlone);
  const redirects = plain.filter(isRedirect).map((route) => ({ route, ways: redirectWays(exposure, route) }));
  const patterns = exposure.routes.some((route) => needsPatterns(route))
    || redirects.some(({ ways }) => ways.some((way) => 'isPattern' in way && way.isPattern));
  const { canaries, problems } = canariesOf(exposure);
  const anybody = exposure.routes.map(mainBackend).find((backend) => backend !== undefined);
  const served = plain.flatMap((route) => servedWay(route, patterns));
  const sentOn = anybody === undefined ? [] : redirects.flatMap(({ route, ways }) => ways.flatMap((way): Way[] => ('problem' in way
    ? []
    : [{ word: 'redirect', path: route.path, hosts: way.hosts, route: written(route, anybody, patterns), annotations: way.annotations }])));
  const beside = canaries.map(({ route, backend, annotations }): Way => ({ word: 'canary', path: route.path, route: written(route, backend, patterns), annotations }));
  return {
    slices: named(grouped([...served, ...sentOn, ...beside])),
    patterns,
    problems: [
      ...problems,
      ...redirects.flatMap(({ ways }) => ways.flatMap((way) => ('problem' in way ? [way.problem] : []))),
      ...pathProblems(exposure.routes),
      ...redirectProblems(exposure.routes, anybody),
    ],
  };
}

function servedWay(route: RouteModel, patterns: boolean): Way[] {
  const main = mainBackend(route);
  if (route.action.kind !== 'serve' || main === undefined) return [];
  const { rewritePath, rewriteHost } = route.action;
  const protocol = backendProtocol(main);
  const rewritten = rewritePath === undefined ? undefined : rewritePath.kind === 'full' ? rewritePath.value : patternOf(route).behind?.(rewritePath.value);
  const annotations = {
    ...(protocol === 'grpc' || protocol === 'https' ? { 'backend-protocol': protocol.toUpperCase() } : {}),
    ...(rewritten === undefined ? {} : { 'rewrite-target': rewritten }),
    ...(rewriteHost === undefined ? {} : { 'upstream-vhost': rewriteHost }),
  };
  const word = rewritten !== undefined || rewriteHost !== undefined ? 'rewrite' : protocol;
  return [{ word, path: route.path, route: written(route, main, patterns), annotations }];
}

/** A route as one path with one backend, in the words of nginx where they are patterns. */
function written({ path, match, action }: RouteModel, backend: BackendModel, patterns: boolean): RouteModel {
  const isRoot = path === '/' && match === 'prefix' && (action.kind === 'serve' ? action.rewritePath === undefined : false);
  const way = patterns ? { path: isRoot ? '/' : patternOf({ path, match }).text, match: 'regex' } as const : { path, match };
  return { ...way, headers: [], query: [], action: { kind: 'serve', backends: [{ ...backend, weight: 1 }] } };
}

/** Ways that need the same annotations for the same hosts, together; those that need none first, then in the order of their paths. */
function grouped(ways: readonly Way[]): Way[][] {
  const keyOf = ({ annotations, hosts }: Way) => JSON.stringify([Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1)), hosts]);
  const groups = new Map<string, Way[]>();
  for (const way of ways) groups.set(keyOf(way), [...groups.get(keyOf(way)) ?? [], way]);
  return [...groups.values()].sort((a, b) => rankOf(a[0]) - rankOf(b[0]) || order(firstPath(a), firstPath(b)));
}

function rankOf(way: Way | undefined): number {
  if (way === undefined || Object.keys(way.annotations).length === 0) return 0;
  return way.word === 'redirect' ? 2 : way.word === 'canary' ? 3 : 1;
}

function named(groups: readonly Way[][]): Slice[] {
  const suffixes = sliceSuffixes(groups);
  return groups.map((ways, i): Slice => ({
    suffix: suffixes[i],
    hosts: ways[0]?.hosts,
    routes: ways.map(({ route }) => route),
    annotations: ways[0]?.annotations ?? {},
  }));
}

function pathProblems(routes: readonly RouteModel[]): string[] {
  return routes.flatMap(({ path, match, action }) => [
    ...(match === 'regex' || STRICT_PATH.test(path) ? [] : [`ingress-nginx refuses path \`${path}\`: use letters, digits, \`.\`, \`_\`, \`-\` and \`/\` only`]),
    ...(action.kind === 'redirect' || action.rewritePath === undefined || TARGET_PATH.test(action.rewritePath.value) ? [] : [
      `ingress-nginx refuses the rewrite of path \`${path}\` to \`${action.rewritePath.value}\`: use letters, digits and \`.\`, \`_\`, \`~\`, \`:\`, \`-\` and \`/\` only`,
    ]),
  ]);
}

/** A redirect stands before a Service that it never reaches, and is taken for all that nobody serves, where its Ingress is the oldest of the host. */
function redirectProblems(routes: readonly RouteModel[], anybody: BackendModel | undefined): string[] {
  const first = routes.find(isRedirect);
  if (first === undefined) return [];
  if (anybody === undefined) return [`an Ingress needs a Service, and beside the redirect of path \`${first.path}\` no path has one: serve a path as well`];
  const isRooted = routes.some(({ path, match }) => path === '/' && match === 'prefix');
  return isRooted ? [] : [`it may send clients on from every path that nobody serves, as from \`${first.path}\`: serve path \`/\` as well`];
}
