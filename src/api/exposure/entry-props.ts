import { DnsRecord } from './dns-record';
import { Path } from './path';
import { Tls } from './tls';
import { TrafficProps } from './traffic-props';

/** What can be said of an entry from outside, in an ExposedApp and in `expose()`. */
export interface EntryProps extends TrafficProps {
  /**
   * The names under which the app is served, such as `shop.example.com` or `*.shop.example.com`; at least one.
   *
   * The wildcard is one label to an Ingress, and one label or more to the Gateway API; some controllers of Ingresses take several, too. A certificate for it has one.
   *
   * Throws `HOST_INVALID` for anything else than a DNS name: no scheme, no port, no path.
   */
  readonly hosts: string[];

  /**
   * The paths that are served, each by this microservice or by others.
   *
   * @default everything below `/`, by this microservice's default port
   */
  readonly paths?: Path[];

  /**
   * Where the certificate comes from.
   *
   * @default plain HTTP
   */
  readonly tls?: Tls;

  /**
   * The name of the edge of the cluster profile. Throws `EDGE_UNKNOWN`.
   *
   * @default the first edge of the profile; where it has none, `EDGE_MISSING` is reported
   */
  readonly edge?: string;

  /**
   * Whether plain HTTP is sent on to HTTPS. Without a certificate that is reported as `CANNOT_EXPRESS`.
   *
   * @default true with TLS, false without
   */
  readonly httpsRedirect?: boolean;

  /**
   * The name of the port that serves the paths which name no target. Throws `PORT_UNKNOWN`, `PORT_LOCAL`.
   *
   * @default the default port: the first that is not a metrics port
   */
  readonly port?: string;

  /**
   * The records that external-dns keeps for the hosts.
   *
   * @default none are asked for; an external-dns that looks at every Ingress or route makes some all the same
   */
  readonly dns?: DnsRecord;
}

/** How an app is exposed to the outside. */
export interface ExposureProps extends EntryProps {
  /**
   * The name of the objects.
   *
   * @default the name of the microservice, with the id in lower case behind it
   */
  readonly name?: string;

  /**
   * Further annotations of the Ingress or the routes. They win over those that this library sets.
   *
   * @default those that the controller needs for what is asked here
   */
  readonly annotations?: Record<string, string>;
}
