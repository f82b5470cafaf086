import { listEndText, ListRow } from './end';
import { ExposureLine } from './exposure';
import { SymbolicPorts } from './ports';
import { Section } from './section';
import { Outsiders } from './side';
import { NarrowedSymbolic } from './side-requests';
import { NAMESPACE_NAME_LABEL } from '../../reachability/snapshot';
import { workloadText } from '../../reachability/workload';
import { ALL_PROTOCOLS, PortSet } from '../../sets/ports';
import { isEverything, selectorText } from '../../sets/selector';
import { passingOnText } from '../words/requests';
import { reachText } from '../words/text';

/** The connections. */
export function connectionsSection(rows: readonly ListRow[]): Section {
  return {
    title: 'connections',
    headings: ['source', 'destination', 'ports'],
    rows: rows.map((row) => [listEndText(row.source), listEndText(row.destination), reachText(row)]),
  };
}

/** What pods that are not among the manifests could reach, and be reached by. */
export function exposureSection(lines: readonly ExposureLine[]): Section {
  return {
    title: 'pods that are not among these manifests',
    headings: ['source', 'destination', 'ports'],
    rows: lines.map(({ workload, direction, outsiders, ports, narrowed }) => {
      const [own, other] = [workloadText(workload), outsidersText(outsiders)];
      return [...(direction === 'egress' ? [own, other] : [other, own]), symbolicReachText(ports, narrowed)];
    }),
  };
}

/** Pods by their selectors; nothing stands for every pod. */
export function outsidersText(outsiders: Outsiders | undefined): string {
  if (outsiders === undefined) return 'any pod';
  const pods = isEverything(outsiders.pods) ? 'any pod' : `pods ${selectorText(outsiders.pods)}`;
  if (isEverything(outsiders.namespaces)) return `${pods} of any namespace`;
  const name = outsiders.namespaces.matchLabels[NAMESPACE_NAME_LABEL];
  const { matchLabels, matchExpressions, where } = outsiders.namespaces;
  const alone = Object.keys(matchLabels).length === 1 && matchExpressions.length === 0 && where === undefined;
  return name !== undefined && alone ? `${pods} of ${name}` : `${pods} of namespaces ${selectorText(outsiders.namespaces)}`;
}

/** Ports, and those of them that are open for some requests alone. */
export function symbolicReachText(ports: SymbolicPorts, narrowed: readonly NarrowedSymbolic[] = []): string {
  if (narrowed.length === 0) return symbolicText(ports);
  return `${symbolicText(ports)} (${narrowed.map(({ ports: own, told }) => passingOnText(symbolicText(own), told)).join(', ')})`;
}

/** Ports by number, then those that are known by name alone. */
export function symbolicText(ports: SymbolicPorts): string {
  if (ports.isAll()) return PortSet.all.toString();
  const names = [undefined, ...ALL_PROTOCOLS].flatMap((protocol) => ports.namesOf(protocol).map((name) => `${protocol ?? 'any'} ${name}`));
  return [...(ports.numbers.isEmpty() && names.length > 0 ? [] : [ports.numbers.toString()]), ...names].join(', ');
}
