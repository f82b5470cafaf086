import { listEndText, ListRow } from './end';
import { EntryRow } from './entry-rows';
import { ExposureLine } from './exposure';
import { SymbolicPorts } from './ports';
import { Outsiders } from './side';
import { Entry, TargetPort } from '../../reachability/rules/services';
import { NAMESPACE_NAME_LABEL } from '../../reachability/snapshot';
import { workloadText } from '../../reachability/workload';
import { ALL_PROTOCOLS, PortSet } from '../../sets/ports';
import { isEverything, selectorText } from '../../sets/selector';
import { reachText } from '../words/text';

/** Rows as words, in columns: what the table, CSV and Markdown have in common. */
export interface Section {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The connections. */
export function connectionsSection(rows: readonly ListRow[]): Section {
  return {
    title: 'connections',
    headings: ['source', 'destination', 'ports'],
    rows: rows.map((row) => [listEndText(row.source), listEndText(row.destination), reachText(row)]),
  };
}

/** The entries from outside. */
export function entriesSection(rows: readonly EntryRow[]): Section {
  return {
    title: 'entries from outside',
    headings: ['entry', 'clients', 'destination', 'ports'],
    rows: rows.map((row) => [
      entryText(row.entry),
      listEndText(row.source),
      row.destination === undefined ? '-' : workloadText(row.destination),
      entryReachText(row),
    ]),
  };
}

function entryReachText({ destination, allowed, unknown, blocked }: EntryRow): string {
  if (destination === undefined) return 'leads nowhere';
  const open = allowed.isEmpty() && unknown.isEmpty() ? [] : [reachText({ allowed, unknown })];
  return [...open, ...(blocked.isEmpty() ? [] : [`${blocked.toString()} shut by policy`])].join(', ');
}

/** A way in as a text: its object, and where it answers. */
export function entryText({ origin, host, path, backend }: Entry): string {
  const object = `${origin.kind} ${origin.namespace}/${origin.name}`;
  if (origin.kind === 'Service') return `${object}${backend.port === undefined ? '' : `:${targetText(backend.port)}`}`;
  return host === undefined && path === undefined ? object : `${object} ${host ?? '*'}${path ?? ''}`;
}

function targetText(port: TargetPort): string {
  return port.kind === 'name' ? port.name : `${port.number}`;
}

/** What pods that are not among the manifests could reach, and be reached by. */
export function exposureSection(lines: readonly ExposureLine[]): Section {
  return {
    title: 'pods that are not among these manifests',
    headings: ['source', 'destination', 'ports'],
    rows: lines.map(({ workload, direction, outsiders, ports }) => {
      const [own, other] = [workloadText(workload), outsidersText(outsiders)];
      return [...(direction === 'egress' ? [own, other] : [other, own]), symbolicText(ports)];
    }),
  };
}

/** Pods by their selectors; nothing stands for every pod. */
export function outsidersText(outsiders: Outsiders | undefined): string {
  if (outsiders === undefined) return 'any pod';
  const pods = isEverything(outsiders.pods) ? 'any pod' : `pods ${selectorText(outsiders.pods)}`;
  if (isEverything(outsiders.namespaces)) return `${pods} of any namespace`;
  const name = outsiders.namespaces.matchLabels[NAMESPACE_NAME_LABEL];
  const alone = Object.keys(outsiders.namespaces.matchLabels).length === 1 && outsiders.namespaces.matchExpressions.length === 0;
  return name !== undefined && alone ? `${pods} of ${name}` : `${pods} of namespaces ${selectorText(outsiders.namespaces)}`;
}

/** Ports by number, then those that are known by name alone. */
export function symbolicText(ports: SymbolicPorts): string {
  if (ports.isAll()) return PortSet.all.toString();
  const names = [undefined, ...ALL_PROTOCOLS].flatMap((protocol) => ports.namesOf(protocol).map((name) => `${protocol ?? 'any'} ${name}`));
  return [...(ports.numbers.isEmpty() && names.length > 0 ? [] : [ports.numbers.toString()]), ...names].join(', ');
}
