import { endsOf, QuestionEnds } from './ends';
import { isOwnPod, MappedManifests, PlacedEnd, QuestionMap } from './map';
import { Parts, Part } from './parts';
import { PartVerdict, Question, QuestionObjection, ReachVerdict } from './question';
import { PortMatch } from '../../model/port';
import { Reach } from '../../reachability/connectivity';
import { Snapshot } from '../../reachability/snapshot';
import { PortSet } from '../../sets/ports';
import { Connect } from '../list/input';
import { requestsMeant } from '../verify/requests/declared-requests';

/** What becomes of a question. */
export interface Answer {
  readonly verdict: ReachVerdict;
  /** What it is made of, as far as it can be told; addresses that fare alike are one end. */
  readonly parts: readonly Part[];
  /** How many further parts there are of each verdict. */
  readonly more: Readonly<Record<PartVerdict, number>>;
  /** Pairs with a workload that may have one of the addresses, and that fare otherwise than the rest. */
  readonly doubts: readonly Part[];
  /** Whether one address is meant of which nobody knows which it is, and where that matters. */
  readonly dependsOnAddress: boolean;
  /** Whether a rule names the port of pods that are not among the manifests, and where that matters. */
  readonly dependsOnName: boolean;
  /** The manifests, and the strangers that the question is about. */
  readonly snapshot: Snapshot;
}

const EVERYTHING: Reach = { allowed: PortSet.all, unknown: PortSet.none };

/** Answers a question: pair by pair, on the ports that it is about. */
export function answerTo(question: Question, manifests: MappedManifests, connect: Connect): Answer | QuestionObjection {
  const ends = endsOf(question, manifests.snapshot, manifests.rules);
  if ('code' in ends) return ends;
  const map = new QuestionMap(manifests, ends, connect);
  const ports = portsOf(question.ports);
  const requests = requestsMeant(question.requests);
  const parts = new Parts(ports, requests);
  parts.addAll(map.source, map.target, (source, target) => map.between(source, target));
  const own = ownPodOf(map);
  // asked about nothing but a lone Pod and itself
  if (parts.isEmpty() && own !== undefined) parts.add(own, own, EVERYTHING);
  if (parts.isEmpty()) return { code: 'PEER_INVALID', text: `nothing can be said of \`${question.text}\`: neither end is among the manifests; ask about one that is` };
  const doubts = doubtsOf(map, new Parts(ports, requests), parts.verdict());
  return { ...judged(parts.verdict(), doubts, ends, map), parts: parts.all(), more: parts.more, doubts, snapshot: map.snapshot };
}

/** What is open to a workload that may be meant is not surely shut; but what is open is so, whoever else may be meant. */
function judged(
  verdict: ReachVerdict, doubts: readonly Part[], { source, target }: QuestionEnds, map: QuestionMap,
): Pick<Answer, 'verdict' | 'dependsOnAddress' | 'dependsOnName'> {
  const dependsOnAddress = verdict === 'mixed' && (source.isSomeAddress || target.isSomeAddress);
  const isDoubtful = verdict === 'denied' && doubts.length > 0;
  return {
    verdict: dependsOnAddress || isDoubtful ? 'unknown' : verdict,
    dependsOnAddress,
    dependsOnName: map.dependsOnName && verdict !== 'allowed' && verdict !== 'denied',
  };
}

/** Of workloads that may be meant, those that would make another verdict of it. */
function doubtsOf(map: QuestionMap, parts: Parts, verdict: ReachVerdict): readonly Part[] {
  if (verdict !== 'allowed' && verdict !== 'denied') return [];
  const { source, target } = map.perhaps;
  const reach = (one: PlacedEnd, other: PlacedEnd) => map.between(one, other);
  parts.addAll(source, [...map.target, ...target], reach);
  parts.addAll(map.source, target, reach);
  return parts.all().filter((part) => part.verdict !== verdict);
}

function ownPodOf({ source, target }: QuestionMap): PlacedEnd | undefined {
  const [from, to] = [source[0], target[0]];
  return from !== undefined && to !== undefined && isOwnPod(from.end, to.end) ? from : undefined;
}

/** The ports of a question; none means every one. */
function portsOf(matches: readonly PortMatch[]): PortSet {
  if (matches.length === 0) return PortSet.all;
  return matches.map(({ protocol, port, endPort }) => PortSet.of(protocol, port, endPort)).reduce((sum, one) => sum.union(one), PortSet.none);
}

