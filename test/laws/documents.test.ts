import * as fc from '../property';
import { Doc, Manifests, manifests } from './manifests';
import { Analysis, analyse } from '../../src/cli/analyse';
import { diffOf } from '../../src/compare/diff/diff';
import { npGuardDiff } from '../../src/compare/diff/npguard';
import { explain } from '../../src/compare/explain/explain';
import { explanationText } from '../../src/compare/explain/text';
import { lint } from '../../src/compare/lint/lint';
import { lintText } from '../../src/compare/lint/print';
import { LIST_FORMATS, listText } from '../../src/compare/list/text';
import { Manifest } from '../../src/files/manifest';
import { decide, workloadEnd } from '../../src/reachability/decide';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { Workload, workloadText } from '../../src/reachability/workload';

interface Metadata {
  readonly namespace?: string;
  readonly name: string;
}

function analysisOf({ documents, facts }: Manifests): Analysis {
  return analyse(documents.map((value): Manifest => {
    const { namespace = 'default', name } = value['metadata'] as Metadata; // every document of these has them
    return { apiVersion: String(value['apiVersion']), kind: String(value['kind']), namespace, name, value, file: 'all.yaml', line: 1, lineAt: () => 1 };
  }), facts);
}

/** What every command says, byte by byte. */
function answersOf(analysis: Analysis): Record<string, unknown> {
  const { snapshot, rules, manifests: all } = analysis;
  const input = { ...analysis, connect: connectivityOf };
  const explained = pairsOf(snapshot.workloads).map(([source, destination]) => (
    explanationText(explain(snapshot, rules, { source: workloadEnd(source), destination: workloadEnd(destination), protocol: 'TCP', port: 80 }))
  ));
  return {
    ...Object.fromEntries(LIST_FORMATS.map((format) => [`list as ${format}`, listText(input, format, { exposure: true })])),
    explained,
    lint: lintText(lint({ ...analysis, objects: all.map(({ value }) => value) })),
    problems: analysis.problems.map(({ code, text }) => `${text} (${code})`).sort(),
  };
}

function pairsOf(workloads: readonly Workload[]): [Workload, Workload][] {
  return workloads.flatMap((source) => workloads.map((destination): [Workload, Workload] => [source, destination]));
}

/** The verdicts between all workloads, on the ports where something may change. */
function verdictsOf({ snapshot, rules }: Analysis): string[] {
  return pairsOf(snapshot.workloads).flatMap(([source, destination]) => [80, 81, 443, 65535].map((port) => {
    const { verdict } = decide(snapshot, rules, { source: workloadEnd(source), destination: workloadEnd(destination), protocol: 'TCP', port });
    return `${workloadText(source)} to ${workloadText(destination)} on ${port}: ${verdict}`;
  }));
}

/** The same value with the keys of its mappings, labels among them, the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, member]) => [key, turned(member)]));
}

/** The same document with all its lists the other way round, where their order says nothing: in everything but the rules of a tier. */
function reversed(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const members = value.map((member: unknown) => reversed(member));
    return key === 'tiered' ? members : members.reverse();
  }
  if (typeof value !== 'object' || value === null) return value;
  const isTiered = Object.values(value).some((member) => Array.isArray(member) && member.some((one) => typeof one === 'object' && one !== null && 'action' in one));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => (
    [name, reversed(member, isTiered && ['ingress', 'egress'].includes(name) ? 'tiered' : name)]
  )));
}

const asDoc = (value: unknown) => value as Doc; // what is turned or reversed is what it was

const shuffled = manifests.chain((all) => fc.record({
  all: fc.constant(all),
  documents: fc.shuffledSubarray([...all.documents], { minLength: all.documents.length }),
}));

describe('the order of what is written', () => {
  it('changes no answer of any command, whatever the order of documents and of labels', () => {
    fc.assert(fc.property(shuffled, ({ all, documents }) => {
      const other = { ...all, documents: documents.map((one) => asDoc(turned(one))) };
      expect(answersOf(analysisOf(other))).toEqual(answersOf(analysisOf(all)));
    }), { numRuns: fc.runs(30) });
  });

  it('of rules, peers, ports and containers changes no connection and no verdict', () => {
    fc.assert(fc.property(manifests, (all) => {
      const [before, after] = [all, { ...all, documents: all.documents.map((one) => asDoc(reversed(one))) }].map(analysisOf);
      if (before === undefined || after === undefined) throw new Error('two analyses');
      expect(verdictsOf(after)).toEqual(verdictsOf(before));
      for (const format of ['json', 'npguard'] as const) {
        expect(listText({ ...after, connect: connectivityOf }, format)).toBe(listText({ ...before, connect: connectivityOf }, format));
      }
    }), { numRuns: fc.runs(30) });
  });
});

describe('a diff of manifests with themselves', () => {
  it('is empty in every format, in whatever order they are written', () => {
    fc.assert(fc.property(shuffled, ({ all, documents }) => {
      const [old, current] = [all, { ...all, documents }].map(analysisOf);
      if (old === undefined || current === undefined) throw new Error('two analyses');
      const [before, after] = [old, current].map(({ snapshot, rules }) => connectivityOf(snapshot, rules));
      if (before === undefined || after === undefined) throw new Error('two maps');
      expect(diffOf(before, after)).toEqual({ added: [], removed: [], changes: [] });
      expect(npGuardDiff({ ...old, connect: connectivityOf }, { ...current, connect: connectivityOf })).toBe('');
    }), { numRuns: fc.runs(30) });
  });
});

test('most of these manifests are sound, and every kind of policy is read from some', () => {
  const sample = fc.sample(manifests, { numRuns: 300, seed: 1 }).map(analysisOf);
  const sound = sample.filter(({ problems }) => problems.length === 0).length;
  const read = (kind: string) => sample.filter(({ rules }) => [...rules.policies, ...rules.tiered].some(({ origin }) => origin.kind === kind)).length;
  const kinds = ['NetworkPolicy', 'ClusterNetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'].map((kind) => [kind, read(kind)] as const);
  console.info(`of 300: ${sound} sound, ${kinds.map(([kind, count]) => `${count} with a ${kind}`).join(', ')}`);
  expect(sound).toBeGreaterThan(100);
  expect(kinds.filter(([, count]) => count < 50)).toEqual([]);
});
