import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { NamePattern } from '../../sets/names';
import { PortSet } from '../../sets/ports';
import { SymbolicPorts } from '../list/ports';
import { Outsiders } from '../list/side';
import { NarrowedSymbolic } from '../list/side-requests';

/** Whoever can be reached from a workload, or can reach it. */
export type BlastEnd =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'addresses'; readonly addresses: CidrSet }
  /** A host outside the cluster by its name, where a rule by names lets it be reached. */
  | { readonly kind: 'name'; readonly name: NamePattern }
  /** Pods that are not among the manifests; nothing stands for any pod. */
  | { readonly kind: 'pods'; readonly outsiders?: Outsiders }
  /** A way in from outside, such as `Ingress shop/web shop.example.com/`. */
  | { readonly kind: 'entry'; readonly name: string };

/** Ports of one step. */
export interface StepPorts {
  readonly allowed: SymbolicPorts;
  /** Ports of which the manifests do not say enough. */
  readonly unknown: PortSet;
  /** Ports of these on which some requests of HTTP alone get through; absent where there are none. */
  readonly narrowed?: readonly NarrowedSymbolic[];
}

/** One end on a way, with the ports on which it is reached, or, backwards, on which it reaches the next one. */
export interface BlastLink extends StepPorts {
  readonly end: BlastEnd;
  /** The end that is one step nearer to the workload; absent for those that are one step from it. */
  readonly by?: BlastLink;
  /** How many steps it is from the workload. */
  readonly steps: number;
}

/** One end that is within reach, on a shortest way. */
export interface BlastRow extends BlastLink {
  /** Whether every step of the way is surely open. */
  readonly isCertain: boolean;
}

/** What is within reach if a workload is taken, or, backwards, from where it can be taken. */
export interface Blast {
  readonly workload: Workload;
  readonly isReverse: boolean;
  /** What is certain first, then the nearest, then by the ends. Whoever is reached on any port is taken to be taken. */
  readonly rows: readonly BlastRow[];
  /** How many workloads there are beside this one. */
  readonly others: number;
}

/** One step of a way: who is called, and on which ports. */
export interface BlastStep extends StepPorts {
  readonly end: BlastEnd;
}

/** The steps of a way, in the direction of the calls; of a long one the first and the last. */
export interface BlastWay {
  readonly steps: readonly BlastStep[];
  /** How many are left out in the middle. */
  readonly omitted: number;
}

/** So many steps of a way are told: a chain of thousands would be told thousands of times. */
export const STEPS_AT_MOST = 16;

/** The way to an end, or, backwards, from it to the workload. */
export function wayOf(row: BlastLink, { workload, isReverse }: Pick<Blast, 'workload' | 'isReverse'>): BlastWay {
  const links: BlastLink[] = [];
  for (let link: BlastLink | undefined = row; link !== undefined; link = link.by) links.push(link);
  const start: BlastEnd = { kind: 'workload', workload };
  const steps = isReverse
    ? links.map((link): BlastStep => ({ end: link.by?.end ?? start, ...stepPortsOf(link) }))
    : links.reverse().map((link): BlastStep => ({ end: link.end, ...stepPortsOf(link) }));
  const omitted = Math.max(0, steps.length - STEPS_AT_MOST);
  const half = STEPS_AT_MOST / 2;
  return { steps: omitted === 0 ? steps : [...steps.slice(0, half), ...steps.slice(-half)], omitted };
}

function stepPortsOf({ allowed, unknown, narrowed }: StepPorts): StepPorts {
  return { allowed, unknown, ...(narrowed === undefined ? {} : { narrowed }) };
}
