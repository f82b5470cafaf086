import { fileViolation, PluginFindings, PluginViolation, workloadResources } from './violation';
import { Analysis } from '../cli/analyse';
import { Checks, Outcome } from '../cli/assert/check';
import { loadExpectations, problemOfRow } from '../cli/assert/load';
import { SourceLookup } from '../compare/explain/source';
import { ReadingHost } from '../files/load';
import { InputProblem } from '../files/problem';
import { workloadsNamed } from '../reachability/snapshot';
import { workloadText } from '../reachability/workload';

/** The rule that a row of expectations is. */
const RULE = 'EXPECTATION_FAILED';

/** The rows of a file of expectations that do not hold, and what is wrong with the file. */
export async function expectationFindings(file: string, analysis: Analysis, host: ReadingHost, sourceOf: SourceLookup): Promise<PluginFindings> {
  const { found, rows, problems } = await loadExpectations(file, host);
  if (found === undefined || problems.length > 0) return { failures: problems.map(problemViolation), warnings: [], notes: [] };
  const checks = new Checks(analysis);
  const failures = rows.flatMap((expectation): PluginViolation[] => {
    const result = checks.of(expectation);
    if ('code' in result) return [problemViolation(problemOfRow(found, expectation, result))];
    const { line } = found.placeOf(`rows[${expectation.row}]`);
    return result.holds ? [] : [rowViolation(result, `${file}:${line}`, file, analysis, sourceOf)];
  });
  return { failures, warnings: [], notes: [`${rows.length} ${rows.length === 1 ? 'expectation' : 'expectations'} of ${file}: ${rows.length - failures.length} hold`] };
}

function problemViolation({ code, file, line, text }: InputProblem): PluginViolation {
  return fileViolation(code, file, line, text, 'mend the file of expectations');
}

function rowViolation({ expectation, why }: Outcome, place: string, file: string, { snapshot }: Analysis, sourceOf: SourceLookup): PluginViolation {
  const { src, dst, port, protocol } = expectation;
  const [claim = '', , ...sides] = why;
  const names = [src, dst].flatMap((name) => workloadsNamed(snapshot, name).map(workloadText));
  const resources = workloadResources([...new Set(names)], place, sourceOf);
  return {
    ruleName: RULE,
    recommendation: `${src} to ${dst} on ${port}/${protocol}: ${claim}`,
    fix: `change what decides (${sides.map((side) => side.trim()).join('; ')}), or the expectation`,
    violatingResources: resources.length > 0 ? resources : [{ resourceName: src, locations: [place], manifestPath: file }],
  };
}
