import { Field } from '../../fields/field';
import { PortMatch } from '../../reachability/rules';
import { ALL_PROTOCOLS, PORT_BOUNDS, PortSet, Protocol } from '../../sets/ports';

/** What the fields about protocols and ports of a rule say. */
export interface PortsRead {
  readonly ports: 'all' | readonly PortMatch[];
  /** False where the rule also hangs on what is not known: on the port of the source, or on ports by name that it leaves out. */
  readonly isSure: boolean;
}

/** The protocols of Calico by name, in lower case, and by number; those that are no protocol of ports are null. */
const PROTOCOLS: Readonly<Record<string, Protocol | null>> = {
  tcp: 'TCP', udp: 'UDP', sctp: 'SCTP', icmp: null, icmpv6: null, udplite: null, 6: 'TCP', 17: 'UDP', 132: 'SCTP',
};
const PORT_NAME = /^[a-zA-Z0-9_.-]{1,128}$/;
const NUMBER = /^\d{1,5}$/;

interface PortFields {
  readonly protocol: Field;
  readonly notProtocol: Field;
  readonly sourcePorts: Field;
  readonly notSourcePorts: Field;
  readonly ports: Field;
  readonly notPorts: Field;
}

/**
 * The ports of the destination that a rule takes in: none if it is about another protocol than those that have ports.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#ports (Calico 3.32)
 */
export function readPorts(fields: PortFields): PortsRead {
  const [only, not] = [readProtocol(fields.protocol), readProtocol(fields.notProtocol)];
  const protocols = ALL_PROTOCOLS.filter((one) => (only === undefined || one === only) && one !== not);
  const given = [fields.ports, fields.notPorts, fields.sourcePorts, fields.notSourcePorts].filter((field) => field.items().length > 0);
  const [first] = given;
  if (first !== undefined && (only === undefined || only === null)) first.refuse('FIELD_MISSING', 'ports need a `protocol` of their own: TCP, UDP or SCTP');
  const wanted = fields.ports.items().flatMap((field) => protocols.flatMap((protocol) => readPort(field, protocol)));
  const left = fields.notPorts.items().flatMap((field) => protocols.flatMap((protocol) => readPort(field, protocol)));
  const isSure = fields.sourcePorts.items().length + fields.notSourcePorts.items().length === 0 && !left.some(({ kind }) => kind === 'name');
  if (given.length === 0 && protocols.length === ALL_PROTOCOLS.length) return { ports: 'all', isSure };
  const all: PortMatch[] = fields.ports.items().length > 0 ? wanted : protocols.map((protocol): PortMatch => ({ kind: 'every', protocol }));
  return left.length === 0 ? { ports: all, isSure } : { ports: without(all, left), isSure: isSure && !all.some(({ kind }) => kind === 'name') };
}

/** The protocol; null where it is none that has ports, nothing where the field is absent or has been refused. */
function readProtocol(field: Field): Protocol | null | undefined {
  if (!field.isPresent()) return undefined;
  const text = field.isText() ? field.text() : field.integer()?.toString();
  if (text === undefined) return undefined;
  const known = PROTOCOLS[text.toLowerCase()];
  if (known !== undefined) return known;
  if (NUMBER.test(text) && Number(text) <= 255) return null;
  field.refuse('PROTOCOL_UNKNOWN', `unknown protocol \`${text}\`; allowed are TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite and the numbers 1 to 255`);
  return undefined;
}

/** One port: a number, a range such as `80:90`, or the name of a port of a container. */
function readPort(field: Field, protocol: Protocol): PortMatch[] {
  const text = field.isText() ? field.text() : field.integer()?.toString();
  if (text === undefined) return [];
  const ends = text.split(':');
  if (ends.length > 2 || !ends.every((end) => NUMBER.test(end))) {
    if (ends.length === 1 && PORT_NAME.test(text) && !/^\d+$/.test(text)) return [{ kind: 'name', protocol, name: text }];
    field.refuse('PORT_NAME_INVALID', `\`${text}\` is no port: a number, a range such as "80:90", or the name of a port`);
    return [];
  }
  const [first = 0, last = first] = ends.map(Number);
  if (first > PORT_BOUNDS.last || last > PORT_BOUNDS.last) field.refuse('PORT_OUT_OF_RANGE', `port \`${text}\` is out of range; allowed are 0 to 65535`);
  else if (first > last) field.refuse('RANGE_EMPTY', `the range \`${text}\` ends before it begins`);
  else if (last >= PORT_BOUNDS.first) return [{ kind: 'numbers', protocol, first: Math.max(first, PORT_BOUNDS.first), last }];
  return [];
}

function without(all: readonly PortMatch[], left: readonly PortMatch[]): PortMatch[] {
  const set = setOf(all).difference(setOf(left));
  const named = all.filter(({ kind }) => kind === 'name');
  return [...ALL_PROTOCOLS.flatMap((protocol) => set.ranges(protocol).map((range): PortMatch => ({ kind: 'numbers', protocol, ...range }))), ...named];
}

function setOf(matches: readonly PortMatch[]): PortSet {
  return matches.reduce((sum, match) => {
    switch (match.kind) {
      case 'every': return sum.union(PortSet.of(match.protocol));
      case 'numbers': return sum.union(PortSet.of(match.protocol, match.first, match.last));
      case 'name': return sum;
    }
  }, PortSet.none);
}
