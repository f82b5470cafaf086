import { Construct } from 'constructs';
import { ExposureModel } from '../../model/exposure';
import { Finding } from '../../model/finding';
import { proveHosts, wildcardFindings } from '../../synth/acme-policies';
import { ClusterScope } from '../../synth/cluster-scope';

/** What an issuer needs to prove the hosts of an exposure. */
export function openForIssuer(scope: Construct, cluster: ClusterScope, exposure: ExposureModel): readonly Finding[] {
  const { tls, edge, hosts, namespace } = exposure;
  if (tls?.kind !== 'issuer' && tls?.kind !== 'clusterIssuer') return [];
  const certificate = { namespace, edge: edge.name, issuer: tls.issuerName, hosts: tls.hosts ?? hosts };
  // a certificate that a Gateway has is proved where the Gateway is, by whoever makes that
  const isHere = edge.api === 'ingress' || (edge.api === 'gateway' && edge.certificates === 'listenerSet');
  return isHere ? proveHosts(scope, cluster, certificate) : wildcardFindings(cluster.profile, certificate);
}
