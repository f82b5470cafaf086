import { excessOf, missingOf } from './source-text';
import { destinationsOf, LedBlocks } from '../../model/egress-destinations';
import { EgressGatewayModel, gatewayAddress } from '../../model/egress-gateway';
import { familyName } from '../../model/families';
import { Finding } from '../../model/finding';
import { AskedSource, AskedSources } from '../../model/source-intents';
import { wayText } from '../../reachability/departure-text';
import { Leaving, leavingsOf } from '../../reachability/engine/source-addresses';
import { flattened } from '../../reachability/objects';
import { Departure, LeavesBy, SourceAddressRule } from '../../reachability/rules/source-addresses';
import { matchesNamespace, Snapshot, snapshotOf } from '../../reachability/snapshot';
import { Address, IpFamily } from '../../sets/address';
import { cidrsAmong, everyAddress, isProblem, parseAddress } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';
import { selectorOf } from '../../sets/selector';

/** Reads what objects say of source addresses; the items of lists have been taken out of them. */
export type ReadSources = (objects: readonly unknown[]) => readonly SourceAddressRule[];

const OF_FAMILY: Readonly<Record<IpFamily, CidrSet>> = { 4: CidrSet.of([everyAddress(4)]), 6: CidrSet.of([everyAddress(6)]) };

/** What is written in one cluster, and what is known of it. */
export interface SourceWorld {
  readonly rules: readonly SourceAddressRule[];
  /** Those that are about pods of a namespace. */
  readonly rulesIn: (namespace: string) => readonly SourceAddressRule[];
  readonly snapshot: Snapshot;
  /** The addresses of the cluster itself, connections to which do not leave it. */
  readonly inside: CidrSet;
}

/** What some objects come to. */
export function sourceWorldOf(objects: readonly unknown[], inside: readonly string[], read: ReadSources): SourceWorld {
  const all = flattened(objects);
  const [rules, snapshot] = [read(all), snapshotOf(all)];
  return { rules, rulesIn: byNamespace(rules, snapshot), snapshot, inside: CidrSet.of(cidrsAmong(inside)) };
}

/** Most rules are about one namespace, and every workload is asked about: so each namespace is looked at once. */
function byNamespace(rules: readonly SourceAddressRule[], snapshot: Snapshot): SourceWorld['rulesIn'] {
  const known = new Map<string, readonly SourceAddressRule[]>();
  return (namespace) => {
    const isAbout = ({ subjects }: SourceAddressRule) => subjects.some(({ namespaces }) => matchesNamespace(namespaces, snapshot, { namespace }));
    const own = known.get(namespace) ?? rules.filter(isAbout);
    known.set(namespace, own);
    return own;
  };
}

/**
 * Where connections of a workload leave the cluster by another address than was declared, or by one that nobody declared. One that is not among the objects is told of
 * elsewhere, and so is one on the host network.
 */
export function sourceFindings(asked: AskedSources, world: SourceWorld): Finding[] {
  const { id } = asked;
  const workload = world.snapshot.workloads.find((one) => one.kind === id.kind && one.namespace === id.namespace && one.name === id.name);
  if (workload === undefined || workload.hostNetwork) return [];
  const parts = leavingsOf(world.rulesIn(id.namespace), world.snapshot, workload);
  const wanted = wantedOf(asked, world);
  return [
    ...asked.sources.flatMap((source) => missing(asked, source, wanted.get(source.gateway.name) ?? CidrSet.none, parts)),
    ...excess(asked, parts, wanted, world),
  ];
}

/** What is to leave through each gateway, without what does not leave. */
function wantedOf({ sources }: AskedSources, { inside }: SourceWorld): Map<string, CidrSet> {
  const led = sources.flatMap(({ gateway, flows }) => flows.map(({ blocks }): LedBlocks => ({ gateway: gateway.name, blocks })));
  return new Map([...destinationsOf(led)].map(([gateway, set]) => [gateway, set.difference(inside)]));
}

function missing(asked: AskedSources, source: AskedSource, wanted: CidrSet, parts: readonly Leaving[]): Finding[] {
  const found = source.families.flatMap((name) => {
    const family: IpFamily = name === 'IPv4' ? 4 : 6;
    const declared = wayOf(source.gateway, family);
    if (declared === undefined) return [];
    const expected = wayText(declared, family);
    return parts.flatMap(({ addresses, departures }) => {
      if (departures.every((departure) => wayText(departure, family) === expected)) return [];
      const here = addresses.intersection(wanted).intersection(OF_FAMILY[family]);
      return here.isEmpty() ? [] : [{ addresses: here, family, departures, declared: expected }];
    });
  });
  return found.length === 0 ? [] : [missingOf(asked, source, found)];
}

/** Of what a workload may call, whatever an object leads through a gateway that is nobody's. */
function excess(
  asked: AskedSources, parts: readonly Leaving[], wanted: ReadonlyMap<string, CidrSet>, { inside }: SourceWorld,
): Finding[] {
  const led = parts.filter(({ departures }) => departures.some(({ kind }) => kind === 'gateway'));
  if (led.length === 0) return [];
  const declared = [...wanted.values()].reduce((sum, set) => sum.union(set), CidrSet.none);
  const reach = asked.reach === 'all' ? CidrSet.all : CidrSet.ofBlocks(asked.reach);
  const open = reach.difference(declared).difference(inside);
  const found = led.flatMap(({ addresses, departures }) => ([4, 6] as const).flatMap((family) => {
    const here = addresses.intersection(open).intersection(OF_FAMILY[family]);
    return here.isEmpty() ? [] : [{ addresses: here, family, departures }];
  }));
  return found.length === 0 ? [] : [excessOf(asked, found)];
}

/** What was declared, as the objects would have it. */
function wayOf(gateway: EgressGatewayModel, family: IpFamily): Departure | undefined {
  const address = gatewayAddress(gateway, familyName(family));
  const leavesBy = address?.kind === 'interface' ? { kind: 'interface', name: address.name } as const : addressOf(address?.address);
  if (leavesBy === undefined) return undefined;
  return { kind: 'gateway', gateway: { nodes: selectorOf(gateway.nodeLabels), leavesBy }, origin: { kind: 'CiliumEgressGatewayPolicy', name: gateway.name } };
}

function addressOf(text: string | undefined): LeavesBy | undefined {
  const address: Address | undefined = text === undefined ? undefined : soundAddress(text);
  return address === undefined ? undefined : { kind: 'address', address };
}

function soundAddress(text: string): Address | undefined {
  const address = parseAddress(text);
  return isProblem(address) ? undefined : address;
}
