/**
 * Measures what guardrails add to a synth: `node --import tsx bench/guardrails/run.ts`, with `--rounds 3` and `--record`, which writes the figures into the README.
 */
import { spawnSync } from 'child_process';
import { join } from 'path';
import { parseArgs } from 'util';
import { inFolder } from '../synth/measure';
import { record } from '../synth/record';

const KINDS = ['none', 'namespaces', 'label'] as const;
type Kind = typeof KINDS[number];

/** How many tenants there are, and how many namespaces each has. */
const SIZES = [[16, 1], [32, 1], [64, 1], [64, 3]] as const;
type Size = typeof SIZES[number];

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, record: { type: 'boolean', default: false } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds \`${values.rounds}\`: give a whole number of at least 1`);

const measured = new Map<string, number[]>();
for (let round = 1; round <= rounds; round++) {
  for (const size of SIZES) {
    for (const kind of KINDS) {
      const seconds = secondsOf(size, kind);
      measured.set(`${size.join()} ${kind}`, [...measured.get(`${size.join()} ${kind}`) ?? [], seconds]);
      process.stderr.write(`round ${round} of ${rounds}: ${size.join(' tenants with ')} namespaces each, ${kind}: ${seconds.toFixed(2)} s\n`);
    }
  }
}
const report = [
  `Medians of ${rounds} interleaved rounds, a process each; CPU seconds of the synth.`,
  '| tenants | namespaces | without guardrails | by names | by label | by names add | by label adds |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n'
  + SIZES.map(rowOf).join('\n'),
].join('\n\n');
console.log(report);
if (values.record) record('guardrails', report);

function rowOf(size: Size): string {
  const [without = 0, names = 0, label = 0] = KINDS.map(kind => median(size, kind));
  const [tenants, each] = size;
  const share = (seconds: number) => `${Math.round(100 * (seconds / without - 1))} %`;
  return `| ${tenants} | ${tenants * each} | ${without.toFixed(2)} | ${names.toFixed(2)} | ${label.toFixed(2)} | ${share(names)} | ${share(label)} |`;
}

function median(size: Size, kind: Kind): number {
  const sorted = [...measured.get(`${size.join()} ${kind}`) ?? []].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function secondsOf(size: Size, kind: Kind): number {
  return inFolder(folder => {
    const args = ['--import', 'tsx', join(__dirname, 'program.ts'), ...size.map(String), kind, folder];
    const { error, status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf-8', stdio: ['ignore', 'pipe', 'inherit'] });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${size.join()} ${kind} failed with exit code ${status}`);
    return Number(stdout);
  });
}
