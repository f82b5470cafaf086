import { Manifest } from './manifest';
import { InputProblem } from './problem';
import { groupOf, listAt, shownValue, valueAt } from '../reachability/objects';
import { ReadProblem } from '../reachability/rules/readings';

/** Puts a problem of an object such as `Pod shop/web` where its field is; that of a controller which is not there, where its first Pod is. */
export function problemsAt(manifests: readonly Manifest[]): (problem: ReadProblem) => InputProblem {
  const byName = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const { namespace, name } = manifest;
    const kind = toldKind(manifest);
    for (const object of [`${kind} ${namespace}/${name}`, `${kind} ${name}`]) byName.set(object, manifest);
  }
  return ({ object, path, code, text }) => {
    const manifest = byName.get(object) ?? manifests.find((one) => ownersOf(one).includes(object));
    const whole = `${object}: ${path === '' ? '' : `${path}: `}${text}`;
    return manifest === undefined ? { file: '', code, text: whole } : { file: manifest.file, line: manifest.lineAt(path), code, text: whole };
  };
}

function ownersOf({ kind, namespace, value }: Manifest): string[] {
  if (kind !== 'Pod') return [];
  return listAt(value, 'metadata', 'ownerReferences').map((owner) => `${shownValue(valueAt(owner, 'kind'))} ${namespace}/${shownValue(valueAt(owner, 'name'))}`);
}

/** Finds the place of an object; the namespace is absent for what is cluster-wide. */
export function placesIn(manifests: readonly Manifest[]): (kind: string, namespace: string | undefined, name: string) => Manifest | undefined {
  const key = (kind: string, namespace: string, name: string) => `${kind} ${namespace}/${name}`;
  const places = new Map(manifests.map((manifest) => [key(toldKind(manifest), manifest.namespace, manifest.name), manifest]));
  return (kind, namespace, name) => places.get(namespace === undefined && name.includes('/') ? `${kind} ${name}` : key(kind, namespace ?? 'default', name));
}

/** The kind as answers tell it: with its group, where Kubernetes has one of that name, too, and both are read. */
function toldKind({ apiVersion, kind }: Manifest): string {
  return kind === 'NetworkPolicy' && groupOf(apiVersion).endsWith('projectcalico.org') ? 'NetworkPolicy.projectcalico.org' : kind;
}
