import { lockAddressesText, readLockAddresses } from './addresses-text';
import { LockEnd } from './line';
import { Entry, EntryParent } from '../../reachability/rules/entries';
import { NAMESPACE_NAME_LABEL } from '../../reachability/snapshot';
import { partyText, Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { nameText, parseName } from '../../sets/names';
import { selectorText } from '../../sets/selector';
import { Outsiders } from '../list/side';

/** The text of the selector that matches everything. */
export const ANY = '*';

/** What stands behind the kind of a workload on the host network: no policy holds it, so that it is another party than it was before. */
const ON_HOST = ',host]';

/** A workload as an end. */
export function workloadLockEnd(workload: Workload): LockEnd {
  const name = escapedName(partyText(workload));
  return { kind: 'workload', name: workload.hostNetwork ? name.replace(/\]$/, ON_HOST) : name };
}

/** Whether a workload is on the host network, by its name. */
export function isOnHost(name: string): boolean {
  return name.endsWith(ON_HOST);
}

/** Any pod as an end. */
export const ANY_POD_END: LockEnd = { kind: 'pods', namespaces: ANY, pods: ANY };

/** Pods that are not among the manifests as an end; nothing stands for all of them. */
export function podsLockEnd(outsiders: Outsiders | undefined): LockEnd {
  if (outsiders === undefined) return ANY_POD_END;
  return { kind: 'pods', namespaces: escaped(selectorText(outsiders.namespaces)), pods: escaped(selectorText(outsiders.pods)) };
}

/** A way in as an end: its object, where it answers, and what a request has to be like. */
export function entryLockEnd(entry: Entry, clients: CidrSet = CidrSet.all): LockEnd {
  const { origin, host, path, className, pathMatch, conditions = [], parents = [], backend } = entry;
  const object = `${origin.kind} ${escapedName(origin.namespace)}/${escapedName(origin.name)}`;
  if (origin.kind === 'Service') {
    const { port } = backend;
    return { kind: 'entry', name: port === undefined ? object : `${object}:${escapedName(port.kind === 'name' ? port.name : `${port.number}`)}`, clients };
  }
  const more = [
    ...(className === undefined ? [] : [`class ${className}`]),
    ...(pathMatch === undefined || pathMatch === 'prefix' ? [] : [pathMatch]),
    ...conditions,
    ...parents.map(parentText),
  ];
  const place = `${host ?? '*'}${path ?? ''}`;
  return { kind: 'entry', name: [object, escaped(place), ...(more.length === 0 ? [] : [`(${escaped(more.join('; '))})`])].join(' '), clients };
}

function parentText({ kind, namespace, name, listener }: EntryParent): string {
  return `at ${kind} ${namespace}/${name}${listener === undefined ? '' : `:${listener.name}`}`;
}

/** Whatever could be taken for the syntax of the file, for a line of its own or for an order to a terminal is written out. */
export function escaped(text: string): string {
  return text.replace(/[^ -~]|[\\>]/g, writtenOut);
}

/** The same for what stands where a line or an end begins. */
export function escapedName(text: string): string {
  return text.replace(/[^A-Za-z0-9._:/[\]-]/g, writtenOut);
}

function writtenOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What stands before a name. */
const NAME = 'name ';

/** An end as a lock writes it. */
export function lockEndText(end: LockEnd): string {
  switch (end.kind) {
    case 'workload': return end.name;
    case 'addresses': return lockAddressesText(end.addresses);
    case 'name': return `${NAME}${nameText(end.name)}`;
    case 'pods': return podsText(end);
    case 'entry': return end.clients.equals(CidrSet.all) ? end.name : `${end.name} from ${lockAddressesText(end.clients)}`;
  }
}

type PodsEnd = Extract<LockEnd, { kind: 'pods' }>;

function podsText({ namespaces, pods }: Pick<PodsEnd, 'namespaces' | 'pods'>): string {
  const who = pods === ANY ? 'any pod' : `pods ${pods}`;
  if (namespaces === ANY) return pods === ANY ? who : `${who} of any namespace`;
  const [, name] = NAMED.exec(namespaces) ?? [];
  return name === undefined ? `${who} of namespaces ${namespaces}` : `${who} of ${name}`;
}

/** The text of the selector that names one namespace. */
const NAMED = new RegExp(`^${NAMESPACE_NAME_LABEL.replace(/[./]/g, '\\$&')}=([^ ,]+)$`);

/** Reads an end; nothing if it is none. */
export function readLockEnd(text: string): LockEnd | undefined {
  if (/^(any pod|pods )/.test(text)) return readPods(text);
  if (/^[^ ]+\/[^ ]+\[[A-Za-z]+(,host)?\]$/.test(text)) return { kind: 'workload', name: text };
  if (/^[A-Z][A-Za-z]* [^ /]+\/[^ /]+( |$)/.test(text)) return readEntry(text);
  if (text.startsWith(NAME)) return readName(text.slice(NAME.length));
  const addresses = readLockAddresses(text);
  return addresses === undefined ? undefined : { kind: 'addresses', addresses };
}

function readName(text: string): LockEnd | undefined {
  const name = parseName(text);
  return 'problem' in name ? undefined : { kind: 'name', name };
}

function readPods(text: string): LockEnd | undefined {
  const [, who, labels = ANY, where] = /^(any pod|pods (.+?))(?: of (any namespace|namespaces .+|[^ ]+))?$/.exec(text) ?? [];
  if (who === undefined || (where === undefined && who !== 'any pod')) return undefined;
  if (where === undefined || where === 'any namespace') return { kind: 'pods', namespaces: ANY, pods: labels };
  const namespaces = where.startsWith('namespaces ') ? where.slice('namespaces '.length) : `${NAMESPACE_NAME_LABEL}=${where}`;
  return { kind: 'pods', namespaces, pods: labels };
}

/** Only a Service has clients with addresses: of every other way in a controller is the client of the pods. */
function readEntry(text: string): LockEnd | undefined {
  if (!text.startsWith('Service ')) return { kind: 'entry', name: text, clients: CidrSet.all };
  const [name = '', from, ...more] = text.split(' from ');
  const clients = from === undefined ? CidrSet.all : readLockAddresses(from);
  return more.length > 0 || clients === undefined ? undefined : { kind: 'entry', name, clients };
}
