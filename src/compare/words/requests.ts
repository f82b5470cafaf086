import { namedPortsJson, portsJson } from './json';
import { NarrowedOn, NarrowedPorts } from '../../reachability/connectivity';
import { PlainRequest, plainText } from '../../sets/requests/request-plain';
import { SymbolicPorts } from '../list/ports';

/** So many requests of a side are told, and of the others how many there are. */
const TOLD_AT_MOST = 3;

/** The requests that get through on some ports, such as `POST /charge`. */
export function passingText(told: NarrowedPorts['told']): string {
  if (told === undefined) return 'some requests';
  return told.map(anyText).join(' that are also ');
}

function anyText(requests: readonly PlainRequest[]): string {
  if (requests.length === 0) return 'no requests';
  const rest = requests.length - TOLD_AT_MOST;
  return [...requests.slice(0, TOLD_AT_MOST).map(plainText), ...(rest > 0 ? [`${rest} more`] : [])].join(' or ');
}

/** The ports on which some requests alone get through, in a sentence; empty where there are none. */
export function narrowedText(narrowed: readonly NarrowedPorts[] = []): string {
  return narrowed.map(({ ports, told }) => passingOnText(ports.toString(), told)).join(', ');
}

/** The requests that alone get through on some ports. */
export function passingOnText(ports: string, told: NarrowedPorts['told']): string {
  return `${ports} for ${passingText(told)} only`;
}

/** The same as every JSON has it; nothing where there are none. */
export function narrowedJson(narrowed: readonly NarrowedPorts[] = []): object {
  if (narrowed.length === 0) return {};
  return { requests: narrowed.map(({ ports, told }) => ({ ports: portsJson(ports), ...(told === undefined ? {} : { http: told }) })) };
}

/** The same of ports by number and by name. */
export function symbolicNarrowedJson(narrowed: readonly NarrowedOn<SymbolicPorts>[] = []): object {
  if (narrowed.length === 0) return {};
  const requests = narrowed.map(({ ports, told }) => (
    { ports: portsJson(ports.numbers), namedPorts: ports.isAll() ? [] : namedPortsJson(ports), ...(told === undefined ? {} : { http: told }) }
  ));
  return { requests };
}
