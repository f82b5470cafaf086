import { listEndText } from './end';
import { EntryRow } from './entry-rows';
import { Section } from './section';
import { Nowhere } from '../../reachability/entries';
import { objectText } from '../../reachability/objects';
import { Entry, EntryOmission, EntryParent, EntryTls, PathMatch } from '../../reachability/rules/entries';
import { TargetPort } from '../../reachability/rules/services';
import { workloadText } from '../../reachability/workload';
import { reachText } from '../words/text';

/** The entries from outside. */
export function entriesSection(rows: readonly EntryRow[]): Section {
  return {
    title: 'entries from outside',
    headings: ['entry', 'requests', 'via', 'clients', 'destination', 'ports'],
    rows: rows.map((row) => [
      entryText(row.entry), requestsText(row.entry), viaText(row.entry), listEndText(row.source), destinationText(row), entryReachText(row),
    ]),
  };
}

/** What brings nobody in. */
export function omissionsSection(omissions: readonly EntryOmission[]): Section {
  return {
    title: 'what brings nobody in',
    headings: ['object', 'field', 'reason'],
    rows: omissions.map(({ origin, path, text }) => [objectText(origin), path, text]),
  };
}

/** A way in as a text: its object, and where it answers. */
export function entryText({ origin, host, path, backend }: Entry): string {
  const object = objectText(origin);
  if (origin.kind === 'Service') return `${object}${backend.port === undefined ? '' : `:${targetText(backend.port)}`}`;
  return host === undefined && path === undefined ? object : `${object} ${host ?? '*'}${path ?? ''}`;
}

function targetText(port: TargetPort): string {
  return port.kind === 'name' ? port.name : `${port.number}`;
}

const PATH_WORDS: Readonly<Record<PathMatch, string>> = {
  exact: 'exact path', prefix: 'path prefix', regex: 'path pattern', implementation: 'path as the class has it',
};

/** Which requests the backend gets, beside the host and the path. */
function requestsText({ pathMatch, conditions, share, instead }: Entry): string {
  return [
    ...(pathMatch === undefined ? [] : [PATH_WORDS[pathMatch]]),
    ...conditions ?? [],
    ...(share === undefined ? [] : [`${share.weight} of ${share.of}`]),
    ...(instead === undefined ? [] : [instead === 'copies' ? 'copies alone' : 'asked whether they may pass']),
  ].join(', ');
}

/** Through what requests come to whoever serves the entry. */
function viaText({ parents, className, tls, through }: Entry): string {
  return [
    ...(parents ?? []).map(parentText),
    ...(className === undefined ? [] : [`class ${className}`]),
    ...(tls === undefined ? [] : [tlsText(tls)]),
    ...(through === undefined ? [] : [throughText(through)]),
  ].join(', ');
}

function parentText({ listener, attached, ...origin }: EntryParent): string {
  if (listener === undefined) return `${objectText(origin)} (not among these manifests)`;
  const { name, port, protocol, tls } = listener;
  const shown = tls === undefined || protocol === 'HTTPS' ? '' : ` ${tlsText(tls)}`;
  return `${objectText(origin)}:${name} ${protocol} ${port}${shown}${attached === 'yes' ? '' : ' (perhaps)'}`;
}

function tlsText(tls: EntryTls): string {
  switch (tls) {
    case 'terminate': return 'TLS';
    case 'passthrough': return 'TLS passed through';
    case 'reencrypt': return 'TLS on both sides';
  }
}

function throughText({ type, nodePort }: NonNullable<Entry['through']>): string {
  const words = { NodePort: 'node port', LoadBalancer: 'load balancer', externalIPs: 'external addresses' }[type];
  if (nodePort === undefined) return words;
  return type === 'NodePort' ? `${words} ${nodePort}` : `${words}, node port ${nodePort}`;
}

function destinationText({ destination, outside }: EntryRow): string {
  if (outside !== undefined) return `${outside.name} (outside)`;
  return destination === undefined ? '-' : workloadText(destination);
}

function entryReachText({ entry, destination, nowhere, outside, allowed, unknown, blocked, narrowed = [] }: EntryRow): string {
  if (outside !== undefined) return `leads out of the cluster${outside.port === undefined ? '' : `, ${entry.protocol ?? 'TCP'} ${outside.port}`}`;
  if (destination === undefined) return nowhere === 'requests' ? 'gets no requests' : `leads nowhere${nowhere === undefined ? '' : `: ${nowhereText(nowhere, entry)}`}`;
  const open = allowed.isEmpty() && unknown.isEmpty() ? [] : [reachText({ allowed, unknown, narrowed })];
  return [...open, ...(blocked.isEmpty() ? [] : [`${blocked.toString()} shut by policy`])].join(', ');
}

function nowhereText(nowhere: Nowhere, { backend: { namespace, service, port } }: Entry): string {
  switch (nowhere) {
    case 'service': return `no Service ${namespace}/${service} among these manifests`;
    case 'port': return port === undefined ? `the Service ${service} has no port` : `the Service ${service} has no port ${targetText(port)}`;
    case 'pods': return `the Service ${service} selects nobody`;
    case 'target': return `no pod behind the Service ${service} has the port`;
    case 'endpoints': return `somebody else keeps the endpoints of the Service ${service}`;
  }
}
