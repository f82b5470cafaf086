import { endpointsOf } from './resolve';
import type { ClusterProfileModel } from '../clusters/profile';
import { QuestionPeer } from '../compare/reach/question';
import { blocksOf } from '../model/endpoint';
import { Party } from '../model/party';

export type { Question } from '../compare/reach/question';

/** Whom a party means in a question about a cluster; nobody where the cluster has no edge that is asked about. */
export function questionPeers(party: Party, profile: ClusterProfileModel): readonly QuestionPeer[] {
  switch (party.kind) {
    case 'workload':
      return [{ kind: 'workload', id: { kind: party.workloadKind, namespace: party.namespace, name: party.name } }];
    case 'pods':
    case 'account':
    case 'addresses':
      return [party];
    // nobody can be asked about whom no label and no address finds
    case 'unnameable':
      return [];
    case 'dnsName':
      return party.addresses.length === 0 ? [{ kind: 'name', dnsName: party.dnsName }] : [{ kind: 'addresses', blocks: party.addresses, areNoPods: true }];
    case 'anyone':
      return [
        { kind: 'pods', namespaces: 'all', pods: 'all' },
        { kind: 'addresses', blocks: [{ cidr: '0.0.0.0/0', except: [] }, { cidr: '::/0', except: [] }] },
      ];
    case 'apiServer':
      return profile.apiServer.addresses.length === 0 ? [{ kind: 'someAddress' }] : outside(party, profile);
    case 'nodes':
      return profile.nodeCidrs.length === 0 ? [{ kind: 'someNode' }] : outside(party, profile);
    case 'internet':
    case 'outside':
      return outside(party, profile);
    case 'dns':
    case 'prometheus':
    case 'ingressController':
    case 'cluster':
      return resolved(party, profile);
  }
}

/** Parties that are no pods, whatever addresses pods may have. */
function outside(party: Party, profile: ClusterProfileModel): readonly QuestionPeer[] {
  return endpointsOf(party, profile).flatMap((endpoint): QuestionPeer[] => {
    const blocks = blocksOf(endpoint);
    return blocks.length === 0 ? [] : [{ kind: 'addresses', blocks, areNoPods: true }];
  });
}

function resolved(party: Party, profile: ClusterProfileModel): readonly QuestionPeer[] {
  return endpointsOf(party, profile).flatMap((endpoint) => (
    endpoint.kind === 'apiServer' || endpoint.kind === 'nodes' ? [{ kind: 'addresses' as const, blocks: endpoint.blocks }] : questionPeers(endpoint, profile)
  ));
}
