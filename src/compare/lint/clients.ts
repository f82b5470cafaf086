import { letText, MayBe, shuttersOf } from './callers';
import { LintFinding } from './codes';
import { Manifests } from './manifests';
import { resolvedEntries, serviceEntries } from '../../reachability/entries';
import { Service } from '../../reachability/rules/services';
import { workloadText } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';

/** Services that are open to the outside, and whose pods let in nobody who comes from there. */
export function* checkClients(manifests: Manifests): Iterable<LintFinding> {
  for (const { entry, service, targets } of resolvedEntries(serviceEntries(manifests.services), manifests.services, manifests.snapshot)) {
    if (service === undefined) continue;
    for (const { workload, ports } of targets) {
      const shutters = shuttersOf(workload, ports, manifests, mayBeClient(service));
      if (shutters.length === 0) continue;
      const seen = service.externalTraffic === 'local' ? 'their own addresses' : 'the address of a node, unless `externalTrafficPolicy` is `Local`';
      yield {
        code: 'CLIENTS_SHUT_OUT',
        object: entry.origin,
        path: entry.at,
        text: `clients from outside come to \`${workloadText(workload)}\` on ${ports.toString()} with ${seen}, and ${letText(shutters)} no such address in there`,
        mend: `allow ingress on ${ports.toString()} from an \`ipBlock\` with ${service.externalTraffic === 'local' ? 'the clients' : 'the nodes'}; make the type \`ClusterIP\` if nobody outside is meant`,
      };
    }
  }
}

/**
 * Only addresses are clients from outside: those that the load balancer lets in, where pods see them, else those of nodes.
 *
 * @see https://kubernetes.io/docs/tutorials/services/source-ip/ (Kubernetes 1.35)
 */
function mayBeClient({ externalTraffic, sourceRanges }: Service): MayBe {
  return (peer) => {
    if (peer.kind !== 'addresses') return false;
    return externalTraffic === 'cluster' || sourceRanges === undefined || !CidrSet.of([peer.block]).intersection(sourceRanges).isEmpty();
  };
}
