import { IngressExposure } from '../../model/exposure';
import { BackendModel, isByPathAlone, mainBackend, requestText, RouteModel } from '../../model/route';

/** A Service that gets some of the requests of a path, and the rule by which it does, which stands on the Service itself. */
export interface RouteAcl {
  readonly route: RouteModel;
  readonly backend: BackendModel;
  readonly acl: string;
}

/** The rules of an exposure, and what none can be. */
export interface RouteAcls {
  readonly acls: readonly RouteAcl[];
  readonly problems: readonly string[];
}

type Found = RouteAcl | { readonly problem: string };

/** What stands in a rule as it is: no blank, quote or bracket of the configuration's own. */
const PLAIN = /^[A-Za-z0-9._~:/@,=+*?^$()[\]|-]+$/;

/**
 * The rules that an exposure needs: one for the second of two targets of a path, one for a path with a condition beside the same path without.
 *
 * A rule is for all that its Service serves, stands before all other routes, however long their paths, and takes nothing of the annotations of its
 * Ingress: those of the path without the condition hold.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/pkg/route/route.go (`AddCustomRoute`)
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/documentation/canary-deployment.md
 */
export function routeAclsOf({ routes }: IngressExposure): RouteAcls {
  const found = routes.flatMap((route): Found[] => (isByPathAlone(route) ? sharedOut(route) : [conditional(routes, route)]));
  const acls = found.flatMap((one) => ('acl' in one ? [one] : []));
  const problems = [...found.flatMap((one) => ('problem' in one ? [one.problem] : [])), ...acls.flatMap((one) => sideEffects(routes, acls, one))];
  return { acls, problems: [...new Set(problems)] };
}

function sharedOut(route: RouteModel): Found[] {
  if (route.action.kind === 'redirect' || route.action.backends.length < 2) return [];
  const [main, backend, ...more] = route.action.backends;
  if (main === undefined || backend === undefined || more.length > 0) {
    return [{ problem: `it shares the requests of a path between two targets, and path \`${route.path}\` has ${route.action.backends.length}: use two, or an edge of the Gateway API` }];
  }
  return [{ route, backend, acl: `rand(${main.weight + backend.weight}) lt ${backend.weight}` }];
}

function conditional(routes: readonly RouteModel[], route: RouteModel): Found {
  const backend = mainBackend(route);
  const plain = routes.find((other) => other.path === route.path && other.match === route.match && isByPathAlone(other));
  const text = requestText(route);
  if (backend === undefined || plain?.action.kind !== 'serve' || route.action.kind !== 'serve') {
    return { problem: `it takes requests with a condition out of those of the same path, and path \`${text}\` has no like without the condition that pods serve: add one` };
  }
  const [changes, others] = [route, plain].map(({ action }) => (action.kind === 'serve' ? [action.rewritePath, action.rewriteHost] : []));
  const isSame = JSON.stringify(changes) === JSON.stringify(others);
  if (!isSame || route.action.backends.length > 1) {
    return { problem: `it treats requests with a condition as those of the same path, and path \`${text}\` has a rewrite or weights that differ: give both the same rewrite, and it one target` };
  }
  const acls = conditionsIn(route);
  const [acl] = acls;
  return acl === undefined || acls.length > 1 || !acl.values.every((value) => PLAIN.test(value))
    ? { problem: `it looks at one condition without blanks, quotes or backslashes, and path \`${text}\` asks for something else: ask for one such condition` }
    : { route, backend, acl: acl.text };
}

function conditionsIn({ method, headers, query }: RouteModel): { text: string; values: string[] }[] {
  const compared = (what: string, value: string, match: 'exact' | 'regex') => `${what} ${match === 'exact' ? `-m str ${value}` : `-m reg ^(?:${value})$`}`;
  return [
    ...(method === undefined ? [] : [{ text: `method ${method}`, values: [method] }]),
    ...headers.map(({ name, value, match }) => ({ text: compared(`req.fhdr(${name})`, value, match), values: [name, value] })),
    ...query.map(({ name, value, match }) => ({ text: compared(`url_param(${name})`, value, match), values: [name, value] })),
  ];
}

function sideEffects(routes: readonly RouteModel[], acls: readonly RouteAcl[], { route, backend, acl }: RouteAcl): string[] {
  const name = backend.serviceName;
  const isElsewhere = routes.some((other) => other !== route && !acls.some((one) => one.route === other && one.acl === acl) && serves(other, name))
    || (isByPathAlone(route) && mainBackend(route)?.serviceName === name);
  // a share is drawn anew by every rule that a request meets, so that the same Service below would get more than its part
  const below = routes.find((other) => isByPathAlone(other) && other !== route && isBelow(other, route)
    && (isByPathAlone(route) || !acls.some((one) => one.acl === acl && one.backend.serviceName === name && one.route.path === other.path)));
  const rivals = acls.filter((one) => one.route.path === route.path && one.route.match === route.match && one.backend.serviceName !== name);
  return [
    ...(isElsewhere ? [`the rule \`${acl}\` would be for all that \`${name}\` serves, and other paths have to be without it: give the path a Service of its own`] : []),
    ...(rivals.length > 0 ? [`it takes the rules of path \`${route.path}\` in no certain order, and there are several: have one`] : []),
    ...(below === undefined ? [] : [`the rule \`${acl}\` would take requests for path \`${below.path}\`, too, since it stands before longer paths: give it an exposure of its own, for another host`]),
  ];
}

function serves({ action }: RouteModel, serviceName: string): boolean {
  return action.kind === 'serve' && action.backends.some((backend) => backend.serviceName === serviceName);
}

/** Whether all requests of a route are among those of another one's path. */
function isBelow(other: RouteModel, route: RouteModel): boolean {
  if (route.match !== 'prefix' || (other.path === route.path && other.match === route.match)) return false;
  return `${other.path}/`.startsWith(route.path.endsWith('/') ? route.path : `${route.path}/`);
}
