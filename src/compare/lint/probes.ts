import { LintFinding } from './codes';
import { Manifests, namedObject } from './manifests';
import { listAt, ReadObject, shownValue, valueAt } from '../../reachability/objects';
import { podTemplateOf } from '../../reachability/pods';

/** Where a container names a port of its own. */
const PLACES: readonly (readonly [string, ...string[]])[] = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe): [string, ...string[]][] => [[probe, 'httpGet', 'port'], [probe, 'tcpSocket', 'port']]),
  ...['postStart', 'preStop'].map((hook): [string, ...string[]] => ['lifecycle', hook, 'httpGet', 'port']),
];

/**
 * Probes and hooks that name a port their container does not have: the kubelet looks among the ports of that container alone, and fails
 * them.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.35.0/pkg/probe/util.go (`ResolveContainerPort`), and pkg/kubelet/lifecycle/handlers.go (`resolvePort`)
 */
export function* checkProbes({ read }: Manifests): Iterable<LintFinding> {
  for (const object of read) {
    const keys = podTemplateOf(object)?.template;
    if (keys === undefined) continue;
    for (const list of ['containers', 'initContainers']) {
      for (const [i, container] of listAt(object.value, ...keys, 'spec', list).entries()) yield* ofContainer(object, container, [...keys, 'spec', `${list}[${i}]`].join('.'));
    }
  }
}

function* ofContainer(object: ReadObject, container: unknown, place: string): Iterable<LintFinding> {
  const names = listAt(container, 'ports').map((port) => valueAt(port, 'name'));
  for (const keys of PLACES) {
    const port = valueAt(container, ...keys);
    // a number in quotes is taken for one
    if (typeof port !== 'string' || /^\d+$/.test(port) || names.includes(port)) continue;
    yield {
      code: 'NAMED_PORT_UNKNOWN',
      object: namedObject(object),
      path: `${place}.${keys.join('.')}`,
      text: `the container \`${shownValue(valueAt(container, 'name'))}\` has no port \`${port}\`, so that this always fails`,
      mend: `name the port of the container \`${port}\`, or write its number`,
    };
  }
}
