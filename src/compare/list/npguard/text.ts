import { NpGuardRow, npGuardRows } from './rows';
import { NpGuardWorld } from './world';
import { NAMESPACE_NAME_LABEL } from '../../../reachability/snapshot';
import { conditionText } from '../../../sets/condition';
import { order } from '../../../sets/order';
import { ALL_PROTOCOLS, PortSet, Protocol } from '../../../sets/ports';
import { isEverything, LabelRequirement, LabelSelector } from '../../../sets/selector';
import { ofConnections } from '../../verify/knowledge';
import { linesText } from '../../words/lines';
import { ExposureLine, exposureOf } from '../exposure';
import { ListInput, ListOptions } from '../input';
import { Narrowing, wantsExposure } from '../narrowing';
import { SymbolicPorts } from '../ports';
import { Outsiders } from '../side';

/** The one port that is asked about, if it is one. */
interface Focus {
  readonly text: string;
  readonly ports: PortSet;
}

/** What netpol-analyzer's `list`, or `list --exposure`, prints. */
export function npGuardText(input: ListInput, { narrowing = {}, exposure = false }: ListOptions = {}): string {
  const focus = focusOf(narrowing);
  const { rows, world } = npGuardRows(input, narrowing);
  const shown = rows.filter(({ ports }) => focus === undefined || focus.ports.difference(ports).isEmpty());
  const lines = shown.map(({ source, destination, ports }) => `${source} => ${destination}${focus === undefined ? ` : ${portsText(ports)}` : ''}`);
  const list = focus === undefined ? lines : [`Permitted connections on ${focus.text}:`, ...lines];
  if (!exposure) return linesText(list);
  return linesText([...list, ...(list.length > 0 ? [''] : []), ...exposureLines(input, world, shown, narrowing, focus)]);
}

function focusOf({ port }: Narrowing): Focus | undefined {
  if (port === undefined || typeof port.port !== 'number') return undefined;
  const protocol = port.protocol ?? 'TCP';
  return { text: `${protocol} ${port.port}`, ports: PortSet.of(protocol, port.port) };
}

interface Line {
  readonly workload: string;
  readonly other: string;
  readonly ports: string;
}

function exposureLines(input: ListInput, world: NpGuardWorld, rows: readonly NpGuardRow[], narrowing: Narrowing, focus: Focus | undefined): string[] {
  // it knows nothing of requests
  const { lines, unprotected } = exposureOf(world.snapshot, { ...input.rules, tiered: input.rules.tiered.map(ofConnections) });
  const wanted = lines.filter((line) => wantsExposure(narrowing, line.workload, line.direction) && isOnFocus(line, lines, focus));
  const exposed = new Set(wanted.map(({ workload }) => world.nameOf(workload)));
  const width = Math.max(0, ...[...exposed].map((name) => name.length));
  const linesOf = (direction: 'egress' | 'ingress') => [
    ...wanted.filter((line) => line.direction === direction)
      .map((line) => ({ workload: world.nameOf(line.workload), other: outsidersText(line.outsiders), ports: symbolicText(line.ports) })),
    ...externalLines(rows, direction, exposed),
  ].sort((a, b) => order(a.workload, b.workload) || order(a.other, b.other));
  const text = (sign: string) => ({ workload, other, ports }: Line) => (
    `${workload.padEnd(width)} \t${sign} \t${other}${focus === undefined ? ` : ${ports}` : ''}`
  );
  const [egress, ingress] = [linesOf('egress').map(text('=>')), linesOf('ingress').map(text('<='))];
  const open = focus !== undefined ? [] : unprotected.filter((side) => wantsExposure(narrowing, side.workload, side.direction))
    .map(({ workload, direction }) => `${world.nameOf(workload)} is not protected on ${direction === 'egress' ? 'Egress' : 'Ingress'}`).sort(order);
  return [
    `Exposure Analysis Result${focus === undefined ? '' : ` On ${focus.text}`}:`,
    ...section('Egress Exposure:', egress),
    ...(egress.length > 0 && ingress.length > 0 ? [''] : []),
    ...section('Ingress Exposure:', ingress),
    ...(open.length > 0 ? ['', 'Workloads not protected by network policies:', ...open] : []),
  ];
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [heading, ...lines];
}

/** Connections with addresses outside are exposure, too, of workloads that are exposed to pods. */
function externalLines(rows: readonly NpGuardRow[], direction: 'egress' | 'ingress', exposed: ReadonlySet<string>): Line[] {
  return rows.filter(({ external }) => external !== undefined).flatMap(({ source, destination, ports }) => {
    const [workload, other] = direction === 'egress' ? [source, destination] : [destination, source];
    return exposed.has(workload) ? [{ workload, other, ports: portsText(ports) }] : [];
  });
}

/** With a port in view, pods of a rule are worth a line only where not every pod has that port. */
function isOnFocus(line: ExposureLine, lines: readonly ExposureLine[], focus: Focus | undefined): boolean {
  if (focus === undefined) return true;
  const has = ({ ports }: ExposureLine) => focus.ports.difference(ports.numbers).isEmpty();
  const ofAnyPod = lines.find((one) => one.workload === line.workload && one.direction === line.direction && one.outsiders === undefined);
  return has(line) && (line.outsiders === undefined || ofAnyPod === undefined || !has(ofAnyPod));
}

/** Ports as netpol-analyzer writes them. */
export function portsText(ports: PortSet): string {
  return symbolicText(SymbolicPorts.numbered(ports));
}

function symbolicText(ports: SymbolicPorts): string {
  if (ports.isEmpty()) return 'No Connections';
  if (ports.isAll()) return 'All Connections';
  const texts = [undefined, ...ALL_PROTOCOLS].flatMap((protocol) => {
    const parts = [...(protocol === undefined ? [] : rangesOf(ports.numbers, protocol)), ...ports.namesOf(protocol)];
    return parts.length === 0 ? [] : [`${protocol ?? ''} ${parts.join(',')}`];
  });
  return texts.sort(order).join(',');
}

function rangesOf(ports: PortSet, protocol: Protocol): string[] {
  return ports.ranges(protocol).map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
}

function outsidersText(outsiders: Outsiders | undefined): string {
  if (outsiders === undefined) return 'entire-cluster';
  return `${namespacesText(outsiders.namespaces)}/${isEverything(outsiders.pods) ? '[all pods]' : `[pod with {${selectorWords(outsiders.pods)}}]`}`;
}

function namespacesText(selector: LabelSelector): string {
  const { matchLabels, matchExpressions, where } = selector;
  const name = matchLabels[NAMESPACE_NAME_LABEL];
  if (name !== undefined && Object.keys(matchLabels).length === 1 && matchExpressions.length === 0 && where === undefined) return name;
  return isEverything(selector) ? '[all namespaces]' : `[namespace with {${selectorWords(selector)}}]`;
}

function selectorWords({ matchLabels, matchExpressions, where }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`).sort(order);
  return [...labels, ...matchExpressions.map(requirementWords).sort(order), ...(where === undefined ? [] : [conditionText(where)])].join(',');
}

function requirementWords(requirement: LabelRequirement): string {
  const values = 'values' in requirement ? requirement.values.join(' ') : '';
  return `{Key:${requirement.key},Operator:${requirement.operator},Values:[${values}],}`;
}
