import { annotationOf, groupOf, Manifests, objectsOf, textsAt } from './manifests';
import { listAt, ReadObject, valueAt } from '../../reachability/objects';
import { podTemplateOf } from '../../reachability/pods';
import { Service } from '../../reachability/rules/services';
import { declaredPorts, targetOn } from '../../reachability/services';
import { Workload, workloadText } from '../../reachability/workload';
import { isPort, PortSet } from '../../sets/ports';
import { LabelMap, LabelRequirement, LabelSelector, matches } from '../../sets/selector';

/** Some ports of workloads from which somebody asks for metrics. */
export interface Scrape {
  readonly object: ReadObject;
  readonly path: string;
  /** Those that have ports of that kind. */
  readonly targets: readonly { readonly workload: Workload; readonly ports: PortSet }[];
  /** A name of a port that none of those has who are asked, and who they are; absent where some have it, or nobody is asked. */
  readonly missing?: { readonly name: string; readonly among: readonly string[] };
}

/** Words in the names of ports that meshes inject with their containers, which are in no manifest. */
const INJECTED = /envoy|istio|linkerd|mesh/i;

/** What ServiceMonitors, PodMonitors and annotations ask for. */
export function scrapesIn(manifests: Manifests): Scrape[] {
  const all = [...serviceMonitors(manifests), ...podMonitors(manifests), ...annotatedPods(manifests), ...annotatedServices(manifests)];
  return all.map((scrape) => ({ ...scrape, targets: scrape.targets.filter(({ ports }) => !ports.isEmpty()) }));
}

/** @see https://github.com/prometheus-operator/prometheus-operator/blob/v0.93.0/pkg/apis/monitoring/v1/types.go (`Endpoint`) */
function serviceMonitors(manifests: Manifests): Scrape[] {
  return objectsOf(manifests, 'monitoring.coreos.com', 'ServiceMonitor').flatMap((object) => {
    const services = selectedBy(object, servicesIn(manifests));
    return listAt(object.value, 'spec', 'endpoints').map((endpoint, i): Scrape => {
      const [name, target] = [nameAt(endpoint, 'port'), valueAt(endpoint, 'targetPort')];
      const path = `spec.endpoints[${i}].${name === undefined ? 'targetPort' : 'port'}`;
      const workloads = services.flatMap((one) => one.workloads);
      if (name === undefined) return { object, path, targets: workloads.map((workload) => ({ workload, ports: ownPorts(workload, target) })) };
      const isKnown = services.some(({ service }) => service.ports.some((port) => port.name === name));
      const among = services.map(({ service }) => `${service.namespace}/${service.name}`);
      return { object, path, targets: services.flatMap((one) => behindPort(one, name)), ...missing(name, among, isKnown) };
    });
  });
}

function missing(name: string, among: readonly string[], isKnown: boolean): Pick<Scrape, 'missing'> {
  return isKnown || among.length === 0 ? {} : { missing: { name, among } };
}

/** @see https://github.com/prometheus-operator/prometheus-operator/blob/v0.93.0/pkg/apis/monitoring/v1/podmonitor_types.go (`PodMetricsEndpoint`) */
function podMonitors(manifests: Manifests): Scrape[] {
  return objectsOf(manifests, 'monitoring.coreos.com', 'PodMonitor').flatMap((object) => {
    const workloads = selectedBy(object, manifests.snapshot.workloads);
    return listAt(object.value, 'spec', 'podMetricsEndpoints').map((endpoint, i): Scrape => {
      const name = nameAt(endpoint, 'port');
      const target = name ?? valueAt(endpoint, 'portNumber') ?? valueAt(endpoint, 'targetPort');
      const path = `spec.podMetricsEndpoints[${i}]${name === undefined ? '' : '.port'}`;
      const targets = workloads.map((workload) => ({ workload, ports: ownPorts(workload, target) }));
      if (name === undefined) return { object, path, targets };
      const isKnown = INJECTED.test(name) || targets.some(({ ports }) => !ports.isEmpty());
      return { object, path, targets, ...missing(name, workloads.map(workloadText), isKnown) };
    });
  });
}

/**
 * The annotations that the scrape configurations of Prometheus's Helm chart look for: a port by its number, else all that are declared.
 *
 * @see https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus/values.yaml (`kubernetes-pods`, `kubernetes-service-endpoints`)
 */
