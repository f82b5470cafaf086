import { listAt, readEach, ReadObject, shownValue, SnapshotProblem, valueAt } from '../../reachability/objects';
import { Entry, EntryOmission, EntryTls } from '../../reachability/rules/entries';
import { TargetPort } from '../../reachability/rules/services';
import { isPort } from '../../sets/ports';

/** The entries that Routes make, and what could not be read of them. */
export interface RoutesRead {
  /** In the order of the objects; alternate backends follow the first. */
  readonly entries: readonly Entry[];
  /** What the API server would refuse. */
  readonly problems: readonly SnapshotProblem[];
  /** What is sound, and leads nowhere. */
  readonly omissions: readonly EntryOmission[];
}

/** Where TLS ends, by its type. */
const TERMINATIONS: Readonly<Record<string, EntryTls>> = { edge: 'terminate', passthrough: 'passthrough', reencrypt: 'reencrypt' };

const POLICIES: readonly unknown[] = ['None', 'Subdomain', '', undefined, null];

/** The weight of a backend that does not say, and the most that one can have. */
const WEIGHT = { absent: 100, atMost: 256 };

/**
 * Reads the Routes among objects: one entry for each backend, with its share of the requests.
 *
 * @see https://github.com/openshift/api/blob/2a3d73913b5a7caec4c57d5c3d04f51106ec4da3/route/v1/types.go (`RouteSpec`; OpenShift 4.20 has the same)
 */
export function readRoutes(objects: readonly unknown[]): RoutesRead {
  const omissions: EntryOmission[] = [];
  const isRoute = ({ kind, apiVersion }: ReadObject) => kind === 'Route' && apiVersion === 'route.openshift.io/v1';
  const { found, problems } = readEach(objects, (object) => (isRoute(object) ? readRoute(object, omissions) : []));
  return { entries: found, problems, omissions };
}

function readRoute(object: ReadObject, omissions: EntryOmission[]): Entry[] {
  const { kind, namespace, name, value, report } = object;
  const origin = { kind, namespace, name };
  const given = valueAt(value, 'spec', 'port', 'targetPort');
  const port = readPort(given);
  if (given !== undefined && port === undefined) report('spec.port.targetPort', `\`${JSON.stringify(given)}\` is neither a port nor a name`);
  const tls = readTls(object);
  const way = { ...readHost(object), ...readPath(object, tls), ...(tls === undefined ? {} : { tls }) };
  const targets = [valueAt(value, 'spec', 'to'), ...listAt(value, 'spec', 'alternateBackends')];
  if (targets.length > 4) report('spec.alternateBackends', `${targets.length - 1} alternate backends are too many; at most 3 are allowed`);
  const placeOf = (i: number) => (i === 0 ? 'spec.to' : `spec.alternateBackends[${i - 1}]`);
  const weights = targets.map((target, i) => readWeight(object, target, placeOf(i)));
  const of = weights.reduce((sum, weight) => sum + weight, 0);
  if (of === 0) omissions.push({ origin, path: 'spec.to.weight', reason: 'idle', ...ALL_ZERO });
  return targets.flatMap((target, i): Entry[] => {
    const service = readTarget(object, target, placeOf(i));
    const weight = weights[i] ?? WEIGHT.absent;
    if (service === undefined) return [];
    return [{
      origin,
      at: placeOf(i),
      clients: 'controller',
      ...way,
      ...(weight === of && of > 0 ? {} : { share: { weight, of } }),
      backend: { namespace, service, ...(port === undefined ? {} : { port }), byTarget: true },
    }];
  });
}

const ALL_ZERO: Pick<EntryOmission, 'text' | 'mend'> = {
  text: 'all backends have weight 0: whoever asks gets an error for an answer', mend: 'give one of them a `weight` above 0',
};

/** The Service that a target is; nothing if it has been refused. */
function readTarget({ report }: ReadObject, target: unknown, place: string): string | undefined {
  const [targetKind, service] = [valueAt(target, 'kind') ?? 'Service', valueAt(target, 'name')];
  if (targetKind !== 'Service' && targetKind !== '') {
    report(`${place}.kind`, `\`${shownValue(targetKind)}\` is no target of a Route; only a Service is`);
    return undefined;
  }
  if (typeof service === 'string' && service !== '') return service;
  report(`${place}.name`, 'a target needs the name of a Service');
  return undefined;
}

function readWeight({ report }: ReadObject, target: unknown, place: string): number {
  const weight = valueAt(target, 'weight') ?? WEIGHT.absent;
  if (typeof weight === 'number' && Number.isInteger(weight) && weight >= 0 && weight <= WEIGHT.atMost) return weight;
  report(`${place}.weight`, `\`${JSON.stringify(weight)}\` is no weight; allowed are 0 to ${WEIGHT.atMost}`);
  return WEIGHT.absent;
}

/**
 * The host; with `wildcardPolicy: Subdomain` all hosts beside it, one label instead of its first.
 *
 * @see https://github.com/openshift/router/blob/01038ad8defc3936583e242a66cc75dd95663716/pkg/router/template/util/util.go (`generateRouteHostRegexp`)
 */
function readHost({ value, report }: ReadObject): Pick<Entry, 'host'> {
  const [given, policy] = [valueAt(value, 'spec', 'host'), valueAt(value, 'spec', 'wildcardPolicy')];
  if (!POLICIES.includes(policy)) report('spec.wildcardPolicy', `unknown policy \`${shownValue(policy)}\`; allowed are None, Subdomain`);
  const host = typeof given === 'string' && given !== '' ? given : undefined;
  if (policy !== 'Subdomain') return host === undefined ? {} : { host };
  if (host === undefined) report('spec.wildcardPolicy', 'the policy `Subdomain` needs a `host`, one of those that are meant');
  return host === undefined ? {} : { host: host.includes('.') ? `*${host.slice(host.indexOf('.'))}` : host };
}

/**
 * A path is one of whole segments, and only to be seen where TLS has ended.
 *
 * @see https://github.com/openshift/router/blob/01038ad8defc3936583e242a66cc75dd95663716/pkg/router/template/util/util.go (`GenerateRouteRegexp`)
 * @see https://github.com/openshift/library-go/blob/93ac9206ae34e602d6acf346826e3e99c22b1787/pkg/route/validation/validation.go (`validateRoute`)
 */
function readPath({ value, report }: ReadObject, tls: EntryTls | undefined): Pick<Entry, 'path' | 'pathMatch'> {
  const path = valueAt(value, 'spec', 'path');
  if (typeof path !== 'string' || path === '') return {};
  if (!path.startsWith('/')) report('spec.path', `\`${path}\` is not a path: it begins with \`/\``);
  if (tls === 'passthrough') report('spec.path', 'a Route that passes TLS through has no `path`: nobody but the pods can read it');
  return { path, pathMatch: 'prefix' };
}

function readTls({ value, report }: ReadObject): EntryTls | undefined {
  const [tls, termination] = [valueAt(value, 'spec', 'tls'), valueAt(value, 'spec', 'tls', 'termination')];
  if (tls === undefined || tls === null) return undefined;
  if (typeof termination === 'string' && Object.hasOwn(TERMINATIONS, termination)) return TERMINATIONS[termination];
  report('spec.tls.termination', `unknown type \`${shownValue(termination)}\`; allowed are ${Object.keys(TERMINATIONS).join(', ')}`);
  return undefined;
}

function readPort(value: unknown): TargetPort | undefined {
  if (typeof value === 'number') return isPort(value) ? { kind: 'number', number: value } : undefined;
  return typeof value === 'string' && value !== '' ? { kind: 'name', name: value } : undefined;
}
