import { Attachment, attachmentsOf, LeaveOut } from './read-attachment';
import { Backend } from './read-backend';
import { Grant, isGranted, readGrant } from './read-grant';
import { EXPERIMENTS, GROUP } from './read-listener';
import { Match } from './read-match';
import { Parent, readGateway, readListenerSet } from './read-parent';
import { readRoute, Route, ROUTE_KINDS, RouteKind, RouteRule } from './read-route';
import { NamespaceLabels } from './read-scope';
import { Field } from '../../fields/field';
import { otherBackend } from '../../fields/other-backend';
import { flattened, ReadObject, readObject, SnapshotProblem, valueAt } from '../../reachability/objects';
import { Entry, EntryOmission, EntryOrigin, EntryParent } from '../../reachability/rules/entries';
import { order } from '../../sets/order';

/** The entries that routes make, and what made none. */
export interface GatewayRoutesRead {
  /** Sorted by the routes, then in the order of their rules. */
  readonly entries: readonly Entry[];
  /** What the API server would refuse: an object with a problem makes no entries, and takes no routes. */
  readonly problems: readonly SnapshotProblem[];
  /** What is sound, and makes no entry all the same: no listener takes the route, or its backend is not to be had. */
  readonly omissions: readonly EntryOmission[];
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
  XListenerSet: ['v1alpha1'],
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
  const omissions: EntryOmission[] = [];
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
  const labels = knownLabels(objects, namespaces);
  const leaveOut = (origin: EntryOrigin): LeaveOut => (omission) => void omissions.push({ origin, ...omission });
  for (const { kind, namespace, name, listeners } of parents) {
    const origin = { kind, namespace, name };
    const certificates = listeners.flatMap((listener) => listener.certificates);
    for (const { path, ...secret } of certificates) isAllowed(secret, path, origin, grants, leaveOut(origin));
  }
  const entries = sortedOnce(routes, ({ origin }) => origin).flatMap((route) => (
    entriesOf(route, attachmentsOf(route, parents, labels, leaveOut(route.origin)), grants, leaveOut(route.origin))
  ));
  return { entries, problems: sortedOnce(problems, (one) => one), omissions: sortedOnce(omissions, (one) => one) };
}

/** The labels of namespaces that have an object, or of which somebody has told more than the name. */
function knownLabels(objects: readonly unknown[], namespaces: NamespaceLabels): NamespaceLabels {
  const declared = new Set(flattened(objects).flatMap((value) => (valueAt(value, 'kind') === 'Namespace' ? [valueAt(value, 'metadata', 'name')] : [])));
  return new Map([...namespaces].filter(([name, labels]) => declared.has(name) || Object.keys(labels).length > 1));
}

