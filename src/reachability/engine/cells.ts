import { Regions } from './regions';
import { Address, IpFamily } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';
import { listIn } from '../../sets/groups';
import { order } from '../../sets/order';
import { Snapshot } from '../snapshot';

/** Addresses outside the workloads that all rules treat alike, as one end. */
export interface Cell {
  readonly addresses: CidrSet;
  readonly region: number;
  /** The address of a node, where the cell is one. */
  readonly node?: Address;
  /** Whether the addresses are those of nodes, though it may not be known of which. */
  readonly inNodeCidrs: boolean;
}

/** All cells, v4 before v6, by their first addresses. */
export function cellsOf(snapshot: Snapshot, regions: Regions): Cell[] {
  const workloads = snapshot.workloads.filter(({ hostNetwork }) => !hostNetwork);
  const held = byText(workloads.flatMap(({ addresses }) => addresses));
  const nodes = byText(snapshot.workloads.flatMap(({ nodeAddresses }) => nodeAddresses));
  const blocks = CidrSet.of(snapshot.facts.nodeCidrs ?? []);
  const apart = new Map<number, Address[]>();
  for (const address of [...held.values(), ...nodes.values()]) listIn(apart, regions.ofAddress(address)).push(address);
  const cells: Cell[] = [];
  for (let region = 0; region < regions.count; region++) {
    for (const family of [4, 6] as const) {
      const addresses = regions.addresses(region, family).difference(alone(family, apart.get(region) ?? []));
      const inside = addresses.intersection(blocks);
      cells.push({ addresses: addresses.difference(inside), region, inNodeCidrs: false }, { addresses: inside, region, inNodeCidrs: true });
    }
  }
  for (const node of nodes.values()) {
    if (held.has(node.text)) continue;
    cells.push({ addresses: alone(node.family, [node]), region: regions.ofAddress(node), node, inNodeCidrs: blocks.has(node) });
  }
  return cells.filter(({ addresses }) => !addresses.isEmpty()).sort((a, b) => compareFirst(a.addresses, b.addresses));
}

function byText(addresses: readonly Address[]): Map<string, Address> {
  return new Map(addresses.map((address) => [address.text, address]));
}

function alone(family: IpFamily, addresses: readonly Address[]): CidrSet {
  return CidrSet.ofIntervals(family, addresses.filter((one) => one.family === family).map(({ value }) => ({ start: value, end: value + 1n })));
}

function compareFirst(a: CidrSet, b: CidrSet): number {
  const [[familyA, startA], [familyB, startB]] = [firstOf(a), firstOf(b)];
  return familyA - familyB || order(startA, startB);
}

function firstOf(set: CidrSet): [IpFamily, bigint] {
  const [first] = set.intervals(4);
  return first === undefined ? [6, set.intervals(6)[0]?.start ?? 0n] : [4, first.start];
}
