import { Change, CHANGE_KINDS, DiffEnd, Reach } from './change';
import { Diff } from './diff';
import { Workload } from '../../reachability/workload';
import { ALL_PROTOCOLS, PortSet } from '../../sets/ports';

/** The value of `schema` in a diff as JSON; docs/schema/diff-v1.json is its schema. */
export const DIFF_SCHEMA = 'cdk8s-reach/diff/v1';

/** A diff as JSON, with sorted, stable contents. */
export function diffJson({ added, removed, changes }: Diff): object {
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
  return {
    schema: DIFF_SCHEMA,
    summary: Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, count(kind)])),
    workloads: { added: added.map(workloadJson), removed: removed.map(workloadJson) },
    changes: changes.map(changeJson),
  };
}

function changeJson({ kind, source, destination, before, after, gained, lost }: Change): object {
  return {
    change: kind,
    source: endJson(source),
    destination: endJson(destination),
    before: reachJson(before),
    after: reachJson(after),
    gained: portsJson(gained),
    lost: portsJson(lost),
  };
}

function endJson(end: DiffEnd): object {
  return end.kind === 'workload'
    ? { ...workloadJson(end.workload), presence: end.presence }
    : { cidrs: end.addresses.blocks().map((block) => block.text) };
}

function workloadJson({ kind, namespace, name }: Workload): object {
  return { kind, namespace, name };
}

function reachJson({ allowed, unknown }: Reach): object {
  return { allowed: portsJson(allowed), unknown: portsJson(unknown) };
}

function portsJson(ports: PortSet): object[] {
  return ALL_PROTOCOLS.flatMap((protocol) => ports.ranges(protocol).map(({ first, last }) => ({ protocol, first, last })));
}
