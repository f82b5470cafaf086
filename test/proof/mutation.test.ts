import { capturedExample, Captured, proofOf } from './captured';
import { Damage, isExpected } from './damage';
import { everything } from './everything';
import { otherDamages } from './other-damages';
import { policyDamages } from './policy-damages';
import { sideProblems } from './side-problems';
import { exampleNames } from '../../scripts/synth-example';
import { ProofFinding } from '../../src/compare/verify/finding';

/** What the proof makes of one damage. */
interface Caught {
  readonly damage: Damage;
  readonly isCaught: boolean;
  /** The findings whose witness the pointwise evaluator does not confirm. */
  readonly unconfirmed: readonly string[];
  readonly found: readonly string[];
}

/** @param undamaged What is found without the damage. */
function caught(example: Captured, damage: Damage, undamaged: readonly ProofFinding[]): Caught {
  const { findings } = proofOf(example, damage.objects);
  const { expects } = damage;
  const isCaught = typeof expects === 'string' ? sameFindings(findings, undamaged) : findings.some((finding) => isExpected(finding, expects));
  return { damage, isCaught, unconfirmed: findings.flatMap(sideProblems), found: findings.map(({ kind }) => kind) };
}

function sameFindings(some: readonly ProofFinding[], others: readonly ProofFinding[]): boolean {
  return some.map(({ kind }) => kind).join() === others.map(({ kind }) => kind).join();
}

/** Damages by kind: how many were done, found, and without effect. */
function tableOf(results: readonly Caught[]): string {
  const kinds = [...new Set(results.map(({ damage }) => damage.kind))];
  const rows = kinds.map((kind) => {
    const own = results.filter(({ damage }) => damage.kind === kind);
    const idle = own.filter(({ damage }) => typeof damage.expects === 'string');
    const [reason] = idle.map(({ damage }) => damage.expects);
    return [kind, own.length - idle.length, own.filter(({ isCaught, damage }) => isCaught && typeof damage.expects !== 'string').length,
      idle.length === 0 ? '' : `${idle.length} change nothing: ${String(reason)}`].join(' | ');
  });
  return ['damage | done | found | without effect', ...rows].join('\n');
}

/** Where guardrails stand behind every policy, a damaged one opens nothing that they shut: `guardrail-damages.test.ts` damages them instead. */
const GUARDED = ['10-platform-guardrails'];

describe.each([...exampleNames(), 'everything that no example has'])('the proof of %s', (name) => {
  const example = exampleNames().includes(name) ? capturedExample(name) : everything();
  const { findings: undamaged } = proofOf(example);

  test('finds nothing in what the example writes, but for what one of them is about', () => {
    expect(undamaged.map(({ kind }) => kind)).toEqual(name === '06-grown-cluster' ? ['flowExcess', 'exception'] : []);
  });

  if (GUARDED.includes(name)) return;

  test('finds every damage, with a witness that is confirmed', () => {
    const results = [...policyDamages(example), ...otherDamages(example)].map((damage) => caught(example, damage, undamaged));
    console.info(`${name}: ${results.length} damages\n${tableOf(results)}`);
    expect(results.filter(({ isCaught }) => !isCaught).map(({ damage: { kind, at, expects }, found }) => ({ kind, at, expects, found }))).toEqual([]);
    const doubtful = results.filter((result) => result.unconfirmed.length > 0);
    expect(doubtful.map(({ damage: { kind, at }, unconfirmed: wrong }) => ({ kind, at, wrong }))).toEqual([]);
    expect(new Set(results.filter(({ damage }) => typeof damage.expects !== 'string').map(({ damage }) => damage.kind)).size).toBeGreaterThanOrEqual(15);
  });
});
