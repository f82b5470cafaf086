import { Protocol } from '../../src/sets/ports';
import { pod, World } from '../reachability/world';

/** Pods and addresses that no microservice of the tests knows; `other/twin` wears the labels of `shop/web`. */
export const STRANGERS: readonly object[] = [
  pod('shop/stranger'),
  pod('other/stranger'),
  pod('other/twin', { labels: { 'app.kubernetes.io/instance': 'web', 'app.kubernetes.io/name': 'web' } }),
  pod('kube-system/dns', { labels: { 'k8s-app': 'kube-dns' } }),
];

const OUTSIDE: readonly string[] = ['shop/stranger', 'other/stranger', 'other/twin', '203.0.113.9', '2001:db8::9'];
const PORTS: readonly string[] = ['80/TCP', '8080/TCP', '8080/UDP', '9100/TCP', '53/UDP'];

/** Which flows are asked about. */
export interface Asked {
  /** The workloads with policies: each flow has one of them at one end at least. */
  readonly managed: readonly string[];
  /** Other ends: `namespace/name`, or an address. */
  readonly others?: readonly string[];
  /** Ports such as `80/TCP`. */
  readonly ports?: readonly string[];
}

/** Every allowed flow of those that are asked about, such as `shop/web > shop/api on 8080/TCP`, sorted; none may be unknown. */
export function allowedFlows(world: World, { managed, others = OUTSIDE, ports = PORTS }: Asked): string[] {
  const ends = [...managed, ...others];
  const pairs = ends.flatMap((source) => ends.map((destination) => [source, destination] as const))
    .filter((pair) => pair.some((end) => managed.includes(end)));
  const asked = pairs.flatMap(([source, destination]) => ports.map((port) => ({ source, destination, port })));
  const judged = asked.map(({ source, destination, port }) => {
    const [number, protocol] = port.split('/');
    const verdict = world.verdict(source, destination, Number(number), protocol as Protocol); // the texts above are the protocols
    return { text: `${source} > ${destination} on ${port}`, verdict };
  });
  expect(judged.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);
  return judged.filter(({ verdict }) => verdict === 'allowed').map(({ text }) => text).sort();
}
