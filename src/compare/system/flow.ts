import { Endpoint } from '../../model/endpoint';
import { PortMatch } from '../../model/port';
import { NAMESPACE_NAME_LABEL } from '../../reachability/snapshot';
import { CidrSet } from '../../sets/cidr-set';
import { PortSet } from '../../sets/ports';
import { LabelMap } from '../../sets/selector';

/** Whom a system flow leads to: pods by labels alone, or addresses. */
export type SystemPeer =
  /** An empty map means every namespace, or every pod. */
  | { readonly kind: 'pods'; readonly namespaces: LabelMap; readonly pods: LabelMap }
  | { readonly kind: 'addresses'; readonly addresses: CidrSet };

/** What every pod may do for the cluster to work, and what nobody wants to read in every list: DNS. Declared as data, never guessed. */
export interface SystemFlow {
  readonly to: SystemPeer;
  readonly ports: PortSet;
}

/** The system flows that lead to some parties, such as the DNS of a cluster profile. */
export function systemFlowsTo(peers: readonly Endpoint[], ports: readonly PortMatch[]): SystemFlow[] {
  const named = ports.reduce((sum, { protocol, port, endPort }) => sum.union(PortSet.of(protocol, port, endPort)), PortSet.none);
  const open = ports.length === 0 ? PortSet.all : named;
  return peers.flatMap((peer): SystemFlow[] => {
    switch (peer.kind) {
      case 'pods': {
        const { namespaces: where, pods } = peer;
        const namespaces = where === 'all' ? {} : 'name' in where ? { [NAMESPACE_NAME_LABEL]: where.name } : where.labels;
        return [{ to: { kind: 'pods', namespaces, pods: pods === 'all' ? {} : pods }, ports: open }];
      }
      case 'addresses':
      case 'apiServer':
      case 'nodes': return [{ to: { kind: 'addresses', addresses: CidrSet.ofBlocks(peer.blocks) }, ports: open }];
      // DNS is reached before there are names, nobody hides what leads anywhere, and no rule finds whom nothing names
      case 'account':
      case 'dnsName':
      case 'unnameable':
      case 'anyone': return [];
    }
  });
}
