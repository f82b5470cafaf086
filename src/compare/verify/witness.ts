import { Difference, OtherEnd } from './difference';
import { FindingPart } from './finding';
import { World } from './world';
import { addressEnd, decide, decideRequest, nameEnd, workloadEnd } from '../../reachability/decide';
import { ClusterPolicyOrigin, Direction, PolicyOrigin, RuleSet } from '../../reachability/rules';
import { Decision, Flow, FlowSource } from '../../reachability/trace';
import { Workload } from '../../reachability/workload';
import { addressText } from '../../sets/address';
import { isProblem, parseAddress } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';
import { ALL_PROTOCOLS, PortSet, Protocol } from '../../sets/ports';

/** One flow of the first part of a finding, decided by the evaluator that shares nothing with the engine but the rules. */
export function witnessOf(
  world: World, rules: RuleSet, { subject, direction, request }: Pick<Difference, 'subject' | 'direction' | 'request'>, parts: readonly FindingPart[],
): Decision {
  const [part] = parts;
  const [other] = part?.others ?? [];
  const workload = world.find(subject.id);
  if (part === undefined || other === undefined || workload === undefined) throw new Error('a difference has two ends and some ports');
  return decideBetween(world, rules, { workload, other, direction, ports: part.ports, ...(request === undefined ? {} : { request }) });
}

/** One flow between a workload and another end, on some of the ports, or a request over it, likewise. */
export function decideBetween(
  { snapshot }: World, rules: RuleSet,
  { workload, other, direction, ports, request }: Pick<Difference, 'other' | 'direction' | 'ports' | 'request'> & { readonly workload: Workload },
): Decision {
  const flow = { ...endsOf(workloadEnd(workload), other, direction), ...examplePort(ports) };
  return request === undefined ? decide(snapshot, rules, flow) : decideRequest(snapshot, rules, flow, request);
}

function endsOf(own: FlowSource, other: OtherEnd, direction: Direction): Pick<Flow, 'source' | 'destination'> {
  if (other.kind === 'name') return { source: own, destination: nameEnd(other.name) };
  const their = endOf(other);
  return direction === 'egress' ? { source: own, destination: their } : { source: their, destination: own };
}

/** The verdict of the side that a finding is about. */
export function sideVerdict({ trace }: Decision, direction: Direction): string {
  return trace.kind === 'sides' ? trace[direction].verdict : 'allowed';
}

/** The policies that decided a flow on either side, each once. */
export function originsOf({ trace }: Decision): (PolicyOrigin | ClusterPolicyOrigin)[] {
  if (trace.kind === 'ownPod') return [];
  const all = [trace.egress, trace.ingress].flatMap(({ passed, reason }) => [
    ...passed.map(({ origin }) => origin),
    ...('rules' in reason ? reason.rules.map(({ origin }) => origin) : []),
    ...('isolatedBy' in reason ? reason.isolatedBy : []),
  ]);
  return [...new Map(all.map((origin) => [JSON.stringify(origin), origin])).values()];
}

function endOf(end: Exclude<OtherEnd, { readonly kind: 'name' }>): FlowSource {
  if (end.kind === 'workload') return workloadEnd(end.workload);
  return exampleAddress(end.addresses);
}

/** One of some addresses, as the end of a flow. */
export function exampleAddress(addresses: CidrSet): FlowSource {
  return addressEnd(KNOWN.find((text) => hasAddress(addresses, text)) ?? firstAddress(addresses));
}

/** Addresses that are nobody's, which say more in an example than the first one of all. */
const KNOWN = ['203.0.113.1', '198.51.100.1', '2001:db8::1'];

function hasAddress(addresses: CidrSet, text: string): boolean {
  const address = parseAddress(text);
  return !isProblem(address) && addresses.has(address);
}

function firstAddress(addresses: CidrSet): string {
  const family = addresses.intervals(4).length > 0 ? 4 : 6;
  return addressText(family, addresses.intervals(family)[0]?.start ?? 0n);
}

/** A port that people know, where there is one, since it says more than port 1 does. */
export function examplePort(ports: PortSet): Pick<Flow, 'port' | 'protocol'> {
  const known: readonly [Protocol, number][] = [['TCP', 443], ['TCP', 80]];
  const [protocol, port] = known.find(([name, number]) => ports.has(name, number))
    ?? ALL_PROTOCOLS.flatMap((name) => ports.ranges(name).map(({ first }): [Protocol, number] => [name, first]))[0] ?? ['TCP', 1];
  return { protocol, port };
}
