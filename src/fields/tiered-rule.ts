import { Field } from './field';
import { readList } from './list';
import { PeerWording, readTieredPeer } from './tiered-peer';
import { Action, Direction, PortMatch, TieredPeer, TieredRule } from '../reachability/rules';

/** How one kind of policy words its rules. */
export interface RuleWording extends PeerWording {
  readonly actions: Readonly<Record<string, Action>>;
  /** How many rules of one direction, peers of one rule, and ports of one rule there may be. */
  readonly atMost: number;
  readonly portsField: 'ports' | 'protocols';
  readonly readPort: (field: Field) => PortMatch[];
}

/** How many characters the name of a rule may have. */
const NAME_AT_MOST = 100;

/** The rules of one direction, in their order. */
export function readTieredRules(field: Field, direction: Direction, wording: RuleWording): TieredRule[] {
  return readList(field, { atMost: wording.atMost, item: 'rule' }).flatMap((rule, index) => readRule(rule, { direction, index }, wording));
}

function readRule(field: Field, place: Pick<TieredRule, 'direction' | 'index'>, wording: RuleWording): TieredRule[] {
  const side: 'from' | 'to' = place.direction === 'ingress' ? 'from' : 'to';
  const members = field.members('name', 'action', side, wording.portsField);
  const name = readRuleName(members.name);
  const action = readAction(members.action, wording);
  const peers = readList(members[side], { atLeast: 1, atMost: wording.atMost, item: 'peer' })
    .flatMap((peer) => readTieredPeer(peer, place.direction, wording));
  const portsField = members[wording.portsField];
  const ports = portsField.isPresent()
    ? readList(portsField, { atLeast: 1, atMost: wording.atMost, item: wording.portsField === 'ports' ? 'port' : 'protocol' }).flatMap(wording.readPort)
    : 'all';
  if (action === undefined) return [];
  refuseNamedPorts(portsField, peers, ports);
  if (action !== 'accept' && peers.some(({ kind }) => kind === 'domainNames')) {
    members[side].refuse('DOMAIN_NAMES_NOT_ACCEPTED', '`domainNames` is for rules that accept only; deny addresses with `networks`');
  }
  return [failingClosed({ ...place, ...(name === undefined ? {} : { name }), action, peers, ports })];
}

function readRuleName(field: Field): string | undefined {
  const name = field.text();
  if (name !== undefined && [...name].length > NAME_AT_MOST) {
    field.refuse('NAME_TOO_LONG', `the name of a rule has at most ${NAME_AT_MOST} characters, not ${[...name].length}`);
  }
  return name;
}

function readAction(field: Field, { actions }: RuleWording): Action | undefined {
  const text = field.text();
  const allowed = `allowed are ${Object.keys(actions).join(', ')}`;
  if (!field.isPresent()) field.refuse('ACTION_UNKNOWN', `a rule needs an action; ${allowed}`);
  if (text === undefined) return undefined;
  if (Object.hasOwn(actions, text)) return actions[text];
  field.refuse('ACTION_UNKNOWN', `unknown action \`${text}\`; ${allowed}`);
  return undefined;
}

/** Only pods have ports with names. */
function refuseNamedPorts(field: Field, peers: readonly TieredPeer[], ports: TieredRule['ports']): void {
  const isNamed = ports !== 'all' && ports.some(({ kind }) => kind === 'name');
  if (isNamed && peers.some(({ kind }) => kind === 'addresses' || kind === 'nodes' || kind === 'domainNames')) {
    field.refuse('NAMED_PORT_MISPLACED', 'a named port needs peers that are pods; networks, nodes and domain names have none: write the number');
  }
}

/**
 * A rule with a kind of peer that nobody knows, as the API has it: one that accepts matches no traffic, not even by its other peers; any
 * other denies all, on every port.
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/ (network-policy-api v0.2.0 and v0.1.7, the peers of rules)
 */
function failingClosed(rule: TieredRule): TieredRule {
  return rule.peers.some(({ kind }) => kind === 'unknown') ? { ...rule, peers: [{ kind: 'unknown' }], ports: 'all' } : rule;
}
