import { LockChange, LockChanges } from './change';
import { isOnHost, lockEndText } from './end-text';
import { LockEnd, LockLine } from './line';
import { Lock } from './lock';
import { LockSentences } from './sentences';
import { lockLineText } from './write';
import { order } from '../../sets/order';
import { addressesJson, nameJson, namedPortsJson, portsJson } from '../words/json';

/** The value of `schema` in a lock as JSON; docs/schema/lock-v1.json is its schema. */
export const LOCK_SCHEMA = 'cdk8s-reach/lock/v1';

/** What has become of a lock, and what was done about it. */
export type LockVerdict = 'same' | 'narrowed' | 'widened' | 'accepted';

/** A lock as JSON: every connection that the manifests have. */
export function lockJson({ lines }: Lock): object {
  const sorted = [...lines].sort((a, b) => order(lockLineText(a), lockLineText(b)));
  return { schema: LOCK_SCHEMA, connections: sorted.map(lineJson) };
}

/** What has become of a lock, as JSON. */
export function lockChangesJson(file: string, verdict: LockVerdict, { opened, closed }: LockChanges, sentences: LockSentences): object {
  const changeJson = (texts: readonly string[]) => ({ line, before }: LockChange, i: number) => ({ ...lineJson(line), before, sentence: texts[i] });
  return {
    schema: LOCK_SCHEMA,
    file,
    verdict,
    opened: opened.map(changeJson(sentences.opened)),
    closed: closed.map(changeJson(sentences.closed)),
  };
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
