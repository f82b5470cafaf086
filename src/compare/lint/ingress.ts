import { letText, MayBe, mayBeController, shuttersOf } from './callers';
import { LintFinding } from './codes';
import { annotationOf, Manifests, namedObject, namesText, objectsOf } from './manifests';
import { resolvedEntries, ResolvedEntry } from '../../reachability/entries';
import { valueAt } from '../../reachability/objects';
import { Entry } from '../../reachability/rules/entries';
import { portsMeant } from '../../reachability/services';
import { workloadText } from '../../reachability/workload';

/** What is wrong with the ways in through a controller. */
export function* checkIngress(manifests: Manifests): Iterable<LintFinding> {
  yield* classMissing(manifests);
  const seen = new Set<string>();
  const mayBe = mayBeController(manifests.snapshot);
  for (const resolved of resolvedEntries(manifests.entries, manifests.services, manifests.snapshot)) {
    for (const finding of [...backendUnknown(resolved, manifests), ...shutOut(resolved, manifests, mayBe)]) {
      // several paths of one object often lead to one backend: the first stands for all
      const key = JSON.stringify({ ...finding, path: '' });
      if (!seen.has(key)) yield finding;
      seen.add(key);
    }
  }
}

/** @see https://kubernetes.io/docs/concepts/services-networking/ingress/#default-ingress-class (Kubernetes 1.35) */
function* classMissing(manifests: Manifests): Iterable<LintFinding> {
  const classes = objectsOf(manifests, 'networking.k8s.io', 'IngressClass');
  if (classes.some((one) => annotationOf(one, 'ingressclass.kubernetes.io/is-default-class') === 'true')) return;
  for (const object of objectsOf(manifests, 'networking.k8s.io', 'Ingress')) {
    const named = valueAt(object.value, 'spec', 'ingressClassName') ?? annotationOf(object, 'kubernetes.io/ingress.class');
    if (named !== undefined && named !== null) continue;
    yield {
      code: 'INGRESS_CLASS_MISSING',
      object: namedObject(object),
      path: 'spec.ingressClassName',
      text: 'has no class: unless the cluster has a default one, no controller answers for it',
      mend: 'write the name of the IngressClass (`kubectl get ingressclass`)',
    };
  }
}

/** A Service that is not here may be elsewhere, unless the namespace has others here. */
function* backendUnknown({ entry, service, nowhere }: ResolvedEntry, { services }: Manifests): Iterable<LintFinding> {
  const { namespace, service: name, port } = entry.backend;
  const base = { code: 'BACKEND_UNKNOWN' as const, object: entry.origin, path: entry.at };
  if (service === undefined) {
    const others = services.filter((one) => one.namespace === namespace).map((one) => one.name);
    if (others.length === 0) return;
    yield { ...base, text: `leads to the Service \`${namespace}/${name}\`, which is not among these manifests`, mend: `there are ${namesText(others)}` };
  } else if (nowhere === 'port' && port !== undefined) {
    const asked = port.kind === 'name' ? port.name : `${port.number}`;
    const known = service.ports.map((one) => (one.name === undefined ? `${one.port}` : `${one.port} (${one.name})`));
    const isTarget = portsMeant(service, { ...entry.backend, byTarget: true }).length > 0;
    const otherProtocol = portsMeant(service, entry.backend).map(({ protocol }) => `; it has one of ${protocol}`).join('');
    const text = `leads to port \`${asked}\` of the Service \`${namespace}/${name}\`, which has none such of ${entry.protocol ?? 'TCP'}${otherProtocol}`
      + (isTarget && otherProtocol === '' ? '; its pods have, which only some controllers take' : '');
    yield { ...base, text, mend: known.length === 0 ? 'give it ports' : `its ports are ${namesText(known)}` };
  }
}

/** Whoever gets no requests needs nobody to be let in. */
function* shutOut({ entry, targets }: ResolvedEntry, manifests: Manifests, mayBe: MayBe): Iterable<LintFinding> {
  if (entry.share?.weight === 0) return;
  for (const { workload, ports } of targets) {
    const shutters = shuttersOf(workload, ports, manifests, mayBe);
    if (shutters.length === 0) continue;
    yield {
      code: 'CONTROLLER_SHUT_OUT',
      object: entry.origin,
      path: entry.at,
      text: `leads to \`${workloadText(workload)}\` on ${ports.toString()}, and ${letText(shutters)} no controller in there`,
      mend: `allow ingress on ${ports.toString()} from the pods of the controller of ${textOf(entry)}, namespace and pods in one peer`,
    };
  }
}

function textOf({ origin }: Entry): string {
  return `${origin.kind} \`${origin.namespace}/${origin.name}\``;
}
