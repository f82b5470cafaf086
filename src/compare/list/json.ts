import { ListAnswer } from './answer';
import { ListEnd, ListRow } from './end';
import { EntryRow } from './entry-rows';
import { Exposure, ExposureLine } from './exposure';
import { order } from '../../sets/order';
import { LabelSelector } from '../../sets/selector';
import { addressesJson, namedPortsJson, portsJson, workloadJson } from '../words/json';

/** The value of `schema` in a list as JSON; docs/schema/list-v1.json is its schema. */
export const LIST_SCHEMA = 'cdk8s-reach/list/v1';

/** A list as JSON, with sorted, stable contents. */
export function listJson({ connections, entries, exposure }: ListAnswer): object {
  return {
    schema: LIST_SCHEMA,
    connections: connections.map(rowJson),
    entries: entries.map(entryJson),
    ...(exposure === undefined ? {} : { exposure: exposureJson(exposure) }),
  };
}

/** A connection as JSON. */
export function rowJson({ source, destination, allowed, unknown }: ListRow): object {
  return { source: endJson(source), destination: endJson(destination), allowed: portsJson(allowed), unknown: portsJson(unknown) };
}

function endJson(end: ListEnd): object {
  switch (end.kind) {
    case 'workload': return workloadJson(end.workload);
    case 'addresses': return addressesJson(end.addresses);
    case 'controller': return { controller: true };
  }
}

function entryJson({ entry, source, destination, allowed, unknown, blocked }: EntryRow): object {
  const { origin, host, path, backend } = entry;
  return {
    object: { kind: origin.kind, namespace: origin.namespace, name: origin.name },
    ...(host === undefined ? {} : { host }),
    ...(path === undefined ? {} : { path }),
    service: {
      namespace: backend.namespace,
      name: backend.service,
      ...(backend.port === undefined ? {} : { port: backend.port.kind === 'name' ? backend.port.name : backend.port.number }),
    },
    source: endJson(source),
    ...(destination === undefined ? {} : { destination: workloadJson(destination) }),
    allowed: portsJson(allowed),
    unknown: portsJson(unknown),
    blocked: portsJson(blocked),
  };
}

function exposureJson({ lines, unprotected }: Exposure): object {
  return {
    connections: lines.map(exposureLineJson),
    unprotected: unprotected.map(({ workload, direction }) => ({ workload: workloadJson(workload), direction })),
  };
}

function exposureLineJson({ workload, direction, outsiders, ports }: ExposureLine): object {
  return {
    workload: workloadJson(workload),
    direction,
    ...(outsiders === undefined ? {} : { namespaces: selectorJson(outsiders.namespaces), pods: selectorJson(outsiders.pods) }),
    allowed: portsJson(ports.numbers),
    namedPorts: ports.isAll() ? [] : namedPortsJson(ports),
  };
}

function selectorJson({ matchLabels, matchExpressions }: LabelSelector): object {
  const labels = Object.entries(matchLabels).sort(([a], [b]) => order(a, b));
  return { matchLabels: Object.fromEntries(labels), matchExpressions: matchExpressions.map((requirement) => ({ ...requirement })) };
}
