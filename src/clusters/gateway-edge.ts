import { addressesOf, nonEmpty, podsOf } from './edge-place';
import { GatewayRow, GATEWAYS } from './gateways';
import { GatewayChannel, GatewayControllerName, GatewayEdge, GatewayParent, GatewayRelease, ListenerModel } from '../model/edge';
import { Endpoint, Labels } from '../model/endpoint';
import { refuse } from '../model/finding';

/** What the user says of an edge of the Gateway API. */
export interface GatewayEdgeInput {
  readonly parent: GatewayParent;
  /** The Gateway behind a ListenerSet, whose data plane it is; the parent itself otherwise. */
  readonly gateway?: { readonly namespace: string; readonly name: string };
  readonly listeners: readonly ListenerModel[];
  readonly certificates: 'parent' | 'listenerSet';
  readonly gatewayClass?: string;
  readonly release?: GatewayRelease;
  readonly channel?: GatewayChannel;
  /** The namespace and the labels of the pods of the data plane; they replace the known ones. */
  readonly podNamespace?: string;
  readonly podLabels?: Labels;
  readonly cidrs?: readonly string[];
}

/** One way into a cluster by the Gateway API. Throws `CLUSTER_PROFILE_INVALID` where something is missing that nobody else can know, and `CIDR_INVALID`. */
export function gatewayEdgeOf(name: string, controller: GatewayControllerName, input: GatewayEdgeInput): GatewayEdge {
  const row = GATEWAYS[controller];
  const { parent, certificates, release = '1.5', channel = 'standard' } = input;
  return {
    api: 'gateway',
    name,
    controller,
    gatewayClass: input.gatewayClass ?? row.gatewayClass
      ?? refuse('CLUSTER_PROFILE_INVALID', `edge \`${name}\` needs \`gatewayClass\`: the name of the GatewayClass that its controller serves`),
    parent,
    ...(parent.kind === 'ListenerSet' && input.gateway !== undefined ? { gateway: input.gateway } : {}),
    listeners: soundListeners(name, input.listeners),
    certificates,
    release,
    channel,
    controllers: placesOf(name, row, input),
  };
}

/** The doors of an edge: each with a name, and with a place of its own. */
export function soundListeners(edge: string, listeners: readonly ListenerModel[]): readonly ListenerModel[] {
  const twice = listeners.find((one, i) => listeners.findIndex((other) => other.name === one.name || placeOf(other) === placeOf(one)) !== i);
  if (twice !== undefined) {
    refuse('CLUSTER_PROFILE_INVALID', `edge \`${edge}\` has another listener with the name or the place of \`${twice.name}\`: give each its own name, and its own port or host`);
  }
  return listeners;
}

function placeOf(listener: ListenerModel): string {
  const transport = listener.protocol === 'UDP' ? 'UDP' : 'TCP';
  return `${transport} ${listener.port} ${'hostname' in listener ? listener.hostname ?? '' : ''}`;
}

function placesOf(name: string, row: GatewayRow, input: GatewayEdgeInput): Endpoint[] {
  const { place } = row;
  const { podNamespace, podLabels, cidrs } = input;
  const gateway = input.gateway ?? input.parent;
  if (cidrs !== undefined && podNamespace === undefined && podLabels === undefined) return [addressesOf(nonEmpty(name, 'it', 'the CIDRs from which the data plane reaches the pods', cidrs))];
  const given = (namespace: string, labels: Labels) => [podsOf(name, podNamespace ?? namespace, podLabels ?? labels)];
  switch (place.kind) {
    case 'besideGateway': return given(gateway.namespace, { [place.nameLabel]: gateway.name });
    case 'byLabels': return given(place.namespace, { [place.nameLabel]: gateway.name, [place.namespaceLabel]: gateway.namespace });
    case 'pods': return given(place.namespace, place.podLabels);
    case 'addresses': return [addressesOf(place.cidrs)];
    case 'cidrsRequired': return [addressesOf(nonEmpty(name, `${row.title} dials the pods from outside the cluster`, place.which, cidrs))];
    case 'allRequired':
      if (podNamespace === undefined || podLabels === undefined) {
        return refuse('CLUSTER_PROFILE_INVALID',
          `edge \`${name}\` does not say where its data plane is: give \`podNamespaceName\` and \`podLabels\` of its pods, or \`cidrs\` where it is outside the cluster`);
      }
      return given(podNamespace, podLabels);
  }
}
