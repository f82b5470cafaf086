import { listAt, readEach, ReadObject, readLabels, SnapshotProblem, valueAt } from '../../reachability/objects';
import { Service, ServicePort, ServiceType, TargetPort } from '../../reachability/rules/services';
import { isProblem, parseCidr } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';
import { order } from '../../sets/order';
import { ALL_PROTOCOLS, isPort } from '../../sets/ports';

/** The Services among some objects, and what could not be read of them. */
export interface ServicesRead {
  /** Sorted by namespace and name. */
  readonly services: readonly Service[];
  readonly problems: readonly SnapshotProblem[];
}

const TYPES: readonly ServiceType[] = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];

/**
 * Reads the Services among objects.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ (Kubernetes 1.35)
 */
export function readServices(objects: readonly unknown[]): ServicesRead {
  const { found, problems } = readEach(objects, (object) => (object.kind === 'Service' && object.apiVersion === 'v1' ? [readService(object)] : []));
  return { services: found.sort((a, b) => order(a.namespace, b.namespace) || order(a.name, b.name)), problems };
}

function readService(object: ReadObject): Service {
  const { namespace, name, value } = object;
  const spec = (key: string) => valueAt(value, 'spec', key);
  const type = readType(object);
  const selector = readLabels(object, 'spec', 'selector');
  const externalName = spec('externalName');
  const sourceRanges = readRanges(object);
  return {
    namespace,
    name,
    type,
    headless: spec('clusterIP') === 'None',
    // An ExternalName with a selector has none: the API server keeps the field, and nothing reads it.
    ...(type !== 'ExternalName' && Object.keys(selector).length > 0 ? { selector } : {}),
    ports: listAt(value, 'spec', 'ports').flatMap((port, i) => readPort(object, port, i)),
    ...(type === 'ExternalName' && typeof externalName === 'string' ? { externalName } : {}),
    externalTraffic: spec('externalTrafficPolicy') === 'Local' ? 'local' : 'cluster',
    ...(sourceRanges === undefined ? {} : { sourceRanges }),
  };
}

function readType({ value, report }: ReadObject): ServiceType {
  const text = valueAt(value, 'spec', 'type') ?? 'ClusterIP';
  const type = TYPES.find((one) => one === text);
  if (type === undefined) report('spec.type', `unknown type \`${String(text)}\`; allowed are ${TYPES.join(', ')}`);
  return type ?? 'ClusterIP';
}

function readPort({ report }: ReadObject, value: unknown, index: number): ServicePort[] {
  const [name, port, nodePort] = [valueAt(value, 'name'), valueAt(value, 'port'), valueAt(value, 'nodePort')];
  const protocol = ALL_PROTOCOLS.find((one) => one === (valueAt(value, 'protocol') ?? 'TCP'));
  if (protocol === undefined || typeof port !== 'number' || !isPort(port)) {
    report(`spec.ports[${index}]`, `the port \`${JSON.stringify(value)}\` has no number from 1 to 65535, or no known protocol`);
    return [];
  }
  const target = readTarget(valueAt(value, 'targetPort'), port);
  if (target === undefined) {
    report(`spec.ports[${index}].targetPort`, `\`${JSON.stringify(valueAt(value, 'targetPort'))}\` is neither a port from 1 to 65535 nor a name`);
    return [];
  }
  return [{
    ...(typeof name === 'string' && name !== '' ? { name } : {}),
    port,
    protocol,
    target,
    ...(typeof nodePort === 'number' && isPort(nodePort) ? { nodePort } : {}),
  }];
}

/** A target that is missing, or 0, is the Service's own number; a name has a letter, so that a number in quotes is none. */
function readTarget(value: unknown, port: number): TargetPort | undefined {
  if (value === undefined || value === null || value === 0 || value === '') return { kind: 'number', number: port };
  if (typeof value === 'number') return isPort(value) ? { kind: 'number', number: value } : undefined;
  return typeof value === 'string' && /[a-z]/i.test(value) ? { kind: 'name', name: value } : undefined;
}

function readRanges({ value, report }: ReadObject): CidrSet | undefined {
  const texts = listAt(value, 'spec', 'loadBalancerSourceRanges');
  const blocks = texts.flatMap((text, i) => {
    const block = parseCidr(String(text).trim());
    if (!isProblem(block)) return [block];
    report(`spec.loadBalancerSourceRanges[${i}]`, `\`${block.text}\` ${block.detail}`);
    return [];
  });
  return texts.length === 0 ? undefined : CidrSet.of(blocks);
}
