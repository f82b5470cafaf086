import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { CORPUS, CorpusCase, corpusCases, hasCorpus } from './cases';
import { FAMILIES } from './families';
import { Judgement } from './judge';
import { Belief, beliefsOf } from './kubernetes';

interface Result extends Judgement {
  readonly one: CorpusCase;
}

const CASES = hasCorpus() ? corpusCases() : [];

/** The families that are there, and those that should be. */
const NAMES = [...new Set([...Object.keys(FAMILIES), ...CASES.map(({ family }) => family)])];

/** What each family has at least. */
const LEAST: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  list: { cases: 44, txt: 44, json: 22 },
  exposure: { cases: 30, txt: 29, json: 26 },
  parsed: { 'cases': 12, 'txt': 12, 'pairs.json': 12 },
  diff: { cases: 25, txt: 25 },
  matrix: { cases: 4, txt: 4, rows: 392 },
  evaluate: { cases: 1, rows: 2 },
  explain: { cases: 14, statements: 988, flows: 6534 },
  explain_exposure: { cases: 12, statements: 282, flows: 1401 },
  cnp: { cases: 35, rows: 99 },
  e2e: { cases: 22, rows: 206 },
  pa: { cases: 7, rows: 260 },
  reject: { cases: 13, json: 13 },
};

/** Where what netpol-analyzer prints is in pictures alone: the case is run, and there is nothing to compare. */
const WITHOUT_EXPECTATION = ['exposure__exposure_test_minimal_netpol_analysis'];

/** The cases whose expected answer is ours in `--format npguard` alone, and why; the page of decisions names each. */
const NPGUARD_ALONE: Readonly<Record<string, readonly Belief[]>> = {
  'diff__ipblockstest__TO__ipblockstest_3': ['host network'],
  'diff__k8s_ingress_test__TO__k8s_ingress_test_new': ['target port'],
  'diff__multiple_topology_resources_1__TO__multiple_topology_resources_2': ['host network'],
  'diff__semanticDiff-same-topologies-old2__TO__semanticDiff-same-topologies-new2': ['host network'],
  'explain__ipblockstest': ['host network'],
  'explain__k8s_ingress_test_new': ['target port'],
  'list__ipblockstest_4': ['host network'],
  'list__semanticDiff-same-topologies-new2': ['host network'],
  'list__semanticDiff-same-topologies-old1': ['host network'],
};
const PAGE = 'docs/decisions/010-npguard-format.md';

const judged = new Map<string, Promise<Result[]>>();

/** The results of a family, each case run once. */
function resultsOf(family: string): Promise<Result[]> {
  const known = judged.get(family) ?? judge(CASES.filter((one) => one.family === family));
  judged.set(family, known);
  return known;
}

async function judge(cases: readonly CorpusCase[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const one of cases) results.push({ one, ...await judgementOf(one) });
  return results;
}

async function judgementOf(one: CorpusCase): Promise<Judgement> {
  const family = FAMILIES[one.family];
  try {
    return family === undefined ? { differences: [`nobody judges the family ${one.family}`], counted: {} } : await family.judge(one);
  } catch (thrown) {
    return { differences: [thrown instanceof Error ? thrown.message : String(thrown)], counted: {} };
  }
}

function isSilent({ expected }: CorpusCase): boolean {
  return Object.keys(expected).length === 0;
}

/** What was counted, in all results together. */
function sumOf(results: readonly Result[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { counted } of results) for (const [what, count] of Object.entries(counted)) sums[what] = (sums[what] ?? 0) + count;
  return sums;
}

function summary(results: readonly Result[]): string {
  const silent = results.filter(({ one }) => isSilent(one)).length;
  const agreeing = results.filter(({ one, differences }) => differences.length === 0 && !isSilent(one)).length;
  return `${results.length} run, 0 skipped, ${agreeing} agree${silent === 0 ? '' : `, ${silent} without an expected answer`}`;
}

function familyLine(name: string, results: readonly Result[]): string {
  const sums = sumOf(results);
  const counts = ['txt', 'json', 'pairs.json', 'lines', 'rows', 'statements', 'flows'].flatMap((what) => (sums[what] === undefined ? [] : [`${sums[what]} ${what}`]));
  return `${name}: ${summary(results)}; ${counts.join(', ')}; by ${FAMILIES[name]?.by ?? 'nobody'}`;
}

/** Formats of expected answers that nobody compared, with their cases. */
function uncompared(results: readonly Result[]): string[] {
  return results.flatMap(({ one, counted }) => Object.keys(one.expected).filter((format) => counted[format] === undefined).map((format) => `${one.case}: ${format}`));
}

describe('the answers of other tools, case by case', () => {
  test.each(NAMES)('are ours in the family %s', async (name) => {
    if (!hasCorpus()) return;
    const results = await resultsOf(name);
    expect(Object.keys(FAMILIES)).toContain(name);
    expect(results.flatMap(({ one, differences }) => differences.map((difference) => `${one.case}: ${difference}`))).toEqual([]);
    expect(uncompared(results)).toEqual([]);
    expect(results.filter(({ one }) => isSilent(one)).map(({ one }) => one.case)).toEqual(WITHOUT_EXPECTATION.filter((silent) => silent.startsWith(`${name}__`)));
    const counted: Record<string, number> = { cases: results.length, ...sumOf(results) };
    expect(Object.entries(LEAST[name] ?? { least: 1 }).filter(([what, least]) => (counted[what] ?? 0) < least)).toEqual([]);
  });

  it('are ours in the format of netpol-analyzer alone where we read Kubernetes in another way, and a page names each such case', async () => {
    const found: [string, readonly Belief[]][] = [];
    for (const one of CASES.filter(({ family }) => !['cnp', 'e2e', 'pa', 'reject'].includes(family))) {
      const beliefs = await beliefsOf(one);
      if (beliefs.length > 0) found.push([one.case, beliefs]);
    }
    if (hasCorpus()) expect(Object.fromEntries(found)).toEqual(NPGUARD_ALONE);
    const page = readFileSync(join(__dirname, '..', '..', PAGE), 'utf8');
    expect(Object.keys(NPGUARD_ALONE).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('are all run, and none is skipped', async () => {
    if (!hasCorpus()) {
      console.info('the shared corpus is not beside this checkout: no case compared');
      return;
    }
    const all: Result[] = [];
    const lines: string[] = [];
    for (const name of NAMES) {
      const results = await resultsOf(name);
      all.push(...results);
      lines.push(familyLine(name, results));
    }
    const disagreeing = all.filter(({ differences }) => differences.length > 0).map(({ one, differences }) => `  ${one.case}: ${differences.length}, the first ${differences[0]}`);
    const formats = Object.entries(sumOf(all)).filter(([what]) => all.some(({ one }) => what in one.expected)).map(([format, count]) => `${count} ${format}`);
    console.info([
      ...lines,
      `expected answers compared: ${formats.join(', ')}; ${uncompared(all).length} in a format that nobody can compare`,
      `ours in --format npguard alone, as ${PAGE} says: ${Object.keys(NPGUARD_ALONE).length}`,
      ...Object.entries(NPGUARD_ALONE).map(([name, beliefs]) => `  ${name}: ${beliefs.join(', ')}`),
      `do not agree: ${disagreeing.length}`,
      ...disagreeing,
      summary(all),
    ].join('\n'));
    expect(all.map(({ one }) => one.case).sort()).toEqual(CASES.map((one) => one.case).sort());
    expect(readdirSync(join(CORPUS, 'cases')).sort()).toEqual(CASES.map((one) => one.case).sort());
    expect(all.length).toBeGreaterThanOrEqual(219);
  });
});
