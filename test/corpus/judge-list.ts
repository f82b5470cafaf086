import { CorpusCase, expectedJson, expectedText, inputOf } from './cases';
import { answerOf } from './command-line';
import { focusOf, narrowingOf, optionsOf } from './focus';
import { differences, Judge, linesOf } from './judge';
import { npGuardText } from '../../src/compare/list/npguard/text';
import { rangeText } from '../../src/compare/words/text';
import { isProblem, parseCidr } from '../../src/sets/cidr';
import { CidrSet } from '../../src/sets/cidr-set';

interface JsonRow {
  readonly src: string;
  readonly dst: string;
  readonly conn?: string;
}

interface JsonAnswer {
  readonly connlist_results: readonly JsonRow[] | null;
  readonly exposure_results: {
    readonly egress_exposure: readonly JsonRow[] | null;
    readonly ingress_exposure: readonly JsonRow[] | null;
  };
}

/** One question of the tables of cases that were Go code; an end is a pod, or a block of addresses. */
interface JsonPair {
  readonly src: string;
  readonly dst: string;
  readonly connections: string;
}

/** What `list --format npguard` prints, in every format of the expected answer. */
export const judgeList: Judge = async (one) => {
  const isFormat = (format: string) => format in one.expected;
  const lines = await listLines(one);
  const focus = focusOf(one);
  // with no option for either end, our command line needs two lists; the function gives both in one
  const whole = focus.workloads.length > 0 && focus.direction === undefined ? linesOf(npGuardText(await inputOf(one), {
    narrowing: narrowingOf(focus), exposure: one.args.includes('--exposure'),
  })) : lines;
  const formats = ['txt', 'json', 'pairs.json'].filter(isFormat);
  const found = [
    ...(isFormat('txt') ? differences('txt', linesOf(expectedText(one, 'txt')), lines) : []),
    ...differences('txt of the function', lines, whole),
    ...(isFormat('json') ? jsonDifferences(expectedJson(one, 'json') as JsonRow[] | JsonAnswer | null, lines) : []), // its two shapes
    ...(isFormat('pairs.json') ? pairDifferences(expectedJson(one, 'pairs.json') as JsonPair[], lines) : []), // what we know of it
    ...(lines.length === 0 && !isFormat('txt') ? ['nothing was printed'] : []),
  ];
  return { differences: found, counted: { lines: lines.length, ...Object.fromEntries(formats.map((format) => [format, 1])) } };
};

/** The lines of `list --format npguard` for the options of a case. */
export async function listLines(one: CorpusCase): Promise<string[]> {
  const exposure = one.args.includes('--exposure') ? ['--exposure'] : [];
  const answers: string[] = [];
  for (const options of optionsOf(focusOf(one))) answers.push(await answerOf(['list', one.input, '--format', 'npguard', ...exposure, ...options]));
  return linesOf(answers.join('\n'));
}

/** Connections, and exposures in each direction; with a port in view, netpol-analyzer prints pairs alone. */
function jsonDifferences(content: JsonRow[] | JsonAnswer | null, lines: readonly string[]): string[] {
  const [connections, egress, ingress] = [/^[^\t]+ => [^\t]+$/, /\t=> \t/, /\t<= \t/].map((kind) => (
    lines.filter((line) => kind.test(line)).map((line) => line.replace(/\s+/g, ' '))
  ));
  const rows = (sign: string, list: readonly JsonRow[] | null) => (list ?? []).map(({ src, dst, conn }) => {
    const [subject, other] = sign === '=>' ? [src, dst] : [dst, src];
    return `${subject} ${sign} ${other}${conn === undefined ? '' : ` : ${conn}`}`;
  });
  if (content === null || Array.isArray(content)) return differences('json', rows('=>', content), connections ?? []);
  const { egress_exposure: open, ingress_exposure: opened } = content.exposure_results;
  return [
    ...differences('json', rows('=>', content.connlist_results), connections ?? []),
    ...differences('json, egress exposure', rows('=>', open), egress ?? []),
    ...differences('json, ingress exposure', rows('<=', opened), ingress ?? []),
  ];
}

function pairDifferences(pairs: readonly JsonPair[], lines: readonly string[]): string[] {
  const given = new Map(lines.flatMap((line): [string, string][] => {
    const [, pair, ports] = /^(\S+ => \S+) : (.*)$/.exec(line) ?? [];
    return pair === undefined || ports === undefined ? [] : [[pair, ports]];
  }));
  const rows = pairs.map(({ src, dst, connections }) => [`${nameOf(src)} => ${nameOf(dst)}`, connections] as const);
  return differences('pairs.json', rows.map(([pair, ports]) => `${pair} : ${ports}`), rows.map(([pair]) => `${pair} : ${given.get(pair) ?? 'No Connections'}`));
}

/** An end as the list names it. */
function nameOf(end: string): string {
  const block = parseCidr(end);
  if (isProblem(block)) return `${end}[Pod]`;
  return CidrSet.of([block]).intervals(4).map((interval) => `${rangeText(4, interval)}[External]`).join();
}
