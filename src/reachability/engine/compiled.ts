import { ANYONE, CompiledBlock, CompiledNames, CompiledNodes, CompiledPeers, NOBODY } from './compiled-peers';
import { CompiledRequests, compiledRequests } from './compiled-requests';
import { addressesOfNodes, nodeAddresses, podAddresses } from './inside';
import { Numbering } from './partition';
import { PodIndex } from './pod-index';
import { PortLists } from './port-lists';
import { CidrSet } from '../../sets/cidr-set';
import { NamePattern } from '../../sets/names';
import { isEverything, LabelSelector, matches, selectorText } from '../../sets/selector';
import { Action, Direction, NamespaceMatch, Peer, Policy, Rule, RuleSet, TieredPeer, TieredPolicy, TieredRule } from '../rules';
import { compareOfOnePriority } from '../rules/precedence';
import { Snapshot } from '../snapshot';

/** A rule, what it refers to by number. */
export interface CompiledRule {
  readonly direction: Direction;
  /** Its ports, among the port lists. */
  readonly ports: number;
  readonly peers: CompiledPeers;
}

/** A NetworkPolicy; its subject is a predicate of pods. */
export interface CompiledPolicy {
  readonly subject: number;
  readonly isolates: readonly Direction[];
  readonly rules: readonly CompiledRule[];
}

/** A rule of a tier. */
export interface CompiledTieredRule extends CompiledRule {
  readonly action: Action;
  /** Absent where it is about all requests of a connection. */
  readonly requests?: CompiledRequests;
  /** The names that may be asked for, where it has queries of DNS read; absent where it is about any. */
  readonly queries?: readonly NamePattern[];
}

/** A policy of a tier; its subject is a predicate of pods. */
export interface CompiledTieredPolicy {
  readonly subject: number;
  /** The place of its tier. */
  readonly order: number;
  readonly priority: number;
  readonly isolates: readonly Direction[];
  readonly rules: readonly CompiledTieredRule[];
}

/** All rules, whatever is written alike in them by one number. */
export class CompiledRules {
  /** The pods of each predicate, by their places among the workloads, each once. */
  public readonly predicates: readonly (readonly number[])[];
  /** The addresses of each block, without its exceptions. */
  public readonly blocks: readonly CidrSet[];
  public readonly policies: readonly CompiledPolicy[];
  /** In the order in which they decide: the rules of the first one come before those of the next. */
  public readonly tiered: readonly CompiledTieredPolicy[];

  /** The block of all nodes with an object, if any rule names nodes. */
  public knownNodes?: number;
  /** The block of the addresses that nodes may have, if any rule names nodes. */
  public nodeCidrs?: number;

  private readonly predicateNumbers = new Numbering();
  private readonly blockNumbers = new Numbering();
  private readonly pods: (readonly number[])[] = [];
  private readonly addresses: CidrSet[] = [];
  private readonly known = new Map<readonly TieredPeer[], CompiledPeers>();
  private ofPods?: CidrSet;
  private ofNodes?: CidrSet;

  public constructor(rules: RuleSet, private readonly snapshot: Snapshot, private readonly index: PodIndex, private readonly ports: PortLists) {
    this.policies = rules.policies.map((policy) => this.policy(policy));
    this.tiered = [...rules.tiered].sort(compareTiered).flatMap((policy) => this.tieredPolicies(policy));
    this.predicates = this.pods;
    this.blocks = this.addresses;
  }

  private policy({ subject, isolates, rules }: Policy): CompiledPolicy {
    return {
      subject: this.predicate({ kind: 'named', name: subject.namespace }, subject.pods),
      isolates,
      rules: rules.map((rule) => this.rule(rule)),
    };
  }

  /** Several in a row, where single rules are about some of the subjects only. */
  private tieredPolicies({ subject, tier, priority, isolates, rules }: TieredPolicy): CompiledTieredPolicy[] {
    const all = this.predicate(subject.namespaces, subject.pods);
    const place = { order: tier.order, priority };
    const runs: { readonly subject: number; readonly rules: TieredRule[] }[] = [];
    for (const rule of [...rules].sort((a, b) => a.index - b.index)) {
      const own = rule.subject === undefined ? all : this.both(all, this.predicate(rule.subject.namespaces, rule.subject.pods));
      const last = runs.at(-1);
      if (last?.subject === own) last.rules.push(rule);
      else runs.push({ subject: own, rules: [rule] });
    }
    const isWhole = runs.every((run) => run.subject === all);
    if (isWhole) return [{ ...place, subject: all, isolates, rules: this.tieredRules(runs.flatMap((run) => run.rules)) }];
    const ofRuns = runs.map((run) => ({ ...place, subject: run.subject, isolates: [], rules: this.tieredRules(run.rules) }));
    return [{ ...place, subject: all, isolates, rules: [] }, ...ofRuns];
  }

  private tieredRules(rules: readonly TieredRule[]): CompiledTieredRule[] {
    return rules.map(({ direction, action, peers, ports, requests, queries }) => {
      const told = {
        ...(requests === undefined ? {} : { requests: compiledRequests(requests) }),
        ...(queries === undefined ? {} : { queries }),
      };
      if (!peers.some(({ kind }) => kind === 'unknown')) return { direction, action, ports: this.ports.numberOf(ports), peers: this.peers(peers), ...told };
      // closed where it fails: see the contract of the peer
      return action === 'accept'
        ? { direction, action, ports: this.ports.numberOf(ports), peers: NOBODY }
        : { direction, action: 'deny', ports: this.ports.numberOf('all'), peers: ANYONE };
    });
  }

