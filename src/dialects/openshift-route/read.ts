import { listAt, readEach, ReadObject, SnapshotProblem, valueAt } from '../../reachability/objects';
import { Entry, TargetPort } from '../../reachability/rules/services';
import { isPort } from '../../sets/ports';

/** The entries that Routes make, and what could not be read of them. */
export interface RoutesRead {
  /** In the order of the objects; alternate backends follow the first. */
  readonly entries: readonly Entry[];
  readonly problems: readonly SnapshotProblem[];
}

/**
 * Reads the Routes among objects: one entry for each backend, whatever its weight.
 *
 * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/network_apis/route-route-openshift-io-v1 (OpenShift 4.20)
 */
export function readRoutes(objects: readonly unknown[]): RoutesRead {
  const isRoute = ({ kind, apiVersion }: ReadObject) => kind === 'Route' && apiVersion === 'route.openshift.io/v1';
  const { found, problems } = readEach(objects, (object) => (isRoute(object) ? readRoute(object) : []));
  return { entries: found, problems };
}

function readRoute(object: ReadObject): Entry[] {
  const { value, report } = object;
  const given = valueAt(value, 'spec', 'port', 'targetPort');
  const port = readPort(given);
  if (given !== undefined && port === undefined) report('spec.port.targetPort', `\`${JSON.stringify(given)}\` is neither a port nor a name`);
  const targets = [valueAt(value, 'spec', 'to'), ...listAt(value, 'spec', 'alternateBackends')];
  return targets.flatMap((target, i) => readTarget(object, target, i === 0 ? 'spec.to' : `spec.alternateBackends[${i - 1}]`, port));
}

function readTarget({ kind, namespace, name, value, report }: ReadObject, target: unknown, place: string, port: TargetPort | undefined): Entry[] {
  const [targetKind, service] = [valueAt(target, 'kind') ?? 'Service', valueAt(target, 'name')];
  if (targetKind !== 'Service' && targetKind !== '') {
    report(`${place}.kind`, `\`${String(targetKind)}\` is no target of a Route; only a Service is`);
    return [];
  }
  if (typeof service !== 'string') {
    report(`${place}.name`, 'a target needs the name of a Service');
    return [];
  }
  const [host, path] = [valueAt(value, 'spec', 'host'), valueAt(value, 'spec', 'path')];
  return [{
    origin: { kind, namespace, name },
    clients: 'controller',
    ...(typeof host === 'string' && host !== '' ? { host } : {}),
    ...(typeof path === 'string' && path !== '' ? { path } : {}),
    backend: { namespace, service, ...(port === undefined ? {} : { port }), byTarget: true },
  }];
}

function readPort(value: unknown): TargetPort | undefined {
  if (typeof value === 'number') return isPort(value) ? { kind: 'number', number: value } : undefined;
  return typeof value === 'string' && value !== '' ? { kind: 'name', name: value } : undefined;
}
