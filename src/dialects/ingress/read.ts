import { readBackend } from './read-backend';
import { asControllersHaveThem, textOf } from './read-controllers';
import { hasTls } from './read-tls';
import { listAt, readEach, ReadObject, shownValue, SnapshotProblem, valueAt } from '../../reachability/objects';
import { Entry, EntryOmission, PathMatch } from '../../reachability/rules/entries';
import { IngressEntry, IngressReading } from '../../reachability/rules/ingresses';

/** The entries that Ingresses make, and what could not be read of them. */
export interface IngressesRead {
  /** In the order of the objects, and of their rules; the default backend comes last. */
  readonly entries: readonly Entry[];
  /** What the API server would refuse. */
  readonly problems: readonly SnapshotProblem[];
  /** Backends that are sound, and make no entry. */
  readonly omissions: readonly EntryOmission[];
}

/** What the entries of one Ingress have in common. */
interface Ingress {
  readonly object: ReadObject;
  readonly className?: string;
  readonly omissions: EntryOmission[];
}

/** How a path is compared, by its type. */
const PATH_MATCHES: Readonly<Record<string, PathMatch>> = { Exact: 'exact', Prefix: 'prefix', ImplementationSpecific: 'implementation' };

/**
 * Reads the Ingresses among objects: one entry for every path, and one for the default backend, as far as no reading of a controller makes something
 * else of them.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ (Kubernetes 1.35)
 */
export function readIngresses(objects: readonly unknown[], readings: readonly IngressReading[] = []): IngressesRead {
  const omissions: EntryOmission[] = [];
  const { found, problems } = readEach(objects, (object) => {
    const entries = isIngress(object) ? readIngress(object, omissions) : [];
    return entries.map((entry) => annotated(object, entry));
  });
  return { entries: asControllersHaveThem(found, objects, readings), problems, omissions };
}

function annotated({ value }: ReadObject, entry: Entry): IngressEntry {
  return { entry, annotation: (name) => textOf(valueAt(value, 'metadata', 'annotations', name)) };
}

/** Both APIs that had the kind before wrote their backends in another way, and are served no more. */
function isIngress({ kind, apiVersion, report }: ReadObject): boolean {
  if (kind !== 'Ingress' || !/^(networking\.k8s\.io|extensions)\//.test(apiVersion)) return false;
  if (apiVersion === 'networking.k8s.io/v1') return true;
  report('apiVersion', `\`${apiVersion}\` is not served; write \`networking.k8s.io/v1\``);
  return false;
}

function readIngress(object: ReadObject, omissions: EntryOmission[]): Entry[] {
  const className = classOf(object.value);
  const ingress = { object, ...(className === undefined ? {} : { className }), omissions };
  const ofRules = listAt(object.value, 'spec', 'rules').flatMap((rule, i) => listAt(rule, 'http', 'paths').flatMap((path, j) => {
    const place = `spec.rules[${i}].http.paths[${j}]`;
    return entryOf(ingress, valueAt(path, 'backend'), `${place}.backend`, { ...hostOf(rule), ...readPath(object, path, place) });
  }));
  const byDefault = valueAt(object.value, 'spec', 'defaultBackend');
  if (byDefault !== undefined && byDefault !== null) return [...ofRules, ...entryOf(ingress, byDefault, 'spec.defaultBackend', {})];
  if (isEmpty(valueAt(object.value, 'spec', 'rules'))) object.report('spec', 'an Ingress needs `rules`, or a `defaultBackend`');
  return ofRules;
}

function isEmpty(list: unknown): boolean {
  return list === undefined || list === null || (Array.isArray(list) && list.length === 0);
}

/** @see https://kubernetes.io/docs/concepts/services-networking/ingress/#deprecated-annotation (Kubernetes 1.35) */
function classOf(value: unknown): string | undefined {
  const given = valueAt(value, 'spec', 'ingressClassName') ?? valueAt(value, 'metadata', 'annotations', 'kubernetes.io/ingress.class');
  return typeof given === 'string' && given !== '' ? given : undefined;
}

function entryOf({ object, className, omissions }: Ingress, value: unknown, place: string, way: Pick<Entry, 'host' | 'path' | 'pathMatch'>): Entry[] {
  const { kind, namespace, name } = object;
  const origin = { kind, namespace, name };
  const backend = readBackend(object, value, place);
  if (backend === undefined) return [];
  if ('reason' in backend) {
    omissions.push({ origin, ...backend });
    return [];
  }
  return [{
    origin,
    at: place,
    clients: 'controller',
    ...way,
    ...(className === undefined ? {} : { className }),
    ...(hasTls(object.value, way.host) ? { tls: 'terminate' } : {}),
    backend,
  }];
}

function hostOf(rule: unknown): Pick<Entry, 'host'> {
  const host = valueAt(rule, 'host');
  return typeof host === 'string' && host !== '' ? { host } : {};
}

/** @see https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types (Kubernetes 1.35) */
function readPath({ report }: ReadObject, value: unknown, place: string): Pick<Entry, 'path' | 'pathMatch'> {
  const [type, given] = [valueAt(value, 'pathType'), valueAt(value, 'path') ?? ''];
  const pathMatch = typeof type === 'string' && Object.hasOwn(PATH_MATCHES, type) ? PATH_MATCHES[type] : undefined;
  if (pathMatch === undefined) {
    const wrong = type === undefined || type === null ? 'there is no `pathType`' : `unknown type \`${shownValue(type)}\``;
    report(`${place}.pathType`, `${wrong}; allowed are ${Object.keys(PATH_MATCHES).join(', ')}`);
  }
  if (typeof given !== 'string' || !isPath(given, pathMatch)) {
    report(`${place}.path`, `\`${shownValue(given)}\` is not a path: it begins with \`/\`, and has no empty, \`.\` or \`..\` segment and no \`%2F\``);
  }
  return typeof given !== 'string' || given === '' ? {} : { path: given, ...(pathMatch === undefined ? {} : { pathMatch }) };
}

function isPath(path: string, pathMatch: PathMatch | undefined): boolean {
  if (pathMatch === undefined || (pathMatch === 'implementation' && path === '')) return true;
  return path.startsWith('/') && (pathMatch === 'implementation' || !/\/\/|\/\.\.?(\/|$)|%2f/i.test(path));
}
