import { casesOf, CorpusCase, corpusJson, corpusText, hasCorpus, inputOf, linesOf, narrowingOf } from './cases';
import { npGuardText } from '../../src/compare/list/npguard/text';
import { ConnectivityMap } from '../../src/reachability/connectivity';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { ALL_PROTOCOLS, PortSet } from '../../src/sets/ports';

interface JsonRow {
  readonly src: string;
  readonly dst: string;
  readonly conn?: string;
}

interface JsonRows {
  readonly connlist_results?: readonly JsonRow[];
  readonly connlist_conn_focus_results?: readonly JsonRow[];
}

/** What a case expects and does not get, and the other way about; nothing if it agrees. */
type Judge = (one: CorpusCase) => string[];

function differences(expected: readonly string[], actual: readonly string[]): string[] {
  return [
    ...expected.filter((line) => !actual.includes(line)).map((line) => `missing: ${line}`),
    ...actual.filter((line) => !expected.includes(line)).map((line) => `excess: ${line}`),
  ];
}

/** The text of netpol-analyzer, line by line, and its JSON where there is one. */
function judgeList(one: CorpusCase): string[] {
  const text = npGuardText(inputOf(one), { narrowing: narrowingOf(one), exposure: one.args.includes('--exposure') });
  const { txt, json } = one.expected;
  const byText = txt === undefined ? [] : differences(linesOf(corpusText(txt.file)), linesOf(text));
  if (json === undefined) return byText;
  const content = corpusJson(json.file) as JsonRow[] | JsonRows | null;
  const rows = Array.isArray(content) ? content : content?.connlist_results ?? content?.connlist_conn_focus_results ?? [];
  const connections = linesOf(text).filter((line) => / => /.test(line) && !/\t/.test(line));
  const expected = rows.map(({ src, dst, conn }) => (conn === undefined ? `${src} => ${dst}` : `${src} => ${dst} : ${conn}`));
  return [...byText, ...differences(expected, connections)];
}

/** All pairs of pods, in one of the three ways in which the files write them. */
function judgeMatrix(one: CorpusCase): string[] {
  const { snapshot, rules } = inputOf(one);
  const map = connectivityOf(snapshot, rules, { podsInBlocks: 'outside' });
  const [places, expected] = [podsOf(map), linesOf(corpusText(one.expected['txt']?.file ?? ''))];
  const isTable = expected.some((line) => line.endsWith(' Connections'));
  const onPort80 = one.case.includes('replicas');
  const lines = [...places].flatMap(([src, source]) => [...places].map(([dst, destination]) => {
    const allowed = source === destination ? PortSet.all : map.between(source, destination).allowed;
    const answer = isTable ? matrixText(allowed) : String(onPort80 ? allowed.has('TCP', 80) : allowed.equals(PortSet.all));
    return `src: ${src}, dest: ${dst}, allowed conns: ${answer}`;
  }));
  return differences(expected, lines.sort());
}

function podsOf(map: ConnectivityMap): Map<string, number> {
  return new Map(map.ends.flatMap((end, place) => (
    end.kind === 'workload' && end.workload.kind === 'Pod' ? [[`${end.workload.namespace}/${end.workload.name}`, place] as const] : []
  )));
}

function matrixText(ports: PortSet): string {
  if (ports.isEmpty()) return 'No Connections';
  return ports.equals(PortSet.all) ? 'All Connections' : ports.toString();
}

interface Question {
  readonly src: string;
  readonly dst: string;
  readonly protocol: string;
  readonly port: string;
  readonly expect: boolean;
}

/** Single connections. */
function judgeEvaluate(one: CorpusCase): string[] {
  const { snapshot, rules } = inputOf(one);
  const map = connectivityOf(snapshot, rules, { podsInBlocks: 'outside' });
  const placeOf = (name: string) => map.ends.findIndex((end) => end.kind === 'workload' && `${end.workload.namespace}/${end.workload.name}` === name);
  const questions = corpusJson(one.expected['json']?.file ?? '') as Question[];
  return questions.flatMap(({ src, dst, protocol, port, expect: expected }) => {
    const name = ALL_PROTOCOLS.find((known) => known === protocol.toUpperCase()) ?? 'TCP';
    const actual = map.between(placeOf(src), placeOf(dst)).allowed.has(name, Number(port));
    return actual === expected ? [] : [`${src} => ${dst} on ${protocol} ${port} is ${String(actual)}`];
  });
}

const FAMILIES: readonly (readonly [family: string, cases: number, judge: Judge])[] = [
  ['list', 44, judgeList],
  ['exposure', 30, judgeList],
  ['parsed', 12, judgeList],
  ['matrix', 4, judgeMatrix],
  ['evaluate', 1, judgeEvaluate],
];

/** Where what netpol-analyzer prints is in pictures alone: the case is run, and there is nothing to compare. */
const WITHOUT_EXPECTATION = ['exposure__exposure_test_minimal_netpol_analysis'];

describe('the answers of netpol-analyzer', () => {
  test.each(FAMILIES)('of the family %s are ours, case by case', (family, count, judge) => {
    if (!hasCorpus()) {
      console.info(`the shared corpus is not beside this checkout: no case of ${family} compared`);
      return;
    }
    const cases = casesOf(family);
    const results = cases.map((one) => ({ case: one.case, differences: judge(one) }));
    const silent = cases.filter(({ expected }) => Object.keys(expected).length === 0).map((one) => one.case);
    const agreeing = results.filter((result) => result.differences.length === 0 && !silent.includes(result.case)).length;
    console.info(`${family}: ${results.length} run, 0 skipped, ${agreeing} agree, ${silent.length} without an expected answer`);
    expect(results.filter((result) => result.differences.length > 0)).toEqual([]);
    expect(silent).toEqual(WITHOUT_EXPECTATION.filter((name) => name.startsWith(`${family}__`)));
    expect(results.length).toBeGreaterThanOrEqual(count);
  });
});
