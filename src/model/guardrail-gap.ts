import { FlowDirection } from './endpoint';
import { Finding } from './finding';
import { GuardrailPolicies, GuardrailRule } from './guardrail-policy';
import { GuardrailsModel, GuardrailStatement, statementText } from './guardrails';
import { KubeObject } from './rendered';

/** A statement that an API has no words for, or not for all of it. */
export interface GuardrailGap {
  readonly statement: GuardrailStatement;
  readonly finding: Finding;
}

/** What an API made of guardrails: the objects, and the statements that they do not carry, each once. */
export interface RenderedGuardrails {
  readonly objects: readonly KubeObject[];
  readonly gaps: readonly GuardrailGap[];
}

/** What an API cannot say, and why. */
export interface Unsayable {
  /** What is in the way, such as `core NetworkPolicy has no rules that deny`. */
  readonly why: string;
  /** What a user can do, as the end of a sentence. */
  readonly instead: string;
}

/** Reports statements that would not hold, each once and by the first thing that is in its way. */
export function guardrailGaps(guardrails: GuardrailsModel, unsayable: readonly (readonly [GuardrailStatement, Unsayable])[]): GuardrailGap[] {
  return [...new Map([...unsayable].reverse())].reverse().map(([statement, { why, instead }]) => ({
    statement,
    finding: { code: 'CANNOT_EXPRESS', text: `guardrails \`${guardrails.name}\` ask that ${statementText(statement, guardrails)}: ${why}; ${instead}` },
  }));
}

/** The rules that an API has no words for, as it judges them. */
export function unsayableRules(
  { admin, baseline }: GuardrailPolicies, judge: Readonly<Record<FlowDirection, (rule: GuardrailRule) => Unsayable | undefined>>,
): [GuardrailStatement, Unsayable][] {
  return [...admin, ...(baseline === undefined ? [] : [baseline])].flatMap((policy) => (['ingress', 'egress'] as const).flatMap((direction) => (
    policy[direction].flatMap((rule): [GuardrailStatement, Unsayable][] => {
      const problem = rule.peers.length === 0 ? UNKNOWN_PLACE : judge[direction](rule);
      return problem === undefined ? [] : [[rule.statement, problem]];
    })
  )));
}

/** Nobody has said where a party of the system is. */
export const UNKNOWN_PLACE: Unsayable = { why: 'the cluster profile does not say where that is', instead: 'give its place in the profile, or leave the path out' };

/** What an API says that sees the API server by its addresses alone. */
export function apiServerUnknown(api: string): Unsayable {
  return {
    why: `${api} sees the API server by its addresses, and the cluster profile has none`,
    instead: 'give them, as in `ClusterProfile.of({ apiServer: { addresses: [\'198.51.100.7/32\'] } })`',
  };
}

/** What an API says that sees nodes, and the API server among them, by blocks of addresses that take in none. */
export function nodesUnsayable(api: string): Unsayable {
  return {
    why: `blocks of addresses take in no nodes on this plugin, so that ${api} has no word for them`,
    instead: 'say `nodesInBlocks` in `overrides` of the plugin where its blocks do, or leave it to the API of the plugin where it has one',
  };
}

/** How the plugin that carries an API understands blocks of addresses. */
export interface BlockFacts {
  /** Whether they take in nodes, and so the API server. */
  readonly nodesInBlocks: boolean;
}

/**
 * What the APIs of `policy.networking.k8s.io` cannot say of any rule: their callers are pods, and nobody outside the cluster.
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/ (network-policy-api v0.2.0, and v0.1.7 likewise)
 */
export function unsayableInTiers(policies: GuardrailPolicies, api: string, { nodesInBlocks }: BlockFacts): [GuardrailStatement, Unsayable][] {
  return unsayableRules(policies, {
    ingress: ({ peers }) => (peers.every(({ kind }) => kind === 'pods') ? undefined : {
      why: `callers are pods alone in ${api}, and nobody outside the cluster`,
      instead: 'hold off pods alone, with `callers: GuardrailCallers.PODS`',
    }),
    egress: ({ peers }) => {
      if (peers.some((peer) => peer.kind === 'apiServer' && peer.blocks.length === 0)) return apiServerUnknown(api);
      return nodesInBlocks || peers.every(({ kind }) => kind !== 'apiServer' && kind !== 'everybody') ? undefined : nodesUnsayable(api);
    },
  });
}
