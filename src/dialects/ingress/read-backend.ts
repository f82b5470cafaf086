import { otherBackend } from '../../fields/other-backend';
import { ReadObject, valueAt } from '../../reachability/objects';
import { EntryBackend, EntryOmission } from '../../reachability/rules/entries';
import { TargetPort } from '../../reachability/rules/services';
import { isPort } from '../../sets/ports';

/** Why a backend makes no entry. */
export type Omitted = Pick<EntryOmission, 'path' | 'reason' | 'text' | 'mend'>;

/** What stands for the port where the name of the Service is that of an action, in an annotation. */
const BY_ANNOTATION = 'use-annotation';

/** The port of a Service that a backend is, or why it is none; nothing if it has been reported. */
export function readBackend({ namespace, report }: ReadObject, backend: unknown, place: string): EntryBackend | Omitted | undefined {
  const [service, resource] = [valueAt(backend, 'service'), valueAt(backend, 'resource')].map((one) => one ?? undefined);
  if (service !== undefined && resource !== undefined) {
    report(place, 'a backend is either a `service` or a `resource`');
    return undefined;
  }
  if (resource !== undefined) return readResource(resource, place, report);
  const name = valueAt(service, 'name');
  if (typeof name !== 'string' || name === '') {
    report(place, 'a backend needs a `service` with a `name`, or a `resource`');
    return undefined;
  }
  const port = readPort(valueAt(service, 'port'));
  if (port === undefined) {
    report(`${place}.service.port`, 'a backend needs the name or the number of a port of its Service');
    return undefined;
  }
  return port.kind === 'name' && port.name === BY_ANNOTATION ? { path: `${place}.service`, ...actionOf(name) } : { namespace, service: name, port };
}

/** @see https://kubernetes.io/docs/concepts/services-networking/ingress/#resource-backend (Kubernetes 1.35) */
function readResource(resource: unknown, place: string, report: ReadObject['report']): Omitted | undefined {
  const [group, kind, name] = [valueAt(resource, 'apiGroup') ?? '', valueAt(resource, 'kind'), valueAt(resource, 'name')];
  if (typeof group === 'string' && typeof kind === 'string' && kind !== '' && typeof name === 'string' && name !== '') {
    return { path: `${place}.resource`, ...otherBackend(group, kind) };
  }
  report(`${place}.resource`, 'a resource needs its `kind` and its `name`, and the `apiGroup` of the kind');
  return undefined;
}

/** @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/225f44568848eb25f13e304a5f1cc68c0cd9415d/docs/guide/ingress/annotations.md (`actions.${action-name}`) */
function actionOf(name: string): Omit<Omitted, 'path'> {
  return { reason: 'unfollowed', text: `\`${name}\` is an action of the annotation \`alb.ingress.kubernetes.io/actions.${name}\`, which is not followed` };
}

function readPort(value: unknown): TargetPort | undefined {
  const [name, number] = [valueAt(value, 'name'), valueAt(value, 'number')];
  if (typeof name === 'string' && name !== '') return { kind: 'name', name };
  return typeof number === 'number' && isPort(number) ? { kind: 'number', number } : undefined;
}
