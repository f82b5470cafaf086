import { CompiledRequests } from './compiled-requests';
import { order } from '../../sets/order';
import { matchOfPlain, PlainRequest, plainText } from '../../sets/requests/request-plain';
import { isKnown, isSameForSure, NO_REQUEST, Requests, requestsOf, RequestSet, unionOfRequests } from '../../sets/requests/request-set';
import { NarrowedPorts } from '../connectivity';
import { Action } from '../rules';

/** A rule that takes in the connections that are looked at, for sure or perhaps. */
export interface PassingRule {
  readonly action: Action;
  readonly isSure: boolean;
  /** Absent where it is about all requests of a connection. */
  readonly requests?: CompiledRequests;
}

/** The rules of one tier, and whether whatever none of them takes in is denied. */
export interface PassingStage {
  readonly rules: readonly PassingRule[];
  readonly isolates: boolean;
}

/** The rules about some connections that all of them treat alike, in the order in which they are asked. */
export interface PassingRules {
  /** The tiers before that of the NetworkPolicies. */
  readonly before: readonly PassingStage[];
  /** Those of that tier that are asked before them. */
  readonly among: PassingStage;
  /** Whether NetworkPolicies open them, for sure and perhaps; absent where none isolates. */
  readonly core?: { readonly isSure: boolean; readonly isPossible: boolean };
  /** Those of that tier that are asked behind them. */
  readonly late: readonly PassingRule[];
  readonly behind: readonly PassingStage[];
}

/** The requests that get through, and how rules write them. */
export type Passing = Pick<NarrowedPorts, 'requests' | 'told'>;

/** What becomes of requests; one may be in several of these sets where it is not known. */
interface Decided {
  readonly accepted: RequestSet;
  readonly denied: RequestSet;
  readonly onward: RequestSet;
}

/** The requests that get through to an end that is at one of some places, whichever it is; nothing where all of them do for sure. */
export function passingRequests(places: readonly PassingRules[]): Passing | undefined {
  const [only, ...more] = places;
  const plain = only === undefined || more.length > 0 ? undefined : acceptedAlone(only);
  if (plain !== undefined) return plain === 'all' ? undefined : plain;
  const walks = places.map((rules) => new RequestWalk(rules));
  const ways = walks.map((walk) => walk.through());
  if (walks.some(({ isLost }) => isLost)) return { requests: UNKNOWN_REQUESTS };
  const mayDeny = ways.map(({ denied }) => denied).reduce(joined, RequestSet.none);
  const mayAllow = ways.map(({ accepted }) => accepted).reduce(joined, RequestSet.none);
  if (mayDeny.isEmpty()) return undefined;
  const requests: Requests = { least: RequestSet.all.difference(mayDeny) ?? RequestSet.none, most: mayAllow };
  return { requests, ...toldOf(requests, writtenIn(places)) };
}

/**
 * The requests that get through where rules accept some alone, for sure, and all others are shut: those of all rules together, without a look at what each leaves to
 * the next, which would be large. `all` where everything gets through; nothing where it is not as simple as that.
 */
function acceptedAlone(rules: PassingRules): Passing | 'all' | undefined {
  const { before, among, core, behind } = rules;
  const matching = rulesIn(rules);
  const isPlain = ({ action, isSure, requests }: PassingRule) => isSure && action === 'accept' && (requests === undefined || isKnown(requests.of));
  const isAmongAlone = [...before, ...behind].every((stage) => !stage.isolates && stage.rules.length === 0);
  if (!matching.every(isPlain) || !isAmongAlone || core?.isSure !== core?.isPossible) return undefined;
  const isShut = among.isolates || core !== undefined;
  if (core?.isSure === true || !isShut || matching.some(({ requests }) => requests === undefined || requests.of.least === RequestSet.all)) return 'all';
  const requests = matching.flatMap((rule) => rule.requests?.of ?? []).reduce(unionOfRequests, NO_REQUEST);
  const isWritten = matching.every((rule) => rule.requests?.told !== undefined);
  return { requests, ...(isWritten && isKnown(requests) ? { told: [writtenIn([rules])] } : {}) };
}

