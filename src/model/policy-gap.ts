import { AccountEndpoint, AddressBlock, PolicySubject, UnnameableEndpoint } from './endpoint';
import { Finding } from './finding';

/*
 * What the policy of a workload cannot carry, whatever API it is of: `api` is how that one reads in a sentence, such as `core NetworkPolicy`, and `key` the flow.
 */

/** An empty selector would take in every pod of the namespace. */
export function subjectGaps(subject: PolicySubject): Finding[] {
  return Object.keys(subject.podLabels).length > 0 ? [] : [{
    code: 'LABELS_EMPTY',
    text: `the pods of \`${subject.name}\` carry no labels, so its policy would take in every pod of \`${subject.namespace}\`: put labels on the pod template`,
  }];
}

/** A DNS name in an API that has no word for one. */
export function dnsNameGap(api: string, dnsName: string, addresses: readonly AddressBlock[], key: string): Finding {
  if (addresses.length > 0) {
    return {
      code: 'APPROXIMATED',
      text: `${api} matches addresses, not the name \`${dnsName}\`: the declared addresses are open instead, `
        + 'whoever serves them, and others that the name may resolve to are closed',
    };
  }
  return {
    code: 'CANNOT_EXPRESS',
    text: `${api} cannot match a DNS name: \`${key}\` would stay closed; give the addresses that the name resolves to, `
      + `as in \`Peer.dnsName('${dnsName}', { addresses: ['203.0.113.0/24'] })\`, lead it through an \`EgressProxy\`, or allow \`Peer.internet()\` on that port`,
  };
}

/** Somebody whom no selector and no block of addresses finds. */
export function unnameableGap(api: string, { what, instead }: UnnameableEndpoint, key: string): Finding {
  return { code: 'CANNOT_EXPRESS', text: `${api} has no word for ${what}: \`${key}\` would stay closed; ${instead}` };
}

/** Pods by their ServiceAccount in an API that finds them by labels alone. */
export function accountGap(api: string, { namespace, account }: AccountEndpoint, key: string): Finding {
  return {
    code: 'CANNOT_EXPRESS',
    text: `${api} finds pods by their labels, not by their ServiceAccount \`${namespace}/${account}\`: \`${key}\` would stay closed; `
      + 'name them by labels, as in `Peer.pods(…)`',
  };
}

/** The API server, where the profile does not place it. */
export function apiServerGap(api: string, key: string): Finding {
  return {
    code: 'CANNOT_EXPRESS',
    text: `${api} sees the API server by its addresses only, and the cluster profile has none: \`${key}\` would stay closed; `
      + 'give them, as in `ClusterProfile.of({ apiServer: { addresses: [\'198.51.100.7/32\'] } })`',
  };
}

/** The nodes, where the profile does not place them. */
export function nodesGap(key: string): Finding {
  return {
    code: 'NODE_CIDRS_MISSING',
    text: `\`${key}\` is about the nodes, and the cluster profile does not say where they are: give \`ClusterProfile.of({ nodeCidrs: ['10.0.0.0/16'] })\``,
  };
}
