import { Field } from '../../fields/field';
import { readNumber, readProtocol, readRange } from '../../fields/port';
import { PortMatch } from '../../reachability/rules';

/**
 * One entry of `ports`; nothing if it has been refused. The protocol of a number or a range is TCP where none is named; a named port is one
 * of any protocol.
 *
 * @see https://github.com/kubernetes-sigs/network-policy-api/blob/v0.1.7/apis/v1alpha1/shared_types.go (AdminNetworkPolicyPort)
 */
export function readAdminPort(field: Field): PortMatch[] {
  const [kind, ...more] = field.keys();
  const { portNumber, portRange, namedPort } = field.members('portNumber', 'portRange', 'namedPort');
  if (kind === undefined) field.refuse('PORT_EMPTY', 'a port needs one of portNumber, portRange, namedPort; leave the list out to mean any port');
  if (more.length > 0) field.refuse('PORT_MIXED', `a port has exactly one field, not ${[kind, ...more].join(' and ')}; make it two entries`);
  if (portNumber.isPresent()) return readPortNumber(portNumber);
  if (portRange.isPresent()) return readPortRange(portRange);
  const name = namedPort.text();
  return name === undefined ? [] : [{ kind: 'name', name }];
}

function readPortNumber(field: Field): PortMatch[] {
  const members = field.members('protocol', 'port');
  const protocol = readProtocol(members.protocol);
  if (!members.port.isPresent()) members.port.refuse('FIELD_MISSING', '`portNumber` needs a `port`');
  const first = readNumber(members.port);
  return protocol === undefined || first === undefined ? [] : [{ kind: 'numbers', protocol, first, last: first }];
}

/** The schema lets a range end before it begins; the text of the API does not. */
function readPortRange(field: Field): PortMatch[] {
  const { protocol: protocolField, ...ends } = field.members('protocol', 'start', 'end');
  const protocol = readProtocol(protocolField);
  return protocol === undefined ? [] : readRange(protocol, field, ends);
}