function rulesIn({ before, among, late, behind }: PassingRules): readonly PassingRule[] {
  return [...before.flatMap(({ rules }) => rules), ...among.rules, ...late, ...behind.flatMap(({ rules }) => rules)];
}

/** What rules write of requests. */
function writtenIn(places: readonly PassingRules[]): PlainRequest[] {
  const written = places.flatMap(rulesIn).flatMap(({ requests }) => requests?.told ?? []);
  return [...new Map(written.map((one) => [plainText(one), one]))].sort(([a], [b]) => order(a, b)).map(([, one]) => one);
}

/** The way of all requests to one place. */
class RequestWalk {
  /** Whether something on the way has become too large, so that nobody knows. */
  public isLost = false;

  public constructor(private readonly rules: PassingRules) {}

  /** What may be accepted, and what may be denied. */
  public through(): Pick<Decided, 'accepted' | 'denied'> {
    const { before, among, core, late: behindCore, behind } = this.rules;
    const first = this.stages(before, RequestSet.all);
    const own = this.ask(among.rules, first.onward);
    const late = core?.isSure === true ? undefined : this.ask(behindCore, own.open);
    const isIsolated = among.isolates || core !== undefined;
    const left = late === undefined ? RequestSet.none : late.open;
    const passed = joined(own.passed, late?.passed ?? RequestSet.none);
    const last = this.stages(behind, isIsolated ? passed : joined(passed, left));
    const byCore = core?.isPossible === true ? own.open : RequestSet.none;
    return {
      // what no tier decides is let through
      accepted: [first.accepted, own.accepted, late?.accepted ?? RequestSet.none, last.accepted, last.onward, byCore].reduce(joined),
      denied: [first.denied, own.denied, late?.denied ?? RequestSet.none, last.denied, isIsolated ? left : RequestSet.none].reduce(joined),
    };
  }

  private stages(stages: readonly PassingStage[], open: RequestSet): Decided {
    return stages.reduce((sum: Decided, { rules, isolates }) => {
      const one = this.ask(rules, sum.onward);
      return {
        accepted: joined(sum.accepted, one.accepted),
        denied: joined(sum.denied, isolates ? joined(one.denied, one.open) : one.denied),
        onward: isolates ? one.passed : joined(one.passed, one.open),
      };
    }, { accepted: RequestSet.none, denied: RequestSet.none, onward: open });
  }

  private ask(rules: readonly PassingRule[], asked: RequestSet): Omit<Decided, 'onward'> & { readonly passed: RequestSet; readonly open: RequestSet } {
    const ends = { accept: RequestSet.none, deny: RequestSet.none, pass: RequestSet.none };
    let open = asked;
    for (const { action, isSure, requests } of rules) {
      if (open.isEmpty() || this.isLost) continue;
      const { least, most } = requests?.of ?? { least: RequestSet.all, most: RequestSet.all };
      ends[action] = joined(ends[action], open.intersection(most) ?? open);
      if (isSure) open = this.without(open, least);
    }
    return { accepted: ends.accept, denied: ends.deny, passed: ends.pass, open };
  }

  private without(open: RequestSet, taken: RequestSet): RequestSet {
    const left = open.difference(taken);
    this.isLost ||= left === undefined;
    return left ?? open;
  }
}

/** What rules write, if that is exactly what gets through. */
function toldOf(requests: Requests, written: readonly PlainRequest[]): Pick<NarrowedPorts, 'told'> {
  return isSameForSure(requests, requestsOf(written.map(matchOfPlain))) ? { told: [written] } : {};
}

const UNKNOWN_REQUESTS: Requests = { least: RequestSet.none, most: RequestSet.all };

function joined(a: RequestSet, b: RequestSet): RequestSet {
  return a.union(b) ?? RequestSet.all;
}
