import { SymbolicPorts } from './ports';
import { matchingSteps, MatchingRule, MatchingStep, portsThrough, Side } from './side';
import { NarrowedOn } from '../../reachability/connectivity';
import { compiledRequests } from '../../reachability/engine/compiled-requests';
import { bothNarrowed } from '../../reachability/engine/pair-requests';
import { PassingRule, passingRequests, PassingRules, PassingStage } from '../../reachability/engine/passing';
import { NETWORK_POLICIES, RuleSet } from '../../reachability/rules';
import { Snapshot } from '../../reachability/snapshot';
import { piecesOf } from '../../sets/pieces';
import { ALL_REQUESTS } from '../../sets/requests/request-set';
import { isWider } from '../diff/requests';

/** Ports by number and by name on which not all requests get through for sure. */
export type NarrowedSymbolic = NarrowedOn<SymbolicPorts>;

/** What one side of a connection lets through for sure, or both of them together. */
export interface SymbolicReach {
  readonly ports: SymbolicPorts;
  /** Some of the ports, each in one of these at most; empty where all requests get through. */
  readonly narrowed: readonly NarrowedSymbolic[];
}

/** What the policies of one side let through for sure, with the requests that get through. */
export function sideReach(snapshot: Snapshot, rules: RuleSet, side: Side): SymbolicReach {
  const steps = matchingSteps(snapshot, rules, side);
  return reachOn(portsThrough(steps), narrowedThrough(steps));
}

/** What both of two sides let through. */
export function bothReach(one: SymbolicReach, other: SymbolicReach): SymbolicReach {
  return reachOn(one.ports.intersection(other.ports), bothNarrowed(one.narrowed, other.narrowed));
}

/** The same on fewer ports. */
export function reachOn(ports: SymbolicPorts, narrowed: readonly NarrowedSymbolic[]): SymbolicReach {
  return { ports, narrowed: narrowed.map((one) => ({ ...one, ports: one.ports.intersection(ports) })).filter((one) => !one.ports.isEmpty()) };
}

/** Whether the same gets through, requests and all. */
export function isSameReach(one: SymbolicReach, other: SymbolicReach): boolean {
  if (!one.ports.equals(other.ports)) return false;
  const cuts = [...one.narrowed, ...other.narrowed].map(({ ports }) => ports);
  if (cuts.length === 0) return true;
  const on = ({ narrowed }: SymbolicReach, piece: SymbolicPorts) => (
    narrowed.find(({ ports }) => !ports.intersection(piece).isEmpty())?.requests ?? ALL_REQUESTS
  );
  return piecesOf(one.ports, cuts).every((piece) => !isWider(on(one, piece), on(other, piece)) && !isWider(on(other, piece), on(one, piece)));
}

function rulesOf({ early, core, late }: MatchingStep): readonly MatchingRule[] {
  return [...early, ...core, ...late];
}

function narrowedThrough(steps: readonly MatchingStep[]): readonly NarrowedSymbolic[] {
  const rules = steps.flatMap(rulesOf);
  const telling = rules.filter(({ requests }) => requests !== undefined);
  if (telling.length === 0) return [];
  const all = telling.reduce((sum, { ports }) => sum.union(ports), SymbolicPorts.none);
  return piecesOf(all, rules.map(({ ports }) => ports)).flatMap((ports): NarrowedSymbolic[] => {
    const passing = passingRequests([rulesOn(steps, ports)]);
    return passing === undefined ? [] : [{ ports, ...passing }];
  });
}

/** The rules about connections on some ports, which all of them treat alike. */
function rulesOn(steps: readonly MatchingStep[], on: SymbolicPorts): PassingRules {
  const isOn = ({ ports }: MatchingRule) => !ports.intersection(on).isEmpty();
  const matching = (rules: readonly MatchingRule[]) => rules.filter(isOn).map(({ action, isSure, requests }): PassingRule => (
    { action, isSure, ...(requests === undefined ? {} : { requests: compiledRequests(requests) }) }
  ));
  const stages = (isThere: (step: MatchingStep) => boolean) => (
    steps.filter(isThere).map(({ early, isolates }): PassingStage => ({ rules: matching(early), isolates }))
  );
  const shared = steps.find(({ order }) => order === NETWORK_POLICIES.order);
  const isOpened = shared?.core.some(isOn) === true;
  return {
    before: stages(({ order }) => order < NETWORK_POLICIES.order),
    among: { rules: matching(shared?.early ?? []), isolates: shared?.isolates === true },
    ...(shared?.isCoreIsolating === true ? { core: { isSure: isOpened, isPossible: isOpened } } : {}),
    late: matching(shared?.late ?? []),
    behind: stages(({ order }) => order > NETWORK_POLICIES.order),
  };
}
