import { readLockAddresses } from './addresses-text';
import { escaped, escapedName, isOnHost, readLockEnd } from './end-text';
import { LockLine, LockWay } from './line';
import { Departure, LeavesBy } from '../../reachability/rules/source-addresses';
import { isProblem, parseAddress } from '../../sets/cidr';
import { selectorText } from '../../sets/selector';
import { SymbolicPorts } from '../list/ports';

/** What begins a line about a way out of the cluster. */
export const LEAVES = 'leaves ';

const [BY, OF_NODES] = [' by ', ' of nodes '];
const [INTERFACE, DEFAULT_ROUTE] = ['interface ', 'default route'];

/** A departure as a way; nothing for one through no gateway. */
export function lockWayOf(departure: Departure): LockWay | undefined {
  if (departure.kind === 'node') return undefined;
  const { leavesBy, nodes } = departure.gateway;
  return {
    leavesBy: leavesBy.kind === 'interface' ? { kind: 'interface', name: escapedName(leavesBy.name) } : leavesBy,
    nodes: escaped(selectorText(nodes)),
  };
}

/** What stands behind the addresses of a line: equal ways have equal texts. */
export function lockWayText({ leavesBy, nodes }: LockWay): string {
  return `${BY}${leavesByText(leavesBy)}${OF_NODES}${nodes}`;
}

function leavesByText(leavesBy: LeavesBy): string {
  switch (leavesBy.kind) {
    case 'address': return leavesBy.address.text;
    case 'interface': return `${INTERFACE}${leavesBy.name}`;
    case 'defaultRoute': return DEFAULT_ROUTE;
  }
}

/** A line about a way out without its certainty, or what is wrong with it: a workload, addresses, and how connections leave. */
export function readLockWay(from: string, rest: string): Omit<LockLine, 'certainty'> | string {
  const source = readLockEnd(from);
  const [, cidrs = '', address = '', nodes = ''] = /^(.+?) by (.+?) of nodes ([ -=?-~]+)$/.exec(rest) ?? [];
  const addresses = readLockAddresses(cidrs);
  const leavesBy = readLeavesBy(address);
  if (source?.kind !== 'workload' || isOnHost(source.name)) return `\`${from}\` is no workload whose connections leave through a gateway, such as \`shop/web[Deployment]\``;
  if (addresses === undefined || leavesBy === undefined) {
    return `\`${rest}\` does not say how connections leave the cluster; write it like \`203.0.113.0/24${BY}192.0.2.7${OF_NODES}role=egress\`, `
      + `with \`${INTERFACE}eth1\` or \`${DEFAULT_ROUTE}\` in place of the address, and \`*\` for any node`;
  }
  return { source, destination: { kind: 'addresses', addresses }, ports: SymbolicPorts.all, way: { leavesBy, nodes } };
}

function readLeavesBy(text: string): LeavesBy | undefined {
  if (text === DEFAULT_ROUTE) return { kind: 'defaultRoute' };
  if (text.startsWith(INTERFACE)) {
    const name = text.slice(INTERFACE.length);
    return /^[^ ]+$/.test(name) ? { kind: 'interface', name } : undefined;
  }
  const address = parseAddress(text);
  return isProblem(address) ? undefined : { kind: 'address', address };
}
