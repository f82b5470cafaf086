import { hasGroups } from './groups';
import { isSupported } from '../../model/capability';
import { Endpoint, Flow, FlowDirection, isGroup } from '../../model/endpoint';
import { PolicyFacts } from '../../model/policy-dialect';

/** Whether a flow is about a DNS name. */
export function isNamed({ peers }: Flow): boolean {
  return peers.some(({ kind }) => kind === 'dnsName');
}

/**
 * The flows that are said in the policy of Cilium: those that core NetworkPolicy has no word for there, and with names the flow to the DNS of the cluster. That
 * one would do as well in both, since Cilium puts a rule for a port and one for requests on it together; once is easier to read.
 *
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/policy/rule.go (`mergePortProto`, `appendL7WildcardRule`: the rules for requests stay, widened to all of them)
 */
export function take(direction: FlowDirection, flows: readonly Flow[], facts: PolicyFacts): readonly Flow[] {
  const withNames = direction === 'egress' && flows.some(isNamed);
  const isTaken = ({ requests, peers, isDns }: Flow) => (
    requests !== undefined || peers.some((peer) => isBeyondCore(direction, peer, facts)) || (withNames && isDns === true)
  );
  return flows.filter(isTaken);
}

function isBeyondCore(direction: FlowDirection, peer: Endpoint, facts: PolicyFacts): boolean {
  switch (peer.kind) {
    case 'account':
    case 'apiServer':
      return true;
    case 'dnsName':
      return direction === 'egress';
    case 'nodes':
      return peer.blocks.length === 0 || !isSupported(facts.enforces.nodesInBlocks);
    case 'unnameable':
      return peer.identity !== undefined;
    case 'addresses':
      return isGroup(peer) && hasGroups(facts);
    case 'pods':
    case 'anyone':
      return false;
  }
}
