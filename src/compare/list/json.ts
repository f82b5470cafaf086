import { ListAnswer } from './answer';
import { ListRow } from './end';
import { endJson } from './end-json';
import { entryJson, omissionJson } from './entry-json';
import { Exposure, ExposureLine } from './exposure';
import { serviceJson } from './service-json';
import { wayOutJson } from './ways-out';
import { conditionText } from '../../sets/condition';
import { order } from '../../sets/order';
import { LabelSelector } from '../../sets/selector';
import { namedPortsJson, portsJson, workloadJson } from '../words/json';
import { narrowedJson, symbolicNarrowedJson } from '../words/requests';

/** The value of `schema` in a list as JSON; docs/schema/list-v1.json is its schema. */
export const LIST_SCHEMA = 'cdk8s-reach/list/v1';

/** A list as JSON, with sorted, stable contents. */
export function listJson({ connections, entries, omissions, leaves, services, exposure }: ListAnswer): object {
  return {
    schema: LIST_SCHEMA,
    connections: connections.map(rowJson),
    entries: entries.map(entryJson),
    omissions: omissions.map(omissionJson),
    ...(leaves.length === 0 ? {} : { leaves: leaves.map(wayOutJson) }),
    ...(services === undefined ? {} : { services: services.map(serviceJson) }),
    ...(exposure === undefined ? {} : { exposure: exposureJson(exposure) }),
  };
}

/** A connection as JSON. */
export function rowJson({ source, destination, allowed, unknown, narrowed }: ListRow): object {
  const ports = { allowed: portsJson(allowed), unknown: portsJson(unknown), ...narrowedJson(narrowed) };
  return { source: endJson(source), destination: endJson(destination), ...ports };
}

function exposureJson({ lines, unprotected }: Exposure): object {
  return {
    connections: lines.map(exposureLineJson),
    unprotected: unprotected.map(({ workload, direction }) => ({ workload: workloadJson(workload), direction })),
  };
}

function exposureLineJson({ workload, direction, outsiders, ports, narrowed }: ExposureLine): object {
  return {
    workload: workloadJson(workload),
    direction,
    ...(outsiders === undefined ? {} : { namespaces: selectorJson(outsiders.namespaces), pods: selectorJson(outsiders.pods) }),
    allowed: portsJson(ports.numbers),
    namedPorts: ports.isAll() ? [] : namedPortsJson(ports),
    ...symbolicNarrowedJson(narrowed),
  };
}

function selectorJson({ matchLabels, matchExpressions, where }: LabelSelector): object {
  const labels = Object.entries(matchLabels).sort(([a], [b]) => order(a, b));
  return {
    matchLabels: Object.fromEntries(labels),
    matchExpressions: matchExpressions.map((requirement) => ({ ...requirement })),
    ...(where === undefined ? {} : { condition: conditionText(where) }),
  };
}
