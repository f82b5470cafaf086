import { Manifests, objectsOf, ownKeysOf, textsAt } from './manifests';
import { ReadObject } from '../../reachability/objects';
import { LabelMap, LabelSelector, matches } from '../../sets/selector';

/** Prefixes of labels that people write themselves. */
const OWN_PREFIXES: readonly string[] = ['app.kubernetes.io', 'helm.sh'];

/** Labels without a prefix that controllers put on pods. */
const OF_CONTROLLERS: readonly string[] = ['controller-revision-hash', 'job-name', 'pod-template-hash'];

/** Kinds of which the Prometheus operator makes pods, and the name that it gives them. */
const OPERATED: Readonly<Record<string, string>> = {
  Alertmanager: 'alertmanager', Prometheus: 'prometheus', PrometheusAgent: 'prometheus-agent', ThanosRuler: 'thanos-ruler',
};

/**
 * Whether a selector is for pods that are in no manifest, since something makes them that is: it asks for labels that a controller puts on
 * pods, and nobody writes into a template (one pod of a StatefulSet, a Job, whatever an operator has a prefix for), or for those that the
 * Prometheus operator puts on its pods.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/ (Kubernetes 1.35, such as `statefulset.kubernetes.io/pod-name`)
 * @see https://github.com/prometheus-operator/prometheus-operator/blob/v0.93.0/pkg/prometheus/server/operator.go (`makeSelectorLabels`)
 */
export function isForMadePods(selector: LabelSelector, namespace: string, manifests: Manifests): boolean {
  const { workloads } = manifests.snapshot;
  const byKey = ownKeysOf(selector).some((key) => {
    const [prefix = '', name] = key.split('/');
    const isForeign = name === undefined ? OF_CONTROLLERS.includes(key) : !OWN_PREFIXES.includes(prefix);
    return isForeign && !workloads.some(({ labels }) => Object.hasOwn(labels, key));
  });
  const operated = Object.keys(OPERATED).flatMap((kind) => objectsOf(manifests, 'monitoring.coreos.com', kind)).filter((one) => one.namespace === namespace);
  return byKey || operated.some((one) => matches(selector, operatedLabels(one)));
}

function operatedLabels({ kind, name, value }: ReadObject): LabelMap {
  return {
    ...textsAt(value, 'spec', 'podMetadata', 'labels'),
    'app.kubernetes.io/name': OPERATED[kind] ?? '',
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/managed-by': 'prometheus-operator',
    ...(kind === 'PrometheusAgent' ? {} : { [OPERATED[kind] ?? '']: name }),
  };
}
