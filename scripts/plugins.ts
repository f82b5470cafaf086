/** Writes docs/plugins.md from the rows of network plugins. */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { pluginsPage } from './plugins-page';
import { ROOT } from './synth-example';

writeFileSync(join(ROOT, 'docs', 'plugins.md'), pluginsPage());
