import { Protocol } from '../connections/port';

/** What becomes of connections from one end to another. */
export enum Verdict {
  /** Every part of it is let through. */
  ALLOWED = 'allowed',
  /** No part of it is let through. */
  DENIED = 'denied',
  /** The manifests, and the cluster profile, do not say enough. */
  UNKNOWN = 'unknown',
  /** Its parts do not fare alike: some ports, some requests, some pods or some addresses are let through, and others are not, or may not be. */
  MIXED = 'mixed',
}

/** Ports that follow one another. */
export interface PortRange {
  /** The transport protocol. */
  readonly protocol: Protocol;

  /** The first port. */
  readonly first: number;

  /** The last port; the first one for a single port. */
  readonly last: number;
}

/** One connection that is open, or perhaps is: who reaches whom, on what. */
export interface Connection {
  /** The source: a workload such as `shop/web[Deployment]`, or addresses such as `203.0.113.0/24`. */
  readonly source: string;

  /** The target, likewise. */
  readonly target: string;

  /** The ports that are open, such as `TCP 80,443`; `all` for every port, `none` where there are only perhaps some. */
  readonly ports: string;

  /** The ports that are open, as ranges. */
  readonly portRanges: PortRange[];

  /** The ports of which the manifests do not say enough, such as `TCP 443`; `none` where everything is known. */
  readonly unknownPorts: string;

  /** The ports of which the manifests do not say enough, as ranges. */
  readonly unknownPortRanges: PortRange[];

  /**
   * The ports on which some requests of HTTP alone get through, and which, such as `TCP 8080 for POST /charge only`: the path with the query behind it, as an expression of RE2.
   *
   * @default all requests get through on every port
   */
  readonly requests?: string;
}

/** One way in from outside, as far as one workload behind it. */
export interface ReachEntry {
  /** The object, with the host and the path on which it answers, such as `Ingress shop/web shop.example.com/`, or with the port of a Service. */
  readonly entry: string;

  /** Which requests are meant beside host and path, such as `path prefix, method GET`; empty where all are. */
  readonly requests: string;

  /** Through what they come, such as `class traefik, TLS` or a listener; empty where nothing more is known. */
  readonly via: string;

  /** Who dials the pods: `{ingress-controller}`, or addresses. */
  readonly clients: string;

  /** The workload behind; `-` where it leads to none of the manifests. */
  readonly target: string;

  /** The ports on which the clients get there, those that policies shut, or why it leads nowhere. */
  readonly ports: string;
}

/** What a workload and pods that are not among the manifests may do with each other, should there be such pods. */
export interface ReachOutsiders {
  /** The source: a workload, or pods such as `pods app=a of shop` or `any pod`. */
  readonly source: string;

  /** The target, likewise. */
  readonly target: string;

  /** The ports that are open; `none` for pods that are kept out of what any other pod may do. */
  readonly ports: string;
}

/** By which address connections of a workload leave the cluster, where they go through an egress gateway, or may. */
export interface ReachWayOut {
  /** The workload, such as `shop/web[Deployment]`. */
  readonly source: string;

  /** Addresses of one family, such as `203.0.113.0/24`. */
  readonly target: string;

  /** By which address of which nodes, and because of which object, as `explain` says it; with `, or` between several of which nobody knows which is right. */
  readonly leaves: string;
}

/** What has become of a connection, or of a way out of the cluster. What is perhaps open counts as open, and less than what surely is. */
export enum ReachChangeKind {
  /** It was shut, or one of its ends was not there. */
  ADDED = 'added',
  /** It is shut, or one of its ends is gone. */
  REMOVED = 'removed',
  /** More ports are open. */
  WIDENED = 'widened',
  /** Fewer ports are open. */
  NARROWED = 'narrowed',
  /** Some ports are open that were not, and others are not any more. */
  CHANGED = 'changed',
}

/** One connection that is not what it was. */
export interface ReachChange {
  /** What has become of it. */
  readonly kind: ReachChangeKind;

  /** The source: a workload such as `shop/web[Deployment]`, or addresses. */
  readonly source: string;

  /** The target, likewise. */
  readonly target: string;

  /**
   * The ports before, such as `TCP 80`, with `perhaps` before those of which the manifests do not say enough. Of a way out of the cluster how connections left it, such as
   * `leaves by 192.0.2.7 of …`, or `none` where none was open.
   */
  readonly before: string;

  /** The ports now, likewise. */
  readonly after: string;

  /** Whether anything is open now that was not, or not surely; of a way out, whether connections have an address that they had not. */
  readonly widens: boolean;
}

/** How bad a finding is. */
export enum FindingSeverity {
  /** It fails the synth. */
  ERROR = 'error',
  /** It is printed, and the synth goes on. */
  WARNING = 'warning',
}

/** One finding: of a synth, or of lint for a folder. */
export interface ReachFinding {
  /** The code, which docs/findings.md explains. */
  readonly code: string;

  /** How bad it is. */
  readonly severity: FindingSeverity;

  /** What is wrong, what is allowed, how to mend it. */
  readonly text: string;

  /** The evidence, a line each: a flow that proves it, who declared it, the mend. */
  readonly details: string[];

  /**
   * The path of the construct that reports it; empty for the App.
   *
   * @default there is none: it is about manifests of a folder
   */
  readonly constructPath?: string;

  /**
   * Where the object is that it is about, as `file:line`.
   *
   * @default there is none: it is about constructs
   */
  readonly place?: string;
}
