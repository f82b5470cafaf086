import { Snapshot, workloadsNamed } from '../../reachability/snapshot';
import { ContainerPort, Workload, workloadText } from '../../reachability/workload';
import { Protocol } from '../../sets/ports';

/** Why a name stands for no workload, or for no port. */
export interface NameObjection {
  readonly code: 'PORT_UNKNOWN' | 'WORKLOAD_AMBIGUOUS' | 'WORKLOAD_UNKNOWN';
  readonly text: string;
}

/** The workload of a name such as `shop/web`, with its `[Kind]` where two share it. */
export function workloadNamed(snapshot: Snapshot, text: string): Workload | NameObjection {
  const named = workloadsNamed(snapshot, text);
  const [workload, other] = named;
  if (workload === undefined) return { code: 'WORKLOAD_UNKNOWN', text: `there is no workload \`${text}\`${neighbours(snapshot, text)}` };
  if (other === undefined) return workload;
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

/** The ports of a workload that bear a name, of one protocol or of any: a name that none bears is a mistake of who asks. */
export function portsNamed(workload: Workload, name: string, protocol?: Protocol): readonly ContainerPort[] | NameObjection {
  const ports = workload.ports.filter((one) => one.name === name && (protocol === undefined || one.protocol === protocol));
  if (ports.length > 0) return ports;
  const known = workload.ports.flatMap((one) => (one.name === undefined ? [] : [`${one.name}/${one.protocol}`]));
  const wanted = protocol === undefined ? 'port' : `${protocol} port`;
  return { code: 'PORT_UNKNOWN', text: `${workloadText(workload)} has no ${wanted} \`${name}\`; its named ports are ${known.length === 0 ? 'none' : known.join(', ')}` };
}
