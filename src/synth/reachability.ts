import { IConstruct } from 'constructs';
import { ClusterScope, clusterOf } from './cluster-scope';
import { FindingsByConstruct } from './managed';
import { refused, unenforced, unread } from './proof';
import { readBack } from './read-back';
import { Registry } from './registry';
import { Written, WrittenObjects } from './written';
import type { ClusterProfileModel } from '../clusters/profile';
import { ReachModel } from '../compare/reach/model';
import { MeaningOnCluster } from '../compare/verify/knowledge';
import { isSupported } from '../model/capability';
import { severityOf } from '../model/finding';

export type { ReachModel } from '../compare/reach/model';

/** A finding, with the construct that reports it or the place of the object that it is about. */
export interface ReportedFinding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** Of the construct; empty for the App. */
  readonly path?: string;
  /** As `file:line`. */
  readonly place?: string;
  readonly text: string;
  readonly details: readonly string[];
}

/** Manifests of one cluster, as of the moment when they were looked at. */
export interface Reached {
  readonly model: ReachModel;
  readonly profile: ClusterProfileModel;
  /** Where the profile is attached; absent where the manifests are no App's. */
  readonly cluster?: IConstruct;
  readonly findings: () => readonly ReportedFinding[];
}

/** Reads back everything that the cluster of a scope would get now; the findings are those below the scope. */
export function reachedFrom(scope: IConstruct): Reached {
  const cluster = clusterOf(scope);
  const { written, find } = Registry.existing(scope)?.look() ?? { written: new Written(scope.node.root), find: (): FindingsByConstruct => new Map() };
  const objects = written.byCluster().get(cluster.root) ?? { json: [], constructOf: () => undefined };
  const meaning = readBack(objects, cluster.profile);
  let findings: readonly ReportedFinding[] | undefined;
  return {
    model: modelOf(meaning, objects, cluster),
    profile: cluster.profile,
    cluster: cluster.root,
    findings: () => findings ??= findingsBelow(scope, find()),
  };
}

function modelOf(meaning: MeaningOnCluster, objects: WrittenObjects, cluster: ClusterScope): ReachModel {
  const { plugin } = cluster.profile;
  const open = `network plugin \`${plugin.name}\` enforces no NetworkPolicy, so that everything is open, whatever is written`;
  const notes = [...unenforced(meaning, cluster), ...unread(objects)].map(({ text }) => text);
  return new ReachModel(meaning, {
    refused: meaning.problems.filter(({ object }) => !WAYS_IN.test(object)).map((problem) => refused(problem, objects).text),
    notes: [...(isSupported(plugin.enforces.networkPolicy) ? [] : [open]), ...notes],
    constructOf: objects.constructOf,
  });
}

/** Objects that lead to pods or out of the cluster, and decide nothing about what their policies let through. */
const WAYS_IN = /^(CiliumEgressGatewayPolicy|Service|Ingress|Gateway|ListenerSet|ReferenceGrant|\w*Route) /;

function findingsBelow(scope: IConstruct, found: FindingsByConstruct): ReportedFinding[] {
  return [...found].filter(([construct]) => construct.node.scopes.includes(scope)).flatMap(([construct, findings]) => findings.map((finding) => (
    { code: finding.code, severity: severityOf(finding), path: construct.node.path, text: finding.text, details: finding.details ?? [] }
  )));
}
