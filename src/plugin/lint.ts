import { PluginSettings } from './settings';
import { PluginFindings, PluginViolation } from './violation';
import { Analysis } from '../cli/analyse';
import { SourceLookup } from '../compare/explain/source';
import { LINT_CODES, LintFinding } from '../compare/lint/codes';
import { lint } from '../compare/lint/lint';

/** The mistakes that people make most, each with its object and its field. */
export function lintFindings(analysis: Analysis, { severity }: PluginSettings, sourceOf: SourceLookup): PluginFindings {
  const found = lint({ ...analysis, objects: analysis.manifests.map(({ value }) => value) });
  const fails = ({ code }: LintFinding) => severity === 'warning' || LINT_CODES[code] === 'error';
  return {
    failures: found.filter(fails).map((finding) => violationOf(finding, sourceOf)),
    warnings: found.filter((finding) => !fails(finding)).map((finding) => violationOf(finding, sourceOf)),
    notes: [],
  };
}

function violationOf({ code, object, path, text, mend }: LintFinding, sourceOf: SourceLookup): PluginViolation {
  const place = sourceOf(object.kind, object.namespace, object.name);
  const line = place?.lineAt?.(path) ?? place?.line;
  const location = line === undefined ? path : `${path} (line ${line})`;
  return {
    ruleName: code,
    recommendation: `${LINT_CODES[code]}: ${text}`,
    fix: mend,
    violatingResources: [{ resourceName: object.name, locations: [location], manifestPath: place?.file ?? '' }],
  };
}
