/**
 * Who may import whom, as data: the folders of src/, from the pipeline's start to its end.
 *
 * A file always may import its own part. Whatever is not listed is forbidden, type-only imports included.
 */

/** A part of src/: a folder, a file, or one side of a dialect. */
export type Part =
  | 'index'
  | 'sets'
  | 'model'
  | 'rendered'
  | 'rules'
  | 'fields'
  | 'reachability'
  | 'decide'
  | 'engine'
  | 'kinds'
  | 'capabilities'
  | 'render'
  | 'read'
  | 'dialects'
  | 'clusters'
  | 'compare'
  | 'files'
  | 'plugin'
  | 'synth'
  | 'api'
  | 'cli'
  | 'jest';

/** What a part may import. */
export interface Arrows {
  readonly parts: readonly Part[];
  /** Packages by their exact names: no path into a package. */
  readonly packages?: readonly string[];
  readonly nodeBuiltins?: boolean;
}

/** The arrows. Within a dialect, `kinds`, `capabilities`, `render` and `read` mean those of the same dialect. */
export const ARROWS: Readonly<Record<Part, Arrows>> = {
  index: { parts: ['api'] },
  sets: { parts: [], packages: ['@eslint-community/regexpp', 'ipaddr.js', 'refa'] },
  model: { parts: ['sets'] },
  // model/rendered.ts, what every dialect returns: an object as data is all that `kinds` know of the model; model/controller.ts, what the dialect of a
  // controller hands to that of the API which it serves; model/policy-dialect.ts, what the dialect of a network plugin does for a policy;
  // model/guardrail-gap.ts, what an API of policies makes of guardrails, and model/guardrail-tiers.ts, what two versions of one make alike
  rendered: { parts: ['model'] },
  // what objects mean; the only file of reachability/ that a dialect knows
  rules: { parts: ['sets'] },
  reachability: { parts: ['rules', 'sets'] },
  // two answers to one question that never see each other, so that a wrong belief in one is caught by the other
  decide: { parts: ['reachability', 'rules', 'sets'] },
  engine: { parts: ['reachability', 'rules', 'sets'] },
  // values at their places in an object, and what several APIs of policies have in common: what the readers of dialects are made of
  fields: { parts: ['rules', 'sets'] },
  // dialects/kinds-*.ts are kinds, too: shapes that several APIs take from Kubernetes as they are, about which no dialect believes anything of its own
  kinds: { parts: ['rendered'] },
  capabilities: { parts: ['model'] },
  // everything of a dialect that is none of the others: render.ts and the files that it is split into
  render: { parts: ['model', 'rendered', 'kinds', 'capabilities'] },
  read: { parts: ['fields', 'rules', 'kinds', 'sets'] },
  // dialects/index.ts, the one static list, dialects/read-*.ts, all readers as one, and dialects/render-*.ts, every API and controller of an edge as one
  dialects: { parts: ['model', 'rendered', 'rules', 'fields', 'sets', 'kinds', 'capabilities', 'render', 'read'] },
  clusters: { parts: ['model'] },
  // the map is handed to whoever lists; the proof looks at the rows of the engine, whose sets go by its numbers
  compare: { parts: ['model', 'reachability', 'decide', 'engine', 'rules', 'sets'] },
  // files on the disk: manifests, of whose dialects it knows which kinds are read, and what is kept between runs, the lock
  files: { parts: ['dialects', 'rules', 'sets'], packages: ['yaml'], nodeBuiltins: true },
  synth: {
    parts: ['dialects', 'kinds', 'capabilities', 'render', 'rendered', 'clusters', 'compare', 'files', 'model'], packages: ['cdk8s', 'constructs'],
  },
  // beyond the design's table: api checks addresses with sets, and turns the profiles of clusters into constructs; the plug-in of cdk8s-cli is a class of it
  api: { parts: ['synth', 'rendered', 'model', 'sets', 'clusters', 'files', 'plugin'], packages: ['cdk8s', 'constructs', 'cdk8s-plus-27'] },
  // what the commands take and print is made of sets, and of what single readers give beside the rules
  cli: {
    parts: ['clusters', 'compare', 'files', 'reachability', 'decide', 'engine', 'rules', 'dialects', 'read', 'sets'], packages: ['commander', 'picocolors'], nodeBuiltins: true,
  },
  // what the plug-in does: the checks of the command line, over the files of a synth
  plugin: { parts: ['cli', 'files', 'compare', 'reachability', 'sets'], nodeBuiltins: true },
  // the matchers, an entry point of their own, so that nothing else needs Jest: that of whoever runs the tests is looked for when they are loaded
  jest: { parts: ['api', 'model'], packages: ['constructs', '@jest/globals'] },
};

/** The part to which a file belongs, by its path below src/; none means that the table does not know it. */
export function partOf(path: string): Part | undefined {
  const [folder = '', ...rest] = path.split('/');
  switch (folder) {
    case 'index.ts':
      return 'index';
    case 'dialects':
      return partOfDialect(rest);
    case 'reachability':
      return partOfReachability(rest[0] ?? '');
    case 'model':
      return ['controller.ts', 'guardrail-gap.ts', 'guardrail-tiers.ts', 'policy-dialect.ts', 'rendered.ts'].includes(rest[0] ?? '') ? 'rendered' : 'model';
    case 'sets':
    case 'fields':
    case 'clusters':
    case 'compare':
    case 'files':
    case 'plugin':
    case 'synth':
    case 'api':
    case 'cli':
    case 'jest':
      return folder;
    default:
      return undefined;
  }
}

function partOfReachability(name: string): Part {
  switch (name) {
    case 'rules.ts':
    case 'rules':
    // how any object is taken apart, which readers of Services and entries need as much as the snapshot does
    case 'objects.ts':
      return 'rules';
    case 'decide.ts':
    case 'decide':
      return 'decide';
    case 'engine':
      return 'engine';
    default:
      return 'reachability';
  }
}

function partOfDialect(rest: readonly string[]): Part | undefined {
  if (rest.length === 1) {
    const [name = ''] = rest;
    if (/^kinds-[a-z-]+\.ts$/.test(name)) return 'kinds';
    return /^(index|service-needs|(read|render)-[a-z-]+)\.ts$/.test(name) ? 'dialects' : undefined;
  }
  const [, file = ''] = rest;
  if (/^kinds(\.ts)?$/.test(file)) return 'kinds';
  if (/\bcapabilities\.ts$/.test(file)) return 'capabilities';
  return /^read\b/.test(file) ? 'read' : 'render';
}

/** The folder of the dialect to which a file belongs, if it belongs to one. */
export function dialectOf(path: string): string | undefined {
  return /^dialects\/([^/]+)\//.exec(path)?.[1];
}

/** Names that say nothing of what is inside. */
export const EMPTY_NAMES = ['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'shared'];

/** From this number of lines on a file is split. */
export const LINES_AT_MOST = 400;

/** From this number of lines on somebody has looked whether it should be split. */
export const LINES_LOOKED_AT = 250;

/** The files beyond that number, each with the reason for leaving it whole. */
export const LEFT_WHOLE: Readonly<Record<string, string>> = {};
