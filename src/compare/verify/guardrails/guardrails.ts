import { ProofFinding } from '../finding';
import { GuardrailClaim } from './guardrail-claim';
import { GuardrailClaims } from './guardrail-claims';
import { ClaimScope, guardedWorld, hasOthers, hostileRules, sharedHostility } from './guardrail-world';
import { Asked, AskedGuardrails } from '../../../model/asked';
import { ConnectivityMap, MapEnd, Reach, SharedRows } from '../../../reachability/connectivity';
import { Direction, RuleSet } from '../../../reachability/rules';
import { PortSet } from '../../../sets/ports';
import type { Connect } from '../../list/input';
import { rowsOf } from '../rows';
import { decideBetween } from '../witness';
import { World } from '../world';

/** What was asked, what is enforced, and who answers. */
interface GuardrailInput {
  readonly asked: Asked;
  readonly rules: RuleSet;
  readonly connect: Connect;
}

type Broken = Extract<ProofFinding, { readonly kind: 'guardrailBroken' }>;

/**
 * Holds guardrails against what is written: each of their statements for every pod that they guard, whether it is among the manifests or not, and whatever
 * policies of namespaces may say; and that their objects do nothing else. Each side of a connection stands for itself.
 */
export function guardrailFindings({ asked, rules, connect }: GuardrailInput, world: World): ProofFinding[] {
  return asked.guardrails.filter(({ statements, dryRun }) => dryRun === undefined && statements.length > 0).flatMap((guardrails): ProofFinding[] => {
    const around = guardedWorld(world, guardrails, rules);
    const fights = new Map<string, Fight>();
    const isAlone = !hasOthers(rules, guardrails);
    const fightOf = ({ against, of }: ClaimScope) => {
      const key = `${against} ${isAlone ? 'own' : of}`;
      const known = fights.get(key) ?? new Fight(around, rules, guardrails, { against, of }, connect);
      fights.set(key, known);
      return known;
    };
    const { claims } = fightOf({ against: 'none', of: 'all' });
    return [...claims.flatMap((claim) => fightOf(claim).broken(claim)), ...unknownTenants(guardrails, asked.workloads, world)];
  });
}

/** Workloads whose tenant nobody can tell: their namespaces do not say. */
function unknownTenants(guardrails: AskedGuardrails, workloads: Asked['workloads'], { snapshot }: World): ProofFinding[] {
  const { tenants, platform } = guardrails.model;
  if (tenants?.kind !== 'label' || !guardrails.statements.includes('tenants')) return [];
  const mute = new Map(workloads.filter(({ id: { namespace } }) => (
    !platform.includes(namespace) && !Object.hasOwn(snapshot.namespaces.get(namespace) ?? {}, tenants.key)
  )).map((subject) => [subject.id.namespace, subject]));
  return [...mute.values()].map((subject) => ({ kind: 'tenantUnknown', guardrails, subject, key: tenants.key }));
}

/** Guardrails against some policies of namespaces: one map, and what is wrong in it. */
class Fight {
  /** What is claimed; the same in every fight, but for the addresses that rules tell apart. */
  public readonly claims: readonly GuardrailClaim[];
  private readonly map: ConnectivityMap;
  private readonly rows: SharedRows;
  private readonly wants: GuardrailClaims;
  /** Of each kind of ends that neither a rule nor a claim tells apart the first, and the second where there is one. */
  private readonly others: readonly (readonly [number, number?])[];

  private readonly subjects = new Map<Direction, (readonly [number, number?])[]>();
  private readonly judged = { open: new Map<PortSet, Map<number, PortSet>>(), shut: new Map<PortSet, Map<number, PortSet>>() };

  public constructor(
    private readonly world: World, private readonly all: RuleSet, private readonly guardrails: AskedGuardrails,
    private readonly scope: ClaimScope, connect: Connect,
  ) {
    this.map = connect(world.snapshot, sharedHostility(all, guardrails, scope));
    this.rows = rowsOf(this.map);
    this.wants = new GuardrailClaims(world, guardrails, this.map.ends);
    this.claims = this.wants.all();
    // what rules by names open may be any address, so that the addresses tell of it
    this.others = this.twoOfEach((place) => String(this.rows.ruleClassOf(place)), ({ kind }) => kind !== 'name');
  }

