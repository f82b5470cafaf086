import { LockChange } from './change';
import { ANY } from './end-text';
import { LockEnd, LockPair } from './line';
import { byRequests, cutBeyond, Portion } from './portions';

/** What is held of a workload and pods that are not among the manifests: nothing where these are kept out. */
export interface HeldPods {
  readonly pair: LockPair;
  readonly open: readonly Portion[];
}

/** Pods by the keys of their pairs. */
export type PodsByKey = ReadonlyMap<string, HeldPods>;

/** Where no line is about such pods. */
export const NO_PODS: PodsByKey = new Map();

/** A change, and what it is about exactly. */
export interface PodsChange {
  readonly change: LockChange;
  readonly portion: Portion;
}

type PodsEnd = Extract<LockEnd, { kind: 'pods' }>;

/** The end of a pair that is pods that are not among the manifests. */
export function podsOf({ source, destination }: LockPair): PodsEnd | undefined {
  if (source.kind === 'pods') return source;
  return destination.kind === 'pods' ? destination : undefined;
}

/**
 * What some lines about pods open and others do not. Pods for which one side alone has a line fare on the other as the pods do that they are some of; and what has been
 * told of those is not told again of each.
 */
export function podsChanges(own: PodsByKey, others: PodsByKey): PodsChange[] {
  const changesOf = (key: string, pair: LockPair, told: readonly HeldPods[]): PodsChange[] => {
    const other = others.get(key)?.open ?? openAround(pair, others.values());
    const open = own.get(key)?.open ?? openAround(pair, own.values());
    return byRequests(cutBeyond(open, [...other, ...openAround(pair, told)])).map((portion) => {
      const { ports, requests } = portion;
      const line = { ...pair, certainty: 'open' as const, ports, ...(requests?.told === undefined ? {} : { requests: requests.told }) };
      return { change: { line, before: 'shut', isMore: other.length > 0 }, portion };
    });
  };
  const changes = [...own].flatMap(([key, { pair }]) => changesOf(key, pair, []));
  const told = changes.map(({ change: { line }, portion }): HeldPods => ({ pair: line, open: [portion] }));
  return [...changes, ...[...others].filter(([key]) => !own.has(key)).flatMap(([key, { pair }]) => changesOf(key, pair, told))];
}

/** What pods may do by the lines of all pods that they are some of: those of the same labels anywhere, of the same namespaces, of any. */
function openAround(pair: LockPair, all: Iterable<HeldPods>): Portion[] {
  const own = podsOf(pair);
  return byRequests([...all].flatMap(({ pair: one, open }) => {
    const pods = podsOf(one);
    if (own === undefined || pods === undefined) return [];
    return [ANY, own.pods].includes(pods.pods) && [ANY, own.namespaces].includes(pods.namespaces) ? open : [];
  }));
}
