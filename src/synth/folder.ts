import { ReportedFinding, Reached } from './reachability';
import { CONFORMANT } from '../clusters/profile';
import { LINT_CODES } from '../compare/lint/codes';
import { lint } from '../compare/lint/lint';
import { lintSentence, mendLine, placeText } from '../compare/lint/print';
import { ReachModel } from '../compare/reach/model';
import { meaningOn } from '../compare/verify/knowledge';
import { readManifests } from '../dialects/read-manifests';
import { refuse } from '../model/finding';

/** Where pods and nodes are, which manifests do not say. */
export interface FolderFacts {
  readonly podCidrs: readonly string[];
  readonly nodeCidrs: readonly string[];
}

/** Reads manifests from a file or a folder, as the command line does. Refuses `MANIFESTS_INVALID` with every problem there is. */
export function reachedInFolder(path: string, facts: FolderFacts): Reached {
  // loaded only now, since most programs never read a folder; the casts say what require cannot
  const { loadFiles } = require('../files/load') as typeof import('../files/load');
  const { unreadText } = require('../files/manifest') as typeof import('../files/manifest');
  const { placesIn, problemsAt } = require('../files/places') as typeof import('../files/places');
  const { problemLines } = require('../files/problem') as typeof import('../files/problem');
  const { misshapeProblems } = require('../files/shapes') as typeof import('../files/shapes');
  const { manifests, unread, problems } = loadFiles([path], process.cwd(), { purpose: 'lint' });
  const objects = manifests.map(({ value }) => value);
  const meaning = meaningOn({ ...facts, enforces: { networkPolicy: true, tiers: true } }, objects, readManifests);
  const all = [...problems, ...manifests.flatMap(misshapeProblems), ...meaning.problems.map(problemsAt(manifests))];
  if (all.length > 0) refuse('MANIFESTS_INVALID', `the manifests of \`${path}\` cannot be asked about:\n  ${problemLines(all).join('\n  ')}\n`);
  const sourceOf = placesIn(manifests);
  const findings = lint({ ...meaning, objects }).map((finding): ReportedFinding => {
    const place = placeText(finding, sourceOf);
    const { code } = finding;
    return { code, severity: LINT_CODES[code], ...(place === undefined ? {} : { place }), text: lintSentence(finding), details: [mendLine(finding)] };
  });
  const notes = unread.filter(({ mayMatter }) => mayMatter).map(unreadText);
  return { model: new ReachModel(meaning, { refused: [], notes, sourceOf }), profile: { ...CONFORMANT, ...facts }, findings: () => findings };
}
