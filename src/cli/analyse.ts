import { meaningOnPlugin } from './plugin';
import type { PluginModel } from '../clusters/plugins';
import { readManifests } from '../dialects/read-manifests';
import { Manifest } from '../files/manifest';
import { problemsAt } from '../files/places';
import { InputNote, InputProblem } from '../files/problem';
import { misshapeProblems } from '../files/shapes';
import { controllersToldApart } from '../reachability/controllers';
import { Meaning, meaningOf } from '../reachability/meaning';
import { objectText } from '../reachability/objects';
import { OmissionReason } from '../reachability/rules/entries';
import { ClusterFacts } from '../reachability/snapshot';

/** Manifests, and what they mean. */
export interface Analysis extends Meaning {
  readonly manifests: readonly Manifest[];
  /** What the API server would refuse. */
  readonly problems: readonly InputProblem[];
  /** What counts for nothing, or not as it is written, on the network plugin, as sentences. */
  readonly uncounted: readonly string[];
}

/**
 * Finds out what manifests mean: it has no access to files, and asks nobody.
 *
 * @param plugin The network plugin of which only what it enforces counts.
 */
export function analyse(manifests: readonly Manifest[], facts: ClusterFacts = {}, plugin?: PluginModel): Analysis {
  const objects = manifests.map(({ value }) => value);
  const { problems, uncounted, ...meaning } = plugin === undefined
    ? { ...meaningOf(objects, facts, readManifests), uncounted: [] }
    : meaningOnPlugin(objects, facts, plugin);
  return { ...meaning, manifests, uncounted, problems: [...manifests.flatMap(misshapeProblems), ...problems.map(problemsAt(manifests))] };
}

/** What of policies is not read, and what of Ingresses and routes brings nobody in, as notes; those that are not followed alone, if it is so wanted. */
export function omissionNotes({ manifests, omissions, notes = [] }: Analysis, reasons?: readonly OmissionReason[]): InputNote[] {
  const at = problemsAt(manifests);
  const wanted = omissions.filter(({ reason }) => reasons === undefined || reasons.includes(reason));
  return [
    ...notes.map((note) => at({ ...note, code: '' })),
    ...wanted.map(({ origin, path, text }) => at({ object: objectText(origin), path, code: '', text })),
  ];
}

/** Where workloads are told of by their controllers: those of which there is no one answer. */
export function groupingProblems({ manifests, snapshot, rules, sources }: Analysis): InputProblem[] {
  const at = problemsAt(manifests);
  return controllersToldApart(snapshot, rules, sources).map((problem) => at({ code: 'CONTROLLER_TOLD_APART', ...problem }));
}
