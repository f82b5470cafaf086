import { expectationFindings } from './expectations';
import { lintFindings } from './lint';
import { acceptLock, lockFindings } from './lock';
import { PluginSettings } from './settings';
import { fileViolation, NO_FINDINGS, PluginFindings, PluginViolation } from './violation';
import { Analysis, analyse, groupingProblems, omissionNotes } from '../cli/analyse';
import { lockFacts } from '../cli/lock/current';
import { loadLock } from '../cli/lock/file';
import { FactOptions, factsOf } from '../cli/options';
import { load, Loaded, ReadingHost } from '../files/load';
import { acceptsLocks } from '../files/lock-file';
import { unreadText } from '../files/manifest';
import { placesIn } from '../files/places';
import { printable, printableLine } from '../files/printable';
import { cidrsAmong } from '../sets/cidr';

async function* nothing(): AsyncIterable<Buffer> {
  // a plug-in has no standard input
}

/** Looks at the manifests of a synth; what is wrong with them, or with the files that they are held against, is among the findings. */
export async function validateManifests(paths: readonly string[], settings: PluginSettings, cwd: string): Promise<PluginFindings> {
  const host: ReadingHost = { cwd, stdin: nothing(), progress: () => undefined };
  const { lockFile, expectFile } = settings;
  const lock = lockFile === undefined ? undefined : { file: lockFile, loaded: loadLock(lockFile, cwd) };
  const given = lock?.loaded.kind === 'lock' ? lock.loaded.lock.given : undefined;
  const loaded = await load(paths, host, { purpose: 'lint' });
  const known = lockFacts(factOptions(settings), given);
  const analysis = analyse(loaded.manifests, factsOf(known.facts), settings.plugin);
  const problems = [...loaded.problems.filter(({ code }) => code !== 'NOTHING_TO_READ'), ...analysis.problems];
  if (problems.length === 0) problems.push(...groupingProblems(analysis));
  if (problems.length > 0) {
    const failures = problems.map(({ code, file, line, text }) => fileViolation(code, file, line, text, 'write what an API server takes'));
    return joined([{ ...NO_FINDINGS, failures }]);
  }
  const sourceOf = placesIn(analysis.manifests);
  const parts = [
    { ...NO_FINDINGS, notes: notesOf(loaded, analysis) },
    settings.lint ? lintFindings(analysis, settings, sourceOf) : NO_FINDINGS,
    expectFile === undefined ? NO_FINDINGS : await expectationFindings(expectFile, analysis, host, sourceOf),
  ];
  if (lock === undefined) return joined(parts);
  // a lock reads policies that the plugin does not enforce, too, and says so
  const whole = settings.plugin === undefined ? analysis : analyse(loaded.manifests, factsOf(known.facts));
  const accepts = acceptsLocks(process.env) === true;
  if (!accepts) return joined([...parts, lockFindings(lock.file, lock.loaded, known, whole, sourceOf)]);
  // nothing is accepted of manifests with which anything else is wrong
  return joined(parts.some(({ failures }) => failures.length > 0) ? parts : [...parts, acceptLock(lock.file, cwd, lock.loaded, known, whole)]);
}

function factOptions({ podCidrs, nodeCidrs, apiServerCidrs, plugin }: PluginSettings): FactOptions {
  return {
    ...(plugin === undefined ? {} : { plugin }),
    ...(apiServerCidrs.length === 0 ? {} : { apiServerCidr: cidrsAmong(apiServerCidrs) }),
    ...(podCidrs.length === 0 ? {} : { podCidr: cidrsAmong(podCidrs) }),
    ...(nodeCidrs.length === 0 ? {} : { nodeCidr: cidrsAmong(nodeCidrs) }),
  };
}

/** What the answers do not take into account, and may be wrong without. */
function notesOf({ unread }: Loaded, analysis: Analysis): string[] {
  const policies = unread.filter(({ mayMatter }) => mayMatter).map(unreadText);
  return [...policies, ...analysis.uncounted, ...omissionNotes(analysis).map(({ file, line, text }) => `${file}${line === undefined ? '' : `:${line}`}: ${text}`)];
}

function joined(parts: readonly PluginFindings[]): PluginFindings {
  return {
    failures: parts.flatMap(({ failures }) => failures.map(printed)),
    warnings: parts.flatMap(({ warnings }) => warnings.map(printed)),
    notes: parts.flatMap(({ notes }) => notes.map(printableLine)),
  };
}

/** cdk8s-cli prints texts as they are: what comes from manifests must not steer a terminal. */
function printed({ ruleName, recommendation, fix, violatingResources }: PluginViolation): PluginViolation {
  return {
    ruleName,
    recommendation: printableLine(recommendation),
    fix: printable(fix),
    violatingResources: violatingResources.map((one) => ({ ...one, locations: one.locations.map(printableLine) })),
  };
}
