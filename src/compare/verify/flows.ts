import { Difference, OtherEnd } from './difference';
import { FindingPart, ProofFinding } from './finding';
import { witnessOf } from './witness';
import { World } from './world';
import { AskedFlow } from '../../model/asked';
import { RuleSet } from '../../reachability/rules';
import { workloadText } from '../../reachability/workload';
import { groupedBy } from '../../sets/groups';
import { nameText } from '../../sets/names';
import { order } from '../../sets/order';
import { PortSet } from '../../sets/ports';

/**
 * Findings from differences: those of one side, and of one declaration where it is missing, are one. Where a policy is gone, a person wants to
 * read that everybody gets in, and not who everybody is.
 */
export function flowFindings(differences: Iterable<Difference>, world: World, rules: RuleSet): ProofFinding[] {
  const groups = new Map<string, { readonly first: Difference; readonly flow?: AskedFlow; readonly all: Difference[] }>();
  for (const difference of differences) {
    for (const flow of difference.kind === 'missing' ? difference.flows : [undefined]) {
      const key = [difference.kind, workloadKey(difference), difference.direction, difference.keeper, flow?.key ?? ''].join('\n');
      const group = groups.get(key) ?? { first: difference, ...(flow === undefined ? {} : { flow }), all: [] };
      groups.set(key, group);
      group.all.push(difference);
    }
  }
  return [...groups.values()].map(({ first, flow, all }): ProofFinding => {
    const parts = partsOf(all, world);
    const { subject, direction, keeper } = first;
    const common = { subject, direction, parts, witness: witnessOf(world, rules, first, parts) };
    if (first.kind === 'missing' && flow !== undefined) return { kind: 'flowMissing', ...common, flow, keeper };
    return { kind: first.kind === 'unknown' ? 'flowUnknown' : 'flowExcess', ...common };
  });
}

function workloadKey({ subject: { id } }: Difference): string {
  return `${id.kind} ${id.namespace}/${id.name}`;
}

/** The other ends by their ports: strangers first, since they say most, then whoever has the most ports. */
function partsOf(differences: readonly Difference[], { strangers }: World): FindingPart[] {
  const byPorts = groupedBy(differences, ({ ports }) => ports.toString());
  const isKnown = (end: OtherEnd) => (end.kind === 'workload' && !strangers.has(end.workload) ? 1 : 0);
  const parts = [...byPorts.values()].map((alike): FindingPart => ({
    others: alike.map(({ other }) => ({ other, known: isKnown(other), key: endKey(other) }))
      .sort((a, b) => a.known - b.known || order(a.key, b.key)).map(({ other }) => other),
    ports: alike.reduce((sum, { ports }) => sum.union(ports), PortSet.none),
  }));
  return parts.sort((a, b) => b.others.length - a.others.length || order(a.ports.toString(), b.ports.toString()));
}

function endKey(end: OtherEnd): string {
  switch (end.kind) {
    case 'workload': return workloadText(end.workload);
    case 'addresses': return end.addresses.toString();
    case 'name': return nameText(end.name);
  }
}
