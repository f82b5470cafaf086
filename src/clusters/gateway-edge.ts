import { addressesOf, nonEmpty, podsOf } from './edge-place';
import { GatewayPlace, GatewayRow, GATEWAYS } from './gateways';
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
  /** Whether the exposed ports are open to everybody, where no policy can name the data plane. */
  readonly openToAnyone?: boolean;
}

/** One way into a cluster by the Gateway API. Throws `CLUSTER_PROFILE_INVALID` where something is missing that nobody else can know, and `CIDR_INVALID`. */
export function gatewayEdgeOf(name: string, controller: GatewayControllerName, input: GatewayEdgeInput): GatewayEdge {
  const row = GATEWAYS[controller];
  const { parent, certificates, release = '1.5', channel = 'standard' } = input;
  const gatewayClass = input.gatewayClass ?? row.gatewayClass
    ?? refuse('CLUSTER_PROFILE_INVALID', `edge \`${name}\` needs \`gatewayClass\`: the name of the GatewayClass that its controller serves`);
  return {
    api: 'gateway',
    name,
    controller,
    gatewayClass,
    parent,
    ...(parent.kind === 'ListenerSet' && input.gateway !== undefined ? { gateway: input.gateway } : {}),
    listeners: soundListeners(name, input.listeners),
    certificates,
    release,
    channel,
    controllers: placesOf(name, row, gatewayClass, input),
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

function placesOf(name: string, row: GatewayRow, gatewayClass: string, input: GatewayEdgeInput): Endpoint[] {
  const { place } = row;
  const { podNamespace, podLabels, cidrs } = input;
  const isOutside = podNamespace === undefined && podLabels === undefined;
  const gateway = input.gateway ?? input.parent;
  const given = (namespace: string, labels: Labels) => [podsOf(name, podNamespace ?? namespace, podLabels ?? labels)];
  onlyForUnnameable(name, row, input);
  switch (place.kind) {
    case 'unnameable': return [unnameable(name, place, input)];
    case 'addresses': return [addressesOf([...place.cidrs, ...subnetsOf(name, gatewayClass, place, cidrs)])];
    case 'cidrsRequired': return [addressesOf(nonEmpty(name, `${row.title} dials the pods from outside the cluster`, place.which, cidrs))];
    case 'besideGateway':
    case 'byLabels':
    case 'pods':
    case 'allRequired':
      if (cidrs !== undefined && isOutside) return [addressesOf(nonEmpty(name, 'it', 'the CIDRs from which the data plane reaches the pods', cidrs))];
  }
  switch (place.kind) {
    case 'besideGateway': return given(gateway.namespace, { [place.nameLabel]: `${place.prefix ?? ''}${gateway.name}` });
    case 'byLabels': return given(place.namespace, { [place.nameLabel]: gateway.name, [place.namespaceLabel]: gateway.namespace });
    case 'pods': return given(place.namespace, place.podLabels);
    case 'allRequired':
      if (podNamespace === undefined || podLabels === undefined) {
        return refuse('CLUSTER_PROFILE_INVALID',
          `edge \`${name}\` does not say where its data plane is: give \`podNamespaceName\` and \`podLabels\` of its pods, or \`cidrs\` where it is outside the cluster`);
      }
      return given(podNamespace, podLabels);
  }
}

/** The addresses beyond those that are the same in every cluster. */
function subnetsOf(name: string, gatewayClass: string, { completeFor, which }: Extract<GatewayPlace, { kind: 'addresses' }>, cidrs: readonly string[] | undefined): readonly string[] {
  if (cidrs === undefined && completeFor.includes(gatewayClass)) return [];
  return nonEmpty(name, `class \`${gatewayClass}\` dials the pods from a subnet of its own`, which, cidrs);
}

/** Pods and addresses that are given for a proxy that has neither would open nothing, or somebody else. */
function unnameable(
  name: string, { what, identity }: Extract<GatewayPlace, { kind: 'unnameable' }>, { podNamespace, podLabels, cidrs, openToAnyone }: GatewayEdgeInput,
): Endpoint {
  if (podNamespace !== undefined || podLabels !== undefined || cidrs !== undefined) {
    refuse('CLUSTER_PROFILE_INVALID', `edge \`${name}\` gives pods or \`cidrs\`, but neither a selector nor an address finds ${what}: leave them out`);
  }
  const instead = 'say that Cilium is the network plugin, as in `ClusterProfile.of({ plugin: NetworkPlugin.cilium() })`, whose own policies name it, '
    + `set \`openToAnyone: true\` on edge \`${name}\`, by which exposed ports are open to everybody, or choose an edge whose data plane runs in pods`;
  return openToAnyone === true ? { kind: 'anyone' } : { kind: 'unnameable', what, identity, instead };
}

/** Whoever can be named is: least privilege is not the user's to forget. */
function onlyForUnnameable(name: string, { title, place }: GatewayRow, { openToAnyone }: GatewayEdgeInput): void {
  if (openToAnyone === true && place.kind !== 'unnameable') {
    refuse('CLUSTER_PROFILE_INVALID', `edge \`${name}\` sets \`openToAnyone\`, but policies can name the data plane of ${title}: leave it out`);
  }
}