function annotatedPods({ read, snapshot }: Manifests): Scrape[] {
  const byName = new Map(snapshot.workloads.map((one) => [`${one.kind} ${one.namespace}/${one.name}`, one]));
  return read.flatMap((object): Scrape[] => {
    const shape = podTemplateOf(object);
    const workload = byName.get(`${shape?.kind ?? ''} ${object.namespace}/${object.name}`);
    const annotations = [...shape?.template ?? [], 'metadata', 'annotations'];
    if (workload === undefined || valueAt(object.value, ...annotations, 'prometheus.io/scrape') !== 'true') return [];
    const port = portNumber(valueAt(object.value, ...annotations, 'prometheus.io/port'));
    return [{ object, path: annotations.join('.'), targets: [{ workload, ports: port ?? tcpOf(declaredPorts(workload)) }] }];
  });
}

function annotatedServices(manifests: Manifests): Scrape[] {
  return servicesIn(manifests).flatMap(({ object, service, workloads }): Scrape[] => {
    if (annotationOf(object, 'prometheus.io/scrape') !== 'true') return [];
    const port = portNumber(annotationOf(object, 'prometheus.io/port'));
    const behind = (workload: Workload) => tcpOf(service.ports.reduce((sum, one) => sum.union(targetOn(one, workload)), PortSet.none));
    return [{ object, path: 'metadata.annotations', targets: workloads.map((workload) => ({ workload, ports: port ?? behind(workload) })) }];
  });
}

/** A Service with its labels, and the workloads behind it. */
interface LabelledService {
  readonly namespace: string;
  readonly labels: LabelMap;
  readonly object: ReadObject;
  readonly service: Service;
  readonly workloads: readonly Workload[];
}

function servicesIn({ read, services, selecting }: Manifests): LabelledService[] {
  const written = read.filter((one) => one.kind === 'Service' && groupOf(one) === '');
  const objects = new Map(written.map((one) => [`${one.namespace}/${one.name}`, one]));
  const behind = new Map(selecting.map((one) => [one.service, one.workloads]));
  return services.flatMap((service) => {
    const object = objects.get(`${service.namespace}/${service.name}`);
    const { namespace } = service;
    if (object === undefined) return [];
    return [{ namespace, labels: textsAt(object.value, 'metadata', 'labels'), object, service, workloads: behind.get(service) ?? [] }];
  });
}

/** What a monitor selects: in its own namespace, in some, or in all. */
function selectedBy<T extends { readonly namespace: string; readonly labels: LabelMap }>(monitor: ReadObject, all: readonly T[]): T[] {
  const { value } = monitor;
  const selector = selectorAt(value, 'spec', 'selector');
  const names = listAt(value, 'spec', 'namespaceSelector', 'matchNames');
  const isAny = valueAt(value, 'spec', 'namespaceSelector', 'any') === true;
  if (selector === undefined) return [];
  const isThere = (namespace: string) => isAny || (names.length === 0 ? namespace === monitor.namespace : names.includes(namespace));
  return all.filter(({ namespace, labels }) => isThere(namespace) && matches(selector, labels));
}

function behindPort({ service, workloads }: LabelledService, name: string): Scrape['targets'] {
  const ports = service.ports.filter((port) => port.name === name);
  return ports.flatMap((port) => workloads.map((workload) => ({ workload, ports: targetOn(port, workload) })));
}

/** The ports of a workload that a name or a number means: they must be declared. */
function ownPorts(workload: Workload, target: unknown): PortSet {
  return workload.ports.filter(({ name, number }) => target === number || (typeof target === 'string' && name === target))
    .reduce((sum, { protocol, number }) => sum.union(PortSet.of(protocol, number)), PortSet.none);
}

function tcpOf(ports: PortSet): PortSet {
  return ports.intersection(PortSet.of('TCP'));
}

function portNumber(text: unknown): PortSet | undefined {
  const number = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : undefined;
  return number !== undefined && isPort(number) ? PortSet.of('TCP', number) : undefined;
}

function nameAt(value: unknown, key: string): string | undefined {
  const text = valueAt(value, key);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** A selector as it is written; nothing if there is none, or one that no API server takes. */
function selectorAt(value: unknown, ...path: readonly string[]): LabelSelector | undefined {
  const selector = valueAt(value, ...path);
  if (typeof selector !== 'object' || selector === null) return undefined;
  const requirements = listAt(selector, 'matchExpressions').map(requirementOf);
  const known = requirements.filter((one) => one !== undefined);
  return known.length < requirements.length ? undefined : { matchLabels: textsAt(selector, 'matchLabels'), matchExpressions: known };
}

function requirementOf(value: unknown): LabelRequirement | undefined {
  const [key, operator] = [valueAt(value, 'key'), valueAt(value, 'operator')];
  if (typeof key !== 'string') return undefined;
  switch (operator) {
    case 'In':
    case 'NotIn': return { key, operator, values: listAt(value, 'values').filter((one): one is string => typeof one === 'string') };
    case 'Exists':
    case 'DoesNotExist': return { key, operator };
    default: return undefined;
  }
}
