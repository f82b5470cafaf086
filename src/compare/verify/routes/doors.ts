import { EdgeModel, IngressControllerName } from '../../../model/edge';
import { Entry, EntryParent } from '../../../reachability/rules/entries';

/** The kinds that controllers of Ingresses have beside those, and which name no class: whoever has the kind serves them. */
const OWN_KINDS: ReadonlyMap<string, IngressControllerName> = new Map([
  ['IngressRoute', 'traefik'], ['IngressRouteTCP', 'traefik'], ['IngressRouteUDP', 'traefik'], ['TCP', 'haproxy'],
]);

/** The kinds of entries for bytes rather than for requests. */
const RAW_KINDS: ReadonlySet<string> = new Set(['TCPRoute', 'UDPRoute', 'TLSRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'TCP']);

/** The edges that serve an entry, as far as its object says; none where it is for somebody else. */
export function edgesOf(entry: Entry, edges: readonly EdgeModel[]): EdgeModel[] {
  return edges.filter((edge) => serves(edge, entry));
}

function serves(edge: EdgeModel, { origin, className, parents = [] }: Entry): boolean {
  switch (edge.api) {
    case 'gateway': return parents.some((parent) => isDoorOf(edge, parent));
    case 'ingress':
      if (parents.length > 0) return false;
      if (className !== undefined) return className === edge.ingressClass;
      return OWN_KINDS.get(origin.kind) === edge.controller;
    case 'service': return false;
  }
}

/** Whether a route that is attached to a parent comes in by an edge: that is its own parent, or the Gateway of a ListenerSet. */
function isDoorOf(edge: EdgeModel, parent: EntryParent): boolean {
  if (edge.api !== 'gateway') return false;
  const isMeant = ({ kind, namespace, name }: Pick<EntryParent, 'kind' | 'namespace' | 'name'>) => (
    plainKind(kind) === edge.parent.kind && namespace === edge.parent.namespace && name === edge.parent.name
  );
  return isMeant(parent) || (parent.gateway !== undefined && isMeant(parent.gateway));
}

/** The kind of a parent, by whatever name releases had it. */
function plainKind(kind: string): string {
  return kind.endsWith('XListenerSet') ? 'ListenerSet' : kind;
}

/** Whether an entry is for bytes as they are: a stream, or TLS that goes through. */
export function isRaw({ origin, protocol, tls, parents = [] }: Entry): boolean {
  const isThrough = parents.length > 0 && parents.every(({ listener }) => listener?.tls === 'passthrough');
  return RAW_KINDS.has(origin.kind) || protocol === 'UDP' || tls === 'passthrough' || isThrough;
}

/** Whether a stream comes in by a port of an edge, as far as the entry and the edge say. */
export function comesInBy(entry: Entry, edge: EdgeModel, port: number): boolean {
  const { parents, entryPoints, origin } = entry;
  if (edge.api === 'service') return false;
  if (parents !== undefined) {
    const ports = parents.filter((parent) => isDoorOf(edge, parent)).map(({ listener, section = '' }) => listener?.port ?? portOf(edge, section));
    return ports.some((one) => one === undefined || one === port);
  }
  if (entry.port !== undefined) return entry.port === port;
  // without a name it comes in by every door that is there, the asked one among others
  if (entryPoints === undefined) return origin.kind === 'Ingress';
  return entryPoints.some((name) => portOf(edge, name) === port || (portOf(edge, name) === undefined && WELL_KNOWN.includes(port)));
}

/** Whether requests of HTTP come in by the doors of an entry, as far as the edge names its own. */
export function takesRequests({ parents, entryPoints }: Entry, edge: EdgeModel): boolean {
  if (parents !== undefined || entryPoints === undefined || edge.api === 'service') return true;
  const named = edge.listeners.filter(({ protocol }) => protocol === 'HTTP' || protocol === 'HTTPS');
  return entryPoints.some((name) => (named.length === 0 ? portOf(edge, name) === undefined : named.some((listener) => listener.name === name)));
}

/** The ports of HTTP and HTTPS, which are there without being named. */
const WELL_KNOWN: readonly number[] = [80, 443];

function portOf(edge: Exclude<EdgeModel, { readonly api: 'service' }>, listener: string): number | undefined {
  return edge.listeners.find(({ name }) => name === listener)?.port;
}

/** The single doors of an entry on an edge, as texts: two entries compete where they have one in common. */
export function doorKeys({ parents, port, entryPoints = ['*'] }: Entry, edge: EdgeModel): string[] {
  if (parents === undefined) return port === undefined ? [...entryPoints] : [String(port)];
  return parents.filter((parent) => isDoorOf(edge, parent)).map(({ kind, namespace, name, listener, section }) => (
    `${kind} ${namespace}/${name} ${listener?.name ?? section ?? '*'}`
  ));
}

/** Whether two lists of doors have one in common; a star is every door, of its object or at all. */
export function meet(some: readonly string[], others: readonly string[]): boolean {
  const covers = (one: string, other: string) => one === other || (one.endsWith('*') && other.startsWith(one.slice(0, -1)));
  return some.some((one) => others.some((other) => covers(one, other) || covers(other, one)));
}

/** Who serves an entry, in a sentence. */
export function serverText({ className, parents }: Entry): string {
  if (parents !== undefined) return [...new Set(parents.map(({ kind, namespace, name }) => `${kind} \`${namespace}/${name}\``))].join(' and ');
  return className === undefined ? 'an object without a class' : `class \`${className}\``;
}
