import { Field } from './field';
import { PortMatch } from '../reachability/rules';
import { ALL_PROTOCOLS, isPort, Protocol } from '../sets/ports';

/** A protocol, TCP where none is named; nothing if it has been refused. */
export function readProtocol(field: Field): Protocol | undefined {
  const text = field.text();
  if (!field.isPresent()) return 'TCP';
  const protocol = ALL_PROTOCOLS.find((one) => one === text);
  if (protocol === undefined && text !== undefined) {
    field.refuse('PROTOCOL_UNKNOWN', `unknown protocol \`${text}\`; allowed are ${ALL_PROTOCOLS.join(', ')}`);
  }
  return protocol;
}

/** The number of a port; nothing if the field is absent or has been refused. */
export function readNumber(field: Field): number | undefined {
  const number = field.integer();
  if (number === undefined || isPort(number)) return number;
  field.refuse('PORT_OUT_OF_RANGE', `port \`${number}\` is out of range; allowed are 1 to 65535`);
  return undefined;
}

/** A range of ports by its ends, both included and needed; the end must be the greater. */
export function readRange(protocol: Protocol, range: Field, { start, end }: Readonly<Record<'start' | 'end', Field>>): PortMatch[] {
  for (const [key, field] of Object.entries({ start, end })) if (!field.isPresent()) field.refuse('FIELD_MISSING', `a range needs its \`${key}\``);
  const [first, last] = [readNumber(start), readNumber(end)];
  if (first === undefined || last === undefined) return [];
  if (first >= last) range.refuse('RANGE_EMPTY', `the start \`${first}\` must be less than the end \`${last}\`; one port alone is written as a number`);
  return [{ kind: 'numbers', protocol, first, last }];
}
