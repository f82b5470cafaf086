/** The transport protocols that a Service and a NetworkPolicy can name. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** What a port is for; it decides which port is the default one and which port is never opened. */
export type PortPurpose =
  /** Serves the callers of the workload. */
  | 'serving'
  /** Serves Prometheus: never the default port of a target. */
  | 'metrics'
  /** Serves the containers of the same pod over localhost: in neither Service nor policy. */
  | 'local';

/** One port of a workload, or of a peer. Numbers are those on which the process listens, never a Service's. */
export interface PortModel {
  readonly name: string;
  readonly number: number;
  /** The last port of a range that begins at `number`. */
  readonly endPort?: number;
  /** The number under which a Service offers it. */
  readonly servicePort: number;
  readonly protocol: Protocol;
  /** The `appProtocol` of the Service port. */
  readonly appProtocol?: string;
  /** The scheme of an injected URL; none means that an address is `host:port`. */
  readonly scheme?: string;
  readonly purpose: PortPurpose;
}

/** What a policy says of a port. */
export interface PortMatch {
  readonly protocol: Protocol;
  /** Absent: every port of the protocol. */
  readonly port?: number;
  readonly endPort?: number;
}
