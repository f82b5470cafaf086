import { SymbolicPorts } from './ports';
import { ANY_POD, isGoverned, namespaceSelector, Outsiders, Party } from './side';
import { bothReach, isSameReach, NarrowedSymbolic, sideReach, SymbolicReach } from './side-requests';
import { Direction, RuleSet } from '../../reachability/rules';
import { peersOf } from '../../reachability/rules/peers';
import { namespaceLabels, NAMESPACE_NAME_LABEL, Snapshot } from '../../reachability/snapshot';
import { Workload } from '../../reachability/workload';
import { workloadsLabelled } from '../../reachability/workload-index';
import { isEverything, LabelSelector, matches, selectorText } from '../../sets/selector';

/** What pods that are not among the manifests may do with a workload, if they come to be. */
export interface ExposureLine {
  readonly workload: Workload;
  /** `egress` if the workload reaches them, `ingress` if they reach it. */
  readonly direction: Direction;
  /** The pods; undefined means any pod of the cluster. */
  readonly outsiders?: Outsiders;
  /** Empty where these pods are kept out of what any other pod may do. */
  readonly ports: SymbolicPorts;
  /** Ports on which some requests alone get through; absent where there are none. */
  readonly narrowed?: readonly NarrowedSymbolic[];
}

/** What could be reached, or reach, beyond the manifests. */
export interface Exposure {
  /** In the order of the workloads; those of any pod first. */
  readonly lines: readonly ExposureLine[];
  /** Workloads that no policy governs in a direction, so that everybody is let through. */
  readonly unprotected: readonly { readonly workload: Workload; readonly direction: Direction }[];
}

/**
 * What each workload could reach, and what could reach it, among pods that are not there: any pod, and the pods that a rule
 * speaks of, wherever the answer for them differs from that for any pod.
 *
 * Pods of a rule are left out if a workload has exactly the labels that the rule asks for, and the rule names labels alone.
 * Pods are taken to lie outside all blocks of addresses.
 *
 * @see https://github.com/np-guard/netpol-analyzer/blob/main/docs/exposure_analysis.md (v2.9; the same question, and its answers)
 */
export function exposureOf(snapshot: Snapshot, rules: RuleSet, directions: readonly Direction[] = ['egress', 'ingress']): Exposure {
  const outsiders = outsidersOf(snapshot, rules);
  const sides = snapshot.workloads.flatMap((workload) => directions.map((direction) => ({ workload, direction })));
  const governed = (side: { workload: Workload; direction: Direction }) => isGoverned(snapshot, rules, side.direction, partyOf(side.workload));
  const unprotected = sides.filter((side) => !governed(side));
  const open = new Set(unprotected);
  const lines = sides.flatMap((side) => (open.has(side)
    ? [{ ...side, ports: SymbolicPorts.all }]
    : linesOf(snapshot, rules, side.workload, side.direction, outsiders)));
  return { lines, unprotected };
}

function partyOf(workload: Workload): Party {
  return { kind: 'workload', workload };
}

function linesOf(snapshot: Snapshot, rules: RuleSet, workload: Workload, direction: Direction, outsiders: readonly Outsiders[]): ExposureLine[] {
  const subject = partyOf(workload);
  const lineOf = ({ ports, narrowed }: SymbolicReach) => ({ workload, direction, ports, ...(narrowed.length === 0 ? {} : { narrowed }) });
  const ofAnyPod = sideReach(snapshot, rules, { direction, subject, other: { kind: 'outsiders', outsiders: ANY_POD } });
  const ofOthers = outsiders.flatMap((one): ExposureLine[] => {
    const other: Party = { kind: 'outsiders', outsiders: one };
    const own = sideReach(snapshot, rules, { direction, subject, other });
    const theirs = sideReach(snapshot, rules, { direction: direction === 'egress' ? 'ingress' : 'egress', subject: other, other: subject });
    const reach = bothReach(own, theirs);
    return isSameReach(reach, ofAnyPod) ? [] : [{ ...lineOf(reach), outsiders: one }];
  });
  return [...(ofAnyPod.ports.isEmpty() ? [] : [lineOf(ofAnyPod)]), ...ofOthers];
}

/** The pods that rules speak of, each once, as the first rule writes them; rules for all pods are not among them. */
export function outsidersOf(snapshot: Snapshot, rules: RuleSet): Outsiders[] {
  const byText = new Map<string, Outsiders>();
  for (const peer of peersOf(rules)) {
    if (peer.kind !== 'pods') continue;
    const outsiders = { namespaces: namespaceSelector(peer.namespaces), pods: peer.pods };
    const text = `${selectorText(outsiders.namespaces)}/${selectorText(outsiders.pods)}`;
    if (!(isEverything(outsiders.namespaces) && isEverything(outsiders.pods)) && !byText.has(text)) byText.set(text, outsiders);
  }
  return [...byText.values()].filter((outsiders) => !isPresent(snapshot, outsiders));
}

/** Whether a workload stands for these pods: it has the very labels that both selectors name, and they name nothing but labels. */
export function isPresent(snapshot: Snapshot, { namespaces, pods }: Outsiders): boolean {
  const isPlain = ({ matchLabels, matchExpressions, where }: LabelSelector) => (
    matchExpressions.length === 0 && where === undefined && Object.keys(matchLabels).length > 0
  );
  if (!isPlain(namespaces) || !isPlain(pods)) return false;
  const named = namespaces.matchLabels[NAMESPACE_NAME_LABEL];
  const homes = named === undefined ? [...new Set(snapshot.workloads.map(({ namespace }) => namespace))] : [named];
  return homes.some((home) => matches(namespaces, namespaceLabels(snapshot, home)) && workloadsLabelled(snapshot, home, pods.matchLabels).length > 0);
}
