import { Question, QuestionObjection, QuestionPeer } from './question';
import { strangersMeant } from './strangers';
import { WorkloadId, workloadIdText } from '../../model/asked';
import { AccountEndpoint, PodsEndpoint } from '../../model/endpoint';
import { workloadEnd } from '../../reachability/decide';
import { candidatesOf, isSubject } from '../../reachability/decide/match';
import { governs } from '../../reachability/decide/side';
import { Direction, RuleSet } from '../../reachability/rules';
import { peersOf } from '../../reachability/rules/peers';
import { namespaceLabels, NAMESPACE_NAME_LABEL, Snapshot } from '../../reachability/snapshot';
import { traitsOf, Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { NamePattern } from '../../sets/names';
import { matches, selectorOf } from '../../sets/selector';
import { podsOfAccount } from '../verify/accounts';
import { namesOf } from '../verify/names';
import { PodsPeer, Stranger } from '../verify/strangers';

/** Whom one end of a question means. */
export interface Meant {
  /** Workloads of the manifests; those behind addresses are there whose addresses are surely among them. */
  readonly workloads: readonly Workload[];
  /** Pods that are not among the manifests, and permit everything on their own side. */
  readonly strangers: readonly Stranger[];
  /** Addresses that no workload of the manifests is known to have. */
  readonly addresses: CidrSet;
  /** Hosts outside by their names. */
  readonly names: readonly NamePattern[];
  /** Whether one of the addresses alone is meant, and nobody knows which. */
  readonly isSomeAddress: boolean;
  /** Whether nodes are meant of which the addresses are not known. */
  readonly isSomeNode: boolean;
  /** Workloads that may have one of the addresses, and nobody knows. */
  readonly perhaps: readonly Workload[];
}

/** Both ends of a question. */
export interface QuestionEnds {
  readonly source: Meant;
  readonly target: Meant;
}

/** Finds out whom the ends of a question mean. */
export function endsOf(question: Question, snapshot: Snapshot, rules: RuleSet): QuestionEnds | QuestionObjection {
  const [source, target] = [question.source.map(byTraits), question.target.map(byTraits)];
  for (const peer of [...source, ...target]) {
    const objection = peer.kind === 'workload' ? workloadMeant(peer.id, snapshot) : undefined;
    if (objection !== undefined && 'code' in objection) return objection;
  }
  const [sources, targets] = [workloadsMeant(source, snapshot), workloadsMeant(target, snapshot)];
  return {
    source: meantBy(source, sources, snapshot, podsAbout(targets, 'ingress', snapshot, rules)),
    target: meantBy(target, targets, snapshot, podsAbout(sources, 'egress', snapshot, rules)),
  };
}

/** Whom a question means that names pods by their ServiceAccount, as pods by what selectors find them by. */
function byTraits(peer: QuestionPeer): KnownPeer {
  return peer.kind === 'account' ? podsOfAccount(peer) : peer;
}

type KnownPeer = Exclude<QuestionPeer, AccountEndpoint>;

/** The workload of an identity: one that is declared may not be among the manifests. */
export function workloadMeant(id: WorkloadId, snapshot: Snapshot): Workload | QuestionObjection {
  return workloadOf(id, snapshot) ?? { code: 'WORKLOAD_UNKNOWN', text: unknownText(id) };
}

function unknownText(id: WorkloadId): string {
  return `workload \`${workloadIdText(id)}\` is not among the manifests: ask about one that is, and leave the kind, the name and the namespace of its object as they are`;
}

function meantBy(peers: readonly KnownPeer[], workloads: readonly Workload[], snapshot: Snapshot, pods: readonly PodsPeer[]): Meant {
  const isSomeAddress = peers.some(({ kind }) => kind === 'someAddress');
  const blocks = peers.flatMap((peer) => (peer.kind === 'addresses' ? [peer] : []));
  const addresses = isSomeAddress ? CidrSet.all : CidrSet.ofBlocks(blocks.flatMap((peer) => peer.blocks));
  const ofAnybody = CidrSet.ofBlocks(blocks.flatMap((peer) => (peer.areNoPods === true ? [] : peer.blocks)));
  return {
    workloads,
    strangers: peers.flatMap((peer) => (peer.kind === 'pods' ? strangersMeant(peer, snapshot, pods) : [])),
    addresses,
    names: peers.flatMap((peer) => (peer.kind === 'name' ? namesOf(peer) : [])),
    isSomeAddress,
    isSomeNode: peers.some(({ kind }) => kind === 'someNode'),
    perhaps: ofAnybody.isEmpty() ? [] : snapshot.workloads.filter((one) => !workloads.includes(one) && mayHave(ofAnybody, one, snapshot)),
  };
}

/** The workloads of the manifests that peers mean, in their order. */
function workloadsMeant(peers: readonly KnownPeer[], snapshot: Snapshot): Workload[] {
  const isMeant = peers.map((peer): ((workload: Workload) => boolean) => {
    switch (peer.kind) {
      case 'workload': {
        const own = workloadOf(peer.id, snapshot);
        return (workload) => workload === own;
      }
      case 'pods': return (workload) => isAmong(workload, peer, snapshot);
      case 'addresses': {
        const addresses = CidrSet.ofBlocks(peer.blocks);
        return (workload) => surelyHas(addresses, workload, snapshot);
      }
      case 'name':
      case 'someAddress':
      case 'someNode': return () => false;
    }
  });
  return snapshot.workloads.filter((workload) => isMeant.some((one) => one(workload)));
}

function workloadOf({ kind, namespace, name }: WorkloadId, { workloads }: Snapshot): Workload | undefined {
  return workloads.find((workload) => workload.name === name && workload.namespace === namespace && workload.kind === kind);
}

/** Whether a workload carries the labels that a peer names; on the host network, too, where no rule finds it by them. */
function isAmong(workload: Workload, { namespaces, pods }: PodsEndpoint, snapshot: Snapshot): boolean {
  const where = namespaces === 'all' ? {} : 'name' in namespaces ? { [NAMESPACE_NAME_LABEL]: namespaces.name } : namespaces.labels;
  return matches(selectorOf(where), namespaceLabels(snapshot, workload.namespace)) && (pods === 'all' || matches(selectorOf(pods), traitsOf(workload)));
}

function surelyHas(addresses: CidrSet, workload: Workload, snapshot: Snapshot): boolean {
  const known = knownAddresses(workload);
  if (known.length > 0) return known.some((address) => addresses.has(address));
  return candidatesOf(snapshot, workloadEnd(workload)).difference(addresses).isEmpty();
}

function mayHave(addresses: CidrSet, workload: Workload, snapshot: Snapshot): boolean {
  return knownAddresses(workload).length === 0 && !candidatesOf(snapshot, workloadEnd(workload)).intersection(addresses).isEmpty();
}

function knownAddresses({ hostNetwork, addresses, nodeAddresses }: Workload): Workload['addresses'] {
  return hostNetwork && addresses.length === 0 ? nodeAddresses : addresses;
}

/** The pods that rules name which are about some workloads in one direction. */
function podsAbout(workloads: readonly Workload[], direction: Direction, snapshot: Snapshot, { policies, tiered }: RuleSet): PodsPeer[] {
  const about: RuleSet = {
    policies: policies.filter((policy) => policy.isolates.includes(direction) && workloads.some((workload) => governs(policy, workload))),
    tiered: tiered.filter((policy) => workloads.some((workload) => isSubject(policy, snapshot, workload))),
  };
  return peersOf(about, direction).flatMap((peer) => (peer.kind === 'pods' ? [peer] : []));
}
