import { refuse } from '../../model/finding';
import { dnsSubdomain } from '../../model/name';
import { TlsModel } from '../../model/tls';

/** What can be said of a certificate that cert-manager issues. */
export interface IssuedTlsProps {
  /**
   * The name of the Secret into which the certificate goes.
   *
   * @default the name of the exposure's object with `-tls` behind it
   */
  readonly secretName?: string;

  /**
   * The hosts that the certificate is for. Throws `TLS_HOST_OUTSIDE_RULES` for a host that the exposure does not serve.
   *
   * @default all hosts of the exposure
   */
  readonly hosts?: string[];
}

/** What can be said of a certificate that is there already. */
export interface SecretTlsProps {
  /**
   * The hosts that the certificate is for. Throws `TLS_HOST_OUTSIDE_RULES` for a host that the exposure does not serve.
   *
   * @default all hosts of the exposure
   */
  readonly hosts?: string[];
}

/** Where the certificate of an exposure comes from. */
export class Tls {
  /** A Secret of type `kubernetes.io/tls` in the namespace of the exposure. Throws `NAME_INVALID`. */
  public static secret(secretName: string, props: SecretTlsProps = {}): Tls {
    return new Tls({ kind: 'secret', secretName: dnsSubdomain('the TLS Secret', secretName), hosts: someHosts(props.hosts) });
  }

  /**
   * A certificate of a cert-manager Issuer in the namespace of the exposure. Throws `NAME_INVALID`.
   *
   * @see https://cert-manager.io/docs/usage/ingress/ (v1.19)
   */
  public static issuer(name: string, props: IssuedTlsProps = {}): Tls {
    return new Tls({ kind: 'issuer', issuerName: dnsSubdomain('the Issuer', name), ...issued(props) });
  }

  /**
   * A certificate of a cert-manager ClusterIssuer. Throws `NAME_INVALID`.
   *
   * @see https://cert-manager.io/docs/usage/ingress/ (v1.19)
   */
  public static clusterIssuer(name: string, props: IssuedTlsProps = {}): Tls {
    return new Tls({ kind: 'clusterIssuer', issuerName: dnsSubdomain('the ClusterIssuer', name), ...issued(props) });
  }

  /** A certificate that the edge has for the hosts already, such as that of a wildcard: the platform team's. */
  public static edge(): Tls {
    return new Tls({ kind: 'edge' });
  }

  /**
   * The pods end TLS themselves: the edge passes it through by the name that clients ask for, and sees neither paths nor headers.
   *
   * An entry with it serves everything by one target, and says nothing of its traffic but `sources`. Throws `TLS_INVALID` otherwise.
   */
  public static passthrough(): Tls {
    return new Tls({ kind: 'passthrough' });
  }

  private constructor(private readonly model: TlsModel | { readonly kind: 'passthrough' }) {}

  /**
   * The certificate as data.
   * @internal
   */
  public _model(): TlsModel | { readonly kind: 'passthrough' } {
    return this.model;
  }
}

function issued(props: IssuedTlsProps): { secretName?: string; hosts?: readonly string[] } {
  return {
    secretName: props.secretName === undefined ? undefined : dnsSubdomain('the TLS Secret', props.secretName),
    hosts: someHosts(props.hosts),
  };
}

function someHosts(hosts: string[] | undefined): string[] | undefined {
  if (hosts?.length === 0) {
    refuse('TLS_INVALID', 'the `hosts` of a certificate are empty: leave them out for all hosts of the exposure, or name some');
  }
  return hosts;
}
