import { WorkloadSide } from './binding';

const CALLEES = new WeakMap<WorkloadSide, Set<WorkloadSide>>();

/** Remembers that a workload of this App calls another one. */
export function noteCallee(caller: WorkloadSide, callee: WorkloadSide): void {
  const known = CALLEES.get(caller) ?? new Set<WorkloadSide>();
  CALLEES.set(caller, known.add(callee));
}

/** The workloads of this App that a workload calls. */
export function calleesOf(caller: WorkloadSide): readonly WorkloadSide[] {
  return [...CALLEES.get(caller) ?? []];
}
