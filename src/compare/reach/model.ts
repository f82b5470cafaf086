import { Answer, answerTo } from './answer';
import { workloadMeant } from './ends';
import { MappedManifests } from './map';
import { Question, QuestionObjection, ReachVerdict } from './question';
import { answerText, examplesOf } from './text';
import { WorkloadId } from '../../model/asked';
import { ConnectivityMap } from '../../reachability/connectivity';
import { connectivityOf } from '../../reachability/engine/connectivity-of';
import { Meaning } from '../../reachability/meaning';
import { objectText } from '../../reachability/objects';
import { namesIn } from '../../reachability/rules/peers';
import { ContainerPort, Workload } from '../../reachability/workload';
import { NamePattern } from '../../sets/names';
import { order } from '../../sets/order';
import { PortSet } from '../../sets/ports';
import { Blast } from '../blast/blast';
import { BlastOptions, blastOf } from '../blast/blast-of';
import { ChangeKind } from '../diff/change';
import { CHANGES_AT_MOST, differsWidely, diffOf } from '../diff/diff';
import { diffEndText, leavesText } from '../diff/text';
import { WayChange, wayChanges } from '../diff/ways';
import { Explanation } from '../explain/explain';
import { SourceLookup } from '../explain/source';
import { WaysOut } from '../leaving/ways-out';
import { connectionsOf } from '../list/answer';
import { listEndText } from '../list/end';
import { entryRows } from '../list/entry-rows';
import { entriesSection } from '../list/entry-words';
import { exposureOf } from '../list/exposure';
import { waysOutSection } from '../list/ways-out';
import { exposureSection } from '../list/words';
import { originsOf } from '../verify/witness';
import { NameObjection, portsNamed, workloadNamed } from '../words/named';
import { narrowedText } from '../words/requests';
import { reachText } from '../words/text';

/** What is to be said of manifests beside what they mean. */
export interface ReachFacts {
  /** Objects that an API server would refuse, and that may decide about connections, with what is wrong: while there are any, nothing is known. */
  readonly refused: readonly string[];
  /** What every explanation ends with. */
  readonly notes: readonly string[];
  readonly sourceOf?: SourceLookup;
  /** The construct that writes an object such as `NetworkPolicy shop/web`. */
  readonly constructOf?: (object: string) => string | undefined;
}

/** One connection, its ends as texts. */
export interface ConnectionRow {
  readonly source: string;
  readonly target: string;
  readonly allowed: PortSet;
  readonly unknown: PortSet;
  /** The ports on which some requests alone get through, in a sentence; empty where there are none. */
  readonly requests: string;
}

/** One way in from outside, as texts. */
export interface EntryCells extends ConnectionCells {
  readonly entry: string;
  readonly requests: string;
  readonly via: string;
  readonly clients: string;
}

/** What pods that are not among the manifests may do, as texts. */
export interface OutsidersCells extends ConnectionCells {
  readonly source: string;
}

/** By which addresses connections leave the cluster through gateways, as texts. */
export interface WayOutCells {
  readonly source: string;
  readonly target: string;
  readonly leaves: string;
}

interface ConnectionCells {
  readonly target: string;
  readonly ports: string;
}

/** One connection that is not what it was, as texts. */
export interface ChangeCells {
  readonly kind: ChangeKind;
  readonly source: string;
  readonly target: string;
  readonly before: string;
  readonly after: string;
  /** Whether anything is open now that was not. */
  readonly widens: boolean;
}

/** Why nothing is told of manifests as a whole. */
export interface ReachRefusal {
  readonly code: 'MANIFESTS_INVALID';
  readonly text: string;
}

function refusalOf(refused: readonly string[]): ReachRefusal {
  return { code: 'MANIFESTS_INVALID', text: `an API server would refuse what may decide about connections:\n  ${refused.join('\n  ')}\n` };
}

/** Manifests as somebody asks about them: who reaches whom, and why. */
export class ReachModel {
  private readonly manifests: MappedManifests;
  private made?: ConnectivityMap;

  /** The rules must be those that the cluster enforces. */
  public constructor(private readonly meaning: Meaning, private readonly facts: ReachFacts) {
    const { snapshot, rules } = meaning;
    this.manifests = { snapshot, rules, map: () => this.made ??= connectivityOf(snapshot, rules) };
  }

  /** What becomes of a question. */
  public verdict(question: Question): ReachVerdict | QuestionObjection {
    const answer = this.answer(question);
    if ('code' in answer) return answer;
    return this.facts.refused.length > 0 ? 'unknown' : answer.verdict;
  }

  /** Why, with an example of whatever becomes of a part of it, and the smallest change that would allow a denied one. */
  public explanation(question: Question): string | QuestionObjection {
    const answer = this.answer(question);
    if ('code' in answer) return answer;
    const { refused, notes, sourceOf } = this.facts;
    if (refused.length > 0) return [`${question.text}: unknown, since an API server would refuse what may decide about it`, ...refused.map((one) => `  ${one}`)].join('\n');
    const examples = examplesOf(answer, this.manifests.rules, this.meaning.sources);
    const mends = question.mend === undefined || examples.every(({ decision }) => decision.verdict !== 'denied') ? [] : [question.mend];
    return answerText(question, answer, examples, [...this.writers(examples), ...mends, ...notes], sourceOf);
  }

