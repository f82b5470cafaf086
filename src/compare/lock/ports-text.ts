import { ALL_PROTOCOLS, isPort, PortSet, Protocol } from '../../sets/ports';
import { SymbolicPorts } from '../list/ports';

/** What stands for a port of any protocol that is known by its name alone. */
const ANY = 'any';

/** Ports as a lock writes them, such as `TCP/80,8000-8999,UDP/53`: equal sets have equal texts, without a space. */
export function lockPortsText(ports: SymbolicPorts): string {
  if (ports.isAll()) return 'all';
  if (ports.isEmpty()) return 'none';
  const parts = [...ALL_PROTOCOLS, undefined].flatMap((protocol) => {
    const numbers = protocol === undefined ? [] : ports.numbers.ranges(protocol).map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
    const all = [...numbers, ...ports.namesOf(protocol)];
    return all.length === 0 ? [] : [`${protocol ?? ANY}/${all.join(',')}`];
  });
  return parts.join(',');
}

/** Reads such a text; nothing if it is none. */
export function readLockPorts(text: string): SymbolicPorts | undefined {
  if (text === 'all') return SymbolicPorts.all;
  if (text === 'none') return SymbolicPorts.none;
  let [sum, protocol]: [SymbolicPorts, string | undefined] = [SymbolicPorts.none, undefined];
  for (const item of text.split(',')) {
    const slash = item.indexOf('/');
    if (slash >= 0) protocol = item.slice(0, slash);
    const read = protocol === undefined ? undefined : readOne(protocol, item.slice(slash + 1));
    if (read === undefined) return undefined;
    sum = sum.union(read);
  }
  return sum;
}

function readOne(word: string, text: string): SymbolicPorts | undefined {
  const protocol = ALL_PROTOCOLS.find((one) => one === word);
  if (protocol === undefined && word !== ANY) return undefined;
  // a port's name has a letter in it, so that it is never taken for a number
  if (/^(?=.*[a-z])[a-z0-9-]{1,15}$/.test(text)) return SymbolicPorts.named(text, protocol);
  return protocol === undefined ? undefined : readNumbers(protocol, text);
}

function readNumbers(protocol: Protocol, text: string): SymbolicPorts | undefined {
  const [, first, last = first] = /^([1-9]\d{0,4})(?:-([1-9]\d{0,4}))?$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  return isPort(from) && isPort(to) && from <= to ? SymbolicPorts.numbered(PortSet.of(protocol, from, to)) : undefined;
}
