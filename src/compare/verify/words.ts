import { OtherEnd } from './difference';
import { FindingPart } from './finding';
import { World } from './world';
import { AskedWorkload, WorkloadId, workloadIdText } from '../../model/asked';
import { Decision } from '../../reachability/trace';
import { explained } from '../../reachability/trace-text';
import { Workload } from '../../reachability/workload';
import { nameText } from '../../sets/names';
import { PortSet } from '../../sets/ports';
import { addressesText } from '../words/text';

/** So many ends of a part are named, and so many parts are told; of the others there is a number. */
const ENDS_AT_MOST = 4;
const PARTS_AT_MOST = 3;

/** A workload in a sentence, as `shop/web`. */
export function subjectText({ id }: AskedWorkload): string {
  return idText(id);
}

/** The same by its identity. */
export function idText(id: WorkloadId): string {
  return `\`${workloadIdText(id)}\``;
}

/** Ports in a sentence. */
export function onPorts(ports: PortSet): string {
  return ports.equals(PortSet.all) ? 'on every port' : `on ${ports.toString()}`;
}

/** The verdict of the pointwise evaluator on a witness, and what each side has to say of it. */
export function evidence(witness: Decision): string[] {
  const [first = '', ...sides] = explained(witness);
  return [`witness: ${first}`, ...sides.map((line) => line.trim())];
}

/** The other ends of a finding with their ports, such as `shop/web` on TCP 8080. */
export function partsText(parts: readonly FindingPart[], world: World): string {
  const told = parts.slice(0, PARTS_AT_MOST).map(({ others, ports }) => `${endsText(others, world)} ${onPorts(ports)}`);
  const rest = parts.slice(PARTS_AT_MOST).reduce((sum, { others }) => sum + others.length, 0);
  return [...told, ...(rest === 0 ? [] : [`${rest} others on other ports`])].join('; ');
}

/** Some ends as a list. */
export function endsText(ends: readonly OtherEnd[], world: World): string {
  const told = ends.slice(0, ENDS_AT_MOST).map((end) => endText(end, world));
  const rest = ends.length - told.length;
  const all = [...told, ...(rest === 0 ? [] : [`${rest} more`])];
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

/** Some workloads as a list. */
export function workloadsText(workloads: readonly Workload[], world: World): string {
  return endsText(workloads.map((workload) => ({ kind: 'workload', workload })), world);
}

function endText(end: OtherEnd, { strangers }: World): string {
  if (end.kind === 'addresses') return addressesText(end.addresses);
  if (end.kind === 'name') return `\`${nameText(end.name)}\``;
  return strangers.get(end.workload) ?? idText(end.workload);
}
