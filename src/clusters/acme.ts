import { Source } from '../model/capability';
import { Labels } from '../model/endpoint';
import { PortMatch } from '../model/port';

/** How the issuers of a cluster prove hosts to a server of ACME. */
export interface AcmeModel {
  /** Whether a request over HTTP proves a host: then a pod answers it in the namespace of the certificate. */
  readonly http01: boolean;
  /** Whether wildcards are proved by DNS, which is the only way for them; `unknown` where nobody has said. */
  readonly wildcards: 'dns01' | 'none' | 'unknown';
}

/** What is assumed where nobody has said: pods may come to answer. */
export const ACME_UNSAID: AcmeModel = { http01: true, wildcards: 'unknown' };

/**
 * The pods that answer for hosts. Whoever serves the exposure dials them; they themselves dial nobody.
 *
 * Their other labels depend on the challenge. cert-manager's own check of them goes through the edge as well.
 */
export const SOLVER: { readonly podLabels: Labels; readonly ports: readonly PortMatch[]; readonly sources: readonly Source[] } = {
  podLabels: { 'acme.cert-manager.io/http01-solver': 'true' },
  ports: [{ protocol: 'TCP', port: 8089 }],
  sources: [
    { url: 'https://github.com/cert-manager/cert-manager/blob/v1.21.1/pkg/issuer/acme/http/pod.go', version: '1.21.1' },
    { url: 'https://github.com/cert-manager/cert-manager/blob/v1.21.1/pkg/issuer/acme/http/http.go', version: '1.21.1 (port)' },
    { url: 'https://cert-manager.io/docs/installation/best-practice/#network-requirements', version: '1.21' },
  ],
};
