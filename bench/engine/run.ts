/**
 * Measures the reachability engine on generated clusters: `npx projen bench:engine`, with flags such as `--sizes 1000,5000 --rounds 3`.
 *
 * The figures go to the standard output, the progress to the standard error; `--record` writes the figures into the README, too.
 */
import { spawnSync } from 'child_process';
import { join } from 'path';
import { parseArgs } from 'util';
import { ClusterSize, SIZES } from './cluster';
import { Phase, PhaseFigures, PHASES } from './phases';
import { PhaseSeries, reportOf } from './report';
import { measureStartUp, STARTED_WITH } from './start-up';
import { inFolder } from '../synth/measure';
import { record } from '../synth/record';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: SIZES.map(({ workloads }) => workloads).join() },
    rounds: { type: 'string', default: '5' },
    record: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds \`${values.rounds}\`: give a whole number of at least 1`);
const sizes = values.sizes.split(',').map(sizeOf);

let series: readonly PhaseSeries[] = sizes.flatMap(size => PHASES.map((phase): PhaseSeries => ({ phase, size, rounds: [] })));
for (let round = 1; round <= rounds; round++) {
  series = series.map(one => {
    const figures = measured(one.phase, one.size);
    process.stderr.write(`round ${round} of ${rounds}: ${one.phase} of ${one.size.workloads} workloads: ${figures.seconds.toFixed(2)} s\n`);
    return { ...one, rounds: [...one.rounds, figures] };
  });
}
const startUp = measureStartUp(rounds, (round, seconds) => {
  process.stderr.write(`round ${round} of ${rounds}: list of ${STARTED_WITH} microservices: ${seconds.toFixed(2)} s\n`);
});
const report = reportOf(series, startUp);
console.log(report);
if (values.record) record('engine', report);

function sizeOf(text: string): ClusterSize {
  const size = SIZES.find(({ workloads }) => String(workloads) === text);
  if (size === undefined) throw new Error(`--sizes \`${text}\`: there are ${SIZES.map(({ workloads }) => workloads).join(', ')}`);
  return size;
}

function measured(phase: Phase, { workloads, policies }: ClusterSize): PhaseFigures {
  return inFolder(folder => {
    const args = ['--expose-gc', '--import', 'tsx', join(__dirname, 'program.ts'), phase, String(workloads), String(policies), folder];
    const { error, status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf-8', stdio: ['ignore', 'pipe', 'inherit'] });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${phase} failed at ${workloads} workloads with exit code ${status}`);
    return JSON.parse(stdout) as PhaseFigures; // what program.ts printed
  });
}
