import { member, neededText, readGroupKind, readNamespace, readOneOf, readPort, readSection, refuse } from './read-field';
import { readHostname } from './read-hostname';
import { NamespaceScope, readRouteScope } from './read-scope';
import { Field } from '../../fields/field';
import { readList } from '../../fields/list';
import { EntryListener, EntryOrigin } from '../../reachability/rules/entries';

/** One listener, with whom it takes. */
export interface Listener extends EntryListener {
  readonly hostname?: string;
  /** The kinds of routes; any where the protocol is an implementation's own, and nobody has named kinds. */
  readonly kinds: 'any' | readonly string[];
  readonly namespaces: NamespaceScope;
  /** The Secrets with its certificates. */
  readonly certificates: readonly CertificateRef[];
}

/** A Secret, and where it is referred to. */
export interface CertificateRef extends EntryOrigin {
  readonly path: string;
}

/** The group of the API, and what stands before the version of its objects. */
export const GROUP = 'gateway.networking.k8s.io';

/** The group of what are experiments as a whole: before 1.5 the ListenerSet was one, under another name. */
export const EXPERIMENTS = 'gateway.networking.x-k8s.io';

/** The listeners of a Gateway or of a ListenerSet, none of which may be there twice. */
export function readListeners(field: Field, ownNamespace: string): Listener[] {
  const fields = readList(field, { atLeast: 1, atMost: 64, item: 'listener' });
  const listeners = fields.flatMap((one) => readListener(one, ownNamespace));
  const [names, places] = [new Set<string>(), new Set<string>()];
  for (const { name, port, protocol, hostname } of listeners) {
    if (names.has(name)) refuse(field, `there is another listener of the name \`${name}\`; give each its own`);
    const place = `${port} ${protocol} ${hostname ?? ''}`;
    if (places.has(place)) refuse(field, `the listener \`${name}\` has the port, the protocol and the host of another one; they must differ in one of them`);
    names.add(name);
    places.add(place);
  }
  return listeners;
}

function readListener(field: Field, ownNamespace: string): Listener[] {
  const [portField, hostField] = [member(field, 'port'), member(field, 'hostname')];
  const name = neededText(field, 'name', 'a listener');
  readSection(member(field, 'name'));
  const protocol = neededText(field, 'protocol', 'a listener');
  if (!portField.isPresent()) refuse(field, 'a listener needs a `port`');
  const [port, hostname] = [readPort(portField), readHostname(hostField)];
  const allowed = member(field, 'allowedRoutes');
  const namespaces = readRouteScope(member(allowed, 'namespaces'));
  if (name === undefined || protocol === undefined || port === undefined) return [];
  if (hostname !== undefined && ['TCP', 'UDP'].includes(protocol)) refuse(hostField, `a listener of the protocol ${protocol} has no \`hostname\``);
  const tls = readTls(field, protocol);
  return [{
    name,
    port,
    protocol,
    namespaces,
    ...(tls === undefined ? {} : { tls }),
    ...(hostname === undefined ? {} : { hostname }),
    kinds: readKinds(member(allowed, 'kinds'), kindsOf(protocol, tls)),
    certificates: readCertificates(member(field, 'tls'), ownNamespace),
  }];
}

/** Kinds that only an implementation knows are left out. */
function readCertificates(tls: Field, ownNamespace: string): CertificateRef[] {
  return readList(member(tls, 'certificateRefs'), { atMost: 64, item: 'certificate' }).flatMap((ref) => {
    const { group, kind } = readGroupKind(ref, '', 'Secret');
    const name = neededText(ref, 'name', 'a certificate');
    const namespace = readNamespace(member(ref, 'namespace'), ownNamespace);
    return group === '' && kind === 'Secret' && name !== undefined ? [{ path: ref.path, kind, namespace, name }] : [];
  });
}

function readTls(field: Field, protocol: string): Listener['tls'] {
  const tls = member(field, 'tls');
  const mode = readOneOf(member(tls, 'mode'), ['Terminate', 'Passthrough'], 'Terminate');
  switch (protocol) {
    case 'HTTP':
    case 'TCP':
    case 'UDP':
      if (tls.isPresent()) refuse(tls, `a listener of the protocol ${protocol} has no \`tls\``);
      return undefined;
    case 'HTTPS':
      if (mode === 'Passthrough') refuse(member(tls, 'mode'), 'a listener of the protocol HTTPS terminates TLS; only one of the protocol TLS passes it through');
      return 'terminate';
    case 'TLS':
      if (!member(tls, 'mode').isPresent()) refuse(field, 'a listener of the protocol TLS needs `tls.mode`: Terminate or Passthrough');
      return mode === 'Passthrough' ? 'passthrough' : 'terminate';
    default:
      return undefined;
  }
}

/**
 * The kinds of routes that a protocol can take; undefined where the protocol is an implementation's own.
 *
 * @see https://gateway-api.sigs.k8s.io/guides/tls/ and https://gateway-api.sigs.k8s.io/api-types/tlsroute/ (v1.6.1)
 */
function kindsOf(protocol: string, tls: Listener['tls']): readonly string[] | undefined {
  switch (protocol) {
    case 'HTTP':
    case 'HTTPS':
      return ['HTTPRoute', 'GRPCRoute'];
    case 'TLS':
      return tls === 'passthrough' ? ['TLSRoute'] : ['TLSRoute', 'TCPRoute'];
    case 'TCP':
      return ['TCPRoute'];
    case 'UDP':
      return ['UDPRoute'];
    default:
      return undefined;
  }
}

/** Kinds that the protocol cannot take are not supported, and do not count. */
function readKinds(field: Field, possible: readonly string[] | undefined): Listener['kinds'] {
  const fields = readList(field, { atMost: 8, item: 'kind' });
  if (fields.length === 0) return possible ?? 'any';
  return fields.flatMap((one) => {
    const kind = neededText(one, 'kind', 'an allowed kind of routes');
    return kind !== undefined && (member(one, 'group').text() ?? GROUP) === GROUP && possible?.includes(kind) !== false ? [kind] : [];
  });
}
