import { Field } from '../../fields/field';
import { readNumber, readRange } from '../../fields/port';
import { PortMatch } from '../../reachability/rules';
import { Protocol } from '../../sets/ports';

/**
 * One entry of `protocols`; nothing if it has been refused. A named port is one of any protocol.
 *
 * The text of the API takes a protocol without ports for all of them, and the schema refuses it.
 *
 * @see https://network-policy-api.sigs.k8s.io/npeps/npep-187/ (network-policy-api v0.2.0)
 */
export function readProtocolMatch(field: Field): PortMatch[] {
  const [kind, ...more] = field.keys();
  const { tcp, udp, sctp, destinationNamedPort } = field.members('tcp', 'udp', 'sctp', 'destinationNamedPort');
  if (kind === undefined) field.refuse('PORT_EMPTY', 'a protocol needs one of tcp, udp, sctp, destinationNamedPort; leave the list out to mean any port');
  if (more.length > 0) field.refuse('PORT_MIXED', `a protocol has exactly one field, not ${[kind, ...more].join(' and ')}; make it two entries`);
  const name = destinationNamedPort.text();
  if (name !== undefined) return [{ kind: 'name', name }];
  return [...readPorts('TCP', tcp), ...readPorts('UDP', udp), ...readPorts('SCTP', sctp)];
}

function readPorts(protocol: Protocol, field: Field): PortMatch[] {
  if (!field.isPresent()) return [];
  const { destinationPort } = field.members('destinationPort');
  if (!destinationPort.isPresent()) {
    field.refuse('PORT_EMPTY', 'a protocol needs a `destinationPort`; all ports are the range from 1 to 65535');
    return [];
  }
  const { number, range } = destinationPort.members('number', 'range');
  if (number.isPresent() && range.isPresent()) destinationPort.refuse('PORT_MIXED', 'a port is either a `number` or a `range`; make it two entries');
  if (range.isPresent()) return readRange(protocol, range, range.members('start', 'end'));
  if (!number.isPresent()) destinationPort.refuse('PORT_EMPTY', 'a port needs either a `number` or a `range`');
  const first = readNumber(number);
  return first === undefined ? [] : [{ kind: 'numbers', protocol, first, last: first }];
}
