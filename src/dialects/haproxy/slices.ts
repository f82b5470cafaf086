import { RouteAcls, routeAclsOf } from './route-acl';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { order } from '../../model/order';
import { BackendModel, isByPathAlone, mainBackend, PathChange, RouteModel } from '../../model/route';
import { firstPath, NamedWay, sliceSuffixes } from '../../model/slice-names';

/** What one Ingress of an exposure says, by the names of annotations behind the prefix. */
export interface Slice {
  readonly suffix?: string;
  readonly routes: readonly RouteModel[];
  readonly annotations: Labels;
}

/** The Ingresses of an exposure, the rules on Services, and what none of them can carry. */
export interface Slices extends RouteAcls {
  readonly slices: readonly Slice[];
}

/** One path of an Ingress, and what only it needs of the annotations. */
interface Way extends NamedWay {
  readonly word: 'serve' | 'rewrite' | 'redirect' | 'canary';
  readonly route: RouteModel;
  readonly annotations: Labels;
}

/** What of a path can stand in a rule that rewrites it. */
const PATH = /^\/[A-Za-z0-9._~\-/]*$/;

/**
 * Shares the routes of an exposure out among Ingresses, since annotations speak of a whole Ingress: paths that need the same ones stand together,
 * those that need none in the first. A path that a rule of its Service takes out of another one's stands apart, since one Ingress has a path but once.
 */
export function slicesOf(exposure: IngressExposure): Slices {
  const { acls, problems } = routeAclsOf(exposure);
  const plain = exposure.routes.filter(isByPathAlone);
  const anybody = exposure.routes.map(mainBackend).find((backend) => backend !== undefined);
  const ways = [
    ...plain.flatMap(servedWay),
    ...plain.flatMap((route) => redirectWay(exposure, route, anybody)),
    ...acls.map(({ route, backend }): Way => ({ word: 'canary', path: route.path, route: written(route, backend), annotations: {} })),
  ];
  return {
    acls,
    slices: named(grouped(ways)),
    problems: [...problems, ...plain.flatMap(rewriteProblems), ...plain.flatMap((route) => redirectProblems(exposure, route, anybody))],
  };
}

function servedWay(route: RouteModel): Way[] {
  const main = mainBackend(route);
  if (route.action.kind !== 'serve' || main === undefined) return [];
  const { rewritePath, rewriteHost } = route.action;
  const annotations = {
    ...(rewritePath === undefined ? {} : { 'path-rewrite': rewriteOf(route.path, rewritePath) }),
    ...(rewriteHost === undefined ? {} : { 'set-host': rewriteHost }),
  };
  return [{ word: Object.keys(annotations).length === 0 ? 'serve' : 'rewrite', path: route.path, route: written(route, main), annotations }];
}

/** @see https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/documentation/annotations.md#path-rewrite */
function rewriteOf(path: string, { kind, value }: PathChange): string {
  if (kind === 'full') return value;
  const [from, to] = [path, value].map((one) => one.replace(/\/$/, ''));
  const beginning = (from ?? '').replace(/\./g, '[.]');
  return beginning === '' ? `^/(.*) ${to ?? ''}/\\1` : `^${beginning}(?:/|$)(.*) ${to ?? ''}/\\1`;
}

/** Another host or scheme, and the same path; a client keeps its scheme where there is but one. */
function redirectWay(exposure: IngressExposure, route: RouteModel, anybody: BackendModel | undefined): Way[] {
  if (route.action.kind !== 'redirect' || anybody === undefined) return [];
  const { host, port, status } = route.action;
  const to = `${schemeOf(exposure, route.action.scheme) ?? 'https'}://${host ?? ''}${port === undefined ? '' : `:${port}`}`;
  const annotations = { 'request-redirect': to, 'request-redirect-code': String(status) };
  return host === undefined ? [] : [{ word: 'redirect', path: route.path, route: written(route, anybody), annotations }];
}

function schemeOf({ tls, httpsRedirect }: IngressExposure, asked: 'http' | 'https' | undefined): 'http' | 'https' | undefined {
  return asked ?? (httpsRedirect ? 'https' : tls === undefined ? 'http' : undefined);
}

function written({ path, match }: RouteModel, backend: BackendModel): RouteModel {
  return { path, match, headers: [], query: [], action: { kind: 'serve', backends: [{ ...backend, weight: 1 }] } };
}

/** Ways that need the same annotations, together; those that need none first, then in the order of their paths. */
function grouped(ways: readonly Way[]): Way[][] {
  const groups = new Map<string, Way[]>();
  for (const way of ways) {
    const key = JSON.stringify([way.word === 'canary', way.annotations]);
    groups.set(key, [...groups.get(key) ?? [], way]);
  }
  const ranks = ['serve', 'rewrite', 'redirect', 'canary'];
  const rankOf = (way: Way | undefined) => ranks.indexOf(way?.word ?? 'serve');
  return [...groups.values()].sort((a, b) => rankOf(a[0]) - rankOf(b[0]) || order(firstPath(a), firstPath(b)));
}

function named(groups: readonly Way[][]): Slice[] {
  const suffixes = sliceSuffixes(groups);
  return groups.map((ways, i): Slice => ({ suffix: suffixes[i], routes: ways.map(({ route }) => route), annotations: ways[0]?.annotations ?? {} }));
}

function rewriteProblems({ path, action }: RouteModel): string[] {
  if (action.kind !== 'serve' || action.rewritePath === undefined) return [];
  const strange = [path, action.rewritePath.value].find((one) => !PATH.test(one));
  return strange === undefined ? [] : [`it rewrites no path like \`${strange}\`: use letters, digits, \`.\`, \`_\`, \`~\`, \`-\` and \`/\` only`];
}

function redirectProblems(exposure: IngressExposure, { path, action }: RouteModel, anybody: BackendModel | undefined): string[] {
  if (action.kind !== 'redirect') return [];
  if (anybody === undefined) return [`an Ingress needs a Service, and beside the redirect of path \`${path}\` no path has one: serve a path as well`];
  if (action.host === undefined || action.path !== undefined || action.host.startsWith('*')) {
    return [`it sends clients to another host with the same path, and the redirect of path \`${path}\` asks for something else: name \`host\`, and no \`path\`, or do it in the app`];
  }
  return schemeOf(exposure, action.scheme) === undefined ? [`the redirect of path \`${path}\` does not say whether it leads to HTTP or HTTPS, and clients come by both: say \`https\``] : [];
}
