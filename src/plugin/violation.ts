import { SourceLookup } from '../compare/explain/source';

/** An object that violates a rule, as cdk8s-cli takes it. */
export interface PluginResource {
  /** Its `metadata.name` alone: by that cdk8s-cli finds its construct. */
  readonly resourceName: string;
  readonly locations: string[];
  readonly manifestPath: string;
}

/** A rule that is violated, as cdk8s-cli takes it. */
export interface PluginViolation {
  /** One of our codes. */
  readonly ruleName: string;
  /** What is wrong. */
  readonly recommendation: string;
  /** How to mend it. */
  readonly fix: string;
  readonly violatingResources: PluginResource[];
}

/** What one part of the plug-in has found. */
export interface PluginFindings {
  /** Those that fail the synth. */
  readonly failures: readonly PluginViolation[];
  /** Those that are reported and do not. */
  readonly warnings: readonly PluginViolation[];
  /** Lines for whoever watches. */
  readonly notes: readonly string[];
}

/** Nothing. */
export const NO_FINDINGS: PluginFindings = { failures: [], warnings: [], notes: [] };

/** A violation of a file as a whole, or of a line of it. */
export function fileViolation(ruleName: string, file: string, line: number | undefined, text: string, fix: string): PluginViolation {
  const locations = [line === undefined ? file : `${file}:${line}`];
  return { ruleName, recommendation: text, fix, violatingResources: [{ resourceName: file, locations, manifestPath: file }] };
}

/** The resources of some workloads, by names such as `shop/web[Deployment]`; whoever is no object has none. */
export function workloadResources(names: readonly string[], location: string, sourceOf: SourceLookup): PluginResource[] {
  return names.flatMap((text) => {
    const [, namespace = '', name = '', kind = ''] = /^([^/]*)\/(.*)\[([A-Za-z]+)(?:,host)?\]$/.exec(text) ?? [];
    const place = sourceOf(kind, namespace, name);
    return place === undefined ? [] : [{ resourceName: name, locations: [location], manifestPath: place.file }];
  });
}
