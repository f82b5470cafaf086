import { EXPERIMENT_GROUP, Gateway, GATEWAY_GROUP, ListenerEntry, ListenerSet, NamespacesFrom } from './kinds';
import { isAbsent } from './render-features';
import { listenerSetKind } from './render-listeners';
import { metadataOf } from './render-metadata';
import { ListenerModel } from '../../model/edge';
import { AdmittedNamespaces, EdgeGatewayModel } from '../../model/edge-gateway';
import { Labels } from '../../model/endpoint';
import { Finding } from '../../model/finding';
import { TlsModel } from '../../model/tls';

/** The features that the routes of a raw stream are. */
const STREAMS = { TLS: 'stream.tls', TCP: 'stream.tcp', UDP: 'stream.udp' } as const;

/** The label that the API server puts on every namespace, with its name. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** The object with the doors of an edge: the Gateway that the edge names, or the ListenerSet. */
export function renderEdgeGateway(model: EdgeGatewayModel, admitted: AdmittedNamespaces): Gateway | ListenerSet {
  const { edge, labels, infrastructure, dns } = model;
  const { parent, gateway = parent, gatewayClass, release } = edge;
  const target = dns.targets.length === 0 ? {} : { [`${dns.prefix}target`]: dns.targets.join(',') };
  const metadata = metadataOf({ namespace: parent.namespace, labels }, parent.name, { ...issuerOf(edge.listeners), ...target, ...model.annotations });
  const listeners = edge.listeners.map((listener) => entryOf(listener, model, admitted));
  if (parent.kind === 'ListenerSet') {
    const { kind } = listenerSetKind(release);
    const elsewhere = gateway.namespace === parent.namespace ? {} : { namespace: gateway.namespace };
    return {
      apiVersion: kind === 'ListenerSet' ? `${GATEWAY_GROUP}/v1` : `${EXPERIMENT_GROUP}/v1alpha1`,
      kind,
      metadata,
      spec: { parentRef: { group: GATEWAY_GROUP, kind: 'Gateway', ...elsewhere, name: gateway.name }, listeners },
    };
  }
  const told = Object.keys({ ...infrastructure.labels, ...infrastructure.annotations }).length > 0;
  return {
    apiVersion: `${GATEWAY_GROUP}/v1`,
    kind: 'Gateway',
    metadata,
    spec: {
      gatewayClassName: gatewayClass,
      ...(told ? { infrastructure: infrastructureOf(infrastructure) } : {}),
      ...(admitted.listenerSets.length === 0 ? {} : { allowedListeners: { namespaces: namespacesOf(admitted.listenerSets, parent.namespace) } }),
      listeners,
    },
  };
}

function infrastructureOf({ labels, annotations }: EdgeGatewayModel['infrastructure']): NonNullable<Gateway['spec']['infrastructure']> {
  return { ...(Object.keys(labels).length === 0 ? {} : { labels }), ...(Object.keys(annotations).length === 0 ? {} : { annotations }) };
}

function entryOf(listener: ListenerModel, { edge, hasGrpc }: EdgeGatewayModel, { routes }: AdmittedNamespaces): ListenerEntry {
  const { name, port, protocol } = listener;
  const { namespace } = edge.parent;
  // the solver of HTTP-01 has its route beside the Certificate, which is beside the Gateway
  const solver = protocol === 'HTTP' && Object.keys(issuerOf(edge.listeners)).length > 0 ? [namespace] : [];
  const tls = tlsOf(listener, edge.parent.name);
  return {
    name,
    ...('hostname' in listener && listener.hostname !== undefined ? { hostname: listener.hostname } : {}),
    port,
    protocol,
    ...(tls === undefined ? {} : { tls }),
    allowedRoutes: {
      namespaces: namespacesOf([...routes.get(name) ?? [], ...solver], namespace),
      kinds: kindsOf(protocol, hasGrpc).map((kind) => ({ group: GATEWAY_GROUP, kind })),
    },
  };
}

/** The kinds of routes that a protocol takes. */
function kindsOf(protocol: ListenerModel['protocol'], hasGrpc: boolean): readonly string[] {
  if (protocol !== 'HTTP' && protocol !== 'HTTPS') return [`${protocol}Route`];
  return hasGrpc ? ['GRPCRoute', 'HTTPRoute'] : ['HTTPRoute'];
}

/** Its own namespace alone, where nobody else is let in. */
function namespacesOf(names: readonly string[], own: string): NamespacesFrom {
  const values = [...new Set(names)].sort();
  if (values.every((name) => name === own)) return { from: 'Same' };
  return { from: 'Selector', selector: { matchExpressions: [{ key: NAME_LABEL, operator: 'In', values }] } };
}

