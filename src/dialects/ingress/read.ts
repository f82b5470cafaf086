import { listAt, readEach, ReadObject, SnapshotProblem, valueAt } from '../../reachability/objects';
import { Entry, TargetPort } from '../../reachability/rules/services';
import { isPort } from '../../sets/ports';

/** The entries that Ingresses make, and what could not be read of them. */
export interface IngressesRead {
  /** In the order of the objects, and of their rules; the default backend comes last. */
  readonly entries: readonly Entry[];
  readonly problems: readonly SnapshotProblem[];
}

/**
 * Reads the Ingresses among objects: one entry for every path, and one for the default backend.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ (Kubernetes 1.35)
 */
export function readIngresses(objects: readonly unknown[]): IngressesRead {
  const { found, problems } = readEach(objects, (object) => (isIngress(object) ? readIngress(object) : []));
  return { entries: found, problems };
}

/** Both APIs that had the kind before wrote their backends in another way, and are served no more. */
function isIngress({ kind, apiVersion, report }: ReadObject): boolean {
  if (kind !== 'Ingress' || !/^(networking\.k8s\.io|extensions)\//.test(apiVersion)) return false;
  if (apiVersion === 'networking.k8s.io/v1') return true;
  report('apiVersion', `\`${apiVersion}\` is not served; write \`networking.k8s.io/v1\``);
  return false;
}

function readIngress(object: ReadObject): Entry[] {
  const ofRules = listAt(object.value, 'spec', 'rules').flatMap((rule, i) => listAt(rule, 'http', 'paths').flatMap((path, j) => {
    const place = `spec.rules[${i}].http.paths[${j}].backend`;
    return readBackend(object, valueAt(path, 'backend'), place, doorOf(valueAt(rule, 'host'), path));
  }));
  const byDefault = valueAt(object.value, 'spec', 'defaultBackend');
  return byDefault === undefined ? ofRules : [...ofRules, ...readBackend(object, byDefault, 'spec.defaultBackend', {})];
}

type Door = Pick<Entry, 'host' | 'path' | 'pathMatch'>;

/** @see https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types (Kubernetes 1.35; what the third type means is the controller's) */
function doorOf(host: unknown, rule: unknown): Door {
  const [path, type] = [valueAt(rule, 'path'), valueAt(rule, 'pathType')];
  return {
    ...(typeof host === 'string' && host !== '' ? { host } : {}),
    ...(typeof path === 'string' && path !== '' ? { path } : {}),
    ...(type === 'Exact' ? { pathMatch: 'exact' } : type === 'Prefix' ? { pathMatch: 'prefix' } : {}),
  };
}

/** Who serves an Ingress, in the field or in the annotation before it; whoever serves those that do not say, where there is neither. */
function classOf(value: unknown): string | undefined {
  const named = valueAt(value, 'spec', 'ingressClassName') ?? valueAt(value, 'metadata', 'annotations', 'kubernetes.io/ingress.class');
  return typeof named === 'string' && named !== '' ? named : undefined;
}

function readBackend({ kind, namespace, name, value, report }: ReadObject, backend: unknown, place: string, door: Door): Entry[] {
  const service = valueAt(backend, 'service', 'name');
  if (typeof service !== 'string') {
    report(place, 'a backend that is no Service is not followed');
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
    ...door,
    backend: { namespace, service, port },
  }];
}

function readPort(value: unknown): TargetPort | undefined {
  const [name, number] = [valueAt(value, 'name'), valueAt(value, 'number')];
  if (typeof name === 'string' && name !== '') return { kind: 'name', name };
  return typeof number === 'number' && isPort(number) ? { kind: 'number', number } : undefined;
}
