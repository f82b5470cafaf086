import { CompiledTieredRule } from './compiled';
import { PortSets } from './port-sets';
import { LetThrough, MatchingRule, Stage, TierTable } from './tier-table';
import { EVERY_NAME } from '../../sets/names';
import { order } from '../../sets/order';
import { matchOfPlain, PlainRequest, plainText } from '../../sets/requests/request-plain';
import { isKnown, isSameForSure, NO_REQUEST, Requests, requestsOf, RequestSet, unionOfRequests } from '../../sets/requests/request-set';
import { NarrowedPorts, QueriedPorts } from '../connectivity';

/** Ends of one kind in some places, as the requests over their connections need them. */
export interface RequestPart {
  readonly region: number;
  /** The ports that NetworkPolicies open; absent where none isolates the subject. */
  readonly opened?: LetThrough;
}

/** What becomes of requests; one may be in several of these sets where it is not known. */
interface Decided {
  readonly accepted: RequestSet;
  readonly denied: RequestSet;
  readonly onward: RequestSet;
}

/** Requests that are shut out of a connection unless some rule lets them through: for sure, and perhaps. */
interface Closed {
  sure: RequestSet;
  maybe: RequestSet;
}

/**
 * The requests that get through, on ports where they are told apart. It goes the way of the ports (`tier-table.ts`, `row.ts`), with sets of requests in their place: a
 * rule that is about some requests takes in those alone, and leaves the others to whatever comes behind it.
 */
export class NarrowedRow {
  public constructor(private readonly tiers: TierTable, private readonly ports: PortSets) {}

  /** The ports on which not all requests get through for sure. */
  public of(kind: number, parts: readonly RequestPart[], extra: number): readonly NarrowedPorts[] {
    const known = parts.map((part) => ({ ...part, rules: this.tiers.matching(kind, part.region) }));
    const byCore = [extra, ...known.flatMap(({ opened }) => (opened === undefined ? [] : [opened.sure, opened.most]))];
    return this.pieces(known.map(({ rules }) => rules), byCore).flatMap((ports): NarrowedPorts[] => {
      const [only, ...more] = known;
      const plain = only === undefined || more.length > 0 ? undefined : this.acceptedAlone(only.rules, ports, only.opened, extra);
      if (plain === 'all') return [];
      if (plain !== undefined) return [{ ports: this.ports.set(ports), ...plain }];
      const walks = known.map(({ rules, opened }) => ({ walk: new RequestWalk(this.tiers, this.ports, rules, ports), opened }));
      const ways = walks.map(({ walk, opened }) => walk.through(opened, extra));
      if (walks.some(({ walk }) => walk.isLost)) return [{ ports: this.ports.set(ports), requests: UNKNOWN_REQUESTS }];
      const mayDeny = ways.map(({ denied }) => denied).reduce(joined, RequestSet.none);
      const mayAllow = ways.map(({ accepted }) => accepted).reduce(joined, RequestSet.none);
      if (mayDeny.isEmpty()) return [];
      const requests: Requests = { least: RequestSet.all.difference(mayDeny) ?? RequestSet.none, most: mayAllow };
      return [{ ports: this.ports.set(ports), requests, ...toldOf(requests, this.writtenOn(known.map(({ rules }) => rules), ports)) }];
    });
  }

