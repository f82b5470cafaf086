import { HTTP_MATCHERS, Matchers, parseRule, TCP_MATCHERS } from './read-rule';
import { ServiceScope, Target, targetsOf } from './read-service';
import { RuleError } from './read-tokens';
import { Way, waysOf } from './read-way';
import { flattened, listAt, readEach, ReadObject, shownValue, SnapshotProblem, valueAt } from '../../reachability/objects';
import { Entry, EntryOmission, EntryTls } from '../../reachability/rules/entries';

/** The entries that the routes of Traefik make, and what could not be read of them. */
export interface TraefikRoutesRead {
  /** In the order of the objects, their rules and the Services of these. */
  readonly entries: readonly Entry[];
  /** What the API server would refuse, and rules that Traefik would. */
  readonly problems: readonly SnapshotProblem[];
  /** What is sound, and leads nowhere, or where nobody can follow. */
  readonly omissions: readonly EntryOmission[];
}

const VERSION = 'traefik.io/v1alpha1';

/** The kinds of routes, with the matchers of their rules; UDP has no rules. */
const ROUTES: Readonly<Record<string, Matchers | undefined>> = {
  IngressRoute: HTTP_MATCHERS,
  IngressRouteTCP: TCP_MATCHERS,
  IngressRouteUDP: undefined,
};

/** What the rules of one route are read with. */
interface Scope extends ServiceScope {
  readonly object: ReadObject;
  /** Whether other routes go on from this one, whose rules lead nowhere by themselves then. */
  readonly isParent: boolean;
}

/**
 * Reads IngressRoutes, IngressRouteTCPs and IngressRouteUDPs among objects: one entry for every alternative of a rule, and every Service behind it.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/ (3.7)
 */
export function readTraefikRoutes(objects: readonly unknown[]): TraefikRoutesRead {
  const omissions: EntryOmission[] = [];
  const parents = parentsOf(objects);
  const services = readEach(objects, (object) => (isOf(object, 'TraefikService') ? [object] : []));
  const known = new Map(services.found.map((object) => [`${object.namespace}/${object.name}`, object]));
  const { found, problems } = readEach(objects, (object) => {
    if (!isRoute(object)) return [];
    const { kind, namespace, name, report } = object;
    const leaveOut: Scope['leaveOut'] = (omission) => void omissions.push({ origin: { kind, namespace, name }, ...omission });
    return readRoute({ object, report, leaveOut, known, isParent: kind === 'IngressRoute' && parents.has(`${namespace}/${name}`) });
  });
  // a TraefikService is read once for each route that leads to it
  const own = [...new Map([...problems, ...services.problems].map((problem) => [JSON.stringify(problem), problem])).values()];
  return { entries: found, problems: own, omissions };
}

function isOf({ apiVersion, kind }: ReadObject, wanted: string): boolean {
  return apiVersion === VERSION && kind === wanted;
}

