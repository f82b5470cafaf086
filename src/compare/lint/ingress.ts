import { LintFinding } from './codes';
import { groupOf, Manifests, namesText } from './manifests';
import { resolvedEntries, ResolvedEntry } from '../../reachability/entries';
import { valueAt } from '../../reachability/objects';
import { NamespaceMatch, Peer, Policy, Rule } from '../../reachability/rules';
import { Entry } from '../../reachability/rules/entries';
import { portsMeant } from '../../reachability/services';
import { NAMESPACE_NAME_LABEL, namespaceLabels, Snapshot } from '../../reachability/snapshot';
import { Workload, workloadText } from '../../reachability/workload';
import { PortSet } from '../../sets/ports';
import { LabelMap, matches } from '../../sets/selector';

/** What is wrong with the ways in through a controller. */
export function* checkIngress(manifests: Manifests): Iterable<LintFinding> {
  yield* classMissing(manifests);
  const seen = new Set<string>();
  for (const resolved of resolvedEntries(manifests.entries, manifests.services, manifests.snapshot)) {
    if (resolved.entry.clients !== 'controller') continue;
    for (const finding of [...backendUnknown(resolved, manifests), ...shutOut(resolved, manifests)]) {
      const key = JSON.stringify(finding);
      if (!seen.has(key)) yield finding;
      seen.add(key);
    }
  }
}

/** @see https://kubernetes.io/docs/concepts/services-networking/ingress/#default-ingress-class (Kubernetes 1.35) */
function* classMissing({ read }: Manifests): Iterable<LintFinding> {
  const isDefault = (value: unknown) => valueAt(value, 'metadata', 'annotations', 'ingressclass.kubernetes.io/is-default-class') === 'true';
  if (read.some(({ kind, value }) => kind === 'IngressClass' && isDefault(value))) return;
  for (const object of read) {
    if (object.kind !== 'Ingress' || groupOf(object) !== 'networking.k8s.io') continue;
    const named = valueAt(object.value, 'spec', 'ingressClassName') ?? valueAt(object.value, 'metadata', 'annotations', 'kubernetes.io/ingress.class');
    if (named !== undefined && named !== null) continue;
    yield {
      code: 'INGRESS_CLASS_MISSING',
      object: { kind: 'Ingress', namespace: object.namespace, name: object.name },
      path: 'spec.ingressClassName',
      text: 'has no class: unless the cluster has a default one, no controller answers for it',
      mend: 'write the name of the IngressClass (`kubectl get ingressclass`)',
    };
  }
}

/** A Service that is not here may be elsewhere, unless the namespace has others here. */
function* backendUnknown({ entry, service }: ResolvedEntry, { services }: Manifests): Iterable<LintFinding> {
  const { namespace, service: name, port } = entry.backend;
  const base = { code: 'BACKEND_UNKNOWN' as const, object: entry.origin, path: 'spec' };
  if (service === undefined) {
    const others = services.filter((one) => one.namespace === namespace).map((one) => one.name);
    if (others.length === 0) return;
    yield { ...base, text: `leads to the Service \`${namespace}/${name}\`, which is not among these manifests`, mend: `there are ${namesText(others)}` };
  } else if (port !== undefined && portsMeant(service, entry.backend).length === 0) {
    const asked = port.kind === 'name' ? port.name : `${port.number}`;
    const known = service.ports.map((one) => (one.name === undefined ? `${one.port}` : `${one.port} (${one.name})`));
    const isTarget = portsMeant(service, { ...entry.backend, byTarget: true }).length > 0;
    const text = `leads to port \`${asked}\` of the Service \`${namespace}/${name}\`, which has none such${isTarget ? '; its pods have, which only some controllers take' : ''}`;
    yield { ...base, text, mend: `its ports are ${namesText(known)}` };
  }
}

