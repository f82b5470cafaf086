import { requireHost } from '../../model/host';
import { dnsSubdomain } from '../../model/name';
import { BackendTlsModel } from '../../model/traffic';

/** How an edge checks the certificate of pods that speak TLS: without it most edges take any. */
export class BackendTls {
  /**
   * By an authority whose certificate is in a ConfigMap of the Service's namespace, under `ca.crt`. Throws `NAME_INVALID`, `HOST_INVALID`.
   *
   * @param hostname The name on the certificate of the pods.
   */
  public static configMap(name: string, hostname: string): BackendTls {
    return new BackendTls({ authority: { kind: 'configMap', name: dnsSubdomain('the ConfigMap of an authority,', name) }, hostname: requireHost(hostname) });
  }

  /** By the authorities that the edge's own system trusts. Throws `HOST_INVALID`. */
  public static system(hostname: string): BackendTls {
    return new BackendTls({ authority: { kind: 'system' }, hostname: requireHost(hostname) });
  }

  private constructor(private readonly model: BackendTlsModel) {}

  /**
   * The check as data.
   * @internal
   */
  public _model(): BackendTlsModel {
    return this.model;
  }
}
