import { Construct } from 'constructs';
import { EntryProps } from './exposure/entry-props';
import { Exposure } from './exposure/exposure';
import { SecureMicroservice } from './secure-microservice';
import { SecureMicroserviceProps } from './secure-microservice-props';

/** What can be said of an exposed app: all of a microservice, and of its entry from outside. */
export interface ExposedAppProps extends SecureMicroserviceProps, EntryProps {
  /**
   * Further annotations of the Ingress or the routes. They win over those that this library sets.
   *
   * @default those that the controller needs for what is asked here
   */
  readonly exposureAnnotations?: Record<string, string>;
}

/**
 * A microservice with an entry from outside: a SecureMicroservice and one `expose()`.
 *
 * ```ts
 * declare const chart: Chart;
 * const web = new ExposedApp(chart, 'web', {
 *   image: 'ghcr.io/acme/web:3.2.1',
 *   ports: [Port.http(3000)],
 *   hosts: ['shop.example.com'],
 *   tls: Tls.clusterIssuer('letsencrypt-prod'),
 * });
 * web.expose('admin', { hosts: ['admin.example.com'], tls: Tls.secret('admin-tls') });
 * ```
 */
export class ExposedApp extends SecureMicroservice {
  /** The entry that the props declare. Further ones come from `expose()`. */
  public readonly exposure: Exposure;

  constructor(scope: Construct, id: string, props: ExposedAppProps) {
    super(scope, id, props);
    const { hosts, paths, tls, edge, httpsRedirect, port, dns } = props;
    const { timeouts, retries, maxBodyBytes, rateLimit, cors, requestHeaders, responseHeaders, sources, affinity, loadBalancing, backendTls } = props;
    this.exposure = this._exposeUnderOwnName({
      hosts,
      paths,
      tls,
      edge,
      httpsRedirect,
      port,
      dns,
      timeouts,
      retries,
      maxBodyBytes,
      rateLimit,
      cors,
      requestHeaders,
      responseHeaders,
      sources,
      affinity,
      loadBalancing,
      backendTls,
      annotations: props.exposureAnnotations,
    });
  }
}
