import { BlastEnd, BlastStep } from './blast';
import { numbered } from './end-text';
import { passable } from './passing';
import { connectivityOf, ExactMap } from '../../reachability/engine/connectivity-of';
import { resolvedEntries, servedEntries } from '../../reachability/entries';
import { Meaning } from '../../reachability/meaning';
import { Workload } from '../../reachability/workload';
import { listIn } from '../../sets/groups';
import { PortSet } from '../../sets/ports';
import { entryRows } from '../list/entry-rows';
import { entryText } from '../list/entry-words';
import { SymbolicPorts } from '../list/ports';
import { NarrowedSymbolic } from '../list/side-requests';
import { Outside } from '../outside/outside';
import { SystemTraffic } from '../system/traffic';

/** What a workload may reach, or, backwards, what may reach it, and leads no further. */
export type FinalSteps = (workload: Workload) => readonly BlastStep[];

/** Pods that are not among the manifests and, backwards, the ways in from outside. */
export function finalSteps(meaning: Meaning, map: ExactMap, traffic: SystemTraffic, isReverse: boolean): FinalSteps {
  const outside = new Outside(meaning.snapshot, meaning.rules, traffic);
  const entries = isReverse ? entrySteps(meaning, map) : new Map<Workload, BlastStep[]>();
  const known = new Map<Workload, readonly BlastStep[]>();
  const stepsOf = (workload: Workload): readonly BlastStep[] => {
    const exposed = outside.of(workload, isReverse ? 'ingress' : 'egress').filter(({ ports }) => !ports.isEmpty());
    const pods = exposed.map(({ outsiders, ports, narrowed = [] }) => (
      podsStep(outsiders === undefined ? { kind: 'pods' } : { kind: 'pods', outsiders }, ports, narrowed)
    ));
    return [...pods.filter(({ allowed, unknown }) => !allowed.isEmpty() || !unknown.isEmpty()), ...entries.get(workload) ?? []];
  };
  return (workload) => {
    const steps = known.get(workload) ?? stepsOf(workload);
    known.set(workload, steps);
    return steps;
  };
}

/** What is in doubt is told by number: of ports that are known by name alone it is told as if they were open. */
function podsStep(end: BlastEnd, ports: SymbolicPorts, told: readonly NarrowedSymbolic[]): BlastStep {
  const { allowed, unknown, narrowed } = passable({ allowed: ports, unknown: SymbolicPorts.none, narrowed: told });
  const named = unknown.difference(SymbolicPorts.numbered(unknown.numbers));
  return { end, allowed: allowed.union(named), unknown: unknown.numbers, ...(narrowed.length === 0 ? {} : { narrowed }) };
}

/** The ways in to each workload; a route leads to it whatever policies say, since only the cluster knows who serves it. */
function entrySteps(meaning: Meaning, map: ExactMap): Map<Workload, BlastStep[]> {
  const found = new Map<Workload, BlastStep[]>();
  for (const { entry, targets } of resolvedEntries(servedEntries(meaning.entries), meaning.services, meaning.snapshot)) {
    for (const { workload, ports } of targets) {
      listIn(found, workload).push({ end: { kind: 'entry', name: entryText(entry) }, allowed: SymbolicPorts.numbered(ports), unknown: PortSet.none });
    }
  }
  for (const { entry, destination, ...ports } of entryRows({ ...meaning, entries: [], connect: connectivityOf }, map)) {
    const { narrowed: told = [], allowed: surely, unknown: perhaps } = ports;
    const { allowed, unknown, narrowed } = passable({ allowed: surely, unknown: perhaps, narrowed: told });
    if (destination === undefined || (allowed.isEmpty() && unknown.isEmpty())) continue;
    listIn(found, destination).push({ end: { kind: 'entry', name: entryText(entry) }, ...numbered({ allowed, unknown, narrowed }) });
  }
  return found;
}
