import { Certificate, IngressRoute } from './kinds';
import { IngressExposure } from '../../model/exposure';
import { requireTlsHosts } from '../../model/host';

/** The certificate of an IngressRoute; an empty one is that of the entry point. Throws `TLS_HOST_OUTSIDE_RULES`. */
export function routeTls({ name, hosts, tls }: IngressExposure): IngressRoute['spec']['tls'] {
  if (tls === undefined || tls.kind === 'edge') return {};
  requireTlsHosts(tls.hosts ?? [], hosts);
  return { secretName: tls.secretName ?? `${name}-tls` };
}

/**
 * What cert-manager is asked for: it makes certificates for Ingress objects by itself, and for IngressRoutes it does not.
 *
 * @see https://cert-manager.io/docs/usage/certificate/ (1.19)
 */
export function certificateOf({ name, namespace, labels, hosts, tls }: IngressExposure): Certificate | undefined {
  if (tls?.kind !== 'issuer' && tls?.kind !== 'clusterIssuer') return undefined;
  const secretName = tls.secretName ?? `${name}-tls`;
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    // as cert-manager names it for an Ingress: after its Secret
    metadata: { name: secretName, namespace, labels },
    spec: {
      dnsNames: [...new Set(tls.hosts ?? hosts)].sort(),
      issuerRef: { group: 'cert-manager.io', kind: tls.kind === 'issuer' ? 'Issuer' : 'ClusterIssuer', name: tls.issuerName },
      secretName,
    },
  };
}
