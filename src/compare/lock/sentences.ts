import { LockChange, LockChanges } from './change';
import { lockChanges } from './difference';
import { ANY_POD_END, isOnHost, lockEndText } from './end-text';
import { LockEnd, LockLine, LockPair, LockWay } from './line';
import { Lock } from './lock';
import { internetBlocks } from '../../model/internet';
import { leavesByText, nodesText } from '../../reachability/departure-text';
import { CidrSet } from '../../sets/cidr-set';
import { listIn } from '../../sets/groups';
import { nameText } from '../../sets/names';
import { SymbolicPorts } from '../list/ports';
import { symbolicText } from '../list/words';
import { passingText } from '../words/requests';
import { addressesText } from '../words/text';

/** Changes of a lock as sentences, one each, in the order of the changes. */
export interface LockSentences {
  readonly opened: readonly string[];
  readonly closed: readonly string[];
}

/** What has become of a lock, and the sentences that say so. */
export interface LockNews {
  readonly changes: LockChanges;
  readonly sentences: LockSentences;
}

/** Compares a lock with the one that was accepted; where there is none yet, nothing was. */
export function lockNews(accepted: Lock | undefined, current: Lock): LockNews {
  const before = accepted ?? { given: current.given, lines: [] };
  const changes = lockChanges(before, current);
  return { changes, sentences: lockSentences(changes, before, current) };
}

/** Says what has become of a lock, in the words of a person. */
export function lockSentences({ opened, closed }: LockChanges, ...locks: readonly Lock[]): LockSentences {
  const names = shortNames([...locks.flatMap(({ lines }) => lines), ...[...opened, ...closed].map(({ line }) => line)]);
  return { opened: opened.map((change) => openedSentence(change, names)), closed: closed.map((change) => closedSentence(change, names)) };
}

type Names = (name: string) => string;

/** A workload's name in a sentence, without its kind wherever no other has the same. */
function shortNames(lines: readonly LockPair[]): Names {
  const kinds = new Map<string, string[]>();
  for (const name of new Set(lines.flatMap(({ source, destination }) => [source, destination].flatMap((end) => (end.kind === 'workload' ? [end.name] : []))))) {
    listIn(kinds, withoutKind(name)).push(name);
  }
  return (name) => {
    if (kinds.get(withoutKind(name))?.length !== 1) return `\`${name}\``;
    return `\`${withoutKind(name)}\`${isOnHost(name) ? ' on the host network' : ''}`;
  };
}

function withoutKind(name: string): string {
  return name.replace(/\[[^[\]]+\]$/, '');
}

function openedSentence({ line, before, isMore }: LockChange, names: Names): string {
  const { certainty, source, destination, ports, requests, way } = line;
  const perhaps = certainty === 'perhaps';
  if (way !== undefined) return `${perhaps ? 'perhaps ' : ''}${callsText(line, names)} now leave the cluster ${leavesText(way, destination)}${before === 'perhaps' ? ', which was not known before' : ''}`;
  const tail = before === 'perhaps' ? ', which was not known before' : `${isMore ? ' as well' : ''}${perhaps ? ': the manifests do not say enough' : ''}`;
  const verb = source.kind === 'entry' ? `now ${isOne(source) ? 'reaches' : 'reach'}` : 'may now call';
  return `${perhaps ? 'perhaps ' : ''}${subjectText(source, names)} ${verb} ${objectText(destination, names)} ${onPorts(ports)}${forText(requests)}${throughText(source)}${tail}`;
}

function closedSentence({ line }: LockChange, names: Names): string {
  const { certainty, source, destination, ports, requests, way } = line;
  if (way !== undefined) return `${callsText(line, names)} ${certainty === 'perhaps' ? 'perhaps ' : ''}no longer leave the cluster ${leavesText(way, destination)}`;
  const verb = source.kind === 'entry' ? `no longer ${isOne(source) ? 'reaches' : 'reach'}` : 'may no longer call';
  return `${subjectText(source, names)} ${certainty === 'perhaps' ? 'perhaps ' : ''}${verb} ${objectText(destination, names)} ${onPorts(ports)}${forText(requests)}${throughText(source)}`;
}

function callsText({ source, destination }: LockPair, names: Names): string {
  return `connections of ${subjectText(source, names)} to ${objectText(destination, names)}`;
}

function leavesText({ leavesBy, nodes }: LockWay, destination: LockEnd): string {
  const families = ([4, 6] as const).filter((family) => destination.kind === 'addresses' && destination.addresses.intervals(family).length > 0);
  return `by ${families.map((family) => leavesByText(leavesBy, family)).join(' and ')} of the first node ${nodesText(nodes)}`;
}

/** Changes by their number, connections apart from ways out of the cluster. */
export function changesText(changes: readonly LockChange[], kind = ''): string {
  const ways = changes.filter(({ line }) => line.way !== undefined).length;
  const connections = changes.length - ways;
  const counted = (count: number, what: string) => `${count} ${kind}${what}${count === 1 ? '' : 's'}`;
  const ofWays = `${counted(ways, 'way')} out of the cluster`;
  if (ways === 0) return counted(connections, 'connection');
  return connections === 0 ? ofWays : `${counted(connections, 'connection')} and ${ofWays}`;
}

/** Whether the clients of a way in are a singular to grammar. */
function isOne({ clients }: Extract<LockEnd, { kind: 'entry' }>): boolean {
  return isInternet(clients);
}

function subjectText(end: LockEnd, names: Names): string {
  switch (end.kind) {
    case 'addresses': return isInternet(end.addresses) ? 'anybody on the internet' : `addresses ${addressesText(end.addresses)}`;
    case 'entry': return isInternet(end.clients) ? 'anybody from outside' : `addresses ${addressesText(end.clients)}`;
    case 'workload': return names(end.name);
    case 'name': return `\`${nameText(end.name)}\``;
    case 'pods': return podsText(end);
  }
}

function objectText(end: LockEnd, names: Names): string {
  return end.kind === 'addresses' && isInternet(end.addresses) ? 'any address on the internet' : subjectText(end, names);
}

function podsText(end: Extract<LockEnd, { kind: 'pods' }>): string {
  const text = lockEndText(end);
  return text === lockEndText(ANY_POD_END) ? 'any pod of the cluster' : `${text}, outside these manifests,`;
}

function throughText(end: LockLine['source']): string {
  return end.kind === 'entry' ? ` through \`${end.name}\`` : '';
}

function forText(requests: LockLine['requests']): string {
  return requests === undefined ? '' : ` for ${passingText(requests)}`;
}

function onPorts(ports: SymbolicPorts): string {
  return ports.isAll() ? 'on every port' : `on ${symbolicText(ports)}`;
}

const INTERNET = CidrSet.ofBlocks(internetBlocks({ podCidrs: [], nodeCidrs: [], serviceCidrs: [] }));

/** Whether addresses are the internet, of either family, but for less than a 256th: a cluster may have public addresses of its own. */
function isInternet(addresses: CidrSet): boolean {
  const missing = INTERNET.difference(addresses);
  const sizeOf = (family: 4 | 6) => missing.intervals(family).reduce((sum, { start, end }) => sum + end - start, 0n);
  return sizeOf(4) < 2n ** 24n || sizeOf(6) < 2n ** 120n;
}
