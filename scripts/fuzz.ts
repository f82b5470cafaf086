/**
 * Runs the tests of properties with seeds that nobody has chosen, round after round, until one fails or all rounds are done. The first argument is
 * the number of rounds, 1 by default; the others are folders and files of `test`, all of which draw by default.
 */
import { spawnSync } from 'child_process';
import { randomInt } from 'crypto';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..');
const [first = '1', ...others] = process.argv.slice(2);
const rounds = Number(first);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`\`${first}\` is no number of rounds: 1 or more is needed, as in \`npx projen fuzz 10 test/laws\``);
  process.exit(2);
}

/** The files of tests that draw, below the given paths. */
function drawing(): string[] {
  return readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => join('test', file)).sort()
    .filter((file) => file.endsWith('.test.ts') && /from '[./]+\/property'/.test(readFileSync(join(ROOT, file), 'utf8')))
    .filter((file) => others.length === 0 || others.some((path) => file.startsWith(path)));
}

const files = drawing();
if (files.length === 0) {
  console.error(`no test that draws is below ${others.map((path) => `\`${path}\``).join(', ')}: name folders or files of \`test\``);
  process.exit(2);
}
for (let round = 1; round <= rounds; round++) {
  const seed = String(randomInt(2 ** 31));
  console.log(`round ${round} of ${rounds}: SEED=${seed}`);
  const { status } = spawnSync('npx', ['jest', '--ci', ...files], { cwd: ROOT, stdio: 'inherit', env: { RUNS: '3', ...process.env, SEED: seed } });
  if (status !== 0) {
    console.error(`failed in round ${round}: SEED=${seed} RUNS=${process.env['RUNS'] ?? '3'} npx jest draws the same again`);
    process.exit(1);
  }
}
