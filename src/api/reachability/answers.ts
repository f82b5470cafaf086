import { Protocol } from '../connections/port';

/** What becomes of connections from one end to another. */
export enum Verdict {
  /** Every part of it is let through. */
  ALLOWED = 'allowed',
  /** No part of it is let through. */
  DENIED = 'denied',
  /** The manifests, and the cluster profile, do not say enough. */
  UNKNOWN = 'unknown',
  /** Its parts do not fare alike: some ports, some pods or some addresses are let through, and others are not, or may not be. */
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
