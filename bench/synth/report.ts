import { arch, cpus, platform, totalmem } from 'os';
import { at, median } from './lists';
import { Sample } from './measure';
import { Arm, Usage } from './program';
import { Shape } from './shape';

/** All samples of one arm at one shape. */
export interface Series {
  readonly arm: Arm;
  readonly shape: Shape;
  readonly samples: readonly Sample[];
  /** Set where a run was stopped: what it would have taken is not known. */
  readonly stoppedAfterSeconds?: number;
}

/** What ours is to keep to. */
const MOST_OF_PLUS = 1.25;
const MOST_GROWTH = 6;

/** How much of the wall time the proof may take, in per cent: where its JSON is what is written, and where that is made once more. */
const MOST_OF_SYNTH = { reach: 20, rewritten: 40 } as const;

/** The figures as Markdown: medians, and what ours is to the others. */
export function reportOf(series: readonly Series[], library: string, rounds: number): string {
  return [machine(library, rounds), table(series), proof(series), comparison(series), growth(series)].filter(text => text !== '').join('\n\n');
}

function machine(library: string, rounds: number): string {
  const [cpu] = cpus();
  return `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ${platform()} ${arch()}, `
    + `Node ${process.version}; medians of ${rounds} interleaved rounds, a process each; ours is ${library}.`;
}

function table(series: readonly Series[]): string {
  const rows = series.map(one => {
    const { arm, shape, samples, stoppedAfterSeconds } = one;
    const head = [shape.microservices, shape.charts, arm];
    if (stoppedAfterSeconds !== undefined) return row([...head, `stopped after ${stoppedAfterSeconds} s`, '', '', '', '', '']);
    const { size } = at(samples, 0);
    const walls = samples.map(({ usage }) => usage.wallSeconds);
    return row([
      ...head,
      seconds(wallOf(one)),
      `${seconds(Math.min(...walls))} to ${seconds(Math.max(...walls))}`,
      seconds(median(samples.map(({ usage }) => usage.startSeconds))),
      seconds(median(samples.map(({ usage }) => usage.cpuSeconds))),
      median(samples.map(({ usage }) => usage.peakMebibytes)).toFixed(0),
      `${(size.bytes / 2 ** 20).toFixed(1)} in ${size.objects}`,
    ]);
  });
  const head = ['microservices', 'charts', 'arm', 'wall s', 'from, to', 'start-up s', 'CPU s', 'peak MiB', 'YAML MiB in objects'];
  return [row(head), row(head.map((_, index) => (index === 2 ? '---' : '---:'))), ...rows].join('\n');
}

/** What of the wall time the proof is, measured within the processes: round by round, and the median. */
function proof(series: readonly Series[]): string {
  const lines = (['reach', 'rewritten'] as const).flatMap(arm => series.filter(one => one.arm === arm && one.samples.length > 0).map(({ shape, samples }) => {
    const percents = samples.map(({ usage }) => proofPercent(usage, arm));
    const { microservices, charts } = shape;
    const most = microservices < 1000 ? '' : verdict(median(percents), MOST_OF_SYNTH[arm], ' %');
    const range = `${Math.min(...percents).toFixed(0)} to ${Math.max(...percents).toFixed(0)} %`;
    return `- ${microservices} in ${charts}${arm === 'reach' ? '' : ', where charts write something else than their objects'}: `
      + `${median(percents).toFixed(0)} %, round by round ${range}${most}`;
  }));
  return titled('The proof, of the wall time of the synth', lines);
}

/** The JSON that it reads is part of the proof only where it is made once more for what is written. */
function proofPercent({ wallSeconds, proof: time }: Usage, arm: 'reach' | 'rewritten'): number {
  const { wholeSeconds, jsonSeconds } = time ?? { wholeSeconds: 0, jsonSeconds: 0 };
  return 100 * (arm === 'reach' ? wholeSeconds - jsonSeconds : wholeSeconds) / wallSeconds;
}

/** The others prove nothing: what ours is to keep to is meant without the proof, which has a target of its own. */
function comparison(series: readonly Series[]): string {
  const lines = series.filter(({ arm }) => arm === 'unproved' || arm === 'reach').map(ours => {
    const others = series.filter(({ arm, shape }) => ['plus', 'apiobject', 'yaml'].includes(arm) && shape === ours.shape);
    const { microservices, charts } = ours.shape;
    const ratios = others.map(other => `${ratioText(ours, other)} ${other.arm}`).join(', ');
    const plus = others.find(({ arm }) => arm === 'plus');
    const who = ours.arm === 'reach' ? 'ours with the proof' : 'ours without the proof';
    const most = ours.arm === 'reach' || plus === undefined ? '' : verdict(ratio(ours, plus), MOST_OF_PLUS);
    return others.length === 0 ? '' : `- ${microservices} in ${charts}: ${who} takes ${ratios}${most}`;
  });
  return titled('Wall time of ours against the others', lines);
}

/** How the time grows from the second-largest size to the largest one. */
function growth(series: readonly Series[]): string {
  const largest = Math.max(...series.map(({ shape }) => shape.microservices));
  const lines = series.filter(({ shape }) => shape.microservices === largest).map(large => {
    const small = series.filter(({ arm, shape }) => arm === large.arm && shape.charts === large.shape.charts && shape.microservices < largest)
      .sort((a, b) => b.shape.microservices - a.shape.microservices)[0];
    if (small === undefined) return '';
    const isTarget = large.arm === 'reach' && large.shape.charts === 1 && largest === 5000 && small.shape.microservices === 1000;
    const times = `${large.arm} in ${large.shape.charts}: ${largest} take ${ratioText(large, small)} as long as ${small.shape.microservices}`;
    return `- ${times}${isTarget ? verdict(ratio(large, small), MOST_GROWTH) : ''}`;
  });
  return titled('Growth', lines);
}

function titled(title: string, lines: readonly string[]): string {
  const some = lines.filter(line => line !== '');
  return some.length === 0 ? '' : `${title}:\n\n${some.join('\n')}`;
}

function verdict(value: number | undefined, most: number, unit: string = ''): string {
  if (value === undefined) return '';
  return ` (at most ${most}${unit} is the target: ${value <= most ? 'held' : '**missed**'})`;
}

function ratioText(one: Series, other: Series): string {
  const value = ratio(one, other);
  return value === undefined ? 'an unknown number of times' : `${value.toFixed(2)} times`;
}

function ratio(one: Series, other: Series): number | undefined {
  return one.samples.length === 0 || other.samples.length === 0 ? undefined : wallOf(one) / wallOf(other);
}

function wallOf({ samples }: Series): number {
  return median(samples.map(({ usage }) => usage.wallSeconds));
}

function seconds(value: number): string {
  return value.toFixed(2);
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
