import { InputNote, InputProblem } from './problem';
import { misshapesOf } from './read/shapes';
import { readGatewayRoutes } from '../dialects/gateway/read';
import { readIngresses } from '../dialects/ingress/read';
import { readRoutes } from '../dialects/openshift-route/read';
import { readRules } from '../dialects/read-rules';
import { readServices } from '../dialects/service/read';
import { controllersToldApart } from '../reachability/controllers';
import { Manifest } from './read/manifest';
import { Meaning } from '../reachability/meaning';
import { listAt, valueAt } from '../reachability/objects';
import { ClusterFacts, snapshotOf } from '../reachability/snapshot';

/** Manifests, and what they mean. */
export interface Analysis extends Meaning {
  readonly manifests: readonly Manifest[];
  /** What the API server would refuse. */
  readonly problems: readonly InputProblem[];
  /** What is sound, and makes no entry all the same. */
  readonly omissions: readonly InputNote[];
}

/** Finds out what manifests mean: it has no access to files, and asks nobody. */
export function analyse(manifests: readonly Manifest[], facts: ClusterFacts = {}): Analysis {
  const values = manifests.map(({ value }) => value);
  const snapshot = snapshotOf(values, facts);
  const { rules, problems } = readRules(values);
  const { services, problems: ofServices } = readServices(values);
  const [ofIngresses, ofGateways] = [readIngresses(values), readGatewayRoutes(values, snapshot.namespaces)];
  const ways = [ofIngresses, readRoutes(values), ofGateways];
  const at = placesOf(manifests);
  return {
    manifests,
    snapshot,
    rules,
    services,
    entries: ways.flatMap(({ entries }) => entries),
    problems: [
      ...manifests.flatMap(misshapeProblems),
      ...problems.map(({ code, kind, policy, path, text }) => at(`${kind} ${policy}`, path, code, text)),
      ...[snapshot.problems, ofServices, ...ways.map((way) => way.problems)].flat().map(({ object, path, text }) => at(object, path, 'FIELD_INVALID', text)),
    ],
    omissions: [...ofIngresses.omissions, ...ofGateways.omissions].map(({ object, path, text }) => at(object, path, '', text)),
  };
}

function misshapeProblems(manifest: Manifest): InputProblem[] {
  const { file, kind, namespace, name } = manifest;
  const object = `${kind} ${['Namespace', 'Node'].includes(kind) ? '' : `${namespace}/`}${name}`;
  return misshapesOf(manifest).map(({ path, text }) => ({ file, line: manifest.lineAt(path), code: 'FIELD_INVALID', text: `${object}: ${path}: ${text}` }));
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
  return listAt(value, 'metadata', 'ownerReferences').map((owner) => `${String(valueAt(owner, 'kind'))} ${namespace}/${String(valueAt(owner, 'name'))}`);
}
