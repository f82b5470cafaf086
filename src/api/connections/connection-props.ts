import { AddressFormat } from './address';
import { HttpRequest } from './http-request';

/** What can be said of a connection, whichever side declares it. */
export interface ConnectionProps {
  /**
   * The name of an environment variable of the caller that gets the address of the callee: the in-cluster name of its
   * Service and the Service's port.
   *
   * Throws `SERVICE_MISSING` where the callee has no Service for the port, `ENV_DUPLICATE` where the variable is taken.
   *
   * @default nothing is injected
   */
  readonly env?: string;

  /**
   * How the address in `env` is written.
   *
   * @default AddressFormat.URL: a URL for http and https ports, `host:port` for the others
   */
  readonly envFormat?: AddressFormat;

  /**
   * Why the connection is there. It ends up as an annotation of the policies that open it.
   *
   * @default no reason is written
   */
  readonly reason?: string;

  /**
   * The requests of HTTP that are let through, any of them; whatever else comes over the connection is refused.
   *
   * It is the callee's policy that holds them, where this library manages it, and else the caller's. On a network plugin that cannot tell requests apart the
   * connection is refused with `CANNOT_EXPRESS`, unless `orAnyRequest` says otherwise. Throws `REQUEST_INVALID`, `PATH_INVALID`.
   *
   * @default all requests, and whatever else is spoken on the port
   */
  readonly http?: HttpRequest[];

  /**
   * Whether every request is fine where the network plugin cannot tell them apart: the finding `APPROXIMATED`, a warning, says so.
   *
   * @default false: the connection stays closed there, and the synth fails with `CANNOT_EXPRESS`
   */
  readonly orAnyRequest?: boolean;
}

/** What can be said of a connection that the caller declares. */
export interface AllowToProps extends ConnectionProps {
  /**
   * The name of the egress gateway of the cluster profile through which the connection leaves the cluster, so that the other side sees an address that it knows.
   *
   * Only what is outside leaves: `Peer.cidr(…)`, `Peer.internet()`, `Peer.dnsName(…)` with addresses. All connections of this workload to these addresses go through the
   * gateway, whatever the port; of blocks within each other the longest counts. Where the network plugin cannot do it, the connection is refused with `CANNOT_EXPRESS`.
   * Throws `EGRESS_GATEWAY_UNKNOWN`, `EGRESS_INVALID`.
   *
   * @default the connection has whatever address the cluster gives it, as a rule that of the node
   */
  readonly through?: string;
}

/** What can be said of a connection that the callee declares. */
export interface AllowFromProps extends ConnectionProps {
  /**
   * The name of the port of this workload that the source may reach. Throws `PORT_UNKNOWN`.
   *
   * @default the default port: the first that is not a metrics port; for `Peer.prometheus()` the metrics ports
   */
  readonly port?: string;
}

/** What can be said of the connections among the replicas of one workload. */
export interface AllowInternallyProps {
  /**
   * The names of the ports that replicas open to each other. Throws `PORT_UNKNOWN`.
   *
   * @default the default port: the first that is not a metrics port
   */
  readonly ports?: string[];

  /**
   * Why. It ends up as an annotation of the policy.
   *
   * @default no reason is written
   */
  readonly reason?: string;
}
