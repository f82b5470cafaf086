import { GATEWAY_GROUP, StreamRoute } from './kinds';
import { chunksOf, numbered, referenceGrants } from './render-beside';
import { apiGaps, isByApi } from './render-features';
import { listenersFor, parentRefs } from './render-listeners';
import { metadataOf, nameGaps } from './render-metadata';
import { backendRefs } from './render-rules';
import { GatewayController } from '../../model/controller';
import { GatewayEdge, ListenerModel } from '../../model/edge';
import { OnEdge, StreamModel } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { namelessGaps, recordAnnotations } from '../../model/records';
import { KubeObject, Rendered } from '../../model/rendered';

/** A stream that goes through a Gateway. */
type GatewayStream = OnEdge<StreamModel, GatewayEdge>;

const BACKENDS_MAX = 16;
const FEATURES = { TCP: 'stream.tcp', UDP: 'stream.udp', TLS: 'stream.tls' } as const;

/** The route of a stream, at the listener of its port. */
export function renderGatewayStream(stream: GatewayStream, controller: GatewayController): Rendered<KubeObject> {
  const { edge, protocol, backends } = stream;
  const kind = `${protocol}Route` as const;
  const part = controller.stream?.(stream, namesOf(stream).map((name) => ({ kind, name }))) ?? { objects: [], annotations: {}, gaps: [] };
  const annotations = { ...recordAnnotations(stream), ...part.annotations, ...stream.annotations };
  const objects = [
    ...(isByApi(controller, edge, FEATURES[protocol]) ? routesOf(stream, annotations) : []),
    ...referenceGrants(stream, kind, backends),
    ...part.objects,
  ];
  return {
    objects,
    gaps: [...listenerGaps(stream), ...apiGaps(stream, controller), ...limits(stream, isByApi(controller, edge, 'dns.target')), ...nameGaps(stream, objects), ...part.gaps],
  };
}

function routesOf(stream: GatewayStream, annotations: Readonly<Record<string, string>>): StreamRoute[] {
  const { edge, protocol, namespace, hosts, backends } = stream;
  const names = namesOf(stream);
  return chunksOf(protocol === 'TLS' ? hosts : [''], hostsMax(edge)).map((some, i): StreamRoute => ({
    apiVersion: `${GATEWAY_GROUP}/${versionOf(stream)}`,
    kind: `${protocol}Route`,
    metadata: metadataOf(stream, names[i] ?? stream.name, annotations),
    spec: {
      parentRefs: parentRefs(edge, namespace, streamListeners(stream)),
      ...(protocol === 'TLS' ? { hostnames: some } : {}),
      rules: [{ backendRefs: backendRefs(backends, namespace) }],
    },
  }));
}

function namesOf({ name, hosts, edge }: GatewayStream): string[] {
  return chunksOf(hosts.length === 0 ? [''] : hosts, hostsMax(edge)).map((_, i) => numbered(name, i));
}

/** A TLSRoute takes so many hosts. */
function hostsMax({ release }: GatewayEdge): number {
  return release === '1.6' ? 1024 : 16;
}

function versionOf({ protocol, edge }: GatewayStream): 'v1' | 'v1alpha2' | 'v1alpha3' {
  if (protocol === 'TLS') return edge.release === '1.4' ? 'v1alpha3' : 'v1';
  return edge.release === '1.6' ? 'v1' : 'v1alpha2';
}

/** The listeners that are for this port and protocol; of those for TLS the ones that get the hosts. */
export function streamListeners({ edge, protocol, port, hosts }: GatewayStream): ListenerModel[] {
  if (protocol !== 'TLS') return edge.listeners.filter((one) => one.protocol === protocol && one.port === port);
  return hosts.flatMap((host) => listenersFor(edge, 'TLS', host)).filter((one) => one.port === port);
}

function listenerGaps(stream: GatewayStream): Finding[] {
  const { edge, protocol, port, hosts } = stream;
  if (protocol !== 'TLS') {
    const add = `EdgeListener.${protocol === 'TCP' ? 'tcp' : 'udp'}('${stream.name}', ${port})`;
    return streamListeners(stream).length > 0 ? [] : [gap(stream, `the edge has no listener for ${protocol} on port \`${port}\`: add \`${add}\` to its \`listeners\`, or choose another port`)];
  }
  return hosts.filter((host) => !listenersFor(edge, 'TLS', host).some((one) => one.port === port))
    .map((host) => gap(stream, `no listener of the edge passes TLS for \`${host}\` through on port \`${port}\`: add \`EdgeListener.tls({ port: ${port} })\` to its \`listeners\`, or choose another host`));
}

function limits(stream: GatewayStream, readsTargets: boolean): Finding[] {
  const { backends, dns } = stream;
  const texts = [
    ...(backends.length > BACKENDS_MAX ? [`it has ${backends.length} targets: the Gateway API takes ${BACKENDS_MAX}`] : []),
    ...(dns !== undefined && dns.targets.length > 0 && readsTargets ? ['`dns.targets` is read on the Gateway alone: give `dnsTargets` to the `EdgeGateway`, or leave it out'] : []),
  ];
  return [...texts.map((text) => gap(stream, text)), ...namelessGaps(stream)];
}
