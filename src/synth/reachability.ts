import { IConstruct } from 'constructs';
import { askedOf, peersOf } from './asked';
import { clusterOf } from './cluster-scope';
import { knowledgeOf } from './proof';
import { Registry } from './registry';
import { Written } from './written';
import { ReachModel } from '../compare/reach/model';
import { reachabilityOf } from '../compare/reach/reachability-of';
import { SystemFlow, systemFlowsTo } from '../compare/system/flow';
import { readManifests } from '../dialects/read-manifests';
import { AskedPeer } from '../model/asked';
import { Finding, lineOf, severityOf } from '../model/finding';
import { Party } from '../model/party';

export type { ExplainedAnswer, ReachModel } from '../compare/reach/model';

/** What the objects of a scope's cluster do, as of now. */
export interface ScopeReachability {
  readonly model: ReachModel;
  /** What a party is on that cluster. */
  readonly peersOf: (party: Party) => readonly AskedPeer[];
  /** What that cluster needs to work, and what is no step on the way of anybody: its DNS. */
  readonly system: readonly SystemFlow[];
}

/** A finding with the construct that reports it. */
export interface ScopeFinding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly path: string;
  readonly text: string;
}

/** Reads back all objects that go to the cluster of a scope. */
export function reachabilityOfScope(scope: IConstruct): ScopeReachability {
  const cluster = clusterOf(scope);
  const objects = new Written(scope.node.root).byCluster().get(cluster.root)?.json ?? [];
  const model = reachabilityOf(objects, askedOf(Registry.of(scope), cluster), knowledgeOf(cluster.profile), readManifests);
  const { dns } = cluster.profile;
  return { model, peersOf: (party) => peersOf(party, cluster.profile), system: systemFlowsTo(dns.peers, dns.ports) };
}

/** What the synth would report of a scope and everything below it; what is about a whole cluster counts for whatever goes to it. */
export function findingsOfScope(scope: IConstruct): ScopeFinding[] {
  const cluster = clusterOf(scope).root;
  const isOfScope = (construct: IConstruct) => construct === cluster || construct.node.scopes.includes(scope);
  return [...Registry.of(scope).findings()].filter(([construct]) => isOfScope(construct))
    .flatMap(([construct, findings]) => findings.map((finding) => scopeFinding(construct, finding)))
    .sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

function scopeFinding(construct: IConstruct, finding: Finding): ScopeFinding {
  return { code: finding.code, severity: severityOf(finding), path: construct.node.path, text: lineOf(finding) };
}

function textOf({ path, text }: ScopeFinding): string {
  return `${path} ${text}`;
}

