import { answersByBackends, Backend, readBackends, readCopies } from './read-backend';
import { member, refuse } from './read-field';
import { readHostname } from './read-hostname';
import { Match, readGrpcMatch, readHttpMatch, readMatches } from './read-match';
import { ParentRef, readParentRefs } from './read-parent-ref';
import { Field } from '../../fields/field';
import { readList } from '../../fields/list';
import { EntryOrigin } from '../../reachability/rules/entries';

/** The kinds of routes. */
export const ROUTE_KINDS = ['GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'] as const;

/** A kind of route. */
export type RouteKind = (typeof ROUTE_KINDS)[number];

/** One rule: what is asked, and who gets it. */
export interface RouteRule {
  /** Where it stands in the object. */
  readonly path: string;
  readonly matches: readonly Match[];
  readonly backends: readonly Backend[];
  /** Whether there is no answer but that of a backend. */
  readonly needsBackend: boolean;
}

/** What one route says. */
export interface Route {
  readonly kind: RouteKind;
  readonly origin: EntryOrigin;
  readonly hosts: readonly string[];
  readonly parents: readonly ParentRef[];
  /** Whether it is, perhaps among others, for a mesh: traffic inside the cluster. */
  readonly mesh: boolean;
  /** Whether it asks for whatever Gateways are the default ones, in the experimental channel. */
  readonly byDefault: boolean;
  readonly rules: readonly RouteRule[];
}

/** Reads the `spec` of a route of any kind. */
export function readRoute(kind: RouteKind, version: string, spec: Field, origin: EntryOrigin): Route {
  return {
    kind,
    origin,
    hosts: readHosts(kind, version, member(spec, 'hostnames'), spec),
    ...readParentRefs(member(spec, 'parentRefs'), origin.namespace),
    byDefault: member(spec, 'useDefaultGateways').text() === 'All',
    rules: readRules(kind, version, spec).map((rule) => readRule(kind, rule, origin.namespace)),
  };
}

/** The hosts of a route. A TLSRoute must have some since it is `v1`, and they are never addresses. */
function readHosts(kind: RouteKind, version: string, field: Field, spec: Field): string[] {
  if (kind === 'TCPRoute' || kind === 'UDPRoute') return [];
  const needsHosts = kind === 'TLSRoute' && version !== 'v1alpha2';
  if (needsHosts && !field.isPresent()) refuse(spec, 'a TLSRoute needs `hostnames`, the names that clients ask for');
  const atMost = kind === 'TLSRoute' ? 1024 : 16;
  return readList(field, { atLeast: needsHosts && field.isPresent() ? 1 : 0, atMost, item: 'host' }).flatMap((one) => {
    const host = readHostname(one);
    if (needsHosts && host !== undefined && /^[0-9.]+$/.test(host)) refuse(one, `\`${host}\` is an address; clients ask for a host by its name`);
    return host === undefined ? [] : [host];
  });
}

/** The rules: exactly one in `v1` of a route without matches, which had several before. */
function readRules(kind: RouteKind, version: string, spec: Field): Field[] {
  const field = member(spec, 'rules');
  if (kind === 'HTTPRoute' || kind === 'GRPCRoute') {
    return readList(field, { atLeast: kind === 'HTTPRoute' && field.isPresent() ? 1 : 0, atMost: 16, item: 'rule' });
  }
  return readList(field, { atLeast: 1, atMost: version === 'v1alpha2' ? 16 : 1, item: 'rule' });
}

function readRule(kind: RouteKind, rule: Field, ownNamespace: string): RouteRule {
  const { path } = rule;
  switch (kind) {
    case 'HTTPRoute':
      refuseRedirectWithBackends(rule);
      return { path, matches: readMatches(rule, readHttpMatch), ...readFiltered(rule, ownNamespace) };
    case 'GRPCRoute':
      return { path, matches: readMatches(rule, readGrpcMatch), ...readFiltered(rule, ownNamespace) };
    case 'TLSRoute':
    case 'TCPRoute':
    case 'UDPRoute':
      return { path, matches: [{}], backends: readBackends(rule, ownNamespace, 1), needsBackend: true };
  }
}

function readFiltered(rule: Field, ownNamespace: string): Pick<RouteRule, 'backends' | 'needsBackend'> {
  return { backends: [...readBackends(rule, ownNamespace, 0), ...readCopies(rule, ownNamespace)], needsBackend: answersByBackends(rule) };
}

function refuseRedirectWithBackends(rule: Field): void {
  const redirects = member(rule, 'filters').items().some((filter) => member(filter, 'requestRedirect').isPresent());
  if (redirects && member(rule, 'backendRefs').items().length > 0) {
    refuse(rule, 'a rule that redirects must not have `backendRefs`: make it two rules');
  }
}
