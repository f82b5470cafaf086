import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

const README = join(__dirname, '..', 'README.md');

/** Writes a text into the README, between the two comments that bear the name of its place. */
export function record(place: 'figures' | 'profile' | 'engine' | 'guardrails', text: string): void {
  const readme = readFileSync(README, 'utf-8');
  const between = new RegExp(`(<!-- ${place} -->\\n).*(<!-- end of ${place} -->)`, 's');
  if (!between.test(readme)) throw new Error(`${README} has no place for the ${place}`);
  writeFileSync(README, readme.replace(between, (_, before: string, after: string) => `${before}\n${text}\n\n${after}`));
}
