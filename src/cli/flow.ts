import { addressEnd, workloadEnd } from '../reachability/decide';
import { Snapshot, workloadsNamed } from '../reachability/snapshot';
import { FlowEnd } from '../reachability/trace';
import { Workload, workloadText } from '../reachability/workload';
import { isProblem, parseAddress } from '../sets/cidr';
import { Protocol } from '../sets/ports';

/** Why an end or a port that somebody named cannot be asked about. */
export interface FlowObjection {
  readonly code: 'ADDRESS_INVALID' | 'PORT_UNKNOWN' | 'WORKLOAD_AMBIGUOUS' | 'WORKLOAD_UNKNOWN';
  readonly text: string;
}

/** The end of a flow by its name: `namespace/name` of a workload, with its `[Kind]` where two share it, or an address. */
export function endNamed(snapshot: Snapshot, text: string): FlowEnd | FlowObjection {
  if (!text.includes('/')) {
    const address = parseAddress(text);
    if (!isProblem(address)) return addressEnd(text);
    return { code: 'ADDRESS_INVALID', text: `\`${text}\` ${address.detail}, and no \`namespace/name\` of a workload` };
  }
  const named = workloadsNamed(snapshot, text);
  const [workload, other] = named;
  if (workload === undefined) return { code: 'WORKLOAD_UNKNOWN', text: `there is no workload \`${text}\`${neighbours(snapshot, text)}` };
  if (other === undefined) return workloadEnd(workload);
  return { code: 'WORKLOAD_AMBIGUOUS', text: `\`${text}\` may be ${named.map((one) => `\`${workloadText(one)}\``).join(' or ')}; write which` };
}

const NEIGHBOURS = 5;

function neighbours(snapshot: Snapshot, text: string): string {
  const [namespace = ''] = text.split('/');
  const names = snapshot.workloads.filter((workload) => workload.namespace === namespace).map(({ name }) => name);
  if (names.length === 0) return `, and none at all in \`${namespace}\``;
  const shown = names.slice(0, NEIGHBOURS).join(', ');
  return `; in \`${namespace}\` there ${names.length === 1 ? 'is' : 'are'} ${shown}${names.length > NEIGHBOURS ? ` and ${names.length - NEIGHBOURS} more` : ''}`;
}

/** A name stands for the ports of the destination that bear it with this protocol: one that none bears is a mistake of who asks. */
export function portsNamed(port: number | string, protocol: Protocol, destination: FlowEnd): readonly number[] | FlowObjection {
  if (typeof port === 'number') return [port];
  if (destination.kind === 'address') return { code: 'PORT_UNKNOWN', text: `an address has no port \`${port}\`; write its number` };
  const numbers = destination.workload.ports.filter((one) => one.name === port && one.protocol === protocol).map(({ number }) => number);
  return numbers.length > 0 ? [...new Set(numbers)] : { code: 'PORT_UNKNOWN', text: unknownPort(port, protocol, destination.workload) };
}

function unknownPort(port: string, protocol: string, workload: Workload): string {
  const known = workload.ports.flatMap((one) => (one.name === undefined ? [] : [`${one.name}/${one.protocol}`]));
  return `${workloadText(workload)} has no ${protocol} port \`${port}\`; its named ports are ${known.length === 0 ? 'none' : known.join(', ')}`;
}
