import { valueAt } from '../../reachability/objects';
import { Entry } from '../../reachability/rules/entries';
import { IngressEntry, IngressReading, ServiceAnnotation } from '../../reachability/rules/ingresses';

/**
 * The entries as those controllers have them whose readings are given; all others stay as the API has them.
 *
 * Whose Ingress it is says the IngressClass, or the name of the class where that is not among the objects.
 */
export function asControllersHaveThem(found: readonly IngressEntry[], objects: readonly unknown[], readings: readonly IngressReading[]): Entry[] {
  if (readings.length === 0) return found.map(({ entry }) => entry);
  const classes = classesIn(objects);
  const owners = found.map(({ entry: { className } }) => {
    const controller = className === undefined ? undefined : classes.get(className);
    return readings.find((reading) => (controller === undefined ? reading.isClass(className) : `${controller}/`.startsWith(`${reading.controller}/`)));
  });
  const ofService = serviceAnnotations(objects);
  const results = new Map<IngressEntry, readonly Entry[]>();
  for (const reading of readings) {
    const own = found.filter((_, i) => owners[i] === reading);
    const read = own.length === 0 ? [] : reading.read(own, ofService);
    own.forEach((one, i) => results.set(one, read[i] ?? []));
  }
  return found.flatMap((one) => results.get(one) ?? [one.entry]);
}

/** @see https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class (Kubernetes 1.35) */
function classesIn(objects: readonly unknown[]): ReadonlyMap<string, string> {
  return new Map(objects.flatMap((object) => {
    const [name, controller] = [valueAt(object, 'metadata', 'name'), valueAt(object, 'spec', 'controller')];
    return valueAt(object, 'kind') === 'IngressClass' && typeof name === 'string' && typeof controller === 'string' ? [[name, controller] as const] : [];
  }));
}

function serviceAnnotations(objects: readonly unknown[]): ServiceAnnotation {
  const services = new Map(objects.flatMap((object) => (valueAt(object, 'kind') === 'Service' ? [[keyOf(object), object] as const] : [])));
  return ({ namespace, service }, name) => textOf(valueAt(services.get(`${namespace}/${service}`), 'metadata', 'annotations', name));
}

function keyOf(object: unknown): string {
  const namespace = valueAt(object, 'metadata', 'namespace');
  return `${typeof namespace === 'string' && namespace !== '' ? namespace : 'default'}/${String(valueAt(object, 'metadata', 'name'))}`;
}

/** The text of an annotation; nothing where it is empty, which controllers take for absent. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
