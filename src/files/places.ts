import { Manifest } from './manifest';
import { InputProblem } from './problem';
import { listAt, shownValue, valueAt } from '../reachability/objects';
import { ReadProblem } from '../reachability/rules/readings';

/** Puts a problem of an object such as `Pod shop/web` where its field is; that of a controller which is not there, where its first Pod is. */
export function problemsAt(manifests: readonly Manifest[]): (problem: ReadProblem) => InputProblem {
  const byName = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const { kind, namespace, name } = manifest;
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
  const places = new Map(manifests.map((manifest) => [key(manifest.kind, manifest.namespace, manifest.name), manifest]));
  return (kind, namespace, name) => places.get(key(kind, namespace ?? 'default', name));
}
