import { ANYBODY } from './read-entities';
import { PeerContext, PeerMember, peerMembersOf, readPeers } from './read-peers';
import { PortsRead, readToPorts } from './read-ports';
import { Field } from '../../fields/field';
import { Direction, PortMatch, TieredPeer, TieredRule } from '../../reachability/rules';

/** One list of rules of a policy. */
export interface RuleList {
  readonly direction: Direction;
  readonly isDeny: boolean;
  /** Its field, such as `spec.ingressDeny`. */
  readonly path: string;
}

/** A rule in parts, each of which says of its ports which requests it lets through, and what it means for others. */
export interface RuleRead {
  readonly rules: readonly TieredRule[];
  /** Whether DNS answers pass Cilium's proxy because of it, so that names of other rules are known. */
  readonly readsDns: boolean;
  /** Whether it is about names, which nobody matches without such answers. */
  readonly needsDns: boolean;
}

const EVERYBODY: readonly TieredPeer[] = [ANYBODY];

/**
 * One rule. One that says neither who nor on which ports takes in nobody: all that it does is to shut its direction. One that has ports alone is
 * about everybody, and one with an empty list of peers about nobody, whatever its ports.
 *
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/policy/rule.go (`mergeIngress`, `mergeEgress`)
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/policy/api/rule_validation.go (what is refused)
 */
export function readCiliumRule(field: Field, index: number, { direction, isDeny, path }: RuleList, context: PeerContext): RuleRead {
  const known = peerMembersOf(direction, isDeny);
  const requires = direction === 'ingress' ? 'fromRequires' : 'toRequires';
  const members = field.members(...known, 'toPorts', 'icmps', requires, ...(isDeny ? [] : ['authentication'] as const));
  // those that the direction or the list does not have are absent
  const optional: Partial<Readonly<Record<PeerMember | 'authentication', Field>>> = members;
  if (members[requires].isPresent()) {
    members[requires].refuse('FIELD_UNREAD', `\`${requires}\` is not read, and Cilium 1.19 has it no more: write its labels into the selectors of the endpoints`);
  }
  const entries = readToPorts(members.toPorts, isDeny, context.deepNames);
  const hasPorts = members.toPorts.items().length > 0;
  const hasIcmps = members.icmps.items().length > 0;
  if (hasPorts && hasIcmps) members.icmps.refuse('PORT_MIXED', '`icmps` and `toPorts` do not go together; make it two rules');
  const peers = peersOf(field, optional, known, { direction, hasPorts, hasIcmps }, context);
  if (hasPorts && optional.toServices?.isPresent() === true) members.toPorts.refuse('PORT_MIXED', '`toServices` and `toPorts` do not go together; make it two rules');
  const mode = optional.authentication?.members('mode').mode.text();
  const isOwnPath = !isDeny && path === `spec.${direction}`;
  const ruleOf = ({ ports, parts: own, requests, queries }: PortsRead): TieredRule => {
    const parts = [...own, ...(mode === 'required' ? ['connections that both sides have authenticated'] : [])];
    return {
      direction,
      index,
      ...(isOwnPath ? {} : { path: `${path}[${index}]` }),
      ...(parts.length === 0 ? {} : { part: parts.join(', ') }),
      ...(requests === undefined ? {} : { requests }),
      ...(queries === undefined ? {} : { queries }),
      action: isDeny ? 'deny' : 'accept',
      peers,
      ports: mode === 'test-always-fail' ? [] : portsOf(ports, hasPorts, hasIcmps),
    };
  };
  return {
    rules: entries.map(ruleOf),
    readsDns: entries.some(({ queries }) => queries !== undefined),
    needsDns: peers.some(({ kind }) => kind === 'domainNames'),
  };
}

/** ICMP has no ports, and is not part of any answer. */
function portsOf(ports: readonly PortMatch[], hasPorts: boolean, hasIcmps: boolean): 'all' | readonly PortMatch[] {
  if (hasPorts) return ports;
  return hasIcmps ? [] : 'all';
}

function peersOf(
  field: Field, members: Partial<Readonly<Record<PeerMember, Field>>>, known: readonly PeerMember[],
  { direction, hasPorts, hasIcmps }: { readonly direction: Direction; readonly hasPorts: boolean; readonly hasIcmps: boolean }, context: PeerContext,
): readonly TieredPeer[] {
  const present = known.flatMap((member) => {
    const one = members[member];
    return one?.isPresent() === true ? [{ member, one }] : [];
  });
  const [first, ...more] = present;
  const filled = present.filter(({ one }) => one.items().length > 0);
  if (filled.length > 1) {
    field.refuse('PEER_MIXED', `a rule has one way to say who is at the other side, not ${filled.map(({ member }) => member).join(' and ')}; make it two rules`);
  }
  const peers = filled.flatMap(({ member, one }) => readPeers(member, one, direction, context));
  // an empty list of names counts as none at all
  const isSilent = first === undefined || (more.length === 0 && first.member === 'toFQDNs' && filled.length === 0);
  if (isSilent) return hasPorts || hasIcmps ? EVERYBODY : [];
  return filled.length < present.filter(({ member }) => member !== 'toFQDNs').length ? [] : peers;
}
