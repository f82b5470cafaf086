import { ConnectivityMap } from '../../src/reachability/connectivity';
import { FlowEnd, FlowSource, Verdict } from '../../src/reachability/trace';
import { isSameAddress } from '../../src/sets/address';
import { nameText } from '../../src/sets/names';
import { PortSet, Protocol } from '../../src/sets/ports';
import { Request } from '../../src/sets/requests/request';

/** Ports that are open, and ports of which nobody knows. */
export interface Reach {
  readonly allowed: PortSet;
  readonly unknown: PortSet;
}

/** The place of an end in a map: that of a workload, of the pod that holds an address, or of the cell that does. */
export function placeOf({ ends }: ConnectivityMap, end: FlowEnd): number {
  const address = end.kind === 'name' ? undefined : end.address;
  return ends.findIndex((one) => {
    if (one.kind === 'name' || end.kind === 'name') return one.kind === 'name' && end.kind === 'name' && nameText(one.name) === nameText(end.name);
    if (one.kind === 'cell') return address !== undefined && one.addresses.has(address);
    if (end.kind === 'workload') return one.workload === end.workload;
    return !one.workload.hostNetwork && one.workload.addresses.some((own) => isSameAddress(own, end.address));
  });
}

/** What the map of the engine says of one connection. */
export function engineVerdict(map: ConnectivityMap, source: FlowSource, destination: FlowEnd, protocol: Protocol, port: number): Verdict {
  return verdictIn(map.between(placeOf(map, source), placeOf(map, destination)), protocol, port);
}

/** What the map of the engine says of one request over TCP: no more than what becomes of its connection. */
export function engineRequest(map: ConnectivityMap, source: FlowSource, destination: FlowEnd, port: number, request: Request): Verdict {
  const pair = map.between(placeOf(map, source), placeOf(map, destination));
  const connection = verdictIn(pair, 'TCP', port);
  const told = pair.narrowed?.find(({ ports }) => ports.has('TCP', port))?.requests;
  if (told === undefined || connection === 'denied') return connection;
  if (!told.most.has(request)) return 'denied';
  return told.least.has(request) ? connection : 'unknown';
}

/** What the rows of the engine say of one direction alone. */
export function engineSide(
  map: ConnectivityMap, direction: 'egress' | 'ingress', source: FlowSource, destination: FlowSource, protocol: Protocol, port: number,
): Verdict {
  const rows = map.rows?.();
  if (rows === undefined) throw new Error('this map is not made of rows');
  const [subject, other] = direction === 'egress' ? [source, destination] : [destination, source];
  const outcome = rows[direction].outcomes(rows[direction].rowOf(placeOf(map, subject)))[rows.ruleClassOf(placeOf(map, other))];
  if (outcome === undefined) throw new Error(`the engine has no ${direction} between these ends`);
  return verdictIn(rows.ports(outcome), protocol, port);
}

function verdictIn({ allowed, unknown }: Reach, protocol: Protocol, port: number): Verdict {
  if (allowed.has(protocol, port)) return 'allowed';
  return unknown.has(protocol, port) ? 'unknown' : 'denied';
}
