/**
 * Holds the manifests of a folder against what the first example of the README promises: `tsx scripts/manifests.ts FOLDER`.
 *
 * Prints one line a check, `ok - …` or `not ok - …`.
 */
import { textsOf } from './synth-example';
import { documentsOf } from '../test/examples/harness';
import { announceAbsence, problemsOf } from '../test/schemas/validate';

const [folder = 'dist'] = process.argv.slice(2);
announceAbsence();
const objects = Object.values(textsOf(folder)).flatMap(documentsOf);

for (const kind of ['Ingress', 'NetworkPolicy']) {
  const count = objects.filter(object => object.kind === kind).length;
  check(count === 1, `the README's example writes one ${kind}`, [`it writes ${count}`]);
}
const problems = problemsOf(objects);
check(problems.length === 0, 'every object of the README\'s example is valid', problems);

function check(holds: boolean, sentence: string, otherwise: readonly string[]): void {
  console.log(`${holds ? 'ok' : 'not ok'} - ${sentence}`);
  if (holds) return;
  for (const line of otherwise) console.log(`  ${line}`);
  process.exitCode = 1;
}
