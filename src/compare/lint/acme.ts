import { letText, mayBeController, shuttersOf } from './callers';
import { LintFinding } from './codes';
import { annotationOf, Manifests, namedObject, objectsOf } from './manifests';
import { listAt, ReadObject, valueAt } from '../../reachability/objects';
import { Workload } from '../../reachability/workload';
import { PortSet } from '../../sets/ports';
import { LabelMap } from '../../sets/selector';

/** The port on which a solver answers. */
const SOLVER_PORT = 8089;

/**
 * The labels of a solver, with anything for the values that depend on the challenge.
 *
 * @see https://github.com/cert-manager/cert-manager/blob/v1.21.1/pkg/issuer/acme/http/pod.go (`podLabels`)
 */
const SOLVER_LABELS: LabelMap = {
  'acme.cert-manager.io/http-domain': '0',
  'acme.cert-manager.io/http-token': '0',
  'acme.cert-manager.io/http01-solver': 'true',
};

/** Who signs a certificate: by name, and in which namespace unless it is cluster-wide; nothing is known of the default one. */
interface Issuer {
  readonly kind: 'Issuer' | 'ClusterIssuer';
  readonly name: string;
}

/**
 * Namespaces in which cert-manager starts a pod that answers for a certificate, and where policies let nobody in there: an Ingress and a
 * Gateway get their certificates in their own namespace.
 *
 * @see https://cert-manager.io/v1.20-docs/usage/ingress/ and https://cert-manager.io/v1.20-docs/usage/gateway/
 */
export function* checkAcme(manifests: Manifests): Iterable<LintFinding> {
  const mayBe = mayBeController(manifests.snapshot);
  for (const { object, path, issuer } of requestsIn(manifests)) {
    const extra = issuer === undefined ? {} : solverLabels(issuer, object.namespace, manifests);
    if (extra === undefined) continue;
    const shutters = shuttersOf(solverIn(object.namespace, extra), PortSet.of('TCP', SOLVER_PORT), manifests, mayBe);
    if (shutters.length === 0) continue;
    yield {
      code: 'ACME_SOLVER_SHUT_OUT',
      object: namedObject(object),
      path,
      text: `asks for a certificate: to prove a host over HTTP (HTTP-01), cert-manager starts a pod in \`${object.namespace}\`, and ${letText(shutters)} no controller in there`,
      mend: `allow ingress on TCP ${SOLVER_PORT} to pods with the label \`acme.cert-manager.io/http01-solver: "true"\` from the pods of the controller; not needed if the issuer uses DNS-01`,
    };
  }
}

interface Request {
  readonly object: ReadObject;
  readonly path: string;
  readonly issuer?: Issuer;
}

function requestsIn(manifests: Manifests): Request[] {
  const annotated = [...objectsOf(manifests, 'networking.k8s.io', 'Ingress'), ...objectsOf(manifests, 'gateway.networking.k8s.io', 'Gateway')];
  const certificates = objectsOf(manifests, 'cert-manager.io', 'Certificate').flatMap((object): Request[] => {
    const at = (key: string) => valueAt(object.value, 'spec', 'issuerRef', key);
    const [name, kind] = [at('name'), at('kind') ?? 'Issuer'];
    if ((at('group') ?? 'cert-manager.io') !== 'cert-manager.io' || typeof name !== 'string') return [];
    return kind === 'Issuer' || kind === 'ClusterIssuer' ? [{ object, path: 'spec.issuerRef', issuer: { kind, name } }] : [];
  });
  return [...annotated.flatMap(annotatedRequest), ...certificates];
}

/** An issuer of another group is nobody who starts pods. */
function annotatedRequest(object: ReadObject): Request[] {
  const path = 'metadata.annotations';
  const [cluster, own] = [annotationOf(object, 'cert-manager.io/cluster-issuer'), annotationOf(object, 'cert-manager.io/issuer')];
  if ((annotationOf(object, 'cert-manager.io/issuer-group') ?? 'cert-manager.io') !== 'cert-manager.io') return [];
  if (cluster !== undefined) return [{ object, path, issuer: { kind: 'ClusterIssuer', name: cluster } }];
  if (own === undefined) return annotationOf(object, 'kubernetes.io/tls-acme') === 'true' ? [{ object, path }] : [];
  return [{ object, path, issuer: { kind: annotationOf(object, 'cert-manager.io/issuer-kind') === 'ClusterIssuer' ? 'ClusterIssuer' : 'Issuer', name: own } }];
}

/**
 * The labels that an issuer gives its solvers beside their own; nothing if it is known to need none: it does not speak ACME, or proves
 * hosts by DNS alone.
 *
 * @see https://cert-manager.io/v1.20-docs/configuration/acme/http01/
 */
function solverLabels({ kind, name }: Issuer, namespace: string, manifests: Manifests): LabelMap | undefined {
  const found = objectsOf(manifests, 'cert-manager.io', kind).find((one) => one.name === name && (kind === 'ClusterIssuer' || one.namespace === namespace));
  if (found === undefined) return {};
  const solvers = listAt(found.value, 'spec', 'acme', 'solvers').flatMap((solver) => valueAt(solver, 'http01') ?? []);
  const [first] = solvers;
  if (first === undefined) return undefined;
  const templates = ['ingress', 'gatewayHTTPRoute'].map((way) => valueAt(first, way, 'podTemplate', 'metadata', 'labels'));
  return Object.fromEntries(templates.flatMap((labels) => Object.entries(labels ?? {})).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

function solverIn(namespace: string, extra: LabelMap): Workload {
  return {
    kind: 'Pod',
    namespace,
    name: 'cm-acme-http-solver',
    labels: { ...extra, ...SOLVER_LABELS },
    ports: [{ name: 'http', number: SOLVER_PORT, protocol: 'TCP' }],
    hostNetwork: false,
    addresses: [],
    nodeAddresses: [],
  };
}
