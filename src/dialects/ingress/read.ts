import { listAt, readEach, ReadObject, SnapshotProblem, valueAt } from '../../reachability/objects';
import { Entry, TargetPort } from '../../reachability/rules/services';
import { isPort } from '../../sets/ports';

/** The entries that Ingresses make, and what could not be read of them. */
export interface IngressesRead {
  /** In the order of the objects, and of their rules; the default backend comes last. */
  readonly entries: readonly Entry[];
  /** What the API server would refuse. */
  readonly problems: readonly SnapshotProblem[];
  /** What is sound, and makes no entry all the same. */
  readonly omissions: readonly SnapshotProblem[];
}

/**
 * Reads the Ingresses among objects: one entry for every path, and one for the default backend.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ (Kubernetes 1.35)
 */
export function readIngresses(objects: readonly unknown[]): IngressesRead {
  const omissions: SnapshotProblem[] = [];
  const { found, problems } = readEach(objects, (object) => (isIngress(object) ? readIngress(object, omissions) : []));
  return { entries: found, problems, omissions };
}

/** Both APIs that had the kind before wrote their backends in another way, and are served no more. */
function isIngress({ kind, apiVersion, report }: ReadObject): boolean {
  if (kind !== 'Ingress' || !/^(networking\.k8s\.io|extensions)\//.test(apiVersion)) return false;
  if (apiVersion === 'networking.k8s.io/v1') return true;
  report('apiVersion', `\`${apiVersion}\` is not served; write \`networking.k8s.io/v1\``);
  return false;
}

function readIngress(object: ReadObject, omissions: SnapshotProblem[]): Entry[] {
  const omit = (path: string, text: string) => void omissions.push({ object: `${object.kind} ${object.namespace}/${object.name}`, path, text });
  const ofRules = listAt(object.value, 'spec', 'rules').flatMap((rule, i) => listAt(rule, 'http', 'paths').flatMap((path, j) => {
    const place = `spec.rules[${i}].http.paths[${j}].backend`;
    return readBackend(object, valueAt(path, 'backend'), place, { host: valueAt(rule, 'host'), path: valueAt(path, 'path'), type: valueAt(path, 'pathType'), omit });
  }));
  const byDefault = valueAt(object.value, 'spec', 'defaultBackend') ?? undefined;
  return byDefault === undefined ? ofRules : [...ofRules, ...readBackend(object, byDefault, 'spec.defaultBackend', { omit })];
}

/** Who serves an Ingress, in the field or in the annotation before it; whoever serves those that do not say, where there is neither. */
function classOf(value: unknown): string | undefined {
  const named = valueAt(value, 'spec', 'ingressClassName') ?? valueAt(value, 'metadata', 'annotations', 'kubernetes.io/ingress.class');
  return typeof named === 'string' && named !== '' ? named : undefined;
}

/** The host and the path on which a backend answers, and who takes down that it is no Service. */
interface Way {
  readonly host?: unknown;
  readonly path?: unknown;
  /** @see https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types (Kubernetes 1.35; what the third type means is the controller's) */
  readonly type?: unknown;
  readonly omit: (path: string, text: string) => void;
}

function readBackend(object: ReadObject, backend: unknown, place: string, { host, path, type, omit }: Way): Entry[] {
  const { kind, namespace, name, value, report } = object;
  const [service, resource] = [valueAt(backend, 'service', 'name'), valueAt(backend, 'resource', 'kind')];
  if (typeof service !== 'string') {
    if (typeof resource === 'string') omit(`${place}.resource`, `a backend of the kind \`${resource}\` is not followed; only a Service is`);
    else report(place, 'a backend needs a `service` with a `name`, or a `resource`');
    return [];
  }
  const port = readPort(valueAt(backend, 'service', 'port'));
  if (port === undefined) {
    report(`${place}.service.port`, 'a backend needs the name or the number of a port of its Service');
    return [];
  }
  const className = classOf(value);
  return [{
    origin: { kind, namespace, name },
    clients: 'controller',
    ...(className === undefined ? {} : { className }),
    ...(typeof host === 'string' && host !== '' ? { host } : {}),
    ...(typeof path === 'string' && path !== '' ? { path } : {}),
    ...(type === 'Exact' ? { pathMatch: 'exact' } : type === 'Prefix' ? { pathMatch: 'prefix' } : {}),
    backend: { namespace, service, port },
  }];
}

function readPort(value: unknown): TargetPort | undefined {
  const [name, number] = [valueAt(value, 'name'), valueAt(value, 'number')];
  if (typeof name === 'string' && name !== '') return { kind: 'name', name };
  return typeof number === 'number' && isPort(number) ? { kind: 'number', number } : undefined;
}
