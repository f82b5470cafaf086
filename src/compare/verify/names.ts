import { Difference } from './difference';
import { Outcome, PortNumbers } from './port-numbers';
import { Asked, AskedFlow, AskedPeer, AskedWorkload } from '../../model/asked';
import { PortSets } from '../../reachability/engine/port-sets';
import { NamedEnd } from '../../reachability/trace';
import { coversName, NamePattern, parseName } from '../../sets/names';

/** A host outside by its name, and what the egress of a subject says of it. */
export interface JudgedName {
  readonly name: NamePattern;
  readonly outcome: Outcome;
}

/** The names that a declared peer means. */
export function namesOf(peer: AskedPeer): NamePattern[] {
  if (peer.kind !== 'name' && peer.kind !== 'dnsName') return [];
  const name = parseName(peer.dnsName);
  return 'problem' in name ? [] : [name];
}

/** Every name that is declared of somebody: an end of the map, whether a rule has it or not. */
export function declaredNames({ workloads }: Asked): NamedEnd[] {
  const peers = new Set(workloads.flatMap(({ egress }) => egress.flatMap((flow) => flow.peers)));
  return [...peers].flatMap(namesOf).map((name) => ({ kind: 'name', name }));
}

/**
 * Holds what the egress of a workload says of names against what was declared of them. What is open of every address outside is no news of a name, and a
 * name of which nobody knows has an address that is told of by itself.
 *
 * @param openOfAll What is open of every address outside.
 */
export function* nameDifferences(subject: AskedWorkload, names: readonly JudgedName[], openOfAll: number, ports: PortNumbers): Iterable<Difference> {
  const { sets } = ports;
  for (const { name, outcome: { allowed } } of names) {
    const means = (kind: AskedPeer['kind']) => ({ peers }: AskedFlow) => peers.some((peer) => peer.kind === kind && namesOf(peer).some((one) => coversName(one, name)));
    const declared = portsOf(subject.egress.filter(means('name')), ports);
    // a name that no policy of ours can carry has been reported as a gap; what opens it all the same is what was asked for
    const tolerated = sets.union(portsOf(subject.egress.filter(means('dnsName')), ports), openOfAll);
    const [missing, excess] = [sets.difference(declared, allowed), sets.difference(sets.difference(allowed, declared), tolerated)];
    const pair = { subject, direction: 'egress', other: { kind: 'name', name }, keeper: 'own' } as const;
    if (missing !== PortSets.NONE) yield { ...pair, kind: 'missing', ports: sets.set(missing), flows: ports.flowsOn(subject.egress, missing).filter(means('name')) };
    if (excess !== PortSets.NONE) yield { ...pair, kind: 'excess', ports: sets.set(excess), flows: [] };
  }
}

function portsOf(flows: readonly AskedFlow[], ports: PortNumbers): number {
  return flows.reduce((sum, flow) => ports.sets.union(sum, ports.ofMatches(flow.ports)), PortSets.NONE);
}
