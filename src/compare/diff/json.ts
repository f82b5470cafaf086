import { Change, CHANGE_KINDS, DiffEnd, DiffReach } from './change';
import { Diff } from './diff';
import { WayChange } from './ways';
import { wayJson } from '../leaving/way';
import { addressesJson, nameJson, portsJson, workloadJson } from '../words/json';
import { jsonParts } from '../words/json-parts';
import { narrowedJson } from '../words/requests';

/** The value of `schema` in a diff as JSON; docs/schema/diff-v1.json is its schema. */
export const DIFF_SCHEMA = 'cdk8s-reach/diff/v1';

/** A diff as JSON, with sorted, stable contents. */
export function diffJson({ added, removed, changes, leaves = [] }: Diff): object {
  return {
    schema: DIFF_SCHEMA,
    summary: summaryJson(changes),
    workloads: { added: added.map(workloadJson), removed: removed.map(workloadJson) },
    changes: changes.map(changeJson),
    ...(leaves.length === 0 ? {} : { leaves: leaves.map(wayChangeJson) }),
  };
}

/** The same as text, change by change. */
export function diffJsonParts(diff: Diff): Iterable<string> {
  return jsonParts({ ...diffJson({ ...diff, changes: [] }), summary: summaryJson(diff.changes) }, 'changes', changesJson(diff));
}

function* changesJson({ changes }: Diff): Iterable<object> {
  for (const change of changes) yield changeJson(change);
}

function summaryJson(changes: readonly Change[]): object {
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
  return Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, count(kind)]));
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

function wayChangeJson({ kind, source, destination, before, after, widens }: WayChange): object {
  return {
    change: kind,
    source: endJson(source),
    destination: endJson(destination),
    before: before.map((way) => wayJson(way)),
    after: after.map((way) => wayJson(way)),
    widens,
  };
}

function endJson(end: DiffEnd): object {
  switch (end.kind) {
    case 'workload': return { ...workloadJson(end.workload), presence: end.presence };
    case 'cell': return addressesJson(end.addresses);
    case 'name': return nameJson(end.name);
  }
}

function reachJson({ allowed, unknown, narrowed }: DiffReach): object {
  return { allowed: portsJson(allowed), unknown: portsJson(unknown), ...narrowedJson(narrowed) };
}
