import { load, Loaded } from '../../src/files/load';
import { folder } from '../cli/invoke';

async function loaded(text: string): Promise<Loaded> {
  const root = folder({ 'a.json': text });
  return load(['a.json'], { cwd: root, stdin: (async function* () { yield await Promise.resolve(''); })(), progress: () => undefined });
}

function named(name: string): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

describe('JSON', () => {
  it.each([
    ['of fifty megabytes', 'y'.repeat(50_000_000)],
    ['of millions of escapes, as a file of many lines has them', '\n"\\'.repeat(3_000_000)],
  ])('may have a text %s', async (_sentence, text) => {
    const { manifests, problems } = await loaded(JSON.stringify({ ...named('a'), more: { text } }));
    expect([manifests.map(({ name }) => name), problems]).toEqual([['a'], []]);
  });

  it('has a key twice, too, where one is written with escapes', async () => {
    const { problems } = await loaded('{"apiVersion": "v1", "kind": "Namespace",\n"metadata": {"name": "a",\n"\\u006eame": "b"}}');
    expect(problems).toEqual([{
      file: 'a.json', line: 3, code: 'KEY_DUPLICATE', text: 'the key `name` is there twice in one mapping; which of them holds is left to chance',
    }]);
  });

  it.each([['one to a line', undefined], ['one behind the other, as jq prints them', 2]])('may be several values, %s', async (_sentence, indent) => {
    const values = ['a', 'b', 'c'].map((name) => JSON.stringify({ ...named(name), text: '}\n{"' }, undefined, indent));
    const { manifests, problems } = await loaded(values.join('\n'));
    const lines = (values[0] ?? '').split('\n').length;
    expect(problems).toEqual([]);
    expect(manifests.map(({ name, line }) => [name, line])).toEqual([['a', 1], ['b', 1 + lines], ['c', 1 + 2 * lines]]);
  });

  it('of several values is refused at the one that is broken', async () => {
    const { problems } = await loaded(`${JSON.stringify(named('a'))}\n{"kind": "Pod",\n`);
    expect(problems).toEqual([expect.objectContaining({ line: 3, code: 'NOT_YAML' })]);
    expect((await loaded('{"a": 1} {')).problems).toHaveLength(2);
  });

  it('of very many values is read in time', async () => {
    const text = Array.from({ length: 50_000 }, (_, i) => JSON.stringify(named(`n${i}`))).join('\n');
    const { manifests } = await loaded(text);
    expect([manifests.length, manifests.at(-1)?.line]).toEqual([50_000, 50_000]);
  });
});
