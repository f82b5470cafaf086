import { EdgeInput, edgeOf } from '../../../src/clusters/edge';
import { GatewayEdgeInput, gatewayEdgeOf } from '../../../src/clusters/gateway-edge';
import { GATEWAY_CONTROLLERS } from '../../../src/dialects/render-gateway-controllers';
import { INGRESS_CONTROLLERS } from '../../../src/dialects/render-ingress-controllers';
import { EdgeModel, GatewayChannel, GatewayControllerName, GatewayRelease, IngressControllerName, ListenerModel } from '../../../src/model/edge';

/** An edge, and how a row of a table calls it. */
export interface NamedEdge {
  readonly name: string;
  readonly edge: EdgeModel;
}

/** Doors of every kind that an edge may have, so that no gap is about a door that is not there. */
const DOORS: readonly ListenerModel[] = [
  { name: 'web', protocol: 'HTTP', port: 80 },
  { name: 'websecure', protocol: 'HTTPS', port: 443, tls: { kind: 'secret', secretName: 'edge-tls' } },
  { name: 'through', protocol: 'TLS', port: 8443 },
  { name: 'postgres', protocol: 'TCP', port: 5432 },
  { name: 'dns', protocol: 'UDP', port: 5353 },
];

/** What each controller of Ingresses has to be told, since nobody else can know it. */
const INGRESS_INPUTS: Partial<Readonly<Record<IngressControllerName, EdgeInput>>> = {
  'aws-alb': { cidrs: ['10.0.16.0/20'] },
  'generic': { namespace: 'edge', podLabels: { app: 'edge' }, ingressClass: 'edge' },
};

/** The edge of a controller of Ingresses, with all of those doors unless told otherwise. */
export function ingressEdge(controller: IngressControllerName, listeners: readonly ListenerModel[] = DOORS): EdgeModel {
  return edgeOf('public', controller, { listeners, ...INGRESS_INPUTS[controller] });
}

/** The same for a Gateway: where its pods are decides nothing here. */
export function gatewayEdge(
  controller: GatewayControllerName, release: GatewayRelease, channel: GatewayChannel, more: Partial<GatewayEdgeInput> = {},
): EdgeModel {
  return gatewayEdgeOf('public', controller, {
    parent: { kind: 'Gateway', namespace: 'infra', name: 'public' },
    listeners: DOORS,
    certificates: 'parent',
    gatewayClass: 'any',
    release,
    channel,
    // nothing finds the Envoy of Cilium, by its profile
    ...(controller === 'cilium' ? {} : { cidrs: ['10.0.16.0/20'] }),
    ...more,
  });
}

/** Releases and channels other than the newest with all that it has, for a controller of which nothing is known but the API. */
const RELEASES: readonly (readonly [GatewayRelease, GatewayChannel])[] = [['1.4', 'standard'], ['1.4', 'experimental'], ['1.5', 'standard'], ['1.6', 'standard']];

/** Every controller, those of Ingresses first. */
export const EDGES: readonly NamedEdge[] = [
  ...(Object.keys(INGRESS_CONTROLLERS) as IngressControllerName[]) // the keys of a record over that union
    .map((controller) => ({ name: `ingress ${controller}`, edge: ingressEdge(controller) })),
  ...(Object.keys(GATEWAY_CONTROLLERS) as GatewayControllerName[]) // the keys of a record over that union
    .map((controller) => ({ name: `gateway ${controller}`, edge: gatewayEdge(controller, '1.6', 'experimental') })),
  ...RELEASES.map(([release, channel]) => ({ name: `gateway generic ${release} ${channel}`, edge: gatewayEdge('generic', release, channel) })),
  ...(['envoy-gateway', 'istio', 'traefik'] as const).flatMap((controller) => (['1.5', '1.6'] as const).map((release) => (
    { name: `gateway ${controller} ${release} standard`, edge: gatewayEdge(controller, release, 'standard') }
  ))),
];
