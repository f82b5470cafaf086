import { lockAddressesText } from './addresses-text';
import { ANY, lockEndText } from './end-text';
import { LockLine } from './line';
import { Lock, LockGiven } from './lock';
import { lockPortsText } from './ports-text';
import { lockRequestsText } from './requests';
import { LEAVES, lockWayText } from './way';
import { order } from '../../sets/order';
import { LabelMap, selectorOf, selectorText } from '../../sets/selector';
import { SymbolicPorts } from '../list/ports';
import { SystemFlow } from '../system/flow';

/** The first words of every lock; the number is the version of what stands below. */
export const LOCK_TITLE = '# cdk8s-reach lock v';

/** The version that is written. */
export const LOCK_VERSION = 1;

/** What begins a line on which the others rest, and one of which the manifests do not say enough. */
export const GIVEN = 'given ';
export const PERHAPS = '? ';

/** What stands between the ends. */
export const ARROW = ' -> ';

/** What stands before the requests of a line, where it is not all of them. */
export const FOR = ' for ';

const HEADER = [
  `${LOCK_TITLE}${LOCK_VERSION}`,
  '# Who may reach whom: a line a connection, sorted; `?` where the manifests do not say enough. Whatever opens more than this fails.',
  '# To accept a change, and to write this file: `cdk8s-reach lock --accept PATH`, or a synth with CDK8S_REACH_LOCK=accept.',
  '# `any pod` stands for the workloads here, too: two of them for which a connection follows from such lines have none of their own.',
  '# What the lines rest on is `given`; system flows are left out: those that are `given hidden`, and what comes from a pod\'s own node.',
];

/** Stands behind the others where a line is about a way out of the cluster. */
const OF_WAYS = '# What leaves the cluster through a gateway is `leaves`: the addresses that a workload may call, and by which address it does.';

/** A lock as its file has it: equal locks have equal texts. */
export function lockText({ given, lines }: Lock): string {
  const hasWays = lines.some(({ way }) => way !== undefined);
  return [...HEADER, ...(hasWays ? [OF_WAYS] : []), ...givenLines(given), ...sortedLines(lines, (line) => line).map(lockLineText), ''].join('\n');
}

/** Things in the order of their lines: connections, then ways out of the cluster, each by its text. */
export function sortedLines<T>(things: readonly T[], lineOf: (thing: T) => LockLine): T[] {
  const keyed = things.map((thing) => ({ thing, text: lockLineText(lineOf(thing)), isWay: lineOf(thing).way !== undefined }));
  return keyed.sort((a, b) => Number(a.isWay) - Number(b.isWay) || order(a.text, b.text)).map(({ thing }) => thing);
}

/** A line of the file. */
export function lockLineText({ certainty, source, destination, ports, requests, way }: LockLine): string {
  const perhaps = certainty === 'perhaps' ? PERHAPS : '';
  if (way !== undefined) return `${perhaps}${LEAVES}${lockEndText(source)}${ARROW}${lockEndText(destination)}${lockWayText(way)}`;
  const what = requests === undefined ? '' : `${FOR}${lockRequestsText(requests)}`;
  return `${perhaps}${lockEndText(source)}${ARROW}${lockEndText(destination)} ${lockPortsText(ports)}${what}`;
}

function givenLines(given: LockGiven): string[] {
  const { podCidrs, nodeCidrs, apiServer = [], blocks, deepNames = true, tellsRequests = true, unenforced, system } = given;
  const lines = [
    ...podCidrs.map(({ text }) => `${GIVEN}pods in ${text}`),
    ...nodeCidrs.map(({ text }) => `${GIVEN}nodes in ${text}`),
    ...apiServer.map(({ text }) => `${GIVEN}API server in ${text}`),
    ...(blocks?.pods === false ? [`${GIVEN}blocks without pods`] : []),
    ...(blocks?.nodes === false ? [`${GIVEN}blocks without nodes`] : []),
    ...(deepNames ? [] : [`${GIVEN}names of one label`]),
    ...(tellsRequests ? [] : [`${GIVEN}requests together`]),
    ...unenforced.map((kind) => `${GIVEN}unenforced ${kind}`),
    ...system.map((flow) => `${GIVEN}hidden${ARROW}${systemText(flow)}`),
  ];
  return [...new Set(lines)].sort(order);
}

function systemText({ to, ports }: SystemFlow): string {
  const end = to.kind === 'addresses' ? lockAddressesText(to.addresses) : lockEndText({ kind: 'pods', namespaces: labelsText(to.namespaces), pods: labelsText(to.pods) });
  return `${end} ${lockPortsText(SymbolicPorts.numbered(ports))}`;
}

function labelsText(labels: LabelMap): string {
  return Object.keys(labels).length === 0 ? ANY : selectorText(selectorOf(labels));
}
