import { readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './snippets';

/** The members of a union of texts, as the source has them. */
function membersOf(file: string, type: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf-8');
  const [, union = ''] = new RegExp(`export type ${type} =([^;]*);`).exec(source) ?? [];
  return [...union.matchAll(/'([A-Z_0-9]+)'/g)].map(([, code = '']) => code);
}

test('docs/input-problems.md has every code of the input, and no other', () => {
  const page = readFileSync(join(ROOT, 'docs', 'input-problems.md'), 'utf-8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const documented = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_0-9]+)`/g)].map(([, code = '']) => code));
  const codes = [...membersOf('src/files/problem.ts', 'InputCode'), ...membersOf('src/fields/problem.ts', 'PolicyProblemCode')];
  expect(codes.length).toBeGreaterThan(50);
  expect([...new Set(documented)].sort()).toEqual([...new Set(codes)].sort());
});
