import { NameObjection, portsNamed as portsOf, workloadNamed } from '../compare/words/named';
import { addressEnd, nameEnd, workloadEnd } from '../reachability/decide';
import { Snapshot } from '../reachability/snapshot';
import { FlowEnd, FlowSource } from '../reachability/trace';
import { isProblem, parseAddress } from '../sets/cidr';
import { hostNamed } from '../sets/names';
import { Protocol } from '../sets/ports';

/** Why an end or a port that somebody named cannot be asked about. */
export interface FlowObjection {
  readonly code: NameObjection['code'] | 'ADDRESS_INVALID';
  readonly text: string;
}

/** The source of a flow by its name: `namespace/name` of a workload, with its `[Kind]` where two share it, or an address. */
export function sourceNamed(snapshot: Snapshot, text: string): FlowSource | FlowObjection {
  if (!text.includes('/')) {
    const address = parseAddress(text);
    if (!isProblem(address)) return addressEnd(text);
    return { code: 'ADDRESS_INVALID', text: `\`${text}\` ${address.detail}, and no \`namespace/name\` of a workload` };
  }
  const found = workloadNamed(snapshot, text);
  return 'code' in found ? found : workloadEnd(found);
}

/** The destination of a flow, likewise, or a host outside the cluster by its DNS name. */
export function destinationNamed(snapshot: Snapshot, text: string): FlowEnd | FlowObjection {
  const host = hostNamed(text);
  return host === undefined ? sourceNamed(snapshot, text) : nameEnd(host);
}

/** A name stands for the ports of the destination that bear it with this protocol: one that none bears is a mistake of who asks. */
export function portsNamed(port: number | string, protocol: Protocol, destination: FlowEnd): readonly number[] | FlowObjection {
  if (typeof port === 'number') return [port];
  if (destination.kind !== 'workload') {
    return { code: 'PORT_UNKNOWN', text: `${destination.kind === 'name' ? 'a host outside' : 'an address'} has no port \`${port}\`; write its number` };
  }
  const found = portsOf(destination.workload, port, protocol);
  return 'code' in found ? found : [...new Set(found.map(({ number }) => number))];
}