/** The group that they had before the third release has the same names, and is served no more. */
function isRoute({ apiVersion, kind, report }: ReadObject): boolean {
  if (!Object.hasOwn(ROUTES, kind)) return false;
  if (apiVersion === VERSION) return true;
  if (!/^traefik\.(io|containo\.us)\//.test(apiVersion)) return false;
  report('apiVersion', `\`${apiVersion}\` is not served; write \`${VERSION}\``);
  return false;
}

/** @see https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/multi-layer-routing/ (3.7) */
function parentsOf(objects: readonly unknown[]): ReadonlySet<string> {
  return new Set(flattened(objects).flatMap((value) => listAt(value, 'spec', 'parentRefs')
    .map((parent) => `${shownValue(valueAt(parent, 'namespace') ?? valueAt(value, 'metadata', 'namespace') ?? 'default')}/${shownValue(valueAt(parent, 'name'))}`)));
}

function readRoute(scope: Scope): Entry[] {
  const { value, report } = scope.object;
  const routes = valueAt(value, 'spec', 'routes');
  if (!Array.isArray(routes)) report('spec.routes', 'a route needs `routes`, a list');
  const entries = listAt(value, 'spec', 'routes').flatMap((route, i) => readRule(scope, route, `spec.routes[${i}]`));
  // of entries that differ in the place of their backend alone, the first stands for all
  return [...new Map([...entries].reverse().map((entry) => [JSON.stringify({ ...entry, at: '' }), entry])).values()].reverse();
}

function readRule(scope: Scope, route: unknown, place: string): Entry[] {
  const ways = waysAt(scope, route, place);
  if (ways === undefined) return [];
  const services = listAt(route, 'services');
  if (services.length === 0 && !scope.isParent) {
    scope.leaveOut({ path: place, reason: 'idle', text: 'the rule has no Service, and Traefik leaves it out', mend: 'name a Service in `services`' });
  }
  const targets = targetsOf(scope, services, scope.object.namespace, `${place}.services`);
  const tls = tlsOf(scope.object, services);
  return ways.flatMap((way) => targets.map((target) => entryOf(scope.object, way, target, tls)));
}

/** The ways that a rule opens; nothing where it has been reported, or cannot be followed. */
function waysAt(scope: Scope, route: unknown, place: string): Way[] | undefined {
  const { kind, report } = scope.object;
  const matchers = ROUTES[kind];
  if (matchers === undefined) return [{}];
  const match = valueAt(route, 'match');
  if (typeof match !== 'string' || match === '') {
    report(`${place}.match`, 'a rule needs a `match`, such as Host(`shop.example.com`)');
    return undefined;
  }
  const syntax = valueAt(route, 'syntax');
  if (syntax === 'v2') {
    scope.leaveOut({ path: `${place}.match`, reason: 'unfollowed', text: 'a rule in the syntax of Traefik 2 is not followed', mend: 'write it in that of Traefik 3, and leave `syntax` out' });
    return undefined;
  }
  try {
    return waysOf(parseRule(match, matchers), match);
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    report(`${place}.match`, `\`${match.length > 200 ? `${match.slice(0, 200)}…` : match}\` is no rule: ${error.message}`);
    return undefined;
  }
}

function entryOf(object: ReadObject, way: Way, { at, backend, share, instead, condition }: Target, tls: EntryTls | undefined): Entry {
  const { kind, namespace, name, value } = object;
  const className = valueAt(value, 'spec', 'ingressClassName') ?? valueAt(value, 'metadata', 'annotations', 'kubernetes.io/ingress.class');
  const parents = kind === 'IngressRoute' ? listAt(value, 'spec', 'parentRefs').map((parent) => `by IngressRoute ${shownValue(valueAt(parent, 'name'))}`) : [];
  const conditions = [...way.conditions ?? [], ...parents, ...(condition === undefined ? [] : [condition])].sort();
  const entryPoints = listAt(value, 'spec', 'entryPoints').filter((one): one is string => typeof one === 'string').sort();
  return {
    origin: { kind, namespace, name },
    at,
    clients: 'controller',
    ...way,
    ...(conditions.length === 0 ? {} : { conditions }),
    ...(kind === 'IngressRouteUDP' ? { protocol: 'UDP' } : {}),
    ...(typeof className === 'string' && className !== '' ? { className } : {}),
    ...(entryPoints.length === 0 ? {} : { entryPoints }),
    ...(tls === undefined ? {} : { tls }),
    ...(share === undefined ? {} : { share }),
    ...(instead === undefined ? {} : { instead }),
    backend,
  };
}

function tlsOf({ kind, value }: ReadObject, services: readonly unknown[]): EntryTls | undefined {
  const tls = valueAt(value, 'spec', 'tls') ?? undefined;
  if (kind === 'IngressRouteUDP' || tls === undefined) return undefined;
  if (kind === 'IngressRouteTCP' && valueAt(tls, 'passthrough') === true) return 'passthrough';
  const isAgain = services.some((service) => valueAt(service, 'tls') === true || valueAt(service, 'scheme') === 'https');
  return isAgain ? 'reencrypt' : 'terminate';
}
