import { streamEntryPoint } from './entry-points';
import { annotationsOf, recordGaps } from './ingress-route';
import { API_VERSION, IngressRouteTCP, IngressRouteUDP, MiddlewareTCP } from './kinds';
import { serverNameRule } from './rule';
import { IngressEdge } from '../../model/edge';
import { StreamModel } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { namelessGaps } from '../../model/records';
import { KubeObject, Rendered } from '../../model/rendered';

/**
 * The route of a stream on the entry point that has its port. TLS is told apart by the name that clients ask for, and goes through to the pods.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/tcp/ingressroutetcp/ (3.7)
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/udp/ingressrouteudp/ (3.7)
 */
export function renderStream(stream: StreamModel): Rendered<KubeObject> {
  const { edge, protocol, port } = stream;
  if (edge.api !== 'ingress') return { objects: [], gaps: [] };
  const entryPoint = streamEntryPoint(edge, protocol, port);
  if (entryPoint === undefined) return { objects: [], gaps: [noEntryPoint(stream)] };
  const onEdge = { ...stream, edge };
  const gaps = [...namelessGaps(stream), ...recordGaps(onEdge), ...sourceGaps(stream)];
  if (protocol === 'UDP') return { objects: [udpRoute(onEdge, entryPoint)], gaps };
  const allowed = stream.sources === undefined ? undefined : allowList(stream, stream.sources);
  return { objects: [tcpRoute(onEdge, entryPoint, allowed), ...(allowed === undefined ? [] : [allowed])], gaps };
}

type OnIngress = StreamModel & { readonly edge: IngressEdge };

function tcpRoute(stream: OnIngress, entryPoint: string, allowed: MiddlewareTCP | undefined): IngressRouteTCP {
  const middlewares = allowed === undefined ? {} : { middlewares: [{ name: allowed.metadata.name }] };
  return {
    apiVersion: API_VERSION,
    kind: 'IngressRouteTCP',
    metadata: metadataOf(stream),
    spec: {
      entryPoints: [entryPoint],
      routes: [{ match: serverNameRule(stream.protocol === 'TLS' ? stream.hosts : []), ...middlewares, services: servicesOf(stream) }],
      ...(stream.protocol === 'TLS' ? { tls: { passthrough: true } } : {}),
    },
  };
}

function udpRoute(stream: OnIngress, entryPoint: string): IngressRouteUDP {
  return {
    apiVersion: API_VERSION,
    kind: 'IngressRouteUDP',
    metadata: metadataOf(stream),
    spec: { entryPoints: [entryPoint], routes: [{ services: servicesOf(stream) }] },
  };
}

function servicesOf({ backends }: StreamModel): { readonly name: string; readonly port: string; readonly weight?: number }[] {
  return backends.map(({ serviceName, servicePortName, weight }) => ({
    name: serviceName, port: servicePortName, ...(backends.length === 1 ? {} : { weight }),
  }));
}

function allowList({ name, namespace, labels }: StreamModel, sourceRange: readonly string[]): MiddlewareTCP {
  return { apiVersion: API_VERSION, kind: 'MiddlewareTCP', metadata: { name: `${name}-sources`, namespace, labels }, spec: { ipAllowList: { sourceRange } } };
}

function metadataOf(stream: OnIngress): IngressRouteTCP['metadata'] {
  const { name, namespace, labels } = stream;
  return { name, namespace, labels, annotations: annotationsOf(stream) };
}

function noEntryPoint(stream: StreamModel): Finding {
  const { protocol, port } = stream;
  const factory = protocol === 'UDP' ? 'udp' : 'tcp';
  return gap(stream, `Traefik takes ${protocol} port \`${port}\` in by an entry point of its operator's, and the edge names none with that port: `
    + `add \`EdgeListener.${factory}('NAME', ${port})\` to its \`listeners\`, with the name of the entry point`);
}

/** @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/udp/ingressrouteudp/ (3.7; a route has no middlewares) */
function sourceGaps(stream: StreamModel): Finding[] {
  return stream.protocol === 'UDP' && stream.sources !== undefined
    ? [gap(stream, 'Traefik has no middleware for UDP that would look at `sources`: expose the port by an edge that is a Service')]
    : [];
}
