import { Field } from '../../fields/field';
import { readNumber, readProtocol } from '../../fields/port';
import { PortMatch } from '../../reachability/rules';
import { Protocol } from '../../sets/ports';

/** One entry of `ports`; nothing if it has been refused. The protocol is TCP, entry by entry, where none is named. */
export function readPort(field: Field): PortMatch[] {
  const { protocol: protocolField, port, endPort } = field.members('protocol', 'port', 'endPort');
  const protocol = readProtocol(protocolField);
  if (protocol === undefined) return [];
  if (port.isText()) return readNamedPort(protocol, port, endPort);
  const first = readNumber(port);
  const end = readNumber(endPort);
  if (!port.isPresent()) {
    if (endPort.isPresent()) endPort.refuse('END_PORT_WITHOUT_PORT', `endPort ${endPort.quoted()} needs a numeric port to begin at`);
    return [{ kind: 'every', protocol }];
  }
  if (first === undefined) return [];
  const last = end ?? first;
  if (last < first) endPort.refuse('END_PORT_BEFORE_PORT', `endPort \`${last}\` is less than port \`${first}\`; it must be at least that`);
  return [{ kind: 'numbers', protocol, first, last }];
}

/** The text form of a port is an IANA service name, never a number in quotes. */
function readNamedPort(protocol: Protocol, port: Field, endPort: Field): PortMatch[] {
  const name = port.text() ?? '';
  if (endPort.isPresent()) {
    endPort.refuse('END_PORT_WITHOUT_PORT', `endPort ${endPort.quoted()} needs a numeric port to begin at, not the name \`${name}\``);
  }
  if (!/^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    const rule = 'at most 15 lower-case letters, digits and single inner hyphens, at least one letter';
    port.refuse('PORT_NAME_INVALID', `\`${name}\` is not the name of a port: ${rule}; a number must not be quoted`);
    return [];
  }
  return [{ kind: 'name', protocol, name }];
}
