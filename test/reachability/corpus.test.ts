import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { objectsOf, World } from './world';
import { Protocol } from '../../src/sets/ports';

const CORPUS = join(__dirname, '..', '..', '..', 'shared', 'corpus');

interface Row {
  readonly src: string;
  readonly dst: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly allowed: boolean;
}

interface Case {
  readonly case: string;
  readonly family: string;
  readonly input: string;
  readonly kinds: Readonly<Record<string, number>>;
  readonly expected: { readonly json?: { readonly file: string } };
}

/** The truth tables with nothing but NetworkPolicies: those of Kubernetes' own suite, and the few of policy-assistant. */
function casesOf(family: string): Case[] {
  const { cases } = JSON.parse(readFileSync(join(CORPUS, 'index.json'), 'utf8')) as { cases: Case[] };
  return cases.filter((one) => one.family === family && !Object.keys(one.kinds).some((kind) => /^(Baseline)?AdminNetworkPolicy$|^ClusterNetworkPolicy$/.test(kind)));
}

function disagreements(one: Case): { rows: number; wrong: string[] } {
  const folder = join(CORPUS, one.input);
  const world = new World(objectsOf(...readdirSync(folder).sort().map((file) => readFileSync(join(folder, file), 'utf8'))));
  const { rows } = JSON.parse(readFileSync(join(CORPUS, one.expected.json?.file ?? ''), 'utf8')) as { rows: Row[] };
  const wrong = rows.flatMap(({ src, dst, protocol, port, allowed }) => {
    const verdict = world.verdict(src, dst, port, protocol);
    return verdict === (allowed ? 'allowed' : 'denied') ? [] : [`${one.case}: ${src} to ${dst} on ${port}/${protocol} is ${verdict}`];
  });
  return { rows: rows.length, wrong };
}

describe('the truth tables of others', () => {
  it.each([['e2e', 22, 206], ['pa', 1, 48]])('of %s agree in every row', (family, leastCases, leastRows) => {
    if (!existsSync(CORPUS)) {
      console.info('the shared corpus is not beside this checkout: no rows compared');
      return;
    }
    const results = casesOf(family).map(disagreements);
    const rows = results.reduce((sum, result) => sum + result.rows, 0);
    console.info(`${family}: ${rows} rows of ${results.length} cases compared`);
    expect(results.flatMap((result) => result.wrong)).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(leastCases);
    expect(rows).toBeGreaterThanOrEqual(leastRows);
  });
});