  /** The first pair of which a claim does not hold, with a word of how many there are. */
  public broken({ statement, direction, wants }: GuardrailClaim): Broken[] {
    const claim = this.claims.find((one) => one.statement === statement && one.direction === direction && one.wants === wants);
    if (claim === undefined) return [];
    const wrong = this.subjectsOf(direction).flatMap(([subject]) => this.others.flatMap(([first, second]) => {
      const other = this.isSelf(subject, first) ? second : first;
      const ports = other === undefined ? PortSet.none : this.wrongPorts(claim, subject, other);
      return other === undefined || ports.isEmpty() ? [] : [{ subject, other, ports }];
    }));
    const told = wrong.find(({ subject }) => this.isWritten(subject)) ?? wrong[0];
    return told === undefined ? [] : [this.finding(claim, told, wrong.length)];
  }

  private subjectsOf(direction: Direction): (readonly [number, number?])[] {
    const { rowOf } = this.rows[direction];
    const known = this.subjects.get(direction) ?? this.twoOfEach((place) => String(rowOf(place)), (end) => end.kind === 'workload' && !end.workload.hostNetwork);
    this.subjects.set(direction, known);
    return known;
  }

  /** A claim wants few sets of ports, and rows have few outcomes: each pair of them is looked at once. */
  private wrongPorts(claim: GuardrailClaim, subject: number, other: number): PortSet {
    const wanted = claim.ports(subject, other);
    if (wanted.isEmpty()) return wanted;
    const { rowOf, outcome } = this.rows[claim.direction];
    const number = outcome(rowOf(subject), this.rows.ruleClassOf(other));
    const byOutcome = this.judged[claim.wants].get(wanted) ?? new Map<number, PortSet>();
    this.judged[claim.wants].set(wanted, byOutcome);
    const key = number * 2 + (claim.mayBeUnknown ? 1 : 0);
    const known = byOutcome.get(key) ?? wrongOf(claim, wanted, this.rows.ports(number));
    byOutcome.set(key, known);
    return known;
  }

  private finding(claim: GuardrailClaim, { subject, other, ports }: { subject: number; other: number; ports: PortSet }, count: number): Broken {
    const { statement, direction, wants, against } = claim;
    const own = this.endAt(subject);
    const their = this.wants.partOf(claim, other);
    if (own.kind !== 'workload') throw new Error('whom guardrails hold is a workload');
    const rules = hostileRules(this.all, this.world, this.guardrails, this.scope);
    const witness = decideBetween(this.world, rules, { workload: own.workload, other: their, direction, ports });
    const { guardrails, world } = this;
    return { kind: 'guardrailBroken', guardrails, statement, direction, wants, against, workload: own.workload, part: { others: [their], ports }, count, world, witness };
  }

  /** The places of ends, up to two of each class and each category. */
  private twoOfEach(classOf: (place: number) => string, isMeant: (end: MapEnd) => boolean): (readonly [number, number?])[] {
    const found = new Map<string, readonly [number, number?]>();
    this.map.ends.forEach((end, place) => {
      if (!isMeant(end)) return;
      const key = `${classOf(place)} ${this.wants.categoryOf(place)}`;
      const [first, second] = found.get(key) ?? [];
      if (second === undefined) found.set(key, first === undefined ? [place] : [first, place]);
    });
    return [...found.values()];
  }

  /** A lone Pod and itself: nothing can keep them apart. */
  private isSelf(subject: number, other: number): boolean {
    const end = this.endAt(subject);
    return subject === other && end.kind === 'workload' && end.workload.kind === 'Pod';
  }

  private isWritten(place: number): boolean {
    const end = this.endAt(place);
    return end.kind === 'workload' && !this.world.strangers.has(end.workload);
  }

  private endAt(place: number): MapEnd {
    const end = this.map.ends[place];
    if (end === undefined) throw new RangeError(`there is no end ${place}`);
    return end;
  }
}

/** The ports on which what is so is not what a claim wants. */
function wrongOf({ wants, mayBeUnknown }: GuardrailClaim, wanted: PortSet, { allowed, unknown }: Reach): PortSet {
  if (wants === 'shut') return wanted.intersection(allowed.union(unknown));
  return wanted.difference(mayBeUnknown ? allowed.union(unknown) : allowed);
}