function* shutOut({ entry, targets }: ResolvedEntry, manifests: Manifests): Iterable<LintFinding> {
  for (const { workload, ports } of targets) {
    const isolating = shuttersOf(workload, ports, manifests);
    if (isolating.length === 0) continue;
    yield {
      code: 'CONTROLLER_SHUT_OUT',
      object: entry.origin,
      path: 'spec',
      text: `leads to \`${workloadText(workload)}\` on ${ports.toString()}, and ${namesText(isolating.map(({ origin }) => `${origin.kind} ${origin.namespace}/${origin.name}`))} let${isolating.length > 1 ? '' : 's'} no controller in there`,
      mend: `allow ingress on ${ports.toString()} from the pods of the controller of ${textOf(entry)}, namespace and pods in one peer`,
    };
  }
}

function textOf({ origin }: Entry): string {
  return `${origin.kind} \`${origin.namespace}/${origin.name}\``;
}

/** The policies that isolate a workload, if none of their rules could let a controller in on one of the ports. */
function shuttersOf(workload: Workload, ports: PortSet, { rules, snapshot, governing }: Manifests): Policy[] {
  if (workload.hostNetwork) return [];
  const isolating = (governing.get(workload) ?? []).filter((policy) => policy.isolates.includes('ingress'));
  const isAccepted = rules.tiered.some(({ rules: tiered }) => tiered.some(({ direction, action }) => direction === 'ingress' && action === 'accept'));
  const opens = (rule: Rule) => rule.direction === 'ingress' && takesIn(rule, workload, ports) && (rule.peers === 'anyone' || rule.peers.some((peer) => mayBeController(peer, snapshot)));
  return isAccepted || isolating.some((policy) => policy.rules.some(opens)) ? [] : isolating;
}

function takesIn({ ports }: Rule, workload: Workload, wanted: PortSet): boolean {
  if (ports === 'all') return true;
  return wanted.ranges('TCP').some(({ first }) => ports.some((port) => {
    if ((port.protocol ?? 'TCP') !== 'TCP') return false;
    switch (port.kind) {
      case 'every': return true;
      case 'numbers': return port.first <= first && first <= port.last;
      case 'name': return workload.ports.some(({ name, number, protocol }) => name === port.name && number === first && protocol === 'TCP');
    }
  }));
}

/** Labels that the pods of controllers carry, where they are among the manifests. */
const CONTROLLER_LABELS: readonly LabelMap[] = [
  'ingress-nginx', 'traefik', 'contour', 'envoy', 'haproxy-ingress', 'kubernetes-ingress', 'kong', 'nginx-ingress', 'envoy-gateway', 'aws-load-balancer-controller',
].flatMap((name): LabelMap[] => [{ 'app.kubernetes.io/name': name }, { app: name }]);

/**
 * Whether a peer might be a controller: addresses, pods that are not among the manifests, anybody in another namespace, and pods
 * that look like one. It is not where the peer is certainly some workload of ours.
 */
function mayBeController(peer: Peer, snapshot: Snapshot): boolean {
  if (peer.kind === 'addresses') return true;
  const found = snapshot.workloads.filter(({ namespace, labels }) => isNamespace(peer.namespaces, namespace, snapshot) && matches(peer.pods, labels));
  if (found.length === 0 || found.some(looksLikeController)) return true;
  return isNamespace(peer.namespaces, 'a-namespace-that-is-not-here', snapshot) && matches(peer.pods, {});
}

function isNamespace(match: NamespaceMatch, namespace: string, snapshot: Snapshot): boolean {
  return match.kind === 'named' ? match.name === namespace : matches(match.selector, { ...namespaceLabels(snapshot, namespace), [NAMESPACE_NAME_LABEL]: namespace });
}

function looksLikeController({ labels }: Workload): boolean {
  return 'gateway.networking.k8s.io/gateway-name' in labels
    || CONTROLLER_LABELS.some((known) => Object.entries(known).every(([key, value]) => labels[key] === value));
}
