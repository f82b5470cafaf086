import { isSubject, matchesPorts, Reach, reachOf } from './match';
import { CidrSet } from '../../sets/cidr-set';
import { either, matchesRequest, Request, Told } from '../../sets/requests/request';
import { Direction, RuleSet, TieredPolicy, TieredRule } from '../rules';
import { compareOfOnePriority } from '../rules/precedence';
import { Snapshot } from '../snapshot';
import { Flow, FlowEnd, TieredReference } from '../trace';
import { Workload } from '../workload';

/** A rule, and the addresses of the other side that it may decide about. */
export interface Hit {
  readonly rule: TieredReference;
  readonly addresses: CidrSet;
  /** Whether it is known to decide about any of them. */
  readonly isSure: boolean;
}

/** What some rules make of the addresses that the other side may have; where nobody knows, one address comes to several ends. */
export interface Asked {
  readonly accepted: readonly Hit[];
  readonly denied: readonly Hit[];
  /** The rules that pass on to the next tier, and what they pass on. */
  readonly passed: readonly Hit[];
  /** What no rule matches for sure. */
  readonly unmatched: CidrSet;
}

/** One side of a flow, as a tier looks at it. */
export interface TierQuestion {
  readonly direction: Direction;
  readonly snapshot: Snapshot;
  readonly flow: Flow;
  readonly subject: Workload;
  readonly other: FlowEnd;
  /** The request over the connection, where it is one that is asked about. */
  readonly request?: Request;
}

/** The policies of one tier that govern the subject of a question in its direction, in the order in which they are asked. */
export interface GoverningTier {
  readonly order: number;
  readonly policies: readonly TieredPolicy[];
  /** Those that deny what no rule of the tier matches. */
  readonly isolating: readonly TieredPolicy[];
}

/**
 * The tiers that have a say, the lowest first. Within one it goes by priority; of policies of one priority the API leaves open which comes first, and
 * our own definition says it.
 *
 * @see https://network-policy-api.sigs.k8s.io/api-overview/#actions (network-policy-api v0.2.0)
 */
export function tiersFor({ tiered }: RuleSet, { direction, snapshot, subject }: TierQuestion): GoverningTier[] {
  const governing = tiered.filter((policy) => isSubject(policy, snapshot, subject)).sort(comparePlaces);
  const orders = [...new Set(governing.map(({ tier }) => tier.order))].sort((a, b) => a - b);
  return orders.map((order) => {
    const policies = governing.filter(({ tier }) => tier.order === order);
    return { order, policies, isolating: policies.filter(({ isolates }) => isolates.includes(direction)) };
  });
}

/** Asks the rules of some policies one after the other: the first that matches decides. */
export function askPolicies(policies: readonly TieredPolicy[], question: TierQuestion, candidates: CidrSet): Asked {
  const { direction, snapshot, flow, subject, other, request } = question;
  const hits: { accept: Hit[]; deny: Hit[]; pass: Hit[] } = { accept: [], deny: [], pass: [] };
  let open = candidates;
  for (const policy of policies) {
    for (const rule of rulesOf(policy, direction).filter((one) => isSubject(one, snapshot, subject))) {
      const { sure, maybe } = reachOfRule(rule, snapshot, flow, other, open);
      const addresses = sure.union(maybe);
      if (addresses.isEmpty()) continue;
      const told = isToldOf(rule, request);
      if (told === 'no') continue;
      hits[failsClosed(rule) ? 'deny' : rule.action].push({ rule: referenceOf(policy, rule), addresses, isSure: told === 'yes' && !sure.isEmpty() });
      if (told === 'yes') open = open.difference(sure);
    }
  }
  return { accepted: hits.accept, denied: hits.deny, passed: hits.pass, unmatched: open };
}

/** Whether a rule that takes a connection in is about a request over it. */
function isToldOf({ requests }: TieredRule, request: Request | undefined): Told {
  if (requests === undefined || request === undefined) return 'yes';
  return either(requests.matches.map((match) => matchesRequest(match, request)));
}

/** The addresses of some hits together. */
export function addressesOf(hits: readonly Hit[]): CidrSet {
  return hits.reduce((sum, { addresses }) => sum.union(addresses), CidrSet.none);
}

function comparePlaces(a: TieredPolicy, b: TieredPolicy): number {
  return a.priority - b.priority || compareOfOnePriority(a.origin, b.origin);
}

function rulesOf({ rules }: TieredPolicy, direction: Direction): TieredRule[] {
  return rules.filter((rule) => rule.direction === direction).sort((a, b) => a.index - b.index);
}

function failsClosed(rule: TieredRule): boolean {
  return rule.peers.some(({ kind }) => kind === 'unknown');
}

/**
 * What a rule takes in. One that fails closed matches no traffic if it accepts, and else all of it, whatever its other peers and its ports.
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/ (network-policy-api v0.2.0, the peers of rules)
 */
function reachOfRule(rule: TieredRule, snapshot: Snapshot, flow: Flow, other: FlowEnd, open: CidrSet): Reach {
  if (failsClosed(rule)) return { sure: rule.action === 'accept' ? CidrSet.none : open, maybe: CidrSet.none };
  return matchesPorts(rule.ports, flow) ? reachOf(rule.peers, snapshot, other, open) : { sure: CidrSet.none, maybe: CidrSet.none };
}

function referenceOf({ origin, tier }: TieredPolicy, { direction, index, name, path, part, requests, action }: TieredRule): TieredReference {
  const told = {
    ...(name === undefined ? {} : { name }),
    ...(path === undefined ? {} : { path }),
    ...(part === undefined ? {} : { part }),
    ...(requests === undefined ? {} : { requests }),
  };
  return { origin, tier, direction, index, ...told, action };
}
