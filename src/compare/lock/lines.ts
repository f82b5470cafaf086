import { SharedAddresses } from './addresses-text';
import { LockLine, LockPair } from './line';
import { pairKey, withAddresses } from './pair';
import { byPorts, byRequests, Portion, portionsOf, symbolicPortions } from './portions';
import { NarrowedPorts } from '../../reachability/connectivity';
import { CidrSet } from '../../sets/cidr-set';
import { listIn } from '../../sets/groups';
import { PortSet } from '../../sets/ports';
import { SymbolicPorts } from '../list/ports';
import { Exposed } from '../outside/outside';

type Certainty = LockLine['certainty'];

/** Lines while they are found: pods of one controller are one party, which may do what any of them may. */
export class Lines {
  private readonly portions = new Map<string, Portion[]>();
  private readonly pairs = new Map<string, LockPair & { readonly certainty: Certainty }>();
  private readonly pods = new Map<string, LockPair & { readonly portions: readonly Portion[] }>();
  private readonly shut = new Map<string, LockPair>();
  private readonly shared = new SharedAddresses();

  /** Adds what is open between two ends; where an end has addresses, to or from these. */
  public add(certainty: Certainty, pair: LockPair, ports: PortSet, addresses: CidrSet = CidrSet.all): void {
    this.addPortions(certainty, pair, portionsOf(addresses, ports));
  }

  /** The same between ends without addresses, over which some requests alone may get through on some ports. */
  public addNarrowed(certainty: Certainty, pair: LockPair, ports: PortSet, narrowed: readonly NarrowedPorts[]): void {
    this.addPortions(certainty, pair, portionsOf(CidrSet.all, ports, narrowed));
  }

  /** The same for several addresses, each with ports of its own. */
  public addPortions(certainty: Certainty, pair: LockPair, portions: readonly Portion[]): void {
    if (portions.length === 0) return;
    const key = `${certainty} ${pairKey(pair)}`;
    this.pairs.set(key, { ...pair, certainty });
    listIn(this.portions, key).push(...portions);
  }

  /** Adds what pods that are not among the manifests may do, or that they may not do what any other pod may. */
  public addPods(pair: LockPair, { ports, narrowed }: Pick<Exposed, 'ports' | 'narrowed'>): void {
    const key = pairKey(pair);
    this.pods.set(key, { ...pair, portions: byRequests([...this.pods.get(key)?.portions ?? [], ...symbolicPortions(ports, narrowed)]) });
  }

  /** Says that two ends do not have what the lines about any pod say of them. */
  public addShut(pair: LockPair): void {
    this.shut.set(pairKey(pair), pair);
  }

  /** All lines, in any order. */
  public all(): LockLine[] {
    const open = [...this.pairs].flatMap(([key, { certainty, ...pair }]) => {
      const portions = byPorts(this.portions.get(key) ?? []);
      return portions.map(({ addresses, ports, requests }): LockLine => (
        { certainty, ...withAddresses(pair, this.shared.of(addresses)), ports, ...(requests?.told === undefined ? {} : { requests: requests.told }) }
      ));
    });
    const shut = [...this.shut].filter(([key]) => !this.pairs.has(`open ${key}`) && !this.pairs.has(`perhaps ${key}`));
    return [...open, ...[...this.pods.values()].flatMap(podsLines), ...shut.map(([, pair]): LockLine => ({ certainty: 'open', ...pair, ports: SymbolicPorts.none }))];
  }
}

/** Pods to which nothing is open have a line that says so. */
function podsLines({ portions, ...pair }: LockPair & { readonly portions: readonly Portion[] }): LockLine[] {
  if (portions.length === 0) return [{ certainty: 'open', ...pair, ports: SymbolicPorts.none }];
  return portions.map(({ ports, requests }) => ({ certainty: 'open', ...pair, ports, ...(requests?.told === undefined ? {} : { requests: requests.told }) }));
}
