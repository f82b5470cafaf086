/** Writes docs/edges.md from the tables of capabilities. */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { edgesPage } from './edges-page';
import { ROOT } from './synth-example';

writeFileSync(join(ROOT, 'docs', 'edges.md'), edgesPage());
