import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { NamePattern, nameText } from '../../sets/names';
import { ALL_PROTOCOLS, PortSet } from '../../sets/ports';
import { SymbolicPorts } from '../list/ports';

/** A workload as every JSON names it. */
export function workloadJson({ kind, namespace, name }: Workload): object {
  return { kind, namespace, name };
}

/** Addresses as every JSON has them: the fewest blocks. */
export function addressesJson(addresses: CidrSet): object {
  return { cidrs: addresses.blocks().map((block) => block.text) };
}

/** A name outside the cluster, or a pattern of names, as every JSON has it. */
export function nameJson(name: NamePattern): object {
  return { dnsName: nameText(name) };
}

/** Ports as every JSON has them: ranges with both ends. */
export function portsJson(ports: PortSet): object[] {
  return ALL_PROTOCOLS.flatMap((protocol) => ports.ranges(protocol).map(({ first, last }) => ({ protocol, first, last })));
}

/** Ports that are known by name alone, as every JSON has them; without a protocol, of any. */
export function namedPortsJson(ports: SymbolicPorts): object[] {
  return [undefined, ...ALL_PROTOCOLS].flatMap((protocol) => (
    ports.namesOf(protocol).map((name) => ({ ...(protocol === undefined ? {} : { protocol }), name }))
  ));
}
