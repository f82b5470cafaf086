import { readCidr } from './cidr';
import { Field } from './field';
import { readTextSet } from './list';
import { readSelector } from './selector';
import { Direction, TieredPeer, TieredPolicy } from '../reachability/rules';
import { labelsOfName, NamePattern, namePattern } from '../sets/names';
import { everything, LabelSelector } from '../sets/selector';

/** The kinds of peers that only destinations can be. */
export const EGRESS_PEERS = ['nodes', 'networks', 'domainNames'] as const;

/** How one kind of policy words its peers. */
export interface PeerWording {
  /** Which of the kinds of egress peers it has. */
  readonly egressPeers: readonly (typeof EGRESS_PEERS)[number][];
  /** Whether pods without `podSelector` are refused; else they are all pods. */
  readonly needsPodSelector: boolean;
}

/** How many networks or domain names one peer may have. */
const NAMES_AT_MOST = 25;

/** A name of two labels or more, each of letters, digits, inner hyphens and underscores; the wildcard stands for the first labels. */
const DOMAIN_NAME = /^(\*\.)?([a-z0-9]([-a-z0-9_]*[a-z0-9])?\.)+[a-z0-9]([-a-z0-9_]*[a-z0-9])?\.?$/i;

/** The pods that a policy governs: those of namespaces, or some of them. */
export function readSubject(field: Field, wording: PeerWording): TieredPolicy['subject'] {
  const [kind, ...more] = field.keys();
  if (kind === undefined) field.refuse('SUBJECT_EMPTY', 'a subject needs either `namespaces` or `pods`; `namespaces: {}` is every pod');
  if (more.length > 0) field.refuse('SUBJECT_MIXED', 'a subject has either `namespaces` or `pods`; use `pods` with both of its selectors');
  const { namespaces, pods } = field.members('namespaces', 'pods');
  if (pods.isPresent()) return readPods(pods, wording);
  return { namespaces: { kind: 'labelled', selector: namespaces.isPresent() ? readSelector(namespaces) : everything }, pods: everything };
}

function readPods(field: Field, { needsPodSelector }: PeerWording): TieredPolicy['subject'] {
  const { namespaceSelector, podSelector } = field.members('namespaceSelector', 'podSelector');
  if (needsPodSelector && !podSelector.isPresent()) podSelector.refuse('FIELD_MISSING', '`pods` needs a `podSelector`; `{}` is every pod');
  return { namespaces: { kind: 'labelled', selector: selectorOrAll(namespaceSelector) }, pods: selectorOrAll(podSelector) };
}

/** The selectors of `pods` are no pointers in the API: an absent one is the same as an empty one. */
function selectorOrAll(field: Field): LabelSelector {
  return field.isPresent() ? readSelector(field) : everything;
}

/** One entry of `from` or `to`; nothing if it has been refused. A kind of peer that nobody knows yet is no mistake: it fails closed. */
export function readTieredPeer(field: Field, direction: Direction, wording: PeerWording): TieredPeer[] {
  const [kind, ...more] = field.keys();
  const known = ['namespaces', 'pods', ...(direction === 'egress' ? wording.egressPeers : [])];
  if (kind === undefined) {
    field.refuse('PEER_EMPTY', `a peer needs one of ${known.join(', ')}`);
    return [];
  }
  if (more.length > 0) {
    field.refuse('PEER_MIXED', `a peer has exactly one field, not ${[kind, ...more].join(' and ')}; make it two peers`);
    return [];
  }
  if (!known.includes(kind) && EGRESS_PEERS.some((one) => one === kind)) {
    field.refuse('FIELD_UNKNOWN', `\`${kind}\` is no peer here; known are ${known.join(', ')}`);
    return [];
  }
  return readPeerOf(kind, new Map(field.entries()).get(kind) ?? field, wording);
}

function readPeerOf(kind: string, field: Field, wording: PeerWording): TieredPeer[] {
  switch (kind) {
    case 'namespaces': return [{ kind: 'pods', namespaces: { kind: 'labelled', selector: readSelector(field) }, pods: everything }];
    case 'pods': return [{ kind: 'pods', ...readPods(field, wording) }];
    case 'nodes': return [{ kind: 'nodes', nodes: readSelector(field) }];
    case 'networks': return readNetworks(field);
    case 'domainNames': return [{ kind: 'domainNames', names: readDomainNames(field) }];
    default: return [{ kind: 'unknown' }];
  }
}

function readNetworks(field: Field): TieredPeer[] {
  return readTextSet(field, { atLeast: 1, atMost: NAMES_AT_MOST, item: 'network' }).flatMap((item) => {
    const block = readCidr(item);
    return block === undefined ? [] : [{ kind: 'addresses', block, except: [] }];
  });
}

/**
 * Names; the wildcard stands for one label or more.
 *
 * @see https://network-policy-api.sigs.k8s.io/npeps/npep-133-fqdn-egress-selector/ (network-policy-api v0.2.0)
 */
function readDomainNames(field: Field): NamePattern[] {
  return readTextSet(field, { atLeast: 1, atMost: NAMES_AT_MOST, item: 'domain name' }).flatMap((item) => {
    const name = item.text();
    if (name === undefined) return [];
    if (!DOMAIN_NAME.test(name)) item.refuse('DOMAIN_NAME_INVALID', `\`${name}\` is not a name such as example.com or *.example.com`);
    const [first, ...others] = labelsOfName(name);
    return [first === '*' ? namePattern(others, true) : namePattern(labelsOfName(name))];
  });
}
