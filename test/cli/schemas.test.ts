import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv, { ValidateFunction } from 'ajv';
import { folder, invoke, podYaml, policyYaml } from './invoke';
import { CORPUS, CorpusCase, corpusCases, expectedFile, hasCorpus } from '../corpus/cases';

const COMMANDS = ['assert', 'blast', 'diff', 'explain', 'lint', 'list', 'lock'] as const;
type CommandName = (typeof COMMANDS)[number];

function schemaOf(command: CommandName): ValidateFunction {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'schema', `${command}-v1.json`), 'utf8');
  return new Ajv({ strict: true, allErrors: true }).compile(JSON.parse(text) as object);
}

const VALIDATORS = new Map(COMMANDS.map((command) => [command, schemaOf(command)]));

/** What a command answers as JSON, which must be what its schema says; nothing where the input is refused. */
async function answered(cwd: string, command: CommandName, ...args: readonly string[]): Promise<unknown> {
  const { code, out } = await invoke(cwd, [command, ...args, '--format', 'json']);
  if (code === 2) return undefined;
  const answer: unknown = JSON.parse(out);
  const validate = VALIDATORS.get(command);
  expect([command, args, validate?.(answer), validate?.errors]).toEqual([command, args, true, null]);
  return answer;
}

/** The names by which the ends of a list can be asked about. */
function namesIn(list: unknown): string[] {
  const { connections } = list as { connections: Record<'source' | 'destination', { kind: string; namespace: string; name: string; cidrs?: string[] }>[] }; // its schema
  const ends = connections.flatMap(({ source, destination }) => [source, destination]);
  const names = ends.map(({ cidrs, kind, namespace, name }) => cidrs?.[0]?.split('/')[0] ?? `${namespace}/${name}[${kind}]`);
  return [...new Set(names)];
}

describe('what commands print as JSON is what the published schemas say', () => {
  it('where the name of a port stands for several', async () => {
    const twice = podYaml('shop/db').replace('containers: []', 'containers: [{name: a, ports: [{name: sql, containerPort: 1}]}, {name: b, ports: [{name: sql, containerPort: 2}]}]');
    const root = folder({ 'a.yaml': [podYaml('shop/web'), twice, policyYaml('shop/db', 'podSelector: {matchLabels: {app: db}}', 'ingress: [{ports: [{port: 2}]}]')].join('---\n') });
    const both = await answered(root, 'explain', 'a.yaml', '--from', 'shop/web', '--to', 'shop/db', '--port', 'sql');
    expect(both).toMatchObject([{ port: 1, verdict: 'denied' }, { port: 2, verdict: 'allowed' }]);
    const validate = VALIDATORS.get('explain');
    expect(validate?.([(both as unknown[])[0]])).toBe(false);
  });

  it('where hostile names are read', async () => {
    const hostile = [podYaml('constructor/__proto__').replace('{app: __proto__}', '{toString: x}'), podYaml('toString/valueOf')].join('---\n');
    const root = folder({ 'a/a.yaml': hostile, 'b/a.yaml': podYaml('shop/web') });
    expect(namesIn(await answered(root, 'list', 'a', '--exposure'))).toContain('constructor/__proto__[Pod]');
    expect(await answered(root, 'diff', 'a', 'b')).toBeDefined();
    expect(await answered(root, 'lint', 'a')).toBeDefined();
  });

  it('over a part of the shared corpus', async () => {
    if (!hasCorpus()) {
      console.info('the shared corpus is not beside this checkout: no answers held against the schemas');
      return;
    }
    const counts = new Map<string, number>();
    for (const one of corpusCases().filter((_, i) => i % 5 === 0)) {
      for (const command of await commandsOver(one)) counts.set(command, (counts.get(command) ?? 0) + 1);
    }
    console.info(`answers held against the schemas: ${[...counts].map(([command, count]) => `${command} ${count}`).join(', ')}`);
    for (const command of ['list', 'lint', 'explain', 'lock', 'blast']) expect(counts.get(command)).toBeGreaterThanOrEqual(20);
    for (const command of ['diff', 'assert']) expect(counts.get(command)).toBeGreaterThanOrEqual(3);
  });
});

async function commandsOver(one: CorpusCase): Promise<CommandName[]> {
  const { family, input } = one;
  if (family === 'diff') return await answered(CORPUS, 'diff', `${input}/dir1`, `${input}/dir2`) === undefined ? [] : ['diff'];
  const list = await answered(CORPUS, 'list', input, '--exposure');
  if (list === undefined) return [];
  const ran: CommandName[] = ['list'];
  if (await answered(CORPUS, 'lint', input) !== undefined) ran.push('lint');
  const [first, second] = namesIn(list);
  if (first !== undefined && second !== undefined) {
    await answered(CORPUS, 'explain', input, '--from', first, '--to', second, '--port', '80');
    await answered(CORPUS, 'explain', input, '--from', second, '--to', first, '--port', '53', '--protocol', 'UDP');
    ran.push('explain');
    for (const args of [[], ['--reverse', '--system']]) {
      if (first.includes('[') && await answered(CORPUS, 'blast', first, input, ...args) !== undefined) ran.push('blast');
    }
  }
  if (await answered(CORPUS, 'lock', input) !== undefined) ran.push('lock');
  if (['cnp', 'e2e', 'pa'].includes(family) && await answered(CORPUS, 'assert', input, '--expect', expectedFile(one, 'json')) !== undefined) ran.push('assert');
  return ran;
}
