import { IConstruct } from 'constructs';
import { ClusterScope } from './cluster-scope';
import { PolicyDryRun } from './dry-run-scope';
import { AskedGuardrails, AskedTarget, WorkloadId } from '../model/asked';
import { AskedProxy } from '../model/egress-proxy';
import { Labels } from '../model/endpoint';
import { ExposureModel, StreamModel } from '../model/exposure';
import { Finding } from '../model/finding';
import { PolicyIntents } from '../model/intents';
import { Party } from '../model/party';
import { PortMatch, Protocol } from '../model/port';
import { KubeObject } from '../model/rendered';
import { RequestMatch } from '../model/route';
import { Site } from '../model/site';
import { AskedSource } from '../model/source-intents';

/** A workload whose policy is ours. */
export interface ManagedWorkload {
  readonly construct: IConstruct;
  readonly cluster: ClusterScope;
  readonly namespace: string;
  readonly name: string;
  /** Read when the check runs, since somebody else's labels may change until then. */
  readonly selectorLabels: () => Labels;
  readonly podLabels: () => Labels;
  /** The kind of the object that brings its pods. */
  readonly kind: string;
  readonly site: Site;
  /** What was declared of it, in both directions. */
  readonly intents: PolicyIntents;
  /** What was declared of the addresses by which its connections leave. */
  readonly sources?: () => readonly AskedSource[];
  /** Whether its policies only show what they would do. */
  readonly dryRun?: PolicyDryRun;
}

/** The Services of one workload, whoever made it. */
export interface ManagedServices {
  readonly construct: IConstruct;
  readonly cluster: ClusterScope;
  /** Where each port of each of them must lead. */
  readonly targets: () => readonly AskedTarget[];
}

/** One way of an exposure, and who is at its end. */
export interface ManagedBackend {
  /** What a request has to be like, beside its host; absent for a stream. */
  readonly request?: RequestMatch;
  /** The part of the requests, or of the connections, that it gets. */
  readonly share: { readonly weight: number; readonly of: number };
  readonly serviceNamespace: string;
  readonly service: string;
  /** Whether somebody else keeps the Service, perhaps outside the App. */
  readonly mayBeElsewhere: boolean;
  readonly workload: WorkloadId;
  /** The port on which the process listens. */
  readonly port: number;
  readonly protocol: Protocol;
}

/** An exposure, as the checks of the whole App see it. */
export interface ManagedExposure {
  readonly construct: IConstruct;
  readonly cluster: ClusterScope;
  readonly model: ExposureModel | StreamModel;
  readonly site: Site;
  readonly backends: readonly ManagedBackend[];
  /** What its edge is told, as data. */
  readonly rendered: readonly KubeObject[];
}

/** A pair that somebody has accepted as it is. */
export interface ManagedException {
  readonly construct: IConstruct;
  readonly cluster: ClusterScope;
  readonly source: Party;
  readonly target: Party;
  /** Empty means every port. */
  readonly ports: readonly PortMatch[];
  readonly owner: string;
  readonly reason: string;
  readonly site: Site;
}

/** A proxy through which workloads reach names. */
export interface ManagedProxy {
  readonly construct: IConstruct;
  readonly cluster: ClusterScope;
  /** What its configuration must come to. */
  readonly asked: () => AskedProxy;
}

/** What a platform team asks of a cluster. */
export interface ManagedGuardrails extends Omit<AskedGuardrails, 'ends'> {
  readonly construct: IConstruct;
  readonly cluster: ClusterScope;
}

/** A file with the connections that a team has accepted. */
export interface ManagedLock {
  /** Its cluster is the one to which this goes. */
  readonly construct: IConstruct;
  readonly file: string;
}

/** Everything of ours in one App. */
export interface ManagedApp {
  readonly root: IConstruct;
  readonly workloads: readonly ManagedWorkload[];
  readonly services: readonly ManagedServices[];
  readonly exposures: readonly ManagedExposure[];
  readonly exceptions: readonly ManagedException[];
  readonly proxies: readonly ManagedProxy[];
  readonly guardrails: readonly ManagedGuardrails[];
}

/** Findings, each under the construct that reports it. */
export type FindingsByConstruct = Map<IConstruct, Finding[]>;

/** Adds to the findings of a construct. */
export function report(found: FindingsByConstruct, construct: IConstruct, findings: readonly Finding[]): void {
  if (findings.length > 0) {
    found.set(construct, [...(found.get(construct) ?? []), ...findings]);
  }
}