  /** Every connection among workloads and addresses that is open, or perhaps is, sorted. */
  public connections(): ConnectionRow[] | ReachRefusal {
    if (this.facts.refused.length > 0) return this.refusal();
    const rows = [...connectionsOf(this.manifests.map())].map(({ source, destination, allowed, unknown, narrowed }) => (
      { source: listEndText(source), target: listEndText(destination), allowed, unknown, requests: narrowedText(narrowed) }
    ));
    return rows.sort((a, b) => order(a.source, b.source) || order(a.target, b.target));
  }

  /** The ways in from outside, followed to the workloads behind. */
  public entries(): EntryCells[] | ReachRefusal {
    if (this.facts.refused.length > 0) return this.refusal();
    const rows = entryRows({ ...this.meaning, connect: connectivityOf }, this.manifests.map());
    return entriesSection(rows).rows.map(([entry = '', requests = '', via = '', clients = '', target = '', ports = '']) => ({ entry, requests, via, clients, target, ports }));
  }

  /** What pods that are not among the manifests could reach, and be reached by. */
  public outsiders(): OutsidersCells[] | ReachRefusal {
    if (this.facts.refused.length > 0) return this.refusal();
    const { lines } = exposureOf(this.manifests.snapshot, this.manifests.rules);
    return exposureSection(lines).rows.map(([source = '', target = '', ports = '']) => ({ source, target, ports }));
  }

  /** By which addresses connections leave the cluster through gateways. */
  public waysOut(): WayOutCells[] | ReachRefusal {
    if (this.facts.refused.length > 0) return this.refusal();
    const ways = new WaysOut({ ...this.meaning, map: this.manifests.map() }).all();
    return waysOutSection(ways).rows.map(([source = '', target = '', leaves = '']) => ({ source, target, leaves }));
  }

  /** The connections that are not what they were in other manifests, and the ways out of the cluster. */
  public changesSince(before: ReachModel): ChangeCells[] | ReachRefusal {
    const refused = [...before.facts.refused, ...this.facts.refused];
    if (refused.length > 0) return refusalOf(refused);
    const names = namesIn(before.meaning.rules, this.meaning.rules);
    const [old, current] = [before.mapWith(names), this.mapWith(names)];
    if (differsWidely(old, current)) return { code: 'MANIFESTS_INVALID', text: `more than ${CHANGES_AT_MOST} connections have changed, and no more are told: compare parts of the manifests` };
    const ofConnections = diffOf(old, current).changes.map(({ kind, source, destination, before: was, after: is, gained }) => (
      { kind, source: diffEndText(source), target: diffEndText(destination), before: reachText(was), after: reachText(is), widens: !gained.isEmpty() }
    ));
    return [...ofConnections, ...wayChanges({ ...before.meaning, map: old }, { ...this.meaning, map: current }).map(wayChangeCells)];
  }

  /** What is within reach if a workload is taken, or from where it can be taken. */
  public blast(id: WorkloadId, options: BlastOptions): Blast | ReachRefusal | QuestionObjection {
    if (this.facts.refused.length > 0) return this.refusal();
    const workload = workloadMeant(id, this.meaning.snapshot);
    return 'code' in workload ? workload : blastOf(this.meaning, workload, options);
  }

  /** The workload of a name such as `shop/web`, or `shop/web[StatefulSet]`. */
  public named(name: string): Workload | NameObjection {
    return workloadNamed(this.manifests.snapshot, name);
  }

  /** The ports of a workload that bear a name. */
  public portsNamed(workload: Workload, name: string): readonly ContainerPort[] | NameObjection {
    return portsNamed(workload, name);
  }

  /** A map in which some names are ends, whether rules have them or not. */
  private mapWith(names: readonly NamePattern[]): ConnectivityMap {
    const { snapshot, rules } = this.manifests;
    if (namesIn(rules).length === names.length) return this.manifests.map();
    return connectivityOf(snapshot, rules, { names: names.map((name) => ({ kind: 'name', name })) });
  }

  private refusal(): ReachRefusal {
    return refusalOf(this.facts.refused);
  }

  private answer(question: Question): Answer | QuestionObjection {
    return answerTo(question, this.manifests, connectivityOf);
  }

  private writers(examples: readonly Explanation[]): string[] {
    const lines = examples.flatMap(({ decision }) => originsOf(decision)).flatMap((origin) => {
      const path = this.facts.constructOf?.(objectText({ namespace: 'default', ...origin }));
      return path === undefined ? [] : [`${objectText(origin)} is written by \`${path}\``];
    });
    return [...new Set(lines)];
  }
}

function wayChangeCells({ kind, source, destination, before, after, widens }: WayChange): ChangeCells {
  const textOf = (ways: WayChange['before']) => (ways.length === 0 ? leavesText(ways) : `leaves ${leavesText(ways)}`);
  return { kind, source: diffEndText(source), target: diffEndText(destination), before: textOf(before), after: textOf(after), widens };
}
