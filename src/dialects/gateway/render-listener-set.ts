import { EXPERIMENT_GROUP, GATEWAY_GROUP, ListenerEntry, ListenerSet, ParentRef } from './kinds';
import { listenerSetKind } from './render-listeners';
import { Labels } from '../../model/endpoint';
import { GatewayExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { recordTarget } from '../../model/records';
import { TlsModel } from '../../model/tls';

/** A certificate that an exposure brings. */
type OwnTls = Exclude<TlsModel, { kind: 'edge' }>;

/** The listeners of a ListenerSet: one for each host, for routes of one kind. */
interface SetFrame {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly kind: 'HTTPRoute' | 'GRPCRoute';
}

const NAME_MAX = 253;

/**
 * The ListenerSet of an exposure: a listener of HTTPS for each of its hosts, with one Secret for all.
 *
 * cert-manager makes one Certificate for all listeners that name one Secret, if they have hosts; the solver of HTTP-01 goes to the HTTP listener of
 * the Gateway (from 1.21), since this has none.
 *
 * @see https://cert-manager.io/docs/usage/gateway/#listenerset (1.21)
 */
export function listenerSet(exposure: GatewayExposure, tls: OwnTls, { hosts, port, kind: routeKind }: SetFrame): ListenerSet {
  const { edge, name, namespace, labels } = exposure;
  const { kind } = listenerSetKind(edge.release);
  const annotations = { ...issuer(tls), ...recordTarget(exposure) };
  const elsewhere = edge.parent.namespace === namespace ? {} : { namespace: edge.parent.namespace };
  return {
    apiVersion: kind === 'ListenerSet' ? `${GATEWAY_GROUP}/v1` : `${EXPERIMENT_GROUP}/v1alpha1`,
    kind,
    metadata: { name, namespace, labels, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    spec: {
      parentRef: { group: GATEWAY_GROUP, kind: 'Gateway', ...elsewhere, name: edge.parent.name },
      listeners: hosts.map((host) => listener(host, port, tls.secretName ?? `${name}-tls`, routeKind)),
    },
  };
}

function listener(host: string, port: number, secretName: string, routeKind: string): ListenerEntry {
  return {
    name: sectionName(host),
    hostname: host,
    port,
    protocol: 'HTTPS',
    tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: secretName }] },
    allowedRoutes: {
      namespaces: { from: 'Same' },
      kinds: [{ group: GATEWAY_GROUP, kind: routeKind }],
    },
  };
}

/** References to the listeners of the ListenerSet of an exposure. */
export function listenerSetRefs({ edge, name }: GatewayExposure, hosts: readonly string[]): ParentRef[] {
  return hosts.map((host) => ({ ...listenerSetKind(edge.release), name, sectionName: sectionName(host) }));
}

/** A name for the listener of a host that does not depend on the other hosts, and is that of no other host. */
function sectionName(host: string): string {
  return host.startsWith('*.') ? `wildcard-${host.slice(2)}` : `https-${host}`;
}

function issuer(tls: OwnTls): Labels {
  switch (tls.kind) {
    case 'secret': return {};
    case 'issuer': return { 'acme.cert-manager.io/http01-parentreffallback': 'true', 'cert-manager.io/issuer': tls.issuerName };
    case 'clusterIssuer': return { 'acme.cert-manager.io/http01-parentreffallback': 'true', 'cert-manager.io/cluster-issuer': tls.issuerName };
  }
}

/** Why there can be no such ListenerSet. */
export function listenerSetGaps(exposure: GatewayExposure, tls: OwnTls, hosts: readonly string[]): Finding[] {
  const { release, channel, parent, listeners } = exposure.edge;
  const taken = hosts.filter((host) => listeners.some((one) => one.protocol === 'HTTPS' && one.hostname === host));
  const long = hosts.filter((host) => sectionName(host).length > NAME_MAX);
  return [
    ...(parent.kind === 'ListenerSet' ? ['its listeners would go to a ListenerSet, which takes none: leave `listenerSetName` of the edge out, or use `Tls.edge()`'] : []),
    ...(release === '1.4' && channel === 'standard' ? ['ListenerSets are in the Gateway API from 1.5, and experimental before: say `release` or `experimental` of the edge, or use `Tls.edge()`'] : []),
    ...(release === '1.4' && channel === 'experimental' && tls.kind !== 'secret'
      ? ['cert-manager knows ListenerSets of release 1.5 on alone, so that nobody would make the certificate: give a Secret with `Tls.secret()`, or use `Tls.edge()`']
      : []),
    ...(release === '1.4' && exposure.dns !== undefined
      ? ['external-dns follows ListenerSets of release 1.5 on alone, so that it would keep no records: use `Tls.edge()`, or leave `dns` out']
      : []),
    ...(hosts.length > 64 ? [`it has ${hosts.length} hosts, and a ListenerSet takes 64 listeners: share them out among several exposures`] : []),
    ...taken.map((host) => `the edge has a listener for \`${host}\` already, which wins over that of a ListenerSet: use \`Tls.edge()\`, or take it out of the edge's \`listeners\``),
    ...long.map((host) => `host \`${host}\` is too long for the name of its listener: use one of at most ${NAME_MAX - 9} characters`),
  ].map((text) => gap(exposure, text));
}
