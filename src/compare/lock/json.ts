import { LockChange, LockChanges } from './change';
import { isOnHost, lockEndText } from './end-text';
import { LockEnd, LockLine } from './line';
import { Lock } from './lock';
import { LockSentences } from './sentences';
import { sortedLines } from './write';
import { leavesByJson } from '../leaving/way';
import { addressesJson, nameJson, namedPortsJson, portsJson } from '../words/json';

/** The value of `schema` in a lock as JSON; docs/schema/lock-v1.json is its schema. */
export const LOCK_SCHEMA = 'cdk8s-reach/lock/v1';

/** What has become of a lock, and what was done about it. */
export type LockVerdict = 'same' | 'narrowed' | 'widened' | 'accepted';

/** A lock as JSON: every connection that the manifests have. */
export function lockJson({ lines }: Lock): object {
  const sorted = sortedLines(lines, (line) => line);
  const leaves = sorted.flatMap(leavingJson);
  return { schema: LOCK_SCHEMA, connections: sorted.filter(isConnection).map(lineJson), ...(leaves.length === 0 ? {} : { leaves }) };
}

/** What has become of a lock, as JSON. */
export function lockChangesJson(file: string, verdict: LockVerdict, changes: LockChanges, sentences: LockSentences): object {
  const [opened, closed] = [toldOf(changes.opened, sentences.opened), toldOf(changes.closed, sentences.closed)];
  const leaves = { opened: opened.flatMap(wayChangeJson), closed: closed.flatMap(wayChangeJson) };
  return {
    schema: LOCK_SCHEMA,
    file,
    verdict,
    opened: opened.flatMap(changeJson),
    closed: closed.flatMap(changeJson),
    ...(leaves.opened.length + leaves.closed.length === 0 ? {} : { leaves }),
  };
}

/** A change with its sentence. */
interface ToldChange extends LockChange {
  readonly sentence: string | undefined;
}

function toldOf(changes: readonly LockChange[], sentences: readonly string[]): ToldChange[] {
  return changes.map((change, i) => ({ ...change, sentence: sentences[i] }));
}

function changeJson({ line, before, sentence }: ToldChange): object[] {
  return isConnection(line) ? [{ ...lineJson(line), before, sentence }] : [];
}

function wayChangeJson({ line, before, sentence }: ToldChange): object[] {
  return leavingJson(line).map((json) => ({ ...json, before, sentence }));
}

function isConnection({ way }: LockLine): boolean {
  return way === undefined;
}

/** A way out of the cluster; nothing for a connection. */
function leavingJson({ certainty, source, destination, way }: LockLine): object[] {
  if (way === undefined) return [];
  return [{ certainty, source: endJson(source), destination: endJson(destination), ...leavesByJson(way.leavesBy), nodes: way.nodes }];
}

function lineJson({ certainty, source, destination, ports, requests }: LockLine): object {
  return {
    certainty,
    source: endJson(source),
    destination: endJson(destination),
    ports: portsJson(ports.numbers),
    namedPorts: ports.isAll() ? [] : namedPortsJson(ports),
    ...(requests === undefined ? {} : { requests: { http: requests } }),
  };
}

function endJson(end: LockEnd): object {
  switch (end.kind) {
    case 'workload': {
      const [, namespace = '', name = '', kind = ''] = /^([^/]*)\/(.*)\[([A-Za-z]+)(?:,host)?\]$/.exec(end.name) ?? [];
      return { kind, namespace, name, ...(isOnHost(end.name) ? { hostNetwork: true } : {}) };
    }
    case 'addresses': return addressesJson(end.addresses);
    case 'name': return nameJson(end.name);
    case 'pods': return { pods: lockEndText(end) };
    case 'entry': return { entry: end.name, clients: addressesJson(end.clients) };
  }
}
