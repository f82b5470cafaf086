import { readGatewayRoutes } from '../../../src/dialects/gateway/read';
import { readServices } from '../../../src/dialects/service/read';
import { resolvedEntries } from '../../../src/reachability/entries';
import { Entry, EntryParent } from '../../../src/reachability/rules/entries';
import { snapshotOf } from '../../../src/reachability/snapshot';
import { workloadText } from '../../../src/reachability/workload';
import { objectsOf } from '../../reachability/world';
import { expectValid } from '../../schemas/validate';

const GROUP = 'gateway.networking.k8s.io';

/** An object of the Gateway API, by `namespace/name` and its `spec` in YAML. */
export function object(kind: string, name: string, spec: string, version = 'v1'): string {
  const [namespace, own] = name.split('/');
  return `apiVersion: ${GROUP}/${version}\nkind: ${kind}\nmetadata: { name: ${own}, namespace: ${namespace} }\nspec: ${spec}\n`;
}

/** A Gateway `infra/edge` with these listeners. */
export function gateway(listeners: string, more = ''): string {
  return object('Gateway', 'infra/edge', `{ gatewayClassName: any, listeners: [${listeners}]${more} }`);
}

/** A listener for HTTP on port 80 that takes routes of every namespace. */
export const EVERYBODY = '{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }';

/** A parent that is the Gateway `infra/edge`. */
export const EDGE = '{ name: edge, namespace: infra }';

/** An HTTPRoute `shop/web` behind `infra/edge` that sends all to port 80 of the Service `web`. */
export function route(fields = '', rules = '[{ backendRefs: [{ name: web, port: 80 }] }]'): string {
  return object('HTTPRoute', 'shop/web', `{ parentRefs: [${EDGE}], ${fields}rules: ${rules} }`);
}

function read(documents: readonly string[]) {
  const objects = objectsOf(...documents);
  return readGatewayRoutes(objects, snapshotOf(objects).namespaces);
}

/** The entries of documents that the schemas take and the API server would not refuse, for a person to read. */
export function entries(...documents: string[]): string[] {
  expectValid(objectsOf(...documents));
  const { entries: found, problems: refused } = read(documents);
  expect(refused).toEqual([]);
  return found.map(entryText);
}

/** Why valid documents make no entries. */
export function omissions(...documents: string[]): string[] {
  expectValid(objectsOf(...documents));
  return read(documents).omissions.map(({ origin: { kind, namespace, name }, path, text }) => `${kind} ${namespace}/${name} ${path}: ${text}`);
}

/** What the API server would refuse; such documents make no entries. */
export function problems(...documents: string[]): string[] {
  const { entries: found, problems: refused } = read(documents);
  expect(found).toEqual([]);
  return refused.map(({ path, text }) => `${path}: ${text}`);
}

/** Where the entries of documents lead. */
export function targets(...documents: string[]): string[] {
  const objects = objectsOf(...documents);
  const { services } = readServices(objects);
  return resolvedEntries(read(documents).entries, services, snapshotOf(objects))
    .flatMap(({ targets: found }) => found.map(({ workload, ports }) => `${workloadText(workload)} ${ports.toString()}`));
}

function entryText({ origin, host, path, pathMatch, conditions, share, instead, protocol, parents, backend }: Entry): string {
  const port = backend.port?.kind === 'number' ? backend.port.number : '?';
  return [
    `${origin.kind} ${origin.namespace}/${origin.name}`,
    `${host ?? '*'}${path === undefined ? '' : ` ${pathMatch} ${path}`}`,
    ...(conditions ?? []),
    ...(share === undefined ? [] : [`${share.weight} of ${share.of}`]),
    ...(instead === undefined ? [] : [`(${instead})`]),
    `-> ${backend.namespace}/${backend.service}:${port}${protocol === undefined ? '' : `/${protocol}`}`,
    `by ${(parents ?? []).map(parentText).join(', ')}`,
  ].join(' ');
}

function parentText({ kind, namespace, name, listener, attached }: EntryParent): string {
  const shown = listener === undefined ? '' : `:${listener.name}${listener.tls === undefined ? '' : ` (${listener.tls})`}`;
  return `${kind} ${namespace}/${name}${shown}${attached === 'yes' ? '' : '?'}`;
}
