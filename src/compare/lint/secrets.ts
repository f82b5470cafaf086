import { LintFinding } from './codes';
import { annotationOf, groupOf, Manifests, namedObject, objectsOf } from './manifests';
import { listAt, ReadObject, valueAt } from '../../reachability/objects';

/** A Secret with a certificate, where somebody refers to it. */
interface Reference {
  readonly object: ReadObject;
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
}

/** Something that is a Secret, or makes one. */
interface Provider {
  readonly object: ReadObject;
  readonly name: string;
}

/** Certificates that are sought where they are not, while Secrets of their names are in other namespaces: a Secret is read in one alone. */
export function* checkSecrets(manifests: Manifests): Iterable<LintFinding> {
  const providers = providersIn(manifests);
  for (const { object, path, namespace, name } of referencesIn(manifests)) {
    const found = providers.filter((one) => one.name === name);
    const [elsewhere] = found;
    if (elsewhere === undefined || found.some((one) => one.object.namespace === namespace || isCopied(one.object))) continue;
    yield {
      code: 'TLS_SECRET_ELSEWHERE',
      object: namedObject(object),
      path,
      text: `there is no Secret \`${namespace}/${name}\` among these manifests, and one of that name in \`${elsewhere.object.namespace}\`: it is sought in \`${namespace}\` alone`,
      mend: `put the Secret into \`${namespace}\``,
    };
  }
}

/**
 * Those whose certificate cert-manager makes are left out: it makes them where they are sought.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ (Kubernetes 1.35, `tls.secretName`)
 * @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1, `certificateRefs`: a Secret of the own namespace, unless it says another)
 */
function referencesIn(manifests: Manifests): Reference[] {
  const ofIngresses = objectsOf(manifests, 'networking.k8s.io', 'Ingress').flatMap((object) => (
    listAt(object.value, 'spec', 'tls').flatMap((tls, i) => reference(object, `spec.tls[${i}].secretName`, valueAt(tls, 'secretName'), undefined))
  ));
  const ofListeners = ['Gateway', 'ListenerSet'].flatMap((kind) => objectsOf(manifests, 'gateway.networking.k8s.io', kind)).flatMap((object) => (
    listAt(object.value, 'spec', 'listeners').flatMap((listener, i) => listAt(listener, 'tls', 'certificateRefs').flatMap((ref, j) => {
      const isSecret = (valueAt(ref, 'group') ?? '') === '' && (valueAt(ref, 'kind') ?? 'Secret') === 'Secret';
      return isSecret ? reference(object, `spec.listeners[${i}].tls.certificateRefs[${j}]`, valueAt(ref, 'name'), valueAt(ref, 'namespace')) : [];
    }))
  ));
  const ofRoutes = objectsOf(manifests, 'route.openshift.io', 'Route').flatMap((object) => (
    reference(object, 'spec.tls.externalCertificate.name', valueAt(object.value, 'spec', 'tls', 'externalCertificate', 'name'), undefined)
  ));
  return [...ofIngresses, ...ofListeners, ...ofRoutes];
}

function reference(object: ReadObject, path: string, name: unknown, namespace: unknown): Reference[] {
  const isMade = MAKING.some((key) => annotationOf(object, key) !== undefined);
  if (typeof name !== 'string' || name === '' || isMade) return [];
  return [{ object, path, name, namespace: typeof namespace === 'string' ? namespace : object.namespace }];
}

/** @see https://cert-manager.io/v1.20-docs/usage/ingress/#supported-annotations */
const MAKING: readonly string[] = ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer', 'kubernetes.io/tls-acme'];

/** Where each kind that is a Secret, or makes one, has its name. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  '/Secret': ['metadata', 'name'],
  'bitnami.com/SealedSecret': ['spec', 'template', 'metadata', 'name'],
  'cert-manager.io/Certificate': ['spec', 'secretName'],
  'external-secrets.io/ExternalSecret': ['spec', 'target', 'name'],
};

/** Sorted by namespace. */
function providersIn({ read }: Manifests): Provider[] {
  const found = read.flatMap((object) => {
    const path = NAMES[`${groupOf(object)}/${object.kind}`];
    if (path === undefined) return [];
    const name = valueAt(object.value, ...path);
    return [{ object, name: typeof name === 'string' ? name : object.name }];
  });
  return found.sort((a, b) => (a.object.namespace < b.object.namespace ? -1 : 1));
}

/** Annotations by which programs of several makers copy Secrets to other namespaces. */
const COPYING = /reflect|replicat|sync/i;

function isCopied({ value }: ReadObject): boolean {
  const annotations = [valueAt(value, 'metadata', 'annotations'), valueAt(value, 'spec', 'secretTemplate', 'annotations'), valueAt(value, 'spec', 'target', 'template', 'metadata', 'annotations')];
  return annotations.flatMap((one) => Object.keys(one ?? {})).some((key) => COPYING.test(key));
}
