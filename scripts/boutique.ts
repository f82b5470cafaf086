/** Writes docs/boutique-on-plugins.md from example 09. */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { boutiquePage } from './boutique-page';
import { ROOT } from './synth-example';

writeFileSync(join(ROOT, 'docs', 'boutique-on-plugins.md'), boutiquePage());
