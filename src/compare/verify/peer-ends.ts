import { podsOfAccount } from './accounts';
import { World } from './world';
import { AskedPeer, WorkloadId } from '../../model/asked';
import { AddressBlock, blocksOf, Labels, PodsEndpoint } from '../../model/endpoint';
import { PodIndex } from '../../reachability/engine/pod-index';
import { reservedNamespace } from '../../reachability/rules/reserved';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../../reachability/snapshot';
import { Workload } from '../../reachability/workload';
import { cidrOfAddress } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';
import { everything, selectorOf } from '../../sets/selector';

/** Whom a declared peer means, among the ends of a map. */
export interface Meant {
  /** Workloads, one by one. */
  readonly sure: readonly number[];
  /** Workloads of which nobody knows whether they are meant. */
  readonly maybe: readonly number[];
  /** Groups of workloads, all of which are meant, since all of their addresses are. */
  readonly sureGroups: readonly number[];
  /** Groups of workloads whose addresses may be meant. */
  readonly maybeGroups: readonly number[];
  /** Addresses, those of no workload among them. */
  readonly addresses: CidrSet;
  /** Addresses of which nobody knows whether they are meant. */
  readonly maybeAddresses: CidrSet;
}

const NOBODY: Meant = { sure: [], maybe: [], sureGroups: [], maybeGroups: [], addresses: CidrSet.none, maybeAddresses: CidrSet.none };

/** Whom declared peers mean: workloads by their identity, pods by labels, and addresses with whatever may have one of them. */
export class PeerEnds {
  /** The group of each workload: of one group are those that may have the same addresses. */
  public readonly groupOf: Int32Array;

  private readonly candidates: CidrSet[] = [];
  private readonly members: number[][] = [];
  private readonly index: PodIndex;
  private readonly places = new Map<Workload, number>();
  private readonly known = new Map<AskedPeer, Meant>();
  private readonly byWorkload = new Map<string, Meant>();

  public constructor(private readonly world: World) {
    const { snapshot } = world;
    this.index = new PodIndex(snapshot);
    snapshot.workloads.forEach((workload, place) => this.places.set(workload, place));
    const groups = new Map<string, number>();
    this.groupOf = Int32Array.from(snapshot.workloads, (workload) => {
      const key = groupText(workload);
      const group = groups.get(key) ?? this.candidates.push(candidatesOf(snapshot, workload)) - 1;
      groups.set(key, group);
      return group;
    });
    this.groupOf.forEach((group, place) => (this.members[group] ??= []).push(place));
  }

  /** How many groups there are. */
  public get groupCount(): number {
    return this.candidates.length;
  }

  /** Whom a peer means. */
  public of(peer: AskedPeer): Meant {
    if (peer.kind === 'workload') return this.ofWorkload(peer.id, peer.podLabels);
    const known = this.known.get(peer) ?? this.meantBy(peer);
    this.known.set(peer, known);
    return known;
  }

  /** The places of all workloads that a peer surely means. */
  public placesOf(peer: AskedPeer): number[] {
    const { sure, sureGroups } = this.of(peer);
    return [...sure, ...sureGroups.flatMap((group) => this.members[group] ?? [])];
  }

  /** The place of a workload of the manifests, by its identity. */
  public placeOf(id: WorkloadId): number | undefined {
    const workload = this.world.find(id);
    return workload === undefined ? undefined : this.places.get(workload);
  }

  private meantBy(peer: Exclude<AskedPeer, { kind: 'workload' }>): Meant {
    switch (peer.kind) {
      case 'pods': return { ...NOBODY, sure: this.podsOf(peer) };
      case 'addresses':
      case 'apiServer':
      case 'nodes':
      case 'dnsName': return this.ofBlocks(blocksOf(peer));
      case 'party': return this.ofParty(peer);
      case 'account': return { ...NOBODY, sure: this.podsOf(podsOfAccount(peer)) };
      // a flow that no rule can carry has no end to hold against one: the renderer reports it
      case 'unnameable': return peer.identity === undefined ? NOBODY : { ...NOBODY, sure: this.reserved('ingress') };
      // names are no workloads and no addresses: see names.ts
      case 'name': return NOBODY;
      case 'anyone': return { ...NOBODY, sureGroups: this.candidates.map((_, group) => group), addresses: CidrSet.all };
    }
  }

