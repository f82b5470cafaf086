/**
 * Measures synthesis: `npx projen bench`, with flags such as `--n 100,1000 --charts 1,50 --rounds 5 --arms reach,plus`.
 *
 * The figures go to the standard output, the progress to the standard error; `--record` writes the figures into the README, too.
 */
import { compile } from './compile';
import { measure, Sample } from './measure';
import { optionsOf } from './options';
import { record } from './record';
import { reportOf, Series } from './report';
import { writeTemplate } from './template';

const options = optionsOf(process.argv.slice(2));
const build = compile();
writeTemplate(build);

let series: readonly Series[] = options.shapes.flatMap(shape => options.arms.map((arm): Series => ({ arm, shape, samples: [] })));
for (let round = 1; round <= options.rounds; round++) {
  series = series.map(one => (one.stoppedAfterSeconds === undefined ? measured(one, round) : one));
}
const report = reportOf(series, build.library, options.rounds);
console.log(report);
if (options.record) record('figures', report);

function measured(one: Series, round: number): Series {
  globalThis.gc?.(); // so that this process does not collect while the other one is measured
  const sample = measure(build, one.arm, one.shape, options.cutoffSeconds);
  progress(one, round, sample);
  // a median of those rounds that happened to end in time would flatter
  return sample === undefined ? { ...one, samples: [], stoppedAfterSeconds: options.cutoffSeconds } : { ...one, samples: [...one.samples, sample] };
}

function progress({ arm, shape }: Series, round: number, sample: Sample | undefined): void {
  const outcome = sample === undefined ? `stopped after ${options.cutoffSeconds} s` : `${sample.usage.wallSeconds.toFixed(2)} s`;
  process.stderr.write(`round ${round} of ${options.rounds}: ${shape.microservices} in ${shape.charts}, ${arm}: ${outcome}\n`);
}
