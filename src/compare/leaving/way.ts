import { departureText } from '../../reachability/departure-text';
import { Departure, LeavesBy } from '../../reachability/rules/source-addresses';
import { Snapshot } from '../../reachability/snapshot';
import { IpFamily } from '../../sets/address';
import { matches, selectorText } from '../../sets/selector';
import { fieldPlace, SourceLookup } from '../explain/source';

/** One way by which a connection may leave the cluster. */
export interface Way {
  readonly departure: Departure;
  /** Of the addresses to which it goes. */
  readonly family: IpFamily;
  /** The node that is the gateway, as far as the Nodes among the manifests tell; nothing where none of them is. Absent where there are none, or no gateway. */
  readonly node?: string | undefined;
}

/** Departures to addresses of a family, each once, with what the Nodes among the manifests tell of their gateways. */
export function waysBy(departures: readonly Departure[], family: IpFamily, snapshot: Snapshot): Way[] {
  return uniqueWays(departures.map((departure) => ({ departure, family })), snapshot);
}

/** Ways, each once. */
export function uniqueWays(ways: readonly Way[], snapshot: Snapshot): Way[] {
  return [...new Map(ways.map((way) => [departureText(way.departure, way.family), way])).values()].map((way) => withNode(way, snapshot));
}

/** The first node by its name that meets the selector of a gateway. */
function withNode(way: Way, { nodes }: Snapshot): Way {
  const { departure } = way;
  if (departure.kind === 'node' || nodes.length === 0) return way;
  return { ...way, node: nodes.find(({ labels }) => matches(departure.gateway.nodes, labels))?.name };
}

const NOWHERE: SourceLookup = () => undefined;

/** One way out of the cluster as the end of a sentence, with the place of the object that says so. */
export function wayText(way: Way, sourceOf: SourceLookup = NOWHERE): string {
  const { departure, family } = way;
  const place = departure.kind === 'node' ? undefined : fieldPlace(sourceOf(departure.origin.kind, undefined, departure.origin.name), 'spec');
  return `${departureText(departure, family, place === undefined ? '' : ` (${place.file}:${place.line})`)}${nodeText(way)}`;
}

/** Several ways of which nobody knows which. */
export function waysText(ways: readonly Way[]): string {
  return ways.map((way) => wayText(way)).join(', or ');
}

/** What the Nodes among the manifests tell of a gateway. */
function nodeText(way: Way): string {
  if (!('node' in way)) return '';
  return way.node === undefined ? '; no node among the manifests has these labels, and without one the connection is dropped' : `; that node is ${way.node}`;
}

/** One way out of the cluster as JSON: through a gateway, or from the node on which the pod runs. */
export function wayJson(way: Way, sourceOf: SourceLookup = NOWHERE): object {
  const { departure } = way;
  const text = wayText(way, sourceOf);
  if (departure.kind === 'node') return { by: 'node', text };
  const { gateway: { leavesBy, nodes }, origin: { kind, name } } = departure;
  const policy = { kind, name, ...fieldPlace(sourceOf(kind, undefined, name), 'spec') };
  return { ...leavesByJson(leavesBy), nodes: selectorText(nodes), ...(way.node === undefined ? {} : { node: way.node }), policy, text };
}

/** The address that a connection has outside as JSON. */
export function leavesByJson(leavesBy: LeavesBy): object {
  switch (leavesBy.kind) {
    case 'address': return { by: leavesBy.kind, address: leavesBy.address.text };
    case 'interface': return { by: leavesBy.kind, interface: leavesBy.name };
    case 'defaultRoute': return { by: leavesBy.kind };
  }
}
