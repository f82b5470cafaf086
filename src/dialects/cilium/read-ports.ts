import { readHttp } from './read-http';
import { readNamePatterns } from './read-names';
import { Field } from '../../fields/field';
import { PortMatch, RuleRequests } from '../../reachability/rules';
import { NamePattern } from '../../sets/names';
import { ALL_PROTOCOLS, isPort, Protocol } from '../../sets/ports';

/** What some entries of `toPorts` of a rule come to. */
export interface PortsRead {
  readonly ports: readonly PortMatch[];
  /** What of the connections they are about, where it is not all of them, nor requests of HTTP. */
  readonly parts: readonly string[];
  /** Absent where all requests of HTTP get through. */
  readonly requests?: RuleRequests;
  /** The names that may be asked for, where DNS answers pass Cilium's proxy because of them. */
  readonly queries?: readonly NamePattern[];
}

const AT_MOST = 40;

/** A name, as the registry of services has it, with a letter among its characters; all else is read as a number. */
const NAME = /^(?=.{1,63}$)(?=.*[a-z])[a-z0-9](-?[a-z0-9])*$/i;

/** What rules of each protocol are about, but for HTTP. */
const PARTS: Readonly<Record<string, string>> = { dns: 'DNS queries', kafka: 'Kafka requests', l7: 'requests', l7proto: 'requests' };

/**
 * The ports of a rule, which are those behind a Service: what is said of all of them together, then each entry that says which requests get through. Rules about requests
 * let every connection through to Cilium's proxy, which then refuses some of the requests: so the connection is allowed.
 *
 * Whatever lets connections to the port through without such a rule lets all requests through. So does Cilium itself where no policy of the pod shuts the direction, so that
 * what no rule names is shut exactly where connections are that no rule names.
 *
 * @see https://docs.cilium.io/en/v1.18/security/policy/layer7/ (of two rules for a port the one without requests counts, Cilium 1.18)
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/policy/l4.go (`ensureWildcard`: all requests where nothing shuts the direction, Cilium 1.18)
 * @see https://github.com/cilium/cilium/pull/38841 (in 1.18, and in the patches of 1.16 and 1.17 of May 2025; before, what no rule named was refused even so)
 */
export function readToPorts(field: Field, isDeny: boolean, deepNames: boolean): PortsRead[] {
  const entries = field.items().map((entry) => readEntry(entry, isDeny, deepNames));
  const plain = entries.filter(({ requests, queries }) => requests === undefined && queries === undefined);
  const told = entries.filter((entry) => !plain.includes(entry));
  const all: PortsRead = {
    ports: plain.flatMap(({ ports }) => ports),
    parts: plain.every(({ parts }) => parts.length > 0) ? [...new Set(plain.flatMap(({ parts }) => parts))].sort() : [],
  };
  return plain.length === 0 && told.length > 0 ? told : [all, ...told];
}

function readEntry(field: Field, isDeny: boolean, deepNames: boolean): PortsRead {
  const members = field.members('ports', ...(isDeny ? [] : ['rules', 'serverNames', 'listener', 'originatingTLS', 'terminatingTLS'] as const));
  const allowing: Partial<typeof members> = members;
  const items = members.ports.items();
  if (items.length > AT_MOST) members.ports.refuse('LIST_TOO_LONG', `${items.length} ports are too many; at most ${AT_MOST} are allowed`);
  const ports = items.flatMap(readPort);
  if (allowing.rules === undefined) return { ports, parts: [] };
  const rules = allowing.rules.members('dns', 'http', 'kafka', 'l7', 'l7proto');
  const present = Object.entries(rules).filter(([, rule]) => rule.isText() || rule.items().length > 0).map(([key]) => key);
  const kinds = [...new Set(present.map((key) => (key === 'l7proto' ? 'l7' : key)))];
  if (kinds.length > 1) allowing.rules.refuse('PORT_MIXED', `the rules of a port are of one kind, not ${kinds.join(' and ')}; make it two entries`);
  const names = (allowing.serverNames?.items() ?? []).length > 0 ? ['TLS to some server names'] : [];
  return {
    ports,
    parts: [...kinds.flatMap((kind) => PARTS[kind] ?? []), ...names],
    ...(kinds.includes('http') ? { requests: { at: rules.http.path, matches: rules.http.items().map(readHttp) } } : {}),
    ...(kinds.includes('dns') ? { queries: readNamePatterns(rules.dns.items(), deepNames) } : {}),
  };
}

/** Ports are texts; `0` is all of them, a protocol that is left out any, and the end of a range counts for numbers alone. */
function readPort(field: Field): PortMatch[] {
  const members = field.members('port', 'endPort', 'protocol');
  const text = members.port.text();
  const protocols = readProtocols(members.protocol);
  if (!members.port.isPresent()) members.port.refuse('FIELD_MISSING', 'a port needs a `port`, as a text; `"0"` is all ports');
  if (text === undefined) return [];
  if (NAME.test(text)) {
    const name = text.toLowerCase();
    return protocols.length === ALL_PROTOCOLS.length ? [{ kind: 'name', name }] : protocols.map((protocol) => ({ kind: 'name', protocol, name }));
  }
  const first = /^(0|[1-9]\d{0,4})$/.test(text) ? Number(text) : undefined;
  if (first === undefined || first > 65535) {
    members.port.refuse('PORT_OUT_OF_RANGE', `port \`${text}\` is neither a number from 0 to 65535 nor the name of a port`);
    return [];
  }
  const end = members.endPort.integer() ?? 0;
  if (end !== 0 && (!isPort(end) || end < first)) {
    members.endPort.refuse('END_PORT_BEFORE_PORT', `the end \`${end}\` must be a port that is not below \`${first}\``);
  }
  if (first === 0) return protocols.map((protocol) => ({ kind: 'every', protocol }));
  return protocols.map((protocol) => ({ kind: 'numbers', protocol, first, last: Math.max(first, end) }));
}

function readProtocols(field: Field): readonly Protocol[] {
  const text = field.text()?.toUpperCase();
  if (text === undefined || text === '' || text === 'ANY') return ALL_PROTOCOLS;
  const protocol = ALL_PROTOCOLS.find((one) => one === text);
  if (protocol !== undefined) return [protocol];
  field.refuse('PROTOCOL_UNKNOWN', `unknown protocol \`${text}\`; allowed are ${[...ALL_PROTOCOLS, 'ANY'].join(', ')}`);
  return [];
}
