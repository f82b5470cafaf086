import { EdgeModel } from './edge';
import { AddressBlock, Endpoint, Labels } from './endpoint';
import { GuardrailsModel, GuardrailStatement, SystemPathModel } from './guardrails';
import { PortMatch, Protocol } from './port';
import { RequestModel } from './request';
import { Site } from './site';

/** Who a workload is within its cluster: what is asked binds to what is written by this, and never by a selector. */
export interface WorkloadId {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The other side of a declared flow: a workload of the App, or what the cluster profile has made of anybody else. */
export type AskedPeer =
  | { readonly kind: 'workload'; readonly id: WorkloadId; readonly podLabels: Labels }
  /** Somebody whom the network plugin has a word for, whatever the addresses. */
  | { readonly kind: 'party'; readonly party: 'apiServer' | 'ciliumIngress' | 'nodes'; readonly blocks: readonly AddressBlock[] }
  /** A host outside whom a policy finds by its name, whatever its addresses. */
  | { readonly kind: 'name'; readonly dnsName: string }
  | Endpoint;

/** One declared flow of a workload in one direction. */
export interface AskedFlow {
  /** A sentence fragment such as `shop/payments on 8080/TCP`. */
  readonly key: string;
  readonly peers: readonly AskedPeer[];
  /** Ports of the callee; empty means every port, said aloud. */
  readonly ports: readonly PortMatch[];
  /** The requests that this side lets through, any of them; absent means all. */
  readonly requests?: readonly RequestModel[];
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
  /** The dry run that its policies are in; absent where they are enforced. */
  readonly dryRun?: AskedDryRun;
}

/** Policies that show what they would do, and do it not. */
export interface AskedDryRun {
  /** The scope of these policies. */
  readonly site: Site;
  /** Why, in the user's words. */
  readonly reason?: string;
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

/** One way in from outside, by host and path or by a port alone, and the port of the one workload at its end. */
export interface AskedRoute {
  /** The edge by which it comes in. */
  readonly edge: string;
  /** Of the exposure, as its name. */
  readonly namespace: string;
  readonly name: string;
  readonly serviceNamespace: string;
  readonly service: string;
  /** Whether the Service may be outside the App, where nobody can look at it. */
  readonly mayBeElsewhere: boolean;
  /** Absent for a stream that is told by its port alone. */
  readonly host?: string;
  /** Absent for a stream, as all that belongs to a request. */
  readonly path?: string;
  readonly match?: 'exact' | 'prefix' | 'regex';
  /** What else a request has to be like, sorted; such as `method GET`. */
  readonly conditions: readonly string[];
  /** The part of the requests, or of the connections, that this backend gets. */
  readonly share: { readonly weight: number; readonly of: number };
  /** The port of the edge where a stream comes in. */
  readonly edgePort?: number;
  readonly workload: WorkloadId;
  /** The port on which the process listens. */
  readonly port: number;
  readonly protocol: Protocol;
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

/** What a platform team asks of the whole cluster, and what carries it. */
export interface AskedGuardrails {
  readonly model: GuardrailsModel;
  /** What is written; whatever cannot be is reported as a gap, and not looked for. */
  readonly statements: readonly GuardrailStatement[];
  /** Who is at the end of each path, by its name. */
  readonly ends: ReadonlyMap<SystemPathModel['name'], readonly AskedPeer[]>;
  /** The objects that carry it, of one API: those of policies, as they are named. */
  readonly objects: readonly GuardrailObject[];
  readonly site: Site;
  /** The dry run that they are in; absent where they are enforced. */
  readonly dryRun?: AskedDryRun;
}

/** An object of guardrails. */
export interface GuardrailObject {
  readonly kind: string;
  /** Absent where the kind has none. */
  readonly namespace?: string;
  readonly name: string;
}

/** Everything that was asked of one cluster. */
export interface Asked {
  readonly workloads: readonly AskedWorkload[];
  readonly targets: readonly AskedTarget[];
  readonly routes: readonly AskedRoute[];
  /** Every way into the cluster, whether anything is exposed through it or not. */
  readonly edges: readonly EdgeModel[];
  readonly exceptions: readonly AskedException[];
  readonly guardrails: readonly AskedGuardrails[];
}

/** A workload in a sentence, such as `shop/web`; the kind is said where it is no Deployment. */
export function workloadIdText({ kind, namespace, name }: WorkloadId): string {
  return `${namespace}/${name}${kind === 'Deployment' ? '' : ` (${kind})`}`;
}
