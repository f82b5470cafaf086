import { addressBlock } from '../model/address-block';
import { Endpoint, Labels } from '../model/endpoint';
import { refuse } from '../model/finding';

/** The pods of a controller, and nobody else. Throws `CLUSTER_PROFILE_INVALID`. */
export function podsOf(name: string, namespace: string, podLabels: Labels): Endpoint {
  if (Object.keys(podLabels).length === 0) {
    refuse('CLUSTER_PROFILE_INVALID', `\`podLabels\` of edge \`${name}\` is empty and would let in every pod of \`${namespace}\`: give the labels of the controller's pods`);
  }
  return { kind: 'pods', namespaces: { name: namespace }, pods: podLabels };
}

/** The addresses from which a controller dials. Throws `CIDR_INVALID`. */
export function addressesOf(cidrs: readonly string[]): Endpoint {
  const texts = [...new Set(cidrs.map((cidr) => addressBlock(cidr, []).cidr))].sort();
  return { kind: 'addresses', blocks: texts.map((cidr) => ({ cidr, except: [] })) };
}

/** CIDRs that nobody else can know. Throws `CLUSTER_PROFILE_INVALID`. */
export function nonEmpty(name: string, why: string, which: string, cidrs: readonly string[] | undefined): readonly string[] {
  if (cidrs === undefined || cidrs.length === 0) {
    return refuse('CLUSTER_PROFILE_INVALID', `edge \`${name}\` needs \`cidrs\`, since ${why}: give ${which}`);
  }
  return cidrs;
}
