import { certificateOf, routeTls } from './certificate';
import { httpEntryPoint } from './entry-points';
import { API_VERSION, IngressRoute, Middleware, Reference, RouteRule, TraefikService } from './kinds';
import { middleware, middlewareGaps, trafficMiddlewares } from './middlewares';
import { redirectGaps, routeMiddlewares } from './route-middlewares';
import { hostGroups, mostSpecificFirst, priorityOf } from './route-order';
import { ruleOf } from './rule';
import { balanceGaps, nobody, servicesOf, transportOf } from './services';
import { MIDDLEWARES, userGaps, userReferences } from './user-middlewares';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { recordAnnotations, recordTarget } from '../../model/records';
import { KubeObject, Rendered } from '../../model/rendered';
import { RouteModel } from '../../model/route';

/** A route for hosts of one kind, with its rule. */
interface RankedRoute {
  readonly route: RouteModel;
  readonly rule: string;
  readonly priority?: number;
}

/** What one rule is made of. */
interface Rule {
  readonly rule: RouteRule;
  readonly middlewares: readonly Middleware[];
  readonly services: readonly TraefikService[];
}

/**
 * The IngressRoutes of an exposure, and what they need: one for HTTPS where that is served, and one for plain HTTP, since rules with TLS and rules
 * without it are never of one object. Where plain HTTP only leads to HTTPS, it does so for the same requests and for no others.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/router/ (3.7, `tls`)
 */
export function renderIngressRoutes(exposure: IngressExposure, https: boolean): Rendered<KubeObject> {
  const chain = trafficMiddlewares(exposure, 'all');
  const ranked = rankedRoutes(exposure);
  const rules = ranked.map((one) => serving(exposure, one, [...chain.map(reference), ...userReferences(exposure)]));
  const redirect = https && exposure.httpsRedirect ? middleware(exposure, undefined, { redirectScheme: { scheme: 'https', permanent: true } }) : undefined;
  const plain = redirect === undefined ? rules.map(({ rule }) => rule) : ranked.map((one) => ruleFor(one, [reference(redirect)], nobody()));
  const transport = transportOf(exposure);
  const certificate = certificateOf(exposure);
  return {
    objects: [
      ...(https ? [ingressRoute(exposure, '', rules.map(({ rule }) => rule), routeTls(exposure))] : []),
      // one of them is enough for external-dns
      ingressRoute({ ...exposure, ...(https ? { dns: undefined } : {}) }, https ? '-http' : '', plain),
      ...(redirect === undefined ? [] : [redirect]),
      ...chain,
      ...once(rules.flatMap(({ middlewares }) => middlewares)),
      ...once(rules.flatMap(({ services }) => services)),
      ...(transport === undefined ? [] : [transport]),
      ...(certificate === undefined ? [] : [certificate]),
    ],
    gaps: [...middlewareGaps(exposure, 'all'), ...redirectGaps(exposure), ...balanceGaps(exposure), ...userGaps(exposure), ...recordGaps(exposure)],
  };
}

function rankedRoutes({ routes, hosts: all }: IngressExposure): RankedRoute[] {
  return hostGroups(all).flatMap(({ hosts, isWildcard }) => mostSpecificFirst(routes).map((route) => {
    const priority = priorityOf(route, isWildcard);
    return { route, rule: ruleOf(hosts, route), ...(priority === undefined ? {} : { priority }) };
  }));
}

function serving(exposure: IngressExposure, ranked: RankedRoute, chain: readonly Reference[]): Rule {
  const { action } = ranked.route;
  const own = routeMiddlewares(exposure, ranked.route);
  // a redirect needs none of the chain: it says nothing but where to ask again, and there the chain is asked
  if (action.kind === 'redirect') return { rule: ruleFor(ranked, own.map(reference), nobody()), middlewares: own, services: [] };
  const { services, objects } = servicesOf(exposure, action.backends);
  return { rule: ruleFor(ranked, [...chain, ...own.map(reference)], services), middlewares: own, services: objects };
}

function ruleFor({ rule, priority }: RankedRoute, middlewares: readonly Reference[], services: RouteRule['services']): RouteRule {
  return { kind: 'Rule', match: rule, ...(priority === undefined ? {} : { priority }), ...(middlewares.length === 0 ? {} : { middlewares }), services };
}

function ingressRoute(exposure: IngressExposure, suffix: string, routes: readonly RouteRule[], tls?: IngressRoute['spec']['tls']): IngressRoute {
  const { name, namespace, labels, edge } = exposure;
  return {
    apiVersion: API_VERSION,
    kind: 'IngressRoute',
    metadata: { name: `${name}${suffix}`, namespace, labels, annotations: annotationsOf(exposure) },
    spec: { entryPoints: [httpEntryPoint(edge, tls === undefined ? 'HTTP' : 'HTTPS')], routes: routes.map((route) => ({ ...route })), ...(tls === undefined ? {} : { tls }) },
  };
}

/**
 * The class is an annotation: `spec.ingressClassName` came with 3.7, and an older API server would drop it in silence.
 *
 * @see https://doc.traefik.io/traefik/migrate/v3/ (3.7.0, `ingressClassName`)
 */
export function annotationsOf(exposure: Pick<IngressExposure, 'annotations' | 'dns' | 'hosts' | 'edge'>): Labels {
  const { annotations, edge } = exposure;
  const { [MIDDLEWARES]: _, ...others } = annotations;
  const all = { ...recordAnnotations(exposure), ...recordTarget(exposure), ...others, 'kubernetes.io/ingress.class': edge.ingressClass };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** An IngressRoute has no status in which external-dns could find an address. */
export function recordGaps(exposure: Pick<IngressExposure, 'name' | 'edge' | 'dns'>): Finding[] {
  return exposure.dns !== undefined && exposure.dns.targets.length === 0
    ? [gap(exposure, 'external-dns finds no address on an IngressRoute, which this exposure needs, so that `dns` keeps no record: give `targets` (and run it with the source `traefik-proxy`)')]
    : [];
}

function reference({ metadata }: Middleware): Reference {
  return { name: metadata.name };
}

function once<T extends KubeObject>(objects: readonly T[]): T[] {
  return [...new Map(objects.map((object) => [object.metadata.name, object])).values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}
