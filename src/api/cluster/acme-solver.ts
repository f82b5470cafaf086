import { AcmeModel } from '../../clusters/acme';

/** What can be said of proofs over HTTP. */
export interface Http01Props {
  /**
   * Whether the issuers prove wildcards by DNS beside: HTTP can prove none.
   *
   * @default false: a wildcard with an issuer is reported as `ACME_WILDCARD`
   */
  readonly wildcardsByDns?: boolean;
}

/**
 * How the issuers of cert-manager in a cluster prove hosts to a server of ACME, such as Let's Encrypt.
 *
 * @see https://letsencrypt.org/docs/challenge-types/ (read in November 2026)
 */
export class AcmeSolver {
  /**
   * By a request over HTTP: cert-manager starts a pod beside the app that answers it, and a policy of its own, `acme-http01-solver`, lets in the
   * controller of the edge, and nobody else.
   *
   * @see https://cert-manager.io/docs/configuration/acme/http01/ (v1.21)
   */
  public static http01(props: Http01Props = {}): AcmeSolver {
    return new AcmeSolver({ http01: true, wildcards: props.wildcardsByDns === true ? 'dns01' : 'none' });
  }

  /**
   * By records of DNS alone: nothing runs in the namespaces of apps.
   *
   * @see https://cert-manager.io/docs/configuration/acme/dns01/ (v1.21)
   */
  public static dns01(): AcmeSolver {
    return new AcmeSolver({ http01: false, wildcards: 'dns01' });
  }

  private constructor(private readonly model: AcmeModel) {}

  /**
   * The proofs as data.
   * @internal
   */
  public _model(): AcmeModel {
    return this.model;
  }
}