function tlsOf(listener: ListenerModel, gateway: string): ListenerEntry['tls'] {
  if (listener.protocol === 'TLS') return { mode: 'Passthrough' };
  if (listener.protocol !== 'HTTPS') return undefined;
  const secret = secretOf(listener.tls, `${gateway}-${listener.name}-tls`);
  return { mode: 'Terminate', ...(secret === undefined ? {} : { certificateRefs: [{ group: '', kind: 'Secret', name: secret }] }) };
}

function secretOf(tls: TlsModel | undefined, otherwise: string): string | undefined {
  switch (tls?.kind) {
    case undefined:
    case 'edge': return undefined;
    case 'secret': return tls.secretName;
    case 'issuer':
    case 'clusterIssuer': return tls.secretName ?? otherwise;
  }
}

/** The annotation by which cert-manager knows whom to ask, which is one for all listeners of an object. */
function issuerOf(listeners: readonly ListenerModel[]): Labels {
  const issued = listeners.flatMap((listener) => (listener.protocol === 'HTTPS' && listener.tls !== undefined ? [listener.tls] : []));
  return Object.assign({}, ...issued.map((tls): Labels => {
    switch (tls.kind) {
      case 'issuer': return { 'cert-manager.io/issuer': tls.issuerName };
      case 'clusterIssuer': return { 'cert-manager.io/cluster-issuer': tls.issuerName };
      case 'secret':
      case 'edge': return {};
    }
  })) as Labels; // assign gives any
}

/**
 * What the object of an edge cannot say.
 *
 * @see https://cert-manager.io/docs/usage/gateway/ (1.21): one annotation for all listeners, each of which needs a host
 */
export function edgeGatewayGaps({ edge, infrastructure }: EdgeGatewayModel, admitted: AdmittedNamespaces): Finding[] {
  const { listeners, release, channel, parent } = edge;
  const secure = listeners.filter((listener) => listener.protocol === 'HTTPS');
  const isIssued = ({ tls }: (typeof secure)[number]) => tls?.kind === 'issuer' || tls?.kind === 'clusterIssuer';
  const issuers = new Set(secure.filter(isIssued).map(({ tls }) => JSON.stringify([tls?.kind, tls !== undefined && 'issuerName' in tls ? tls.issuerName : ''])));
  const isOld = release === '1.4' && channel === 'standard';
  return [
    ...(listeners.length === 0 ? ['it has no listeners, and a Gateway needs one: give `listeners`'] : []),
    ...(listeners.length > 64 ? [`it has ${listeners.length} listeners, and a Gateway takes 64: share them out among several edges`] : []),
    ...secure.filter(({ tls }) => tls === undefined || tls.kind === 'edge')
      .map(({ name }) => `listener \`${name}\` speaks HTTPS, and has no certificate: give its \`EdgeListener.https\` a \`tls\` of a Secret or an issuer`),
    ...secure.filter((listener) => isIssued(listener) && listener.hostname === undefined)
      .map(({ name }) => `cert-manager makes no certificate for listener \`${name}\`, which has no host: give its \`EdgeListener.https\` a \`hostname\``),
    ...(issuers.size > 1 ? ['its listeners have certificates of several issuers, and cert-manager takes one for all of them: use one, or an edge for each'] : []),
    ...(issuers.size > 0 ? secure.filter(({ tls, hostname }) => tls?.kind === 'secret' && hostname !== undefined) : [])
      .map(({ name }) => `cert-manager would make a certificate into the Secret of listener \`${name}\` as well, since it looks at all listeners with a host: use an edge of its own for it`),
    ...listeners.flatMap(({ name, protocol }) => (protocol === 'HTTP' || protocol === 'HTTPS' || !isAbsent(edge, STREAMS[protocol])
      ? []
      : [`listener \`${name}\` is for ${protocol}Routes, a kind that ${release}, ${channel}, does not have: say \`release\` or \`experimental\` of the edge, or leave it out`])),
    ...(isOld && parent.kind === 'ListenerSet' ? ['ListenerSets are in the Gateway API from 1.5, and experimental before: say `release` or `experimental` of the edge'] : []),
    ...(isOld && admitted.listenerSets.length > 0 ? ['`allowedListeners` of a Gateway is in the API from 1.5, and experimental before: say `release` or `experimental` of the edge'] : []),
    ...(parent.kind === 'ListenerSet' && Object.keys({ ...infrastructure.labels, ...infrastructure.annotations }).length > 0
      ? ['a ListenerSet has no `infrastructure`, which is its Gateway\'s: leave `infrastructureLabels` and `infrastructureAnnotations` out']
      : []),
    ...(Object.keys(infrastructure.labels).length > 8 || Object.keys(infrastructure.annotations).length > (release === '1.6' ? 16 : 8)
      ? ['it has more labels or annotations of the infrastructure than the Gateway API takes, 8 of each, or 16 annotations from 1.6 on: leave some out']
      : []),
  ].map((text): Finding => ({ code: 'CANNOT_EXPRESS', text: `${parent.kind} \`${parent.name}\` of edge \`${edge.name}\`: ${text}` }));
}
