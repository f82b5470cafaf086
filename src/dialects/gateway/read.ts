import { Attachment, attachmentsOf, Omit } from './read-attachment';
import { Backend } from './read-backend';
import { Grant, isGranted, readGrant } from './read-grant';
import { GROUP } from './read-listener';
import { Match } from './read-match';
import { Parent, readGateway, readListenerSet } from './read-parent';
import { readRoute, Route, ROUTE_KINDS, RouteKind } from './read-route';
import { NamespaceLabels } from './read-scope';
import { Field } from '../../fields/field';
import { flattened, ReadObject, readObject, SnapshotProblem, valueAt } from '../../reachability/objects';
import { Entry, EntryParent } from '../../reachability/rules/services';

/** The entries that routes make, and what made none. */
export interface GatewayRoutesRead {
  /** Sorted by the routes, then in the order of their rules. */
  readonly entries: readonly Entry[];
  /** What the API server would refuse: an object with a problem makes no entries, and takes no routes. */
  readonly problems: readonly SnapshotProblem[];
  /** What is sound, and makes no entry all the same: no listener takes the route, or its backend is not to be had. */
  readonly omissions: readonly SnapshotProblem[];
}

/** The versions in which a kind has had the fields that are read. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  Gateway: ['v1', 'v1beta1', 'v1alpha2'],
  ListenerSet: ['v1'],
  HTTPRoute: ['v1', 'v1beta1', 'v1alpha2'],
  GRPCRoute: ['v1', 'v1alpha2'],
  TLSRoute: ['v1', 'v1alpha3', 'v1alpha2'],
  TCPRoute: ['v1', 'v1alpha2'],
  UDPRoute: ['v1', 'v1alpha2'],
  ReferenceGrant: ['v1', 'v1beta1', 'v1alpha2'],
};

type Found =
  | { readonly is: 'parent'; readonly parent: Parent }
  | { readonly is: 'route'; readonly route: Route }
  | { readonly is: 'grant'; readonly grant: Grant };

/**
 * Reads the routes of the Gateway API among objects: one entry for every host, match and backend, with the listeners that take it.
 *
 * @param namespaces The labels of namespaces, by which listeners may choose; of one that is not there, only the name counts.
 * @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1)
 */
export function readGatewayRoutes(objects: readonly unknown[], namespaces: NamespaceLabels): GatewayRoutesRead {
  const problems: SnapshotProblem[] = [];
  const omissions: SnapshotProblem[] = [];
  const found = flattened(objects).flatMap((value) => {
    const own: SnapshotProblem[] = [];
    const object = readObject(value, own);
    const read = object === undefined ? undefined : readOne(object);
    problems.push(...own);
    return read === undefined || own.length > 0 ? [] : [read];
  });
  const parents = found.flatMap((one) => (one.is === 'parent' ? [one.parent] : []));
  const grants = found.flatMap((one) => (one.is === 'grant' ? [one.grant] : []));
  const routes = found.flatMap((one) => (one.is === 'route' ? [one.route] : []));
  const entries = sortedOnce(routes, ({ origin }) => origin).flatMap((route) => {
    const object = `${route.kind} ${route.origin.namespace}/${route.origin.name}`;
    const omit: Omit = (path, text) => void omissions.push({ object, path, text });
    return entriesOf(route, attachmentsOf(route, parents, namespaces, omit), grants, omit);
  });
  return { entries, problems: sortedOnce(problems, (one) => one), omissions: sortedOnce(omissions, (one) => one) };
}

/** What one object says, if it is of this API; a version that nobody serves is reported. */
function readOne({ apiVersion, kind, namespace, name, value, report }: ReadObject): Found | undefined {
  const [group, version = ''] = apiVersion.split('/');
  if (group !== GROUP || !Object.hasOwn(VERSIONS, kind)) return undefined;
  if (VERSIONS[kind]?.includes(version) !== true) {
    report('apiVersion', `\`${apiVersion}\` is not read; write \`${GROUP}/v1\``);
    return undefined;
  }
  const said = new Set<string>();
  const spec = new Field('spec', valueAt(value, 'spec'), (_, path, text) => {
    // A field that is looked at several times is refused once.
    if (!said.has(`${path} ${text}`)) report(path, text);
    said.add(`${path} ${text}`);
  });
  if (!spec.isPresent()) {
    report('spec', 'there is none, and the API server takes no object without it');
    return undefined;
  }
  const origin = { kind, namespace, name };
  if (kind === 'Gateway') return { is: 'parent', parent: readGateway(spec, origin) };
  if (kind === 'ListenerSet') return { is: 'parent', parent: readListenerSet(spec, origin) };
  if (kind === 'ReferenceGrant') return { is: 'grant', grant: readGrant(spec, namespace) };
  const routeKind: RouteKind | undefined = ROUTE_KINDS.find((one) => one === kind);
  return routeKind === undefined ? undefined : { is: 'route', route: readRoute(routeKind, version, spec, origin) };
}

function entriesOf(route: Route, attachments: readonly Attachment[], grants: readonly Grant[], omit: Omit): Entry[] {
  if (attachments.length === 0) return [];
  const doors = doorsOf(attachments);
  const entries = route.rules.flatMap(({ matches, backends }) => {
    const followed = backends.filter((backend) => isFollowed(backend, route, grants, omit));
    return matches.flatMap((match) => followed.flatMap((backend) => (
      doors.map(([host, parents]) => entryOf(route, host, parents, match, backend))
    )));
  });
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

/** The hosts for which a route is asked, and where: the most general first. */
function doorsOf(attachments: readonly Attachment[]): [string | undefined, readonly EntryParent[]][] {
  const hosts = [...new Set(attachments.flatMap((attachment) => attachment.hosts))].sort((a, b) => order(a ?? '', b ?? ''));
  return hosts.map((host) => [
    host,
    sortedOnce(attachments.filter((attachment) => attachment.hosts.includes(host)).map(({ parent }) => parent), (parent) => parent),
  ]);
}

function entryOf({ kind, origin }: Route, host: string | undefined, parents: readonly EntryParent[], match: Match, { target }: Backend): Entry {
  return {
    origin,
    clients: 'controller',
    ...(host === undefined ? {} : { host }),
    ...match,
    ...(kind === 'UDPRoute' ? { protocol: 'UDP' } : {}),
    parents,
    backend: target,
  };
}

function isFollowed({ kind, path, target }: Backend, route: Route, grants: readonly Grant[], omit: Omit): boolean {
  const { namespace } = route.origin;
  if (kind !== 'Service') {
    omit(path, `a backend of the kind \`${kind}\` is not followed; only a Service is`);
    return false;
  }
  if (target.namespace === namespace || isGranted(grants, route.kind, namespace, target)) return true;
  const service = `${target.namespace}/${target.service}`;
  omit(path, `no ReferenceGrant of the namespace \`${target.namespace}\` lets the ${route.kind}s of \`${namespace}\` refer to the Service \`${service}\``);
  return false;
}

/** Sorted by whose they are, then by all that they say, and each once. */
function sortedOnce<T>(list: readonly T[], ownerOf: (one: T) => object): T[] {
  const byText = new Map(list.map((one) => [`${JSON.stringify(ownerOf(one))} ${JSON.stringify(one)}`, one]));
  return [...byText].sort(([a], [b]) => order(a, b)).map(([, one]) => one);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
