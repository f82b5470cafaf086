import { Blast, BlastEnd, BlastRow } from './blast';
import { blastEndText } from './end-text';
import { finalSteps } from './final';
import { Alike, Edge, Graph } from './graph';
import { Rows } from './rows';
import { Found, searchAll, searchCertain } from './search';
import { connectivityOf } from '../../reachability/engine/connectivity-of';
import { Meaning } from '../../reachability/meaning';
import { Workload } from '../../reachability/workload';
import { order } from '../../sets/order';
import { SystemFlow } from '../system/flow';
import { SystemTraffic } from '../system/traffic';

/** How a blast radius is asked for. */
export interface BlastOptions {
  /** From where the workload can be taken, instead of what can be taken from it. */
  readonly reverse?: boolean;
  /** The system flows of the cluster, if they are not to count. */
  readonly hidden?: readonly SystemFlow[];
}

/** What is within reach if a workload is taken: in one step, and then from whatever has been reached. */
export function blastOf(meaning: Meaning, workload: Workload, { reverse: isReverse = false, hidden }: BlastOptions = {}): Blast {
  const map = connectivityOf(meaning.snapshot, meaning.rules);
  const traffic = new SystemTraffic(hidden ?? [], meaning.snapshot);
  const graph = new Graph(map, traffic, hidden !== undefined);
  const start = graph.of(workload);
  const others = meaning.snapshot.workloads.length - 1;
  if (start === undefined) return { workload, isReverse, rows: [], others };
  const rows = new Rows(workload, start);
  const finals = finalSteps(meaning, map, traffic, isReverse);
  const allOf = (found: Found) => [...rows.ofWorkloads(found), ...rows.ofAddresses(found), ...rows.ofFinals(found, finals)];
  const known = new Map<Alike, readonly Edge[]>();
  const edgesOf = (alike: Alike) => {
    const edges = known.get(alike) ?? (isReverse ? graph.into(alike) : graph.from(alike));
    known.set(alike, edges);
    return edges;
  };
  const found = searchCertain(edgesOf, start);
  const certain = allOf(found);
  const told = new Set(certain.flatMap(({ end }) => (end.kind === 'workload' ? [end.workload] : [])));
  const perhaps = allOf(searchAll(edgesOf, start, found)).filter(({ end, isCertain }) => !isCertain && !(end.kind === 'workload' && told.has(end.workload)));
  return { workload, isReverse, rows: [...certain, ...perhaps].sort(compareRows), others };
}

const KINDS: readonly BlastEnd['kind'][] = ['workload', 'addresses', 'name', 'pods', 'entry'];

function compareRows(a: BlastRow, b: BlastRow): number {
  return order(Number(b.isCertain), Number(a.isCertain)) || a.steps - b.steps
    || KINDS.indexOf(a.end.kind) - KINDS.indexOf(b.end.kind) || order(blastEndText(a.end), blastEndText(b.end));
}
