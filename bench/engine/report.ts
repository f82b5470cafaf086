import { arch, cpus, platform, totalmem } from 'os';
import { ClusterSize } from './cluster';
import { Phase, PhaseFigures } from './phases';
import { STARTED_WITH, StartUp } from './start-up';

/** What one phase took at one size, a figure for each round. */
export interface PhaseSeries {
  readonly phase: Phase;
  readonly size: ClusterSize;
  readonly rounds: readonly PhaseFigures[];
}

/** The most seconds that the engine may take, by the number of workloads. */
const MOST_SECONDS: Readonly<Record<number, number>> = { 5_000: 1, 20_000: 4 };
const MOST_MEBIBYTES = 2048;

/** The most seconds that a list of a project may take, from the start of its process on. */
const MOST_TO_LIST = 0.5;

/** The figures as Markdown: medians, and whether the targets are held. */
export function reportOf(series: readonly PhaseSeries[], startUp: StartUp): string {
  const rounds = Math.max(...series.map(one => one.rounds.length));
  return [machine(rounds), table(series), targets(series), growth(series), startUpText(startUp)].filter(text => text !== '').join('\n\n');
}

function startUpText({ library, mebibytes, listSeconds, nodeSeconds }: StartUp): string {
  const [list, node] = [median(listSeconds), median(nodeSeconds)];
  return `Start-up: \`cdk8s-reach list\` of what ours writes for ${STARTED_WITH} microservices, ${mebibytes.toFixed(1)} MiB of YAML, from the start of the `
    + `process to its end; ours is ${library}:\n\n- ${list.toFixed(2)} s (${range(listSeconds)}; at most ${MOST_TO_LIST} is the target: `
    + `${held(list <= MOST_TO_LIST)}), ${(list / node).toFixed(1)} times as long as \`node -e 0\`, which takes ${node.toFixed(2)} s (${range(nodeSeconds)})`;
}

function range(seconds: readonly number[]): string {
  return `${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)}`;
}

function machine(rounds: number): string {
  const [cpu] = cpus();
  return `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ${platform()} ${arch()}, `
    + `Node ${process.version}; medians of ${rounds} interleaved rounds, a process each.`;
}

function table(series: readonly PhaseSeries[]): string {
  const rows = series.map(({ phase, size, rounds }) => {
    const walls = rounds.map(({ seconds }) => seconds);
    const of = (figure: (one: PhaseFigures) => number) => median(rounds.map(figure));
    return row([
      size.workloads, size.policies, phase, of(({ seconds }) => seconds).toFixed(2),
      range(walls),
      of(({ cpuSeconds }) => cpuSeconds).toFixed(2), of(({ mebibytesBefore }) => mebibytesBefore).toFixed(0),
      of(({ peakMebibytes }) => peakMebibytes).toFixed(0),
      detailsOf(rounds[0]),
    ]);
  });
  const head = ['workloads', 'policies', 'phase', 'wall s', 'from, to', 'CPU s', 'MiB before', 'peak MiB', 'what there was'];
  return [row(head), row(head.map((_, index) => (index === 2 || index === head.length - 1 ? '---' : '---:'))), ...rows].join('\n');
}

function detailsOf(figures: PhaseFigures | undefined): string {
  if (figures?.mebibytes !== undefined) return `${figures.mebibytes.toFixed(1)} MiB of YAML`;
  if (figures?.changes !== undefined) return `${figures.changes} changed pairs`;
  const { classes = 0, egressRows = 0, ingressRows = 0, classPairs = 0 } = figures ?? {};
  return `${classes} classes, ${egressRows} egress and ${ingressRows} ingress rows, ${classPairs} pairs of classes with something open`;
}

function targets(series: readonly PhaseSeries[]): string {
  const lines = series.filter(({ phase }) => phase === 'engine').flatMap(({ size, rounds }) => {
    const most = MOST_SECONDS[size.workloads];
    if (most === undefined) return [];
    const seconds = median(rounds.map(one => one.seconds));
    const memory = Math.max(...rounds.map(one => one.peakMebibytes));
    return [
      `- ${size.workloads} workloads, ${size.policies} policies: ${seconds.toFixed(2)} s (at most ${most} is the target: ${held(seconds <= most)}), `
      + `${memory.toFixed(0)} MiB at most (${MOST_MEBIBYTES} is the target: ${held(memory <= MOST_MEBIBYTES)})`,
    ];
  });
  return `The engine:\n\n${lines.length === 0 ? '- no size that a target is about was measured' : lines.join('\n')}`;
}

/** How the time of the engine grows from size to size, against what it has to do: the classes, and the answer, which is the pairs of classes with something open. */
function growth(series: readonly PhaseSeries[]): string {
  const engines = series.filter(({ phase }) => phase === 'engine').sort((a, b) => a.size.workloads - b.size.workloads);
  const lines = engines.slice(1).map((large, i) => {
    const small = engines[i] ?? large;
    const times = (figure: (one: PhaseSeries) => number) => figure(large) / figure(small);
    const [seconds, work] = [times(({ rounds }) => median(rounds.map(one => one.seconds))), times(workOf)];
    return `- ${large.size.workloads} workloads against ${small.size.workloads}: ${seconds.toFixed(1)} times as long, with ${times(({ rounds }) => rounds[0]?.classes ?? 1).toFixed(1)} times the `
      + `classes, and ${work.toFixed(1)} times the classes and pairs of classes with something open (at most as much is the target: ${held(seconds <= work)})`;
  });
  return lines.length === 0 ? '' : `Growth of the engine:\n\n${lines.join('\n')}`;
}

function workOf({ rounds: [first] }: PhaseSeries): number {
  return (first?.classes ?? 0) + (first?.classPairs ?? 0);
}

function held(isHeld: boolean): string {
  return isHeld ? 'held' : '**missed**';
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
