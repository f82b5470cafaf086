import { InputNote, InputProblem } from './problem';
import { misshapesOf } from './read/shapes';
import { readEntries } from '../dialects/read-entries';
import { readRules } from '../dialects/read-rules';
import { readServices } from '../dialects/service/read';
import { controllersToldApart } from '../reachability/controllers';
import { Manifest } from './read/manifest';
import { sortedEntries } from '../reachability/entries';
import { Meaning } from '../reachability/meaning';
import { listAt, objectText, shownValue, valueAt } from '../reachability/objects';
import { OmissionReason } from '../reachability/rules/entries';
import { ClusterFacts, snapshotOf } from '../reachability/snapshot';

/** Manifests, and what they mean. */
export interface Analysis extends Meaning {
  readonly manifests: readonly Manifest[];
  /** What the API server would refuse. */
  readonly problems: readonly InputProblem[];
}

/** Finds out what manifests mean: it has no access to files, and asks nobody. */
export function analyse(manifests: readonly Manifest[], facts: ClusterFacts = {}): Analysis {
  const values = manifests.map(({ value }) => value);
  const snapshot = snapshotOf(values, facts);
  const { rules, problems } = readRules(values);
  const { services, problems: ofServices } = readServices(values);
  const { entries, omissions, problems: ofEntries } = readEntries(values, snapshot.namespaces);
  const at = placesOf(manifests);
  return {
    manifests,
    snapshot,
    rules,
    services,
    entries: sortedEntries(entries),
    omissions,
    problems: [
      ...manifests.flatMap(misshapeProblems),
      ...problems.map(({ code, kind, policy, path, text }) => at(`${kind} ${policy}`, path, code, text)),
      ...[...snapshot.problems, ...ofServices, ...ofEntries].map(({ object, path, text }) => at(object, path, 'FIELD_INVALID', text)),
    ],
  };
}

function misshapeProblems(manifest: Manifest): InputProblem[] {
  const { file, kind, namespace, name } = manifest;
  const object = `${kind} ${['Namespace', 'Node'].includes(kind) ? '' : `${namespace}/`}${name}`;
  return misshapesOf(manifest).map(({ path, text }) => ({ file, line: manifest.lineAt(path), code: 'FIELD_INVALID', text: `${object}: ${path}: ${text}` }));
}

/** What of Ingresses and routes brings nobody in, as notes; those that are not followed alone, if it is so wanted. */
export function omissionNotes({ manifests, omissions }: Analysis, reasons?: readonly OmissionReason[]): InputNote[] {
  const at = placesOf(manifests);
  const wanted = omissions.filter(({ reason }) => reasons === undefined || reasons.includes(reason));
  return wanted.map(({ origin, path, text }) => at(objectText(origin), path, '', text));
}

/** Where workloads are told of by their controllers: those of which there is no one answer. */
export function groupingProblems({ manifests, snapshot, rules }: Analysis): InputProblem[] {
  const at = placesOf(manifests);
  return controllersToldApart(snapshot, rules).map(({ object, path, text }) => at(object, path, 'CONTROLLER_TOLD_APART', text));
}

/** Says where a field of an object such as `Pod shop/web` is; of a controller that is not there, where its first Pod is. */
function placesOf(manifests: readonly Manifest[]): (object: string, path: string, code: string, text: string) => InputProblem {
  const byName = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const { kind, namespace, name } = manifest;
    for (const object of [`${kind} ${namespace}/${name}`, `${kind} ${name}`]) byName.set(object, manifest);
  }
  return (object, path, code, text) => {
    const manifest = byName.get(object) ?? manifests.find((one) => ownersOf(one).includes(object));
    const whole = `${object}: ${path === '' ? '' : `${path}: `}${text}`;
    return manifest === undefined ? { file: '', code, text: whole } : { file: manifest.file, line: manifest.lineAt(path), code, text: whole };
  };
}

function ownersOf({ kind, namespace, value }: Manifest): string[] {
  if (kind !== 'Pod') return [];
  return listAt(value, 'metadata', 'ownerReferences').map((owner) => `${shownValue(valueAt(owner, 'kind'))} ${namespace}/${shownValue(valueAt(owner, 'name'))}`);
}