  /**
   * A workload of the manifests is itself, whatever others carry its labels. Among the strangers, whoever carries its labels cannot be told
   * from it, and stands for it.
   */
  private ofWorkload(id: WorkloadId, podLabels: Labels): Meant {
    const key = `${id.kind} ${id.namespace}/${id.name}`;
    const known = this.byWorkload.get(key);
    if (known !== undefined) return known;
    const own = this.placeOf(id);
    const twins = this.podsOf({ kind: 'pods', namespaces: { name: id.namespace }, pods: podLabels })
      .filter((place) => place >= this.firstStranger);
    const meant = { ...NOBODY, sure: own === undefined ? twins : [own, ...twins] };
    this.byWorkload.set(key, meant);
    return meant;
  }

  /** The first place of a pod that is not among the manifests; all behind it are such. */
  public get firstStranger(): number {
    return this.world.snapshot.workloads.length - this.world.strangers.size;
  }

  private podsOf({ namespaces, pods }: PodsEndpoint): readonly number[] {
    const where = namespaces === 'all' ? everything : selectorOf('name' in namespaces ? { [NAMESPACE_NAME_LABEL]: namespaces.name } : namespaces.labels);
    return this.index.matching(this.index.namespacesOf({ kind: 'labelled', selector: where }), pods === 'all' ? everything : selectorOf(pods));
  }

  private ofBlocks(blocks: readonly AddressBlock[]): Meant {
    const addresses = CidrSet.ofBlocks(blocks);
    const groups = this.candidates.map((_, group) => group);
    const isSure = (group: number) => this.candidates[group]?.difference(addresses).isEmpty() === true;
    const isPossible = (group: number) => this.candidates[group]?.intersection(addresses).isEmpty() === false;
    return {
      ...NOBODY,
      sureGroups: groups.filter(isSure),
      maybeGroups: groups.filter((group) => isPossible(group) && !isSure(group)),
      addresses,
    };
  }

  /** A party that rules name by a word is somebody of its own; which of the addresses outside it has, nobody knows. */
  private ofParty({ party }: Extract<AskedPeer, { kind: 'party' }>): Meant {
    const { nodes, facts } = this.world.snapshot;
    switch (party) {
      case 'apiServer': return { ...NOBODY, sure: this.reserved('kube-apiserver'), maybe: this.reserved('node'), maybeAddresses: CidrSet.all };
      case 'ciliumIngress': return { ...NOBODY, sure: this.reserved('ingress') };
      case 'nodes': return {
        ...NOBODY,
        sure: this.reserved('node'),
        addresses: CidrSet.of(nodes.flatMap(({ addresses }) => addresses.map(cidrOfAddress))),
        maybeAddresses: facts.nodeCidrs === undefined ? CidrSet.all : CidrSet.of(facts.nodeCidrs),
      };
    }
  }

  private reserved(identity: Parameters<typeof reservedNamespace>[0]): number[] {
    const namespace = reservedNamespace(identity);
    return [...this.places].flatMap(([workload, place]) => (workload.namespace === namespace ? [place] : []));
  }
}

function groupText({ hostNetwork, addresses, nodeAddresses }: Workload): string {
  const known = hostNetwork && addresses.length === 0 ? nodeAddresses : addresses;
  return `${hostNetwork ? 'host' : 'pod'} ${known.map(({ text }) => text).sort().join()}`;
}

/** The addresses that a workload may have: those that are known, or any of the blocks of the cluster. */
function candidatesOf({ facts }: Snapshot, { hostNetwork, addresses, nodeAddresses }: Workload): CidrSet {
  const known = hostNetwork && addresses.length === 0 ? nodeAddresses : addresses;
  if (known.length > 0) return CidrSet.of(known.map(cidrOfAddress));
  const blocks = (hostNetwork ? facts.nodeCidrs : facts.podCidrs) ?? [];
  return blocks.length === 0 ? CidrSet.all : CidrSet.of(blocks);
}
