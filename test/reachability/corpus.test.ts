import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { objectsOf, World } from './world';
import { readRules } from '../../src/dialects/read-rules';
import { controllersToldApart } from '../../src/reachability/controllers';
import { snapshotOf } from '../../src/reachability/snapshot';
import { Protocol } from '../../src/sets/ports';

const CORPUS = join(__dirname, '..', '..', '..', 'shared', 'corpus');

interface Row {
  readonly src: string;
  readonly dst: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly allowed: boolean;
}

interface Case {
  readonly case: string;
  readonly family: string;
  readonly input: string;
  readonly expected: { readonly json?: { readonly file: string } };
}

/** The cases of some families; none, with a word, where the corpus is not beside this checkout. */
function casesOf(...families: readonly string[]): Case[] {
  if (!existsSync(CORPUS)) {
    console.info('the shared corpus is not beside this checkout: nothing compared');
    return [];
  }
  const { cases } = JSON.parse(readFileSync(join(CORPUS, 'index.json'), 'utf8')) as { cases: Case[] };
  return cases.filter(({ family }) => families.includes(family));
}

function objectsIn(folder: string): unknown[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().filter((file) => /\.(ya?ml|json)$/.test(file));
  return objectsOf(...files.map((file) => readFileSync(join(folder, file), 'utf8')));
}

function disagreements(one: Case): { rows: number; wrong: string[] } {
  const world = new World(objectsIn(join(CORPUS, one.input)));
  const { rows } = JSON.parse(readFileSync(join(CORPUS, one.expected.json?.file ?? ''), 'utf8')) as { rows: Row[] };
  const wrong = rows.flatMap(({ src, dst, protocol, port, allowed }) => {
    const verdict = world.verdict(src, dst, port, protocol);
    return verdict === (allowed ? 'allowed' : 'denied') ? [] : [`${one.case}: ${src} to ${dst} on ${port}/${protocol} is ${verdict}`];
  });
  return { rows: rows.length, wrong };
}

/** Everything that is wrong with the input of a case. */
function problemsOf(folder: string): string[] {
  const objects = objectsIn(folder);
  const [snapshot, { rules, problems }] = [snapshotOf(objects), readRules(objects)];
  return [
    ...problems.map(({ code, kind, policy, path, text }) => `${code} ${kind} ${policy} ${path}: ${text}`),
    ...[...snapshot.problems, ...controllersToldApart(snapshot, rules)].map(({ object, path, text }) => `${object} ${path}: ${text}`),
  ];
}

describe('the truth tables of others', () => {
  it.each([['cnp', 35, 99], ['e2e', 22, 206], ['pa', 7, 260]])('of %s agree in every row', (family, leastCases, leastRows) => {
    const cases = casesOf(family);
    if (cases.length === 0) return;
    const results = cases.map(disagreements);
    const rows = results.reduce((sum, result) => sum + result.rows, 0);
    console.info(`${family}: ${rows} rows of ${results.length} cases compared`);
    expect(results.flatMap((result) => result.wrong)).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(leastCases);
    expect(rows).toBeGreaterThanOrEqual(leastRows);
  });
});

/** What each refused input of the corpus is refused for. */
const REASONS: Readonly<Record<string, string>> = {
  'reject__anp_bad_path_test_1': 'PRIORITY_DUPLICATE AdminNetworkPolicy same-priority spec.priority',
  'reject__anp_bad_path_test_10': 'LIST_EMPTY AdminNetworkPolicy egress-tcp spec.egress[0].to',
  'reject__anp_bad_path_test_12': 'ACTION_UNKNOWN AdminNetworkPolicy egress-tcp spec.egress[0].action',
  'reject__anp_bad_path_test_15': 'LIST_EMPTY AdminNetworkPolicy ingress-udp spec.ingress[0].from',
  'reject__anp_bad_path_test_16': 'PEER_MIXED AdminNetworkPolicy ingress-udp spec.ingress[0].from[0]',
  'reject__anp_bad_path_test_3': 'OBJECT_DUPLICATE AdminNetworkPolicy same-name metadata.name',
  'reject__anp_bad_path_test_4': 'SUBJECT_EMPTY AdminNetworkPolicy ingress-tcp spec.subject',
  'reject__anp_bad_path_test_9': 'ACTION_UNKNOWN AdminNetworkPolicy egress-tcp spec.egress[1].action',
  'reject__bad_path_namespace_with_same_name': 'Namespace blue metadata.name',
  'reject__banp_bad_path_test_1': 'OBJECT_DUPLICATE BaselineAdminNetworkPolicy default metadata.name',
  'reject__banp_bad_path_test_10': 'LIST_EMPTY BaselineAdminNetworkPolicy default spec.ingress[0].from',
  'reject__banp_bad_path_test_14': 'ACTION_UNKNOWN BaselineAdminNetworkPolicy default spec.ingress[0].action',
  'reject__semanticDiff-same-topologies-illegal-podlist': 'DaemonSet demo/cog-agents metadata.labels',
};

describe('the inputs that others refuse', () => {
  it('are refused, each for its own reason alone', () => {
    const cases = casesOf('reject');
    if (cases.length === 0) return;
    console.info(`reject: ${cases.length} cases compared`);
    const reasons = cases.map((one) => [one.case, problemsOf(join(CORPUS, one.input)).map((problem) => problem.split(': ', 1).join())] as const);
    expect(Object.fromEntries(reasons.filter(([name]) => name in REASONS)))
      .toEqual(Object.fromEntries(Object.entries(REASONS).map(([name, reason]) => [name, [reason]])));
    expect(reasons.filter(([, problems]) => problems.length === 0)).toEqual([]);
  });

  it('are all that is refused', () => {
    const families = ['list', 'exposure', 'explain', 'explain_exposure', 'diff', 'evaluate', 'matrix', 'parsed', 'pa', 'cnp', 'e2e'];
    const cases = casesOf(...families);
    const refused = cases.flatMap((one) => {
      const folder = join(CORPUS, one.input);
      const folders = one.family === 'diff' ? ['dir1', 'dir2'].map((half) => join(folder, half)) : [folder];
      return folders.flatMap(problemsOf).map((problem) => `${one.case}: ${problem}`);
    });
    console.info(`${cases.length} inputs read without a problem, but for ${refused.length}`);
    expect(refused).toEqual([]);
  });
});
