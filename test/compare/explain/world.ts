import { Edit } from '../../../src/compare/explain/edit';
import { explain, Explanation } from '../../../src/compare/explain/explain';
import { editYaml } from '../../../src/compare/explain/snippet';
import { readRules } from '../../../src/dialects/read-rules';
import { addressEnd, nameEnd, workloadEnd } from '../../../src/reachability/decide';
import { RuleSet } from '../../../src/reachability/rules';
import { ClusterFacts, findWorkload, Snapshot, snapshotOf } from '../../../src/reachability/snapshot';
import { Flow, FlowSource } from '../../../src/reachability/trace';
import { hostNamed } from '../../../src/sets/names';
import { objectsOf } from '../../reachability/world';

/** What objects mean; all of them must be sound. */
export function meaningOf(objects: readonly unknown[], facts: ClusterFacts = {}): { snapshot: Snapshot; rules: RuleSet } {
  const { rules, problems } = readRules(objects);
  const snapshot = snapshotOf(objects, facts);
  expect([...problems, ...snapshot.problems]).toEqual([]);
  return { snapshot, rules };
}

/** A flow by the names of its ends: `namespace/name`, an address, or a host outside by its DNS name. */
export function flowOf(snapshot: Snapshot, source: string, destination: string, port: number, protocol: Flow['protocol'] = 'TCP'): Flow {
  const end = (text: string): FlowSource => {
    if (!text.includes('/')) return addressEnd(text);
    const workload = findWorkload(snapshot, text);
    if (workload === undefined) throw new Error(`no workload ${text}`);
    return workloadEnd(workload);
  };
  const host = hostNamed(destination);
  return { source: end(source), destination: host === undefined ? end(destination) : nameEnd(host), protocol, port };
}

/** Explains one flow between the ends of some objects. */
export function explained(objects: readonly unknown[], source: string, destination: string, port: number, facts: ClusterFacts = {}): Explanation {
  const { snapshot, rules } = meaningOf(objects, facts);
  return explain(snapshot, rules, flowOf(snapshot, source, destination, port));
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Record<string, unknown>;
}

/** The objects with the YAML of a change put where the change says, as a person would. */
export function pasted(objects: readonly unknown[], edit: Edit): unknown[] {
  const yaml = editYaml(edit);
  if (edit.kind === 'newPolicy') return [...objects, ...objectsOf(yaml)];
  const [rule] = objectsOf(yaml).flat();
  return objects.map((object) => {
    const { kind, metadata, spec } = object as Manifest;
    const { policy } = edit;
    const isElsewhere = 'namespace' in policy && metadata.namespace !== policy.namespace;
    if (kind !== policy.kind || metadata.name !== policy.name || isElsewhere) return object;
    const { direction, index } = edit.rule;
    const before = (spec[direction] ?? []) as unknown[];
    return { ...(object as object), spec: { ...spec, [direction]: [...before.slice(0, index), rule, ...before.slice(index)] } };
  });
}
