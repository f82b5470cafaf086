import { ListEnd, workloadListEnd } from './end';
import { Direction } from '../../reachability/rules';
import { Workload } from '../../reachability/workload';
import { isProblem, parseAddress, cidrOfAddress, parseCidr } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';
import { coversName, hostNamed, NamePattern } from '../../sets/names';
import { ALL_PROTOCOLS, PortSet, Protocol } from '../../sets/ports';

/** A port by its number, or by a name that is resolved on the destination; without a protocol, of any. */
export interface PortNarrowing {
  readonly protocol?: Protocol;
  readonly port: number | string;
}

/**
 * Which rows are wanted. An end is `name`, `namespace/name`, `namespace/name[Kind]`, `namespace/*`, an address, a block of
 * addresses, a host outside by its DNS name, or `ingress-controller`; several are alternatives, and none means all.
 */
export interface Narrowing {
  readonly from?: readonly string[];
  readonly to?: readonly string[];
  /** Either end. */
  readonly about?: readonly string[];
  /** The end that is not the one of `about`. */
  readonly peers?: readonly string[];
  readonly port?: PortNarrowing;
}

/** Whether everything is wanted. */
export function isWide(narrowing: Narrowing): boolean {
  return Object.values(narrowing).every((part) => part === undefined);
}

/** Whether a row between two ends is wanted. */
export function includes({ from, to, about, peers }: Narrowing, source: ListEnd, destination: ListEnd): boolean {
  if (!isOneOf(from, source) || !isOneOf(to, destination)) return false;
  return (isOneOf(about, source) && isOneOf(peers, destination)) || (isOneOf(about, destination) && isOneOf(peers, source));
}

/** Whether an end is among the wanted ones. */
export function isOneOf(names: readonly string[] | undefined, end: ListEnd): boolean {
  return names === undefined || names.length === 0 || names.some((name) => bears(end, name));
}

/** Whose exposure is wanted: with the other end narrowed to somebody, there is nothing to say about anybody else. */
export function wantsExposure({ from, to, about }: Narrowing, workload: Workload, direction: Direction): boolean {
  const end = workloadListEnd(workload);
  const [ownSide, otherSide] = direction === 'egress' ? [from, to] : [to, from];
  return isOneOf(about, end) && isOneOf(ownSide, end) && (otherSide ?? []).length === 0;
}

function bears(end: ListEnd, name: string): boolean {
  switch (end.kind) {
    case 'workload': return namesOf(end.workload).includes(name) || holds(end.workload, name);
    case 'addresses': return !addressesOf(name).intersection(end.addresses).isEmpty();
    case 'name': return isNameOf(name, end.name);
    case 'controller': return name === 'ingress-controller' || name === '{ingress-controller}';
  }
}

function isNameOf(text: string, name: NamePattern): boolean {
  const host = hostNamed(text);
  return host !== undefined && coversName(host, name);
}

function namesOf({ kind, namespace, name, controller }: Workload): string[] {
  const own = [name, `${namespace}/${name}`, `${namespace}/${name}[${kind}]`, `${namespace}/*`];
  if (controller === undefined) return own;
  return [...own, controller.name, `${namespace}/${controller.name}`, `${namespace}/${controller.name}[${controller.kind}]`];
}

/** Whether a pod has an address, or one of a block: as a source or a destination, such an address is that pod. One on the host network has its node's. */
function holds({ addresses, hostNetwork }: Workload, name: string): boolean {
  if (hostNetwork || addresses.length === 0) return false;
  return !addressesOf(name).intersection(CidrSet.of(addresses.map(cidrOfAddress))).isEmpty();
}

function addressesOf(text: string): CidrSet {
  const address = parseAddress(text);
  if (!isProblem(address)) return CidrSet.of([cidrOfAddress(address)]);
  const block = parseCidr(text);
  return isProblem(block) ? CidrSet.none : CidrSet.of([block]);
}

/** The wanted ports of a destination. */
export function portsWanted(narrowing: PortNarrowing | undefined, destination: ListEnd): PortSet {
  if (narrowing === undefined) return PortSet.all;
  const { protocol, port } = narrowing;
  const protocols = ALL_PROTOCOLS.filter((one) => protocol === undefined || one === protocol);
  if (typeof port === 'number') return protocols.reduce((sum, one) => sum.union(PortSet.of(one, port)), PortSet.none);
  if (destination.kind !== 'workload') return PortSet.none;
  return destination.workload.ports.filter((one) => one.name === port && protocols.includes(one.protocol))
    .reduce((sum, one) => sum.union(PortSet.of(one.protocol, one.number)), PortSet.none);
}
