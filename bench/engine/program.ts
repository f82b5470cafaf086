/** Measures one phase in a process of its own and prints what it took: `program.ts PHASE WORKLOADS POLICIES FOLDER`. */
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { clusterOf, ClusterSize } from './cluster';
import { Phase, PhaseFigures } from './phases';
import { yamlOf } from './yaml-text';
import { diffOf } from '../../src/compare/diff/diff';
import { readRules } from '../../src/dialects/read-rules';
import { load } from '../../src/files/load';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { RuleSet } from '../../src/reachability/rules';
import { snapshotOf } from '../../src/reachability/snapshot';

type Details = Omit<PhaseFigures, 'seconds' | 'cpuSeconds' | 'peakMebibytes' | 'mebibytesBefore'>;

const [phase = '', workloads = '', policies = '', folder = ''] = process.argv.slice(2);
void measure(phase as Phase, { workloads: Number(workloads), policies: Number(policies) }); // run.ts names no other phase

async function measure(one: Phase, size: ClusterSize): Promise<void> {
  const run = prepared(one, size);
  globalThis.gc?.();
  const before = residentMebibytes('VmRSS');
  const [start, startCpu] = [performance.now(), process.cpuUsage()];
  const details = await run();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(startCpu);
  const figures: PhaseFigures = {
    seconds, cpuSeconds: (user + system) / 1e6, peakMebibytes: residentMebibytes('VmHWM'), mebibytesBefore: before, ...details,
  };
  console.log(JSON.stringify(figures));
}

/** What is measured; the rest is done before. */
function prepared(one: Phase, size: ClusterSize): () => Promise<Details> | Details {
  const objects = clusterOf(size);
  switch (one) {
    case 'reading': return reading(objects);
    case 'engine': {
      const { snapshot, rules } = understood(objects);
      return () => connectivityOf(snapshot, rules).size();
    }
    case 'diff': {
      const { snapshot, rules } = understood(objects);
      const [old, current] = [connectivityOf(snapshot, rules), connectivityOf(snapshot, withoutOne(rules))];
      return () => ({ changes: diffOf(old, current).changes.length });
    }
  }
}

function reading(objects: readonly object[]): () => Promise<Details> {
  const file = join(folder, 'cluster.yaml');
  const text = objects.map(yamlOf).join('---\n');
  writeFileSync(file, text);
  return async () => {
    const { manifests, problems } = await load([file], { cwd: folder, stdin: process.stdin, progress: () => undefined });
    if (manifests.length !== objects.length || problems.length > 0) throw new Error(`read ${manifests.length} of ${objects.length}: ${JSON.stringify(problems[0])}`);
    understood(manifests.map(({ value }) => value));
    return { mebibytes: text.length / 2 ** 20 };
  };
}

function understood(objects: readonly unknown[]): { snapshot: ReturnType<typeof snapshotOf>; rules: RuleSet } {
  const { rules, problems } = readRules(objects);
  const refused = problems.find(({ code }) => !/CONFLICT|OVERLAP/.test(code));
  if (refused !== undefined) throw new Error(JSON.stringify(refused));
  return { snapshot: snapshotOf(objects), rules };
}

/** Opens a namespace: without its default denial, whoever no other policy isolates lets everybody in. */
function withoutOne({ policies: all, tiered }: RuleSet): RuleSet {
  const dropped = [...all].reverse().find(({ origin }) => origin.name === 'default-deny');
  return { policies: all.filter(one => one !== dropped), tiered };
}

/** Linux alone tells; elsewhere it is what the process has now. */
function residentMebibytes(line: 'VmHWM' | 'VmRSS'): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf-8') : '';
  const [, kibibytes] = new RegExp(`^${line}:\\s*(\\d+) kB$`, 'm').exec(status) ?? [];
  return (kibibytes === undefined ? process.memoryUsage().rss / 1024 : Number(kibibytes)) / 1024;
}
