/** Writes the names that the package exports into the fixture in which the examples of the documentation are compiled. */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './synth-example';
import { exportedNames } from '../test/docs/surface';

const path = join(ROOT, 'rosetta', 'default.ts-fixture');
const names = exportedNames().map(name => `  ${name},\n`).join('');
writeFileSync(path, readFileSync(path, 'utf-8').replace(/import \{[^}]*\} from 'cdk8s-reach';/, `import {\n${names}} from 'cdk8s-reach';`));
