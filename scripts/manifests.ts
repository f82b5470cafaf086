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

/** The app's own objects, and the policy for those who prove its host. */
const PROMISED: Readonly<Record<string, readonly string[]>> = { Ingress: ['web'], NetworkPolicy: ['acme-http01-solver', 'web'] };
for (const [kind, names] of Object.entries(PROMISED)) {
  const written = objects.filter(object => object.kind === kind).map(({ metadata }) => metadata.name).sort();
  check(written.join() === names.join(), `the README's example writes ${kind} ${names.join(' and ')}`, [`it writes ${written.join(' and ')}`]);
}
const problems = problemsOf(objects);
check(problems.length === 0, 'every object of the README\'s example is valid', problems);

function check(holds: boolean, sentence: string, otherwise: readonly string[]): void {
  console.log(`${holds ? 'ok' : 'not ok'} - ${sentence}`);
  if (holds) return;
  for (const line of otherwise) console.log(`  ${line}`);
  process.exitCode = 1;
}
