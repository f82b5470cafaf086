import { addressesKey } from './addresses-text';
import { CidrSet } from '../../sets/cidr-set';
import { groupedBy } from '../../sets/groups';
import { ALL_PROTOCOLS, PortSet } from '../../sets/ports';
import { SymbolicPorts } from '../list/ports';

/** Some addresses with what is open to them: the addresses of an end, or all there are where no end has any. */
export interface Portion {
  readonly addresses: CidrSet;
  readonly ports: SymbolicPorts;
}

/**
 * The same, told by the ports: those with the same addresses together, so that what one rule opens stays one line, whatever others open beside
 * it. However the portions are cut, what comes out is the same.
 */
export function byPorts(portions: readonly Portion[]): Portion[] {
  const merged = byAddresses(portions);
  if (merged.length < 2) return merged;
  const found = new Map<string, { addresses: CidrSet; ports: PortSet }>();
  for (const ports of elementary(merged)) {
    const addresses = unionOf(merged.filter((portion) => !portion.ports.numbers.intersection(ports).isEmpty()));
    if (addresses.isEmpty()) continue;
    const key = addressesKey(addresses);
    found.set(key, { addresses, ports: ports.union(found.get(key)?.ports ?? PortSet.none) });
  }
  return [...found.values()].map(({ addresses, ports }) => ({ addresses, ports: SymbolicPorts.numbered(ports) }));
}

/** Portions of the same ports as one. */
function byAddresses(portions: readonly Portion[]): Portion[] {
  if (portions.length < 2) return [...portions];
  const groups = groupedBy(portions, ({ ports }) => ports.numbers.toString());
  return [...groups.values()].flatMap((group) => group.slice(0, 1).map(({ ports }) => ({ ports, addresses: unionOf(group) })));
}

/** Ranges of ports that no portion cuts. */
function elementary(portions: readonly Portion[]): PortSet[] {
  return ALL_PROTOCOLS.flatMap((protocol) => {
    const ranges = portions.flatMap(({ ports }) => ports.numbers.ranges(protocol));
    const starts = [...new Set(ranges.flatMap(({ first, last }) => [first, last + 1]))].sort((a, b) => a - b);
    return starts.slice(0, -1).map((start, i) => PortSet.of(protocol, start, (starts[i + 1] ?? start + 1) - 1));
  });
}

function unionOf(portions: readonly Portion[]): CidrSet {
  const [first, ...others] = portions;
  if (first !== undefined && others.length === 0) return first.addresses;
  const [v4, v6] = ([4, 6] as const).map((family) => CidrSet.ofIntervals(family, portions.flatMap(({ addresses }) => addresses.intervals(family))));
  return (v4 ?? CidrSet.none).union(v6 ?? CidrSet.none);
}

/** What the first have beyond the second, cut where it has to be. */
export function beyond(portions: readonly Portion[], others: readonly Portion[]): Portion[] {
  if (portions.every((one) => others.some((other) => one.ports.equals(other.ports) && one.addresses.equals(other.addresses)))) return [];
  return byPorts(portions.flatMap((portion) => {
    let rest: Portion[] = [portion];
    for (const other of others) {
      rest = rest.flatMap(({ addresses, ports }) => {
        const common = addresses.intersection(other.addresses);
        if (common.isEmpty()) return [{ addresses, ports }];
        return [{ addresses: addresses.difference(common), ports }, { addresses: common, ports: ports.difference(other.ports) }].filter(isAny);
      });
    }
    return rest;
  }));
}

function isAny({ addresses, ports }: Portion): boolean {
  return !addresses.isEmpty() && !ports.isEmpty();
}