  /**
   * The requests that get through where rules accept some alone, for sure, and all others are shut: those of all rules together, without a look at what each leaves to
   * the next, which would be large. `all` where everything gets through; nothing where it is not as simple as that.
   */
  private acceptedAlone(
    rules: ReadonlyMap<CompiledTieredRule, MatchingRule>, on: number, opened: LetThrough | undefined, extra: number,
  ): Pick<NarrowedPorts, 'requests' | 'told'> | 'all' | undefined {
    const matching = [...rules].filter(([, { ports }]) => this.ports.intersection(ports, on) !== PortSets.NONE);
    const isPlain = ([{ action, requests }, { isSure }]: (typeof matching)[number]) => isSure && action === 'accept' && (requests === undefined || isKnown(requests.of));
    const { before, among, behind } = this.tiers;
    const isAmongAlone = [...before, ...behind].every((stage) => !stage.isolates && !matching.some(([rule]) => stage.rules.includes(rule)));
    const isOpened = (ports: number) => this.ports.difference(on, this.ports.union(ports, extra)) === PortSets.NONE;
    const byCore = opened === undefined ? [] : [isOpened(opened.sure), isOpened(opened.most)];
    if (!matching.every(isPlain) || !isAmongAlone || byCore[0] !== byCore[1]) return undefined;
    const isShut = among.isolates || opened !== undefined || matching.some(([{ requests }]) => requests?.isClosed === true);
    if (byCore[0] === true || !isShut || matching.some(([{ requests }]) => requests === undefined || requests.of.least === RequestSet.all)) return 'all';
    const requests = matching.flatMap(([rule]) => rule.requests?.of ?? []).reduce(unionOfRequests, NO_REQUEST);
    const isWritten = matching.every(([rule]) => rule.requests?.told !== undefined);
    return { requests, ...(isWritten && isKnown(requests) ? { told: [this.writtenOn([rules], on)] } : {}) };
  }

  /** What the rules that accept connections on some ports write of requests. */
  private writtenOn(parts: readonly ReadonlyMap<CompiledTieredRule, MatchingRule>[], on: number): PlainRequest[] {
    const written = parts.flatMap((rules) => [...rules]).flatMap(([{ requests }, { ports }]) => (
      this.ports.intersection(ports, on) === PortSets.NONE ? [] : requests?.told ?? []
    ));
    return [...new Map(written.map((one) => [plainText(one), one]))].sort(([a], [b]) => order(a, b)).map(([, one]) => one);
  }

  /** The ports on which queries of DNS are read, and the names that may be asked for on them. */
  public queries(kind: number, parts: readonly RequestPart[], extra: number): readonly QueriedPorts[] {
    return parts.flatMap(({ region, opened }) => {
      const rules = [...this.tiers.matching(kind, region)].filter(([{ action }]) => action === 'accept');
      const reading = rules.flatMap(([{ queries }, { ports }]) => (queries === undefined ? [] : [{ queries, ports }]));
      const plain = rules.filter(([{ queries }, { isSure }]) => queries === undefined && isSure).map(([, { ports }]) => ports);
      const cuts = [...reading.map(({ ports }) => ports), ...plain, extra, opened?.sure ?? PortSets.NONE];
      const isOn = (ports: number, piece: number) => this.ports.intersection(ports, piece) !== PortSets.NONE;
      return this.cut(reading.map(({ ports }) => ports), cuts).map((piece): QueriedPorts => {
        const isPlain = [...plain, extra, opened?.sure ?? PortSets.NONE].some((ports) => isOn(ports, piece));
        const names = reading.filter(({ ports }) => isOn(ports, piece)).flatMap(({ queries }) => queries);
        return { ports: this.ports.set(piece), names: isPlain ? [EVERY_NAME] : names };
      });
    });
  }

  /** The ports on which some rule tells requests apart, cut wherever a rule, or what NetworkPolicies open, begins or ends. */
  private pieces(parts: readonly ReadonlyMap<CompiledTieredRule, MatchingRule>[], opened: readonly number[]): readonly number[] {
    const rules = parts.flatMap((part) => [...part]);
    const told = rules.flatMap(([{ requests }, { ports }]) => (requests === undefined ? [] : [ports]));
    return this.cut(told, [...rules.map(([, { ports }]) => ports), ...opened]);
  }

  /** All of some ports, cut wherever others begin or end. */
  private cut(some: readonly number[], cuts: readonly number[]): readonly number[] {
    const all = some.reduce((sum, ports) => this.ports.union(sum, ports), PortSets.NONE);
    return all === PortSets.NONE ? [] : this.ports.pieces(all, cuts);
  }
}

