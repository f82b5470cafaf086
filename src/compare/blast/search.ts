import { Alike, Edge } from './graph';
import { PortSet } from '../../sets/ports';

/** Ends that have been reached, and how. */
export interface Reached {
  readonly alike: Alike;
  readonly edge: Edge;
  /** Whence; absent for the workload from which the search began. */
  readonly by?: Reached;
  /** Whether every step on the way is surely open. */
  readonly isCertain: boolean;
}

/** What a search has found, nearest first. */
export interface Found {
  readonly workloads: readonly Reached[];
  /** Addresses and names, which lead no further; once more wherever another way opens more of them. */
  readonly addresses: readonly Reached[];
  /** What is open of them in all. */
  readonly open: ReadonlyMap<Alike, PortSet>;
}

/** Searches level by level through what is surely open, so that the first way to an end is a shortest one. */
export function searchCertain(edgesOf: (alike: Alike) => readonly Edge[], start: Alike): Found {
  return search((alike) => edgesOf(alike).filter(({ allowed }) => !allowed.isEmpty()), start, ({ allowed }) => allowed, new Map(), () => true);
}

/** The same through what is perhaps open as well; what has been found for certain is certain on every way. */
export function searchAll(edgesOf: (alike: Alike) => readonly Edge[], start: Alike, certain: Found): Found {
  const sure = new Set(certain.workloads.map(({ alike }) => alike));
  return search(edgesOf, start, ({ allowed, unknown }) => allowed.union(unknown), certain.open, (alike) => sure.has(alike));
}

function search(
  edgesOf: (alike: Alike) => readonly Edge[],
  start: Alike,
  portsOf: (edge: Edge) => PortSet,
  before: ReadonlyMap<Alike, PortSet>,
  isSure: (alike: Alike) => boolean,
): Found {
  const [workloads, addresses]: [Reached[], Reached[]] = [[], []];
  const known = new Set<Alike>();
  const open = new Map(before);
  let level: readonly (Reached | undefined)[] = [undefined];
  while (level.length > 0) {
    const next: Reached[] = [];
    for (const by of level) {
      for (const edge of edgesOf(by?.alike ?? start)) {
        const isCertain = !edge.allowed.isEmpty() && (by === undefined || isSure(by.alike));
        const step: Reached = { alike: edge.to, edge, isCertain, ...(by === undefined ? {} : { by }) };
        if (edge.to.workloads.length > 0) {
          if (!known.has(edge.to)) next.push(step);
          known.add(edge.to);
          continue;
        }
        const old = open.get(edge.to) ?? PortSet.none;
        const ports = portsOf(edge);
        if (ports.difference(old).isEmpty()) continue;
        open.set(edge.to, old.union(ports));
        addresses.push(step);
      }
    }
    workloads.push(...next);
    level = next;
  }
  return { workloads, addresses, open };
}
