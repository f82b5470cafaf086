import { Construct } from 'constructs';
import { ACME_UNSAID } from '../../clusters/acme';
import type { ClusterProfileModel } from '../../clusters/profile';
import { ExposureModel } from '../../model/exposure';
import { Finding } from '../../model/finding';
import { openSolvers } from '../../synth/acme-policies';
import { ClusterScope } from '../../synth/cluster-scope';

/** What an issuer needs to prove the hosts of an exposure: a way to the pods that answer for them, where there are any. */
export function openForIssuer(scope: Construct, cluster: ClusterScope, exposure: ExposureModel): readonly Finding[] {
  const { tls, edge, hosts, namespace } = exposure;
  if (tls?.kind !== 'issuer' && tls?.kind !== 'clusterIssuer') return [];
  const { http01 } = acmeOf(cluster.profile);
  // a certificate that a Gateway has is proved where the Gateway is
  const isHere = edge.api === 'ingress' || (edge.api === 'gateway' && edge.certificates === 'listenerSet');
  if (http01 && isHere) openSolvers(scope, cluster, namespace, edge.name);
  return wildcardFindings(tls.hosts ?? hosts, tls.issuerName, cluster.profile);
}

/** A wildcard can be proved by DNS alone. */
function wildcardFindings(hosts: readonly string[], issuer: string, profile: ClusterProfileModel): readonly Finding[] {
  const wildcard = hosts.find((host) => host.startsWith('*.'));
  const { wildcards } = acmeOf(profile);
  if (wildcard === undefined || wildcards === 'dns01') return [];
  return [{
    code: 'ACME_WILDCARD',
    text: `the certificate of \`${wildcard}\` by issuer \`${issuer}\` can be proved by DNS alone, and the cluster profile `
      + `${wildcards === 'none' ? 'has proofs over HTTP alone' : 'does not say that it is'}: say \`acme: AcmeSolver.dns01()\` or \`AcmeSolver.http01({ wildcardsByDns: true })\` `
      + 'where the issuer does so, or name the hosts one by one',
    ...(wildcards === 'unknown' ? { severity: 'warning' } : {}),
  }];
}

function acmeOf({ acme }: ClusterProfileModel): typeof ACME_UNSAID {
  return acme ?? ACME_UNSAID;
}