  private rule({ direction, peers, ports }: Rule): CompiledRule {
    return { direction, ports: this.ports.numberOf(ports), peers: peers === 'anyone' ? ANYONE : this.peers(peers) };
  }

  /** Readers give lists that are written alike as one. */
  private peers(peers: readonly TieredPeer[]): CompiledPeers {
    const known = this.known.get(peers) ?? this.compiled(peers);
    this.known.set(peers, known);
    return known;
  }

  private compiled(peers: readonly TieredPeer[]): CompiledPeers {
    return {
      ...this.names(peers),
      anyone: false,
      hosts: peers.flatMap((peer) => (peer.kind === 'domainNames' ? peer.names : [])),
      meeting: peers.flatMap((peer) => (peer.kind === 'meeting'
        ? [{ all: peer.all.map(({ isNegated, anyOf }) => ({ ...this.names(anyOf), isNegated })), isSure: peer.isSure }]
        : [])),
    };
  }

  private names(peers: readonly TieredPeer[]): CompiledNames {
    const predicates = peers.flatMap((peer) => (peer.kind === 'pods' ? [this.predicate(peer.namespaces, peer.pods)] : []));
    const blocks = peers.flatMap((peer) => (peer.kind === 'addresses' ? [this.block(peer)] : []));
    return {
      predicates: [...new Set(predicates)],
      blocks: [...new Map(blocks.map((one) => [one.block, one])).values()],
      nodes: peers.flatMap((peer) => (peer.kind === 'nodes' ? [this.nodes(peer.nodes)] : [])),
      ...(peers.some(({ kind }) => kind === 'cluster') ? { cluster: this.blockOf('cluster', () => this.podAddresses().union(this.nodeAddresses())) } : {}),
    };
  }

  /** The predicate of the pods that two others share. */
  private both(one: number, other: number): number {
    const theirs = new Set(this.pods[other]);
    const number = this.predicateNumbers.of(`${one} and ${other}`);
    if (number === this.pods.length) this.pods.push((this.pods[one] ?? []).filter((pod) => theirs.has(pod)));
    return number;
  }

  private predicate(match: NamespaceMatch, selector: LabelSelector): number {
    const namespaces = this.index.namespacesOf(match);
    const number = this.predicateNumbers.of(`${namespaces.join()}/${selectorText(selector)}`);
    if (number === this.pods.length) this.pods.push(this.index.matching(namespaces, selector));
    return number;
  }

  private block(peer: BlockPeer): CompiledBlock {
    const isInside = peer.outside !== true;
    const { pods, nodes } = this.snapshot.facts.blocks ?? { pods: isInside, nodes: isInside };
    const block = this.blockOf(`${pods}/${nodes} ${blockText(peer)}`, () => {
      const [ofPods, ofNodes] = [this.podAddresses(), this.nodeAddresses()];
      const all = without(peer);
      if (pods && nodes) return all;
      if (!pods && !nodes) return all.difference(ofPods).difference(ofNodes);
      return all.difference(pods ? ofNodes.difference(ofPods) : ofPods.difference(ofNodes));
    });
    return { block, pods, nodes };
  }

  /** The addresses that names outside may have: those that only parties of the cluster have are not among them. */
  public outside(): CidrSet {
    const outside = CidrSet.all.difference(this.podAddresses()).difference(this.nodeAddresses());
    return outside.isEmpty() ? CidrSet.all : outside;
  }

  private podAddresses(): CidrSet {
    return this.ofPods ??= podAddresses(this.snapshot);
  }

  private nodeAddresses(): CidrSet {
    return this.ofNodes ??= nodeAddresses(this.snapshot);
  }

  private nodes(selector: LabelSelector): CompiledNodes {
    const { nodes, facts } = this.snapshot;
    const text = selectorText(selector);
    this.knownNodes ??= this.blockOf('nodes', () => addressesOfNodes(nodes));
    this.nodeCidrs ??= this.blockOf('node CIDRs', () => CidrSet.of(facts.nodeCidrs ?? []));
    return { block: this.blockOf(`nodes ${text}`, () => addressesOfNodes(nodes.filter(({ labels }) => matches(selector, labels)))), isEvery: isEverything(selector) };
  }

  private blockOf(text: string, addresses: () => CidrSet): number {
    const number = this.blockNumbers.of(text);
    if (number === this.addresses.length) this.addresses.push(addresses());
    return number;
  }
}

type BlockPeer = Extract<Peer, { readonly kind: 'addresses' }>;

function blockText({ block, except }: BlockPeer): string {
  return [block.text, ...except.map(({ text }) => text)].join();
}

function without({ block, except }: BlockPeer): CidrSet {
  return CidrSet.of([block]).difference(CidrSet.of(except));
}

/** The lowest tier first, then the lowest priority; the tie-break is the definition that all share. */
function compareTiered(a: TieredPolicy, b: TieredPolicy): number {
  return a.tier.order - b.tier.order || a.priority - b.priority || compareOfOnePriority(a.origin, b.origin);
}
