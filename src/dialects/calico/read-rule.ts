import { ENTITY_FIELDS, peersOf, readEntity, RuleScope, subjectOf } from './read-entity';
import { readHttp } from './read-http';
import { readPorts } from './read-ports';
import { Field } from '../../fields/field';
import { Action, Direction, TieredRule } from '../../reachability/rules';

/** `Log` goes on to the next rule. */
const ACTIONS: Readonly<Record<string, Action | 'log'>> = { Allow: 'accept', Deny: 'deny', Pass: 'pass', Log: 'log' };

/**
 * The rules of one direction. A rule is left out that takes no connection in which has a port: one that logs, and one about ICMP.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#rule (Calico 3.32)
 */
export function readRules(field: Field, direction: Direction, scope: RuleScope): TieredRule[] {
  return field.items().flatMap((rule, index) => readRule(rule, { direction, index }, scope));
}

function readRule(field: Field, place: Pick<TieredRule, 'direction' | 'index'>, scope: RuleScope): TieredRule[] {
  const fields = field.members('action', 'ipVersion', 'protocol', 'notProtocol', 'icmp', 'notICMP', 'source', 'destination', 'http', 'metadata');
  const [source, destination] = [fields.source, fields.destination].map((one) => one.members(...ENTITY_FIELDS, 'ports', 'notPorts'));
  const action = readAction(fields.action);
  const version = readVersion(fields.ipVersion);
  if (source === undefined || destination === undefined) return [];
  const { ports, isSure } = readPorts({
    protocol: fields.protocol,
    notProtocol: fields.notProtocol,
    sourcePorts: source.ports,
    notSourcePorts: source.notPorts,
    ports: destination.ports,
    notPorts: destination.notPorts,
  });
  const [from, to] = [readEntity(source, scope), readEntity(destination, scope)];
  const [own, other] = place.direction === 'ingress' ? [to, from] : [from, to];
  const { subject, maybe, isSure: isSubjectSure } = subjectOf(own);
  const isMute = fields.icmp.isPresent() || (ports !== 'all' && ports.length === 0);
  if (action === undefined || action === 'log' || isMute) return [];
  const requests = readHttp(fields.http);
  // the data plane of Calico lets in whatever an `Allow` with `http` is about, and leaves the requests to a proxy, if there is one
  const isHttpSure = action === 'accept' || !fields.http.isPresent();
  const told = requests !== undefined && action === 'accept' && place.direction === 'ingress' ? { requests } : {};
  const peers = peersOf(other, scope, version, isSure && isSubjectSure && isHttpSure);
  const rule: TieredRule = { ...place, action, ...told, ...(subject === undefined ? {} : { subject }), peers, ports };
  return maybe === undefined ? [rule] : [rule, { ...rule, subject: maybe, peers: peersOf(other, scope, version, false) }];
}

function readAction(field: Field): Action | 'log' | undefined {
  const text = field.text();
  const allowed = `allowed are ${Object.keys(ACTIONS).join(', ')}`;
  if (!field.isPresent()) field.refuse('ACTION_UNKNOWN', `a rule needs an action; ${allowed}`);
  if (text === undefined) return undefined;
  if (Object.hasOwn(ACTIONS, text)) return ACTIONS[text];
  field.refuse('ACTION_UNKNOWN', `unknown action \`${text}\`; ${allowed}`);
  return undefined;
}

function readVersion(field: Field): 4 | 6 | undefined {
  const version = field.integer();
  if (version === undefined || version === 4 || version === 6) return version;
  field.refuse('FIELD_TYPE', `unknown IP version \`${version}\`; allowed are 4, 6`);
  return undefined;
}
