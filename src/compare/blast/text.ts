import { Blast, BlastRow, wayOf } from './blast';
import { blastEndText, stepPortsText } from './end-text';
import { workloadText } from '../../reachability/workload';
import { alignedLines, markdownEscaped, markdownTable } from '../words/table';

/** A blast radius as aligned columns, with a line that counts. */
export function blastTable(blast: Blast): string {
  const { rows } = blast;
  const lines = rows.length === 0 ? [] : alignedLines([headingsOf(blast), ...rows.map((row) => cellsOf(row, blast))]);
  return [titleOf(blast), ...lines, summaryOf(blast), ''].join('\n');
}

/** A blast radius as Markdown. */
export function blastMarkdown(blast: Blast): string {
  const { rows } = blast;
  const table = rows.length === 0 ? [] : [...markdownTable(headingsOf(blast), rows.map((row) => cellsOf(row, blast))), ''];
  return [`## ${markdownEscaped(titleOf(blast))}`, '', ...table, markdownEscaped(summaryOf(blast)), ''].join('\n');
}

function titleOf({ workload, isReverse }: Blast): string {
  return isReverse ? `from where ${workloadText(workload)} can be reached` : `if ${workloadText(workload)} is taken`;
}

function headingsOf({ isReverse }: Blast): string[] {
  return ['steps', isReverse ? 'source' : 'destination', 'ports', 'way'];
}

function cellsOf(row: BlastRow, blast: Blast): string[] {
  return [`${row.isCertain ? '' : 'perhaps '}${row.steps}`, blastEndText(row.end), stepPortsText(row), row.steps === 1 ? '' : wayText(row, blast)];
}

/** A way such as `a -> b on TCP 8080 -> c on TCP 5432`. */
function wayText(row: BlastRow, blast: Blast): string {
  return [blast.isReverse ? blastEndText(row.end) : workloadText(blast.workload), ...wayTexts(row, blast)].join(' -> ');
}

/** The steps of a way, such as `shop/db[StatefulSet] on TCP 5432`. */
export function wayTexts(row: BlastRow, blast: Blast): string[] {
  const { steps, omitted } = wayOf(row, blast);
  const texts = steps.map((step) => `${blastEndText(step.end)} on ${stepPortsText(step)}`);
  const half = texts.length / 2;
  return omitted === 0 ? texts : [...texts.slice(0, half), `${omitted} more`, ...texts.slice(half)];
}

function summaryOf({ rows, others, isReverse }: Blast): string {
  const workloads = rows.filter(({ end }) => end.kind === 'workload');
  const certain = workloads.filter(({ isCertain }) => isCertain);
  const direct = certain.filter(({ steps }) => steps === 1);
  const perhaps = workloads.length - certain.length;
  const of = `${direct.length} of ${others} other ${others === 1 ? 'workload' : 'workloads'}`;
  return `${isReverse ? 'reached by ' : ''}${of} in one step, ${certain.length} in all${perhaps === 0 ? '' : `, and perhaps ${perhaps} more`}`;
}
