import { Labels } from './endpoint';
import { GuardrailPeer, GuardrailPolicy, GuardrailRule, NamespaceCondition, portions } from './guardrail-policy';
import { PortMatch } from './port';

/** Namespaces by conditions on their labels; without any it is all of them. */
export interface TierNamespaces {
  readonly matchExpressions?: readonly NamespaceCondition[];
}

/** Pods, as both versions of the API for tiers name them. */
export interface TierPods {
  readonly namespaces?: TierNamespaces;
  readonly pods?: { readonly namespaceSelector: TierNamespaces; readonly podSelector: { readonly matchLabels: Labels } };
}

/** Pods or blocks of addresses, likewise. */
export interface TierParties extends TierPods {
  readonly networks?: readonly string[];
}

/** What is not the same in both: what a rule does, and how it names ports. */
export interface TierWords<A extends string, P> {
  readonly action: A;
  /** The fields for ports of as many rules as it takes; one rule without such a field where they are about every port. */
  readonly ports: (ports: readonly PortMatch[]) => readonly P[];
}

/** The part of a specification that is the same in both. */
export interface TierSpec<A extends string, P> {
  readonly subject: { readonly namespaces: TierNamespaces };
  readonly ingress?: readonly (P & { readonly name: string; readonly action: A; readonly from: readonly TierPods[] })[];
  readonly egress?: readonly (P & { readonly name: string; readonly action: A; readonly to: readonly TierParties[] })[];
}

/** So many blocks of one peer the APIs take. */
const BLOCKS_AT_MOST = 25;

/** Whom a policy is about, and its rules, each named for what it states; a rule without anybody at the other side is none. */
export function tierSpecOf<A extends string, P>(policy: GuardrailPolicy, { action, ports }: TierWords<A, P>): TierSpec<A, P> {
  const said = ({ statement, ports: of }: GuardrailRule) => ports(of).map((fields) => ({ name: statement, ...fields }));
  const ingress = policy.ingress.flatMap((rule) => {
    const from = rule.peers.flatMap(podsOf);
    return from.length === 0 ? [] : said(rule).map((one) => ({ action, from, ...one }));
  });
  const egress = policy.egress.flatMap((rule) => {
    const to = rule.peers.flatMap(partiesOf);
    return to.length === 0 ? [] : said(rule).map((one) => ({ action, to, ...one }));
  });
  return {
    subject: { namespaces: namespacesOf(policy.subject) },
    ...(ingress.length === 0 ? {} : { ingress }),
    ...(egress.length === 0 ? {} : { egress }),
  };
}

function podsOf(peer: GuardrailPeer): TierPods[] {
  if (peer.kind === 'everybody') return [{ namespaces: {} }];
  if (peer.kind !== 'pods') return [];
  const where = namespacesOf(peer.namespaces);
  return [peer.pods === 'all' ? { namespaces: where } : { pods: { namespaceSelector: where, podSelector: { matchLabels: peer.pods } } }];
}

/** Whether blocks take in pods is the plugin's affair, so that everybody is both, said aloud. */
function partiesOf(peer: GuardrailPeer): TierParties[] {
  switch (peer.kind) {
    case 'pods': return podsOf(peer);
    case 'addresses':
    case 'apiServer': return portions(peer.blocks.map(({ cidr }) => cidr), BLOCKS_AT_MOST).map((networks) => ({ networks }));
    case 'everybody': return [{ namespaces: {} }, { networks: ['0.0.0.0/0', '::/0'] }];
  }
}

function namespacesOf(conditions: readonly NamespaceCondition[]): TierNamespaces {
  return conditions.length === 0 ? {} : { matchExpressions: conditions };
}
