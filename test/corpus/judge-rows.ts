import { CorpusCase, expectedFile, expectedJson, inputOf } from './cases';
import { answerOf } from './command-line';
import { Judge, Judgement } from './judge';
import { sourceNamed } from '../../src/cli/flow';
import { ListInput } from '../../src/compare/list/input';
import { ConnectivityMap } from '../../src/reachability/connectivity';
import { decide } from '../../src/reachability/decide';
import { FlowSource, Verdict } from '../../src/reachability/trace';
import { Protocol } from '../../src/sets/ports';
import { engineSide, engineVerdict } from '../reachability/engine-verdict';

/** One connection, and whether it is to be allowed. */
export interface Row {
  readonly src: string;
  readonly dst: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly allowed: boolean;
  /** What the destination alone, and the source alone, are to say. */
  readonly ingress?: boolean;
  readonly egress?: boolean;
}

interface AssertAnswer {
  readonly summary: { readonly rows: number; readonly hold: number };
  readonly rows: readonly { readonly holds: boolean; readonly why?: readonly string[] }[];
}

/** Every row of a truth table: by `assert`, by `decide`, and by the engine. */
export const judgeRows: Judge = async (one) => {
  const { rows } = expectedJson(one, 'json') as { rows: Row[] }; // what the README says
  return judgementOf(one, rows, await assertedOf(one, ['--expect', expectedFile(one, 'json')], rows));
};

/** Rows that are not a file: the same, with the rows from the standard input. */
export async function judgedRows(one: CorpusCase, rows: readonly Row[]): Promise<Judgement> {
  return judgementOf(one, rows, await assertedOf(one, ['--expect', '-'], rows, JSON.stringify({ rows })));
}

async function judgementOf(one: CorpusCase, rows: readonly Row[], asserted: readonly string[]): Promise<Judgement> {
  return { differences: [...asserted, ...rowDifferences(await inputOf(one), rows)], counted: { json: 1, rows: rows.length } };
}

async function assertedOf({ input }: CorpusCase, expect: readonly string[], rows: readonly Row[], stdin = ''): Promise<string[]> {
  const answer = JSON.parse(await answerOf(['assert', input, ...expect, '--format', 'json'], stdin, [0, 1])) as AssertAnswer; // docs/schema/assert-v1.json
  const failing = answer.rows.flatMap(({ holds, why = [] }) => (holds ? [] : [`assert: ${why.join('; ')}`]));
  const { summary } = answer;
  return summary.rows === rows.length && summary.hold === rows.length ? failing : [...failing, `assert: ${summary.hold} of ${rows.length} rows hold`];
}

function rowDifferences(input: ListInput, rows: readonly Row[]): string[] {
  const { snapshot, rules, connect } = input;
  const map = connect(snapshot, rules);
  return rows.flatMap((row) => {
    const [source, destination] = [row.src, row.dst].map((name) => {
      const end = sourceNamed(snapshot, name);
      if ('code' in end) throw new Error(end.text);
      return end;
    });
    if (source === undefined || destination === undefined) return ['a row has no ends'];
    const text = `${row.src} => ${row.dst} on ${row.port}/${row.protocol}`;
    return saidOf(input, map, row, source, destination).flatMap(([who, expected, verdict]) => (
      expected === undefined || verdict === (expected ? 'allowed' : 'denied') ? [] : [`${who}: ${text} is ${verdict}`]
    ));
  });
}

type Said = readonly [who: string, expected: boolean | undefined, verdict: Verdict];

function saidOf(
  { snapshot, rules }: ListInput, map: ConnectivityMap, { protocol, port, allowed, egress, ingress }: Row,
  source: FlowSource, destination: FlowSource,
): Said[] {
  const { verdict, trace } = decide(snapshot, rules, { source, destination, protocol, port });
  // what a pod says to itself, neither policies nor the engine are asked
  if (trace.kind === 'ownPod') return [['decide', allowed, verdict], ['decide, egress', egress, 'allowed'], ['decide, ingress', ingress, 'allowed']];
  return [
    ['decide', allowed, verdict],
    ['decide, egress', egress, trace.egress.verdict],
    ['decide, ingress', ingress, trace.ingress.verdict],
    ['engine', allowed, engineVerdict(map, source, destination, protocol, port)],
    ['engine, egress', egress, engineSide(map, 'egress', source, destination, protocol, port)],
    ['engine, ingress', ingress, engineSide(map, 'ingress', source, destination, protocol, port)],
  ];
}

interface Question {
  readonly src: string;
  readonly dst: string;
  readonly protocol: string;
  readonly port: string;
  readonly expect: boolean;
}

/** The questions that netpol-analyzer's `evaluate` was asked. */
export const judgeEvaluate: Judge = async (one) => {
  const questions = expectedJson(one, 'json') as Question[]; // what its table has
  return judgedRows(one, questions.map(({ src, dst, protocol, port, expect: allowed }) => (
    { src, dst, protocol: protocol.toUpperCase() as Protocol, port: Number(port), allowed } // `assert` refuses any other word
  )));
};
