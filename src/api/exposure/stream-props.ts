import { DnsRecord } from './dns-record';
import { Split } from './split';

/** How a port is exposed to the outside as it is, without HTTP. */
export interface StreamExposureProps {
  /** The port of the edge, where clients come in. Throws `PORT_OUT_OF_RANGE`. */
  readonly edgePort: number;

  /**
   * The name of the port of the microservice. Throws `PORT_UNKNOWN`, `PORT_LOCAL`, and `EXPOSURE_INVALID` for one of SCTP.
   *
   * @default the default port: the first that is not a metrics port
   */
  readonly port?: string;

  /**
   * The names that clients ask for in TLS, which the pods themselves end: several apps share one port of the edge.
   *
   * @default none: the port of the edge is this app's alone
   */
  readonly hosts?: string[];

  /**
   * Several targets, each with its part of the connections, in place of the microservice.
   *
   * @default the microservice gets all of them
   */
  readonly split?: Split[];

  /**
   * The CIDRs of the clients that are let in, v4 and v6. Throws `CIDR_INVALID`.
   *
   * @default those of the edge; where that has none, whoever reaches it
   */
  readonly sources?: string[];

  /**
   * The name of the edge of the cluster profile. Throws `EDGE_UNKNOWN`.
   *
   * @default the first edge of the profile; where it has none, `EDGE_MISSING` is reported
   */
  readonly edge?: string;

  /**
   * The name of the objects.
   *
   * @default the name of the microservice, with the id in lower case behind it
   */
  readonly name?: string;

  /**
   * The records that external-dns keeps for the hosts.
   *
   * @default none are asked for
   */
  readonly dns?: DnsRecord;

  /**
   * Further annotations of the Service or the route.
   *
   * @default none
   */
  readonly annotations?: Record<string, string>;
}
