import { BlastStep } from './blast';
import { connectivityOf, ExactMap } from '../../reachability/engine/connectivity-of';
import { resolvedEntries, servedEntries } from '../../reachability/entries';
import { Meaning } from '../../reachability/meaning';
import { Workload } from '../../reachability/workload';
import { listIn } from '../../sets/groups';
import { PortSet } from '../../sets/ports';
import { entryRows } from '../list/entry-rows';
import { entryText } from '../list/entry-words';
import { SymbolicPorts } from '../list/ports';
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
    const pods = exposed.map(({ outsiders, ports }): BlastStep => (
      { end: outsiders === undefined ? { kind: 'pods' } : { kind: 'pods', outsiders }, allowed: ports, unknown: PortSet.none }
    ));
    return [...pods, ...entries.get(workload) ?? []];
  };
  return (workload) => {
    const steps = known.get(workload) ?? stepsOf(workload);
    known.set(workload, steps);
    return steps;
  };
}

/** The ways in to each workload; a route leads to it whatever policies say, since only the cluster knows who serves it. */
function entrySteps(meaning: Meaning, map: ExactMap): Map<Workload, BlastStep[]> {
  const found = new Map<Workload, BlastStep[]>();
  for (const { entry, targets } of resolvedEntries(servedEntries(meaning.entries), meaning.services, meaning.snapshot)) {
    for (const { workload, ports } of targets) {
      listIn(found, workload).push({ end: { kind: 'entry', name: entryText(entry) }, allowed: SymbolicPorts.numbered(ports), unknown: PortSet.none });
    }
  }
  for (const { entry, destination, allowed, unknown } of entryRows({ ...meaning, entries: [], connect: connectivityOf }, map)) {
    if (destination === undefined || (allowed.isEmpty() && unknown.isEmpty())) continue;
    listIn(found, destination).push({ end: { kind: 'entry', name: entryText(entry) }, allowed: SymbolicPorts.numbered(allowed), unknown });
  }
  return found;
}
