import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { invoke } from './invoke';

const CORPUS = join(__dirname, '..', '..', '..', 'shared', 'corpus');

interface Case {
  readonly case: string;
  readonly family: string;
  readonly input: string;
  readonly expected: { readonly json?: { readonly file: string } };
}

describe('assert, over the truth tables of others', () => {
  it.each([['cnp', 35], ['e2e', 22], ['pa', 7]])('holds every row of %s', async (family, cases) => {
    if (!existsSync(CORPUS)) {
      console.info('the shared corpus is not beside this checkout: no rows asserted');
      return;
    }
    const index = JSON.parse(readFileSync(join(CORPUS, 'index.json'), 'utf-8')) as { cases: Case[] };
    const own = index.cases.filter((one) => one.family === family);
    const failing: string[] = [];
    for (const one of own) {
      const { code, out, err } = await invoke(CORPUS, ['assert', one.input, '--expect', one.expected.json?.file ?? '']);
      if (code !== 0) failing.push(`${one.case}: ${code} ${out}${err}`);
    }
    console.info(`${family}: ${own.length} cases asserted`);
    expect(failing).toEqual([]);
    expect(own).toHaveLength(cases);
  });
});