/** The way of all requests on some ports, which all rules treat alike, to one place. */
class RequestWalk {
  /** Whether something on the way has become too large, so that nobody knows. */
  public isLost = false;
  private readonly closed: Closed = { sure: RequestSet.none, maybe: RequestSet.none };

  public constructor(
    private readonly tiers: TierTable, private readonly ports: PortSets,
    private readonly rules: ReadonlyMap<CompiledTieredRule, MatchingRule>, private readonly on: number,
  ) {}

  /** What may be accepted, and what may be denied. */
  public through(opened: LetThrough | undefined, extra: number): Pick<Decided, 'accepted' | 'denied'> {
    const { before, among } = this.tiers;
    const first = this.stages(before, RequestSet.all);
    const own = this.ask(among.rules, first.onward);
    const isOpened = (ports: number) => this.ports.difference(this.on, this.ports.union(ports, extra)) === PortSets.NONE;
    const late = opened !== undefined && isOpened(opened.sure) ? undefined : this.ask(among.late, own.open);
    const isIsolated = among.isolates || opened !== undefined;
    const left = late === undefined ? RequestSet.none : late.open;
    const passed = joined(own.passed, late?.passed ?? RequestSet.none);
    const last = this.last(isIsolated ? passed : joined(passed, left));
    const byCore = opened !== undefined && isOpened(opened.most) ? own.open : RequestSet.none;
    return {
      accepted: [first.accepted, own.accepted, late?.accepted ?? RequestSet.none, last.accepted, byCore].reduce(joined),
      denied: [first.denied, own.denied, late?.denied ?? RequestSet.none, last.denied, isIsolated ? left : RequestSet.none].reduce(joined),
    };
  }

  /** What no tier decides is let through, but for what is shut out of its connection. */
  private last(open: RequestSet): Pick<Decided, 'accepted' | 'denied'> {
    const { accepted, denied, onward } = this.stages(this.tiers.behind, open);
    const { sure, maybe } = this.closed;
    return {
      accepted: joined(accepted, onward.difference(sure) ?? onward),
      denied: joined(denied, onward.intersection(joined(sure, maybe)) ?? onward),
    };
  }

  private stages(stages: readonly Stage[], open: RequestSet): Decided {
    return stages.reduce((sum: Decided, { rules, isolates }) => {
      const one = this.ask(rules, sum.onward);
      return {
        accepted: joined(sum.accepted, one.accepted),
        denied: joined(sum.denied, isolates ? joined(one.denied, one.open) : one.denied),
        onward: isolates ? one.passed : joined(one.passed, one.open),
      };
    }, { accepted: RequestSet.none, denied: RequestSet.none, onward: open });
  }

  private ask(rules: readonly CompiledTieredRule[], asked: RequestSet): Omit<Decided, 'onward'> & { readonly passed: RequestSet; readonly open: RequestSet } {
    const ends = { accept: RequestSet.none, deny: RequestSet.none, pass: RequestSet.none };
    let open = asked;
    for (const rule of rules) {
      const match = this.rules.get(rule);
      if (match === undefined || open.isEmpty() || this.isLost || this.ports.intersection(match.ports, this.on) === PortSets.NONE) continue;
      if (rule.requests?.isClosed === true) this.close(open, match.isSure);
      const { least, most } = rule.requests?.of ?? { least: RequestSet.all, most: RequestSet.all };
      ends[rule.action] = joined(ends[rule.action], open.intersection(most) ?? open);
      if (match.isSure) open = this.without(open, least);
    }
    return { accepted: ends.accept, denied: ends.deny, passed: ends.pass, open };
  }

  private without(open: RequestSet, taken: RequestSet): RequestSet {
    const left = open.difference(taken);
    this.isLost ||= left === undefined;
    return left ?? open;
  }

  private close(open: RequestSet, isSure: boolean): void {
    const { sure, maybe } = this.closed;
    const further = this.without(open, sure);
    if (isSure) this.closed.sure = sure.union(further) ?? sure;
    else this.closed.maybe = joined(maybe, further);
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
