import { nodeAddresses, podAddresses } from './inside';
import { PodIndex } from './pod-index';
import { CidrSet } from '../../sets/cidr-set';
import { groupedBy, listIn } from '../../sets/groups';
import { matches } from '../../sets/selector';
import { Departure, SourceAddressRule } from '../rules/source-addresses';
import { matchesNamespace, Snapshot } from '../snapshot';
import { traitsOf, Workload } from '../workload';

/** Addresses to which the connections of a pod leave in one of some ways; of several nobody knows which. */
export interface Leaving {
  readonly addresses: CidrSet;
  readonly departures: readonly Departure[];
}

/** A rule that is about a pod, for sure or on some nodes alone. */
interface OwnRule {
  readonly rule: SourceAddressRule;
  readonly isSure: boolean;
}

/** What a rule says of some addresses, by its place among those of the pod: one of its gateways, or that they are left out. */
interface Word {
  readonly rule: number;
  readonly gateway?: number;
}

/** Blocks of one length, or one of them, of which one thing is said. */
interface Level {
  readonly prefix: number;
  readonly addresses: CidrSet;
  readonly isSure: boolean;
  readonly word: Word;
}

/** Addresses of which some rules say something, whoever they are; without a word they leave as ever. */
interface Part {
  readonly addresses: CidrSet;
  readonly words: readonly Word[];
  /** Whether they may leave as ever, whatever is said of them. */
  readonly isOpen: boolean;
}

/**
 * How the connections of a pod leave the cluster, for every address there is: the parts have no address in common. Of the blocks that rules name for the pod the
 * longest decides, be it one of destinations or of exceptions.
 */
export function leavingsOf(rules: readonly SourceAddressRule[], snapshot: Snapshot, workload: Workload): Leaving[] {
  const own = rules.flatMap((rule) => ownRule(rule, snapshot, workload) ?? []);
  return partsOf(own).map((part) => leavingOf(part, own));
}

function ownRule(rule: SourceAddressRule, snapshot: Snapshot, workload: Workload): OwnRule | undefined {
  if (workload.hostNetwork) return undefined;
  const own = rule.subjects.filter(({ namespaces, pods }) => matchesNamespace(namespaces, snapshot, workload) && matches(pods, traitsOf(workload)));
  return own.length === 0 ? undefined : { rule, isSure: own.some(({ onSomeNodes }) => !onSomeNodes) };
}

/** The same for all workloads of a snapshot: addresses are cut once for those of which rules say alike. */
export class Leavings {
  /** The addresses of the cluster itself, as far as anybody knows: connections to them do not leave it. */
  public readonly inside: CidrSet;

  private readonly own = new Map<Workload, OwnRule[]>();
  private readonly known = new Map<string, readonly Part[]>();
  private readonly texts = new Map<SourceAddressRule, string>();

  public constructor(rules: readonly SourceAddressRule[], snapshot: Snapshot) {
    this.inside = podAddresses(snapshot).union(nodeAddresses(snapshot));
    const index = new PodIndex(snapshot);
    for (const rule of rules) {
      for (const [workload, isSure] of subjectsOf(rule, snapshot, index)) listIn(this.own, workload).push({ rule, isSure });
    }
  }

  /** The workloads that some rule is about. */
  public get subjects(): Iterable<Workload> {
    return this.own.keys();
  }

  /** How the connections of a workload of the snapshot leave. */
  public of(workload: Workload): Leaving[] {
    const own = this.own.get(workload) ?? [];
    const key = own.map(({ rule, isSure }) => `${isSure ? '' : '? '}${this.textOf(rule)}`).join('\n');
    const parts = this.known.get(key) ?? partsOf(own);
    this.known.set(key, parts);
    return parts.map((part) => leavingOf(part, own));
  }

  /** All that matters to how a rule cuts addresses. */
  private textOf(rule: SourceAddressRule): string {
    const { destinations, excluded, gateways } = rule;
    const blocksText = (blocks: typeof destinations) => blocks.map(({ text }) => text).join();
    const text = this.texts.get(rule) ?? `${blocksText(destinations)} ${blocksText(excluded)} ${gateways.length}`;
    this.texts.set(rule, text);
    return text;
  }
}

function subjectsOf({ subjects }: SourceAddressRule, { workloads }: Snapshot, index: PodIndex): Map<Workload, boolean> {
  const found = new Map<Workload, boolean>();
  for (const { namespaces, pods, onSomeNodes } of subjects) {
    for (const place of index.matching(index.namespacesOf(namespaces), pods)) {
      const workload = workloads[place];
      if (workload !== undefined) found.set(workload, !onSomeNodes || found.get(workload) === true);
    }
  }
  return found;
}

function partsOf(own: readonly OwnRule[]): Part[] {
  const levels = groupedBy(own.flatMap(({ rule, isSure }, place) => levelsOf(rule, isSure, place)), ({ prefix }) => prefix);
  const settled: Part[] = [];
  let open: Part[] = [{ addresses: CidrSet.all, words: [], isOpen: true }];
  for (const [, here] of [...levels].sort(([a], [b]) => b - a)) {
    const told = here.reduce((parts, level) => parts.flatMap((part) => cut(part, level)), open);
    const sure = here.filter(({ isSure }) => isSure).reduce((sum, { addresses }) => sum.union(addresses), CidrSet.none);
    settled.push(...restricted(told, (addresses) => addresses.intersection(sure)).map((part) => ({ ...part, isOpen: false })));
    open = restricted(told, (addresses) => addresses.difference(sure));
  }
  return [...settled, ...open];
}

/** What a rule says, by the lengths of its blocks. */
function levelsOf({ destinations, excluded, gateways }: SourceAddressRule, isSure: boolean, rule: number): Level[] {
  const level = (blocks: SourceAddressRule['destinations'], word: Word) => [...groupedBy(blocks, ({ prefix }) => prefix)].map(([prefix, own]): Level => ({
    prefix, isSure, word, addresses: CidrSet.of(own),
  }));
  return [...gateways.flatMap((_, gateway) => level(destinations, { rule, gateway })), ...level(excluded, { rule })];
}

/** A part, divided into what some blocks take in, of which one thing more is said, and the rest. */
function cut(part: Part, { addresses, word }: Level): Part[] {
  const inside = { ...part, addresses: part.addresses.intersection(addresses), words: [...part.words, word] };
  return [inside, { ...part, addresses: part.addresses.difference(addresses) }].filter((one) => !one.addresses.isEmpty());
}

function restricted(parts: readonly Part[], to: (addresses: CidrSet) => CidrSet): Part[] {
  return parts.map((part) => ({ ...part, addresses: to(part.addresses) })).filter(({ addresses }) => !addresses.isEmpty());
}

const BY_NODE: Departure = { kind: 'node' };

/** A part as the rules of one pod have it. */
function leavingOf({ addresses, words, isOpen }: Part, own: readonly OwnRule[]): Leaving {
  const departures = words.map(({ rule, gateway }): Departure => {
    const { origin, gateways = [] } = own[rule]?.rule ?? {};
    const through = gateway === undefined ? undefined : gateways[gateway];
    return through === undefined || origin === undefined ? BY_NODE : { kind: 'gateway', gateway: through, origin };
  });
  return { addresses, departures: isOpen ? [...departures, BY_NODE] : departures };
}
