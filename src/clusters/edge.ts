import { ControllerRow, CONTROLLERS } from './controllers';
import { addressesOf, nonEmpty, podsOf } from './edge-place';
import { soundListeners } from './gateway-edge';
import { IngressControllerName, IngressEdge, ListenerModel } from '../model/edge';
import { Endpoint, Labels } from '../model/endpoint';
import { refuse } from '../model/finding';

/** What the user says of a controller beyond what is known of it. */
export interface EdgeInput {
  /** The namespace of its pods. */
  readonly namespace?: string;
  /** The labels of its pods; they replace the known ones. */
  readonly podLabels?: Labels;
  /** From where it reaches the pods, where it is outside the cluster; added to the addresses that are known. */
  readonly cidrs?: readonly string[];
  readonly ingressClass?: string;
  /** The doors for raw streams that its operator has opened. */
  readonly listeners?: readonly ListenerModel[];
  /** Whom the load balancer of `aws-alb` is for. */
  readonly scheme?: 'internal' | 'internet-facing';
}

/** One way into a cluster. Throws `CLUSTER_PROFILE_INVALID` where something is missing that nobody else can know, and `CIDR_INVALID`. */
export function edgeOf(name: string, controller: IngressControllerName, input: EdgeInput = {}): IngressEdge {
  const row = CONTROLLERS[controller];
  const ingressClass = input.ingressClass ?? row.ingressClass
    ?? refuse('CLUSTER_PROFILE_INVALID', `edge \`${name}\` needs \`ingressClass\`: the name of the IngressClass that its controller serves`);
  return {
    api: 'ingress',
    name,
    controller,
    ingressClass,
    listeners: soundListeners(name, input.listeners ?? []),
    controllers: placesOf(name, row, ingressClass, input),
    ...(input.scheme === undefined ? {} : { scheme: input.scheme }),
  };
}

function placesOf(name: string, row: ControllerRow, ingressClass: string, input: EdgeInput): Endpoint[] {
  const { place } = row;
  switch (place.kind) {
    case 'pods':
      noCidrs(name, row, input);
      return [podsOf(name, input.namespace ?? place.namespace, input.podLabels ?? place.podLabels)];
    case 'addresses':
      noPods(name, row, input);
      proxySubnet(name, ingressClass, input);
      return [addressesOf([...place.cidrs, ...(input.cidrs ?? [])])];
    case 'cidrsRequired':
      noPods(name, row, input);
      return [addressesOf(nonEmpty(name, `${row.title} dials the pods from outside the cluster`, place.which, input.cidrs))];
    case 'allRequired':
      return [genericOf(name, input)];
  }
}

function genericOf(name: string, input: EdgeInput): Endpoint {
  const { namespace, podLabels, cidrs } = input;
  if (cidrs !== undefined && namespace === undefined && podLabels === undefined) {
    return addressesOf(nonEmpty(name, 'it', 'the CIDRs from which the controller reaches the pods', cidrs));
  }
  if (namespace === undefined || podLabels === undefined || cidrs !== undefined) {
    return refuse('CLUSTER_PROFILE_INVALID',
      `edge \`${name}\` does not say where its controller is: give \`namespace\` and \`podLabels\` of its pods, or \`cidrs\` where it is outside the cluster`);
  }
  return podsOf(name, namespace, podLabels);
}

/** Envoy-based load balancers come from a subnet that is made for them. */
function proxySubnet(name: string, ingressClass: string, input: EdgeInput): void {
  if (ingressClass !== 'gce') {
    nonEmpty(name, `class \`${ingressClass}\` dials the pods from its proxy-only subnet`, 'the CIDR of that subnet', input.cidrs);
  }
}

function noCidrs(name: string, row: ControllerRow, input: EdgeInput): void {
  if (input.cidrs !== undefined) {
    refuse('CLUSTER_PROFILE_INVALID', `edge \`${name}\` gives \`cidrs\`, but ${row.title} runs in pods: give their \`namespace\` and \`podLabels\``);
  }
}

function noPods(name: string, row: ControllerRow, input: EdgeInput): void {
  if (input.namespace !== undefined || input.podLabels !== undefined) {
    refuse('CLUSTER_PROFILE_INVALID', `edge \`${name}\` gives \`namespace\` or \`podLabels\`, but ${row.title} dials from outside the cluster: give \`cidrs\``);
  }
}
