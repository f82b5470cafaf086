import { Endpoint, Labels } from './endpoint';
import { PortMatch, Protocol } from './port';
import { Site } from './site';

/** Who a workload is within its cluster: what is asked binds to what is written by this, and never by a selector. */
export interface WorkloadId {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The other side of a declared flow: a workload of the App, or what the cluster profile has made of anybody else. */
export type AskedPeer = { readonly kind: 'workload'; readonly id: WorkloadId; readonly podLabels: Labels } | Endpoint;

/** One declared flow of a workload in one direction. */
export interface AskedFlow {
  /** A sentence fragment such as `shop/payments on 8080/TCP`. */
  readonly key: string;
  readonly peers: readonly AskedPeer[];
  /** Ports of the callee; empty means every port, said aloud. */
  readonly ports: readonly PortMatch[];
  readonly reasons: readonly string[];
  /** Every place that declared it; one declaration for both directions has one. */
  readonly sites: readonly Site[];
}

/** A workload whose policy is ours: closed but for these flows. */
export interface AskedWorkload {
  readonly id: WorkloadId;
  readonly site: Site;
  readonly ingress: readonly AskedFlow[];
  readonly egress: readonly AskedFlow[];
}

/** One port of one Service, and the port of the one workload to which it must lead. */
export interface AskedTarget {
  readonly namespace: string;
  readonly service: string;
  readonly servicePort: number;
  readonly protocol: Protocol;
  readonly workload: WorkloadId;
  /** The port on which the process listens. */
  readonly port: number;
  /** Whether the Service may be outside the App, where nobody can look at it. */
  readonly mayBeElsewhere: boolean;
  readonly site: Site;
}

/** One host and path from outside, and the port of the one workload that serves it. */
export interface AskedRoute {
  /** Of the exposure and of the Service behind it. */
  readonly namespace: string;
  readonly service: string;
  /** Whether the Service may be outside the App, where nobody can look at it. */
  readonly mayBeElsewhere: boolean;
  readonly host: string;
  readonly path: string;
  readonly match: 'exact' | 'prefix';
  readonly workload: WorkloadId;
  /** The port on which the process listens. */
  readonly port: number;
  readonly site: Site;
}

/** A pair that somebody has accepted as it is, whatever was declared. */
export interface AskedException {
  readonly source: readonly AskedPeer[];
  readonly target: readonly AskedPeer[];
  /** Empty means every port. */
  readonly ports: readonly PortMatch[];
  /** How the pair reads in a sentence. */
  readonly text: string;
  readonly owner: string;
  readonly reason: string;
  readonly site: Site;
}

/** One way into the cluster, and who brings requests in by it, as the cluster profile has it. */
export interface AskedEdge {
  readonly name: string;
  readonly controllers: readonly Endpoint[];
}

/** Everything that was asked of one cluster. */
export interface Asked {
  readonly workloads: readonly AskedWorkload[];
  readonly targets: readonly AskedTarget[];
  readonly routes: readonly AskedRoute[];
  /** Every way into the cluster, whether anything is exposed through it or not. */
  readonly edges: readonly AskedEdge[];
  readonly exceptions: readonly AskedException[];
}

/** A workload in a sentence, such as `shop/web`; the kind is said where it is no Deployment. */
export function workloadIdText({ kind, namespace, name }: WorkloadId): string {
  return `${namespace}/${name}${kind === 'Deployment' ? '' : ` (${kind})`}`;
}
