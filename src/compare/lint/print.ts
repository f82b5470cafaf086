import { LINT_CODES, LintFinding } from './codes';
import { objectText } from '../../reachability/objects';
import { fieldPlace, SourceLookup } from '../explain/source';
import { linesText } from '../words/lines';

/** The value of `schema` in findings as JSON; docs/schema/lint-v1.json is its schema. */
export const LINT_SCHEMA = 'cdk8s-reach/lint/v1';

/** Findings as a person reads them: where, what, the mend, and the code that docs/findings.md explains. */
export function lintText(findings: readonly LintFinding[], sourceOf: SourceLookup = () => undefined): string {
  if (findings.length === 0) return 'no findings\n';
  const lines = findings.flatMap((finding) => {
    const place = placeText(finding, sourceOf);
    const where = place === undefined ? '' : `${place}: `;
    return [`${where}${LINT_CODES[finding.code]}: ${lintSentence(finding)} (${finding.code})`, `    ${mendLine(finding)}`];
  });
  return linesText([...lines, summaryOf(findings)]);
}

/** What is wrong, and with which field of which object. */
export function lintSentence({ object, path, text }: LintFinding): string {
  return `${objectText(object)} ${path}: ${text}`;
}

/** How to mend it. */
export function mendLine({ mend }: LintFinding): string {
  return `mend: ${mend}`;
}

/** Where it is, as `file:line`. */
export function placeText(finding: LintFinding, sourceOf: SourceLookup): string | undefined {
  const place = placeOf(finding, sourceOf);
  return place === undefined ? undefined : `${place.file}:${place.line}`;
}

function summaryOf(findings: readonly LintFinding[]): string {
  const errors = findings.filter(({ code }) => LINT_CODES[code] === 'error').length;
  return `${errors} errors, ${findings.length - errors} warnings`;
}

/** Findings as JSON, with sorted, stable contents. */
export function lintJson(findings: readonly LintFinding[], sourceOf: SourceLookup = () => undefined): object {
  return {
    schema: LINT_SCHEMA,
    findings: findings.map((finding) => {
      const { code, object, path, text, mend } = finding;
      return { code, severity: LINT_CODES[code], object, path, text, mend, ...placeOf(finding, sourceOf) };
    }),
  };
}

function placeOf({ object, path }: LintFinding, sourceOf: SourceLookup): { readonly file: string; readonly line: number } | undefined {
  return fieldPlace(sourceOf(object.kind, object.namespace, object.name), path);
}