/** What one object says, if it is of this API; a version that nobody serves is reported. */
function readOne({ apiVersion, kind, namespace, name, value, report }: ReadObject): Found | undefined {
  const [group, version = ''] = apiVersion.split('/');
  if (group !== (kind === 'XListenerSet' ? EXPERIMENTS : GROUP) || !Object.hasOwn(VERSIONS, kind)) return undefined;
  if (VERSIONS[kind]?.includes(version) !== true) {
    report('apiVersion', `\`${apiVersion}\` is not read; write \`${group}/${VERSIONS[kind]?.[0] ?? 'v1'}\``);
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
  if (kind === 'ListenerSet' || kind === 'XListenerSet') return { is: 'parent', parent: readListenerSet(spec, origin) };
  if (kind === 'ReferenceGrant') return { is: 'grant', grant: readGrant(spec, namespace) };
  const routeKind: RouteKind | undefined = ROUTE_KINDS.find((one) => one === kind);
  return routeKind === undefined ? undefined : { is: 'route', route: readRoute(routeKind, version, spec, origin) };
}

function entriesOf(route: Route, attachments: readonly Attachment[], grants: readonly Grant[], leaveOut: LeaveOut): Entry[] {
  if (attachments.length === 0) return [];
  const doors = doorsOf(attachments);
  const entries = route.rules.flatMap((rule) => {
    const followed = rule.backends.filter((backend) => isFollowed(backend, route, grants, leaveOut));
    if (isIdle(rule)) leaveOut({ path: rule.path, reason: 'idle', ...idleText(rule) });
    return rule.matches.flatMap((match) => followed.flatMap((backend) => (
      doors.map(([host, parents]) => entryOf(route, host, parents, match, backend))
    )));
  });
  // of entries that differ in the place of their backend alone, the first stands for all
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const key = JSON.stringify({ ...entry, at: '' });
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

/** Whether a rule has no answer of its own, and nobody to give one. */
function isIdle({ backends, needsBackend }: RouteRule): boolean {
  return needsBackend && backends.every(({ share, instead }) => share?.weight === 0 || instead !== undefined);
}

function idleText({ backends }: RouteRule): Pick<EntryOmission, 'text' | 'mend'> {
  return backends.length === 0
    ? { text: 'the rule has no backend: whatever it matches gets an error for an answer', mend: 'name a Service in `backendRefs`, or add a filter that answers' }
    : { text: 'all backends of the rule have weight 0: whatever it matches gets an error for an answer', mend: 'give one of them a `weight` above 0' };
}

/** The hosts for which a route is asked, and where: the most general first. */
function doorsOf(attachments: readonly Attachment[]): [string | undefined, readonly EntryParent[]][] {
  const hosts = [...new Set(attachments.flatMap((attachment) => attachment.hosts))].sort((a, b) => order(a ?? '', b ?? ''));
  return hosts.map((host) => [
    host,
    sortedOnce(attachments.filter((attachment) => attachment.hosts.includes(host)).map(({ parent }) => parent), (parent) => parent),
  ]);
}

function entryOf({ kind, origin }: Route, host: string | undefined, parents: readonly EntryParent[], match: Match, backend: Backend): Entry {
  const { path, target, share, instead } = backend;
  return {
    origin,
    at: path,
    clients: 'controller',
    ...(host === undefined ? {} : { host }),
    ...match,
    ...(kind === 'UDPRoute' ? { protocol: 'UDP' } : {}),
    parents,
    ...(share === undefined ? {} : { share }),
    ...(instead === undefined ? {} : { instead }),
    backend: target,
  };
}

function isFollowed({ group, kind, path, target }: Backend, route: Route, grants: readonly Grant[], leaveOut: LeaveOut): boolean {
  if (group !== '' || kind !== 'Service') {
    leaveOut({ path, ...otherBackend(group, kind) });
    return false;
  }
  return isAllowed({ kind, namespace: target.namespace, name: target.service }, path, route.origin, grants, leaveOut);
}

/** Whether a reference stays in its namespace, or somebody in the other one allows it. */
function isAllowed(target: EntryOrigin, path: string, by: EntryOrigin, grants: readonly Grant[], leaveOut: LeaveOut): boolean {
  const { kind, namespace, name } = target;
  if (namespace === by.namespace || isGranted(grants, by, target)) return true;
  const text = `no ReferenceGrant of the namespace \`${namespace}\` lets the ${by.kind}s of \`${by.namespace}\` refer to the ${kind} \`${namespace}/${name}\``;
  const mend = `add a ReferenceGrant in \`${namespace}\`: from ${by.kind}s of \`${by.namespace}\`, to ${kind}s`;
  leaveOut({ path, reason: 'ungranted', text, mend, namespace });
  return false;
}

/** Sorted by whose they are, then by all that they say, and each once. */
function sortedOnce<T>(list: readonly T[], ownerOf: (one: T) => object): T[] {
  const byText = new Map(list.map((one) => [`${JSON.stringify(ownerOf(one))} ${JSON.stringify(one)}`, one]));
  return [...byText].sort(([a], [b]) => order(a, b)).map(([, one]) => one);
}
