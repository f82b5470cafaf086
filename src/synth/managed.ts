import { IConstruct } from 'constructs';
import { ClusterScope } from './cluster-scope';
import { Labels } from '../model/endpoint';
import { ExposureModel } from '../model/exposure';
import { Finding } from '../model/finding';

/** A workload whose policy is ours. */
export interface ManagedWorkload {
  readonly construct: IConstruct;
  readonly cluster: ClusterScope;
  readonly namespace: string;
  readonly name: string;
  /** Read when the check runs, since somebody else's labels may change until then. */
  readonly selectorLabels: () => Labels;
  readonly podLabels: () => Labels;
}

/** An exposure, as the checks of the whole App see it. */
export interface ManagedExposure {
  readonly construct: IConstruct;
  readonly cluster: ClusterScope;
  readonly model: ExposureModel;
}

/** Everything of ours in one App. */
export interface ManagedApp {
  readonly root: IConstruct;
  readonly workloads: readonly ManagedWorkload[];
  readonly exposures: readonly ManagedExposure[];
}

/** Findings, each under the construct that reports it. */
export type FindingsByConstruct = Map<IConstruct, Finding[]>;

/** Adds to the findings of a construct. */
export function report(found: FindingsByConstruct, construct: IConstruct, findings: readonly Finding[]): void {
  if (findings.length > 0) {
    found.set(construct, [...(found.get(construct) ?? []), ...findings]);
  }
}
