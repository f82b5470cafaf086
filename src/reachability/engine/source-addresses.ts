import { CidrSet } from '../../sets/cidr-set';
import { matches } from '../../sets/selector';
import { Departure, SourceAddressRule } from '../rules/source-addresses';
import { matchesNamespace, Snapshot } from '../snapshot';
import { traitsOf, Workload } from '../workload';

/** Addresses to which the connections of a pod leave in one of some ways; of several nobody knows which. */
export interface Leaving {
  readonly addresses: CidrSet;
  readonly departures: readonly Departure[];
}

/** Blocks of one length, or one of them, of which one thing is said. */
interface Level {
  readonly prefix: number;
  readonly addresses: CidrSet;
  readonly isSure: boolean;
  readonly departure: Departure;
}

/**
 * How the connections of a pod leave the cluster, for every address there is: the parts have no address in common. Of the blocks that rules name for the pod the
 * longest decides, be it one of destinations or of exceptions.
 */
export function leavingsOf(rules: readonly SourceAddressRule[], snapshot: Snapshot, workload: Workload): Leaving[] {
  const levels = rules.flatMap((rule) => levelsOf(rule, snapshot, workload));
  const settled: Leaving[] = [];
  let open: Leaving[] = [{ addresses: CidrSet.all, departures: [] }];
  for (const prefix of [...new Set(levels.map((level) => level.prefix))].sort((a, b) => b - a)) {
    const here = levels.filter((level) => level.prefix === prefix);
    const told = here.reduce((parts, level) => parts.flatMap((part) => cut(part, level)), open);
    const sure = here.filter(({ isSure }) => isSure).reduce((sum, { addresses }) => sum.union(addresses), CidrSet.none);
    settled.push(...restricted(told, (addresses) => addresses.intersection(sure)));
    open = restricted(told, (addresses) => addresses.difference(sure));
  }
  return [...settled, ...open.map(({ addresses, departures }): Leaving => ({ addresses, departures: [...departures, { kind: 'node' }] }))];
}

/** What a rule says of a pod, by the lengths of its blocks; nothing where it is not about it. */
function levelsOf({ origin, subjects, destinations, excluded, gateways }: SourceAddressRule, snapshot: Snapshot, workload: Workload): Level[] {
  const own = subjects.filter(({ namespaces, pods }) => matchesNamespace(namespaces, snapshot, workload) && matches(pods, traitsOf(workload)));
  if (own.length === 0 || workload.hostNetwork) return [];
  const isSure = own.some(({ onSomeNodes }) => !onSomeNodes);
  const level = (blocks: SourceAddressRule['destinations'], departure: Departure) => [...new Set(blocks.map(({ prefix }) => prefix))].map((prefix): Level => ({
    prefix, isSure, departure, addresses: CidrSet.of(blocks.filter((block) => block.prefix === prefix)),
  }));
  return [...gateways.flatMap((gateway) => level(destinations, { kind: 'gateway', gateway, origin })), ...level(excluded, { kind: 'node' })];
}

/** A part, divided into what some blocks take in, of which one thing more is said, and the rest. */
function cut(part: Leaving, { addresses, departure }: Level): Leaving[] {
  const inside = { addresses: part.addresses.intersection(addresses), departures: [...part.departures, departure] };
  return [inside, { ...part, addresses: part.addresses.difference(addresses) }].filter((one) => !one.addresses.isEmpty());
}

function restricted(parts: readonly Leaving[], to: (addresses: CidrSet) => CidrSet): Leaving[] {
  return parts.map((part) => ({ ...part, addresses: to(part.addresses) })).filter(({ addresses }) => !addresses.isEmpty());
}
