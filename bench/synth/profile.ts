/**
 * Shows where the time of one arm goes: `node --import tsx bench/synth/profile.ts --n 1000 --charts 1 --arms reach`.
 *
 * `--record` writes it into the README, too. Own times by package, then the functions of ours by own time and by the time of all that they call.
 */
import { spawnSync } from 'child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { compile } from './compile';
import { CpuProfile, FunctionTime, functionTimes } from './cpu-profile';
import { at } from './lists';
import { inFolder } from './measure';
import { optionsOf } from './options';
import { record } from './record';
import { writeTemplate } from './template';

const SHOWN = 15;
const INTERVAL_MICROSECONDS = 250;

const options = optionsOf(['--n', '1000', '--charts', '1', '--arms', 'reach', ...process.argv.slice(2)]);
const build = compile();
writeTemplate(build);
const { microservices, charts } = at(options.shapes, 0);
const arm = at(options.arms, 0);
const times = functionTimes(profiled());
const report = [
  `Microservices: ${microservices}; charts: ${charts}; arm: ${arm}; ours is ${build.library}.`,
  packages(times),
  ...(arm === 'reach' ? [ours(times, 'selfSeconds'), ours(times, 'totalSeconds')] : []),
].join('\n\n');
console.log(report);
if (options.record) record('profile', report);

function profiled(): CpuProfile {
  const folder = join(build.folder, 'profile');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { status } = inFolder(output => spawnSync(process.execPath, [
    '--cpu-prof', '--cpu-prof-dir', folder, '--cpu-prof-interval', String(INTERVAL_MICROSECONDS),
    build.program(arm), String(microservices), String(charts), output,
  ], { stdio: ['ignore', 'ignore', 'inherit'] }));
  if (status !== 0) throw new Error(`the profiled program failed with exit code ${status}`);
  return JSON.parse(readFileSync(join(folder, at(readdirSync(folder), 0)), 'utf-8')) as CpuProfile; // V8 wrote it
}

function packages(all: readonly FunctionTime[]): string {
  const seconds = new Map<string, number>();
  for (const { name, url, selfSeconds } of all) {
    const owner = url === '' ? name : packageOf(url);
    seconds.set(owner, (seconds.get(owner) ?? 0) + selfSeconds);
  }
  const total = [...seconds.values()].reduce((sum, each) => sum + each, 0);
  const rows = [...seconds].sort(([, a], [, b]) => b - a).filter(([, each]) => each >= total / 1000)
    .map(([owner, each]) => `| ${owner} | ${milliseconds(each)} | ${(100 * each / total).toFixed(1)} |`);
  return ['| whose code | ms | % |', '| --- | ---: | ---: |', ...rows].join('\n');
}

function ours(all: readonly FunctionTime[], by: 'selfSeconds' | 'totalSeconds'): string {
  const rows = all.filter(({ url }) => packageOf(url) === 'cdk8s-reach').sort((a, b) => b[by] - a[by]).slice(0, SHOWN)
    .map(({ name, url, selfSeconds, totalSeconds }) => `| ${name} | ${fileOf(url)} | ${milliseconds(selfSeconds)} | ${milliseconds(totalSeconds)} |`);
  return ['| function of ours | file | own ms | with callees ms |', '| --- | --- | ---: | ---: |', ...rows].join('\n');
}

/** The package that a compiled file belongs to; the engine's own work, such as collecting garbage, has no file. */
function packageOf(url: string): string {
  const [, named] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
  if (named !== undefined) return named;
  if (url.startsWith('node:')) return 'Node itself';
  return url.startsWith('file:') ? localPackage(url) : '(engine)';
}

function localPackage(url: string): string {
  return url.includes('/tmp/bench/synth/') ? 'the benchmark itself' : 'cdk8s-reach';
}

function fileOf(url: string): string {
  return url.replace(/.*\/lib\//, 'src/').replace(/\.js$/, '.ts');
}

function milliseconds(value: number): string {
  return (value * 1000).toFixed(0);
}
