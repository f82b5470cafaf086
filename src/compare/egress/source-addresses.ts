import { excessOf, missingOf } from './source-text';
import { destinationsOf, LedBlocks } from '../../model/egress-destinations';
import { EgressGatewayModel, gatewayAddress } from '../../model/egress-gateway';
import { familyName } from '../../model/families';
import { Finding } from '../../model/finding';
import { AskedSource, AskedSources } from '../../model/source-intents';
import { wayText } from '../../reachability/departure-text';
import { Leaving, Leavings } from '../../reachability/engine/source-addresses';
import { Meaning } from '../../reachability/meaning';
import { Departure, LeavesBy } from '../../reachability/rules/source-addresses';
import { Snapshot } from '../../reachability/snapshot';
import { workloadOf } from '../../reachability/workload-index';
import { Address, IpFamily } from '../../sets/address';
import { cidrsAmong, everyAddress, isProblem, parseAddress } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';
import { selectorOf } from '../../sets/selector';

const OF_FAMILY: Readonly<Record<IpFamily, CidrSet>> = { 4: CidrSet.of([everyAddress(4)]), 6: CidrSet.of([everyAddress(6)]) };

/** What is written in one cluster, and what is known of it. */
export interface SourceWorld {
  readonly leavings: Leavings;
  readonly snapshot: Snapshot;
  /** The addresses of the cluster itself, connections to which do not leave it. */
  readonly inside: CidrSet;
  /** What was asked of workloads, by the text of it: most ask alike. */
  readonly wanted: Map<string, Wanted>;
}

/** What connections of a workload are to do. */
interface Wanted {
  /** What is to leave through each gateway, without what does not leave. */
  readonly through: ReadonlyMap<string, CidrSet>;
  /** What it may call and is to leave as ever. */
  readonly asEver: CidrSet;
}

/** What some manifests come to. */
export function sourceWorldOf({ snapshot, sources = [] }: Pick<Meaning, 'snapshot' | 'sources'>, inside: readonly string[]): SourceWorld {
  return { leavings: new Leavings(sources, snapshot), snapshot, inside: CidrSet.of(cidrsAmong(inside)), wanted: new Map() };
}

/**
 * Where connections of a workload leave the cluster by another address than was declared, or by one that nobody declared. One that is not among the objects is told of
 * elsewhere, and so is one on the host network.
 */
export function sourceFindings(asked: AskedSources, world: SourceWorld): Finding[] {
  const workload = workloadOf(world.snapshot, asked.id);
  if (workload === undefined || workload.hostNetwork) return [];
  const parts = world.leavings.of(workload);
  const isLed = parts.some(({ departures }) => departures.some(({ kind }) => kind === 'gateway'));
  if (!isLed && asked.sources.length === 0) return [];
  const { through, asEver } = wantedOf(asked, world);
  return [
    ...asked.sources.flatMap((source) => missing(asked, source, through.get(source.gateway.name) ?? CidrSet.none, parts)),
    ...excess(asked, parts, asEver),
  ];
}

function wantedOf({ sources, reach }: AskedSources, { inside, wanted }: SourceWorld): Wanted {
  const led = sources.flatMap(({ gateway, flows }) => flows.map(({ blocks }): LedBlocks => ({ gateway: gateway.name, blocks })));
  const key = JSON.stringify([led, reach]);
  const known = wanted.get(key);
  if (known !== undefined) return known;
  const through = new Map([...destinationsOf(led)].map(([gateway, set]) => [gateway, set.difference(inside)]));
  const declared = CidrSet.unionOf([...through.values()]);
  const found = { through, asEver: (reach === 'all' ? CidrSet.all : CidrSet.ofBlocks(reach)).difference(declared).difference(inside) };
  wanted.set(key, found);
  return found;
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
function excess(asked: AskedSources, parts: readonly Leaving[], asEver: CidrSet): Finding[] {
  const led = parts.filter(({ departures }) => departures.some(({ kind }) => kind === 'gateway'));
  const found = led.flatMap(({ addresses, departures }) => {
    const astray = addresses.intersection(asEver);
    return ([4, 6] as const).flatMap((family) => {
      const here = astray.intersection(OF_FAMILY[family]);
      return here.isEmpty() ? [] : [{ addresses: here, family, departures }];
    });
  });
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
