import { IConstruct } from 'constructs';
import { askedOf } from './asked';
import { ClusterScope, pathOf } from './cluster-scope';
import { FindingsByConstruct, ManagedApp, report } from './managed';
import { proofModeOf } from './proof-scope';
import { Written, WrittenObjects } from './written';
import type { ClusterProfileModel } from '../clusters/profile';
import { ProofFinding } from '../compare/verify/finding';
import { ClusterKnowledge } from '../compare/verify/knowledge';
import { ObjectsProof, prove } from '../compare/verify/prove';
import { proofText } from '../compare/verify/text';
import { originsOf } from '../compare/verify/witness';
import { mayDecide } from '../dialects/read-kinds';
import { readManifests } from '../dialects/read-manifests';
import { isSupported } from '../model/capability';
import { Finding, ReportedCode } from '../model/finding';
import { Site } from '../model/site';

/** Reads back what is about to be written, cluster by cluster, and reports whatever is not as it was declared. */
export function proofFindings(app: ManagedApp, written: Written, reporters: ReadonlyMap<string, IConstruct>): FindingsByConstruct {
  const found: FindingsByConstruct = new Map();
  const clusters = new Map(app.workloads.filter(({ construct }) => proofModeOf(construct) !== 'off').map(({ cluster }) => [cluster.root, cluster]));
  if (clusters.size === 0) return found;
  const objects = written.byCluster();
  for (const cluster of clusters.values()) {
    const own = objects.get(cluster.root);
    if (own !== undefined) reportProof(found, app, cluster, own, reporters);
  }
  return found;
}

function reportProof(
  found: FindingsByConstruct, app: ManagedApp, cluster: ClusterScope, objects: WrittenObjects, reporters: ReadonlyMap<string, IConstruct>,
): void {
  const proof = prove(objects.json, askedOf(app, cluster), knowledgeOf(cluster.profile), readManifests);
  const add = (construct: IConstruct, finding: Finding) => {
    const mode = proofModeOf(construct);
    if (mode !== 'off') report(found, construct, [mode === 'warn' ? { ...finding, severity: 'warning' } : finding]);
  };
  for (const finding of proof.findings) {
    const site = siteOf(finding);
    const construct = (site === undefined ? undefined : reporters.get(site.path)) ?? cluster.root;
    add(construct, { code: codeOf(finding), ...textOf(finding, proof, objects) });
  }
  for (const finding of [...refused(proof, objects), ...unenforced(proof, cluster), ...unread(objects)]) add(cluster.root, finding);
}

/** What a profile says that objects do not. */
export function knowledgeOf({ plugin, podCidrs, nodeCidrs }: ClusterProfileModel): ClusterKnowledge {
  const enforces = { networkPolicy: isSupported(plugin.enforces.networkPolicy), tiers: isSupported(plugin.enforces.clusterNetworkPolicy) };
  return { podCidrs, nodeCidrs, enforces };
}

const CODES: Readonly<Record<ProofFinding['kind'], ReportedCode>> = {
  exception: 'EXCEPTION_ACCEPTED',
  flowExcess: 'FLOW_EXCESS',
  flowMissing: 'FLOW_MISSING',
  flowUnknown: 'FLOW_UNKNOWN',
  podsInBlocks: 'POD_CIDRS_MISSING',
  routeExcess: 'ROUTE_EXCESS',
  routeMissing: 'ROUTE_MISSING',
  targetExcess: 'TARGET_EXCESS',
  targetMissing: 'TARGET_MISSING',
  workloadMissing: 'WORKLOAD_MISSING',
  workloadOnHost: 'HOST_NETWORK',
};

function codeOf(finding: ProofFinding): ReportedCode {
  return finding.kind === 'exception' && !finding.isUsed ? 'EXCEPTION_UNUSED' : CODES[finding.kind];
}

/** Who declared what is missing, or did not declare what is open; what is about the whole cluster is nobody's. */
function siteOf(finding: ProofFinding): Site | undefined {
  switch (finding.kind) {
    case 'flowMissing': return finding.flow.sites[0] ?? finding.subject.site;
    case 'flowExcess':
    case 'flowUnknown':
    case 'workloadMissing':
    case 'workloadOnHost': return finding.subject.site;
    case 'targetMissing':
    case 'targetExcess': return finding.target.site;
    case 'routeMissing': return finding.route.site;
    case 'routeExcess': return finding.route?.site;
    case 'exception': return finding.exception.site;
    case 'podsInBlocks': return undefined;
  }
}

/** The sentence, the evidence, and the constructs of the objects that decided. */
function textOf(finding: ProofFinding, { world }: ObjectsProof, { constructOf }: WrittenObjects): Pick<Finding, 'text' | 'details'> {
  const { text, details } = proofText(finding, world);
  const origins = 'witness' in finding ? originsOf(finding.witness) : [];
  const paths = origins.flatMap((origin) => {
    const { kind, name } = origin;
    const path = constructOf(`${kind} ${'namespace' in origin ? origin.namespace : 'default'}/${name}`);
    return path === undefined ? [] : [`object: ${kind} ${'namespace' in origin ? `${origin.namespace}/` : ''}${name} is written by \`${path}\``];
  });
  return { text, details: [...details, ...paths] };
}

/** What the API server would refuse. */
export function refused({ problems }: Pick<ObjectsProof, 'problems'>, { constructOf }: WrittenObjects): Finding[] {
  return problems.map(({ object, path, text }): Finding => {
    const construct = constructOf(object);
    return {
      code: 'OBJECT_INVALID',
      text: `${object}${construct === undefined ? '' : `, written by \`${construct}\`,`} is not what an API server takes, so that nothing can be said of it: \`${path}\`: ${text}`,
    };
  });
}

function unenforced({ unenforced: policies }: ObjectsProof, { root, profile }: ClusterScope): Finding[] {
  return policies.map((policy): Finding => ({
    code: 'POLICY_UNENFORCED',
    text: `${policy} counts for nothing: \`${profile.plugin.name}\`, the network plugin of \`${pathOf(root)}\`, is not known to enforce it`,
  }));
}

/** Policies of an API that nobody reads here may open or close anything. */
function unread({ json }: WrittenObjects): Finding[] {
  const kinds = new Map<string, number>();
  for (const value of json) {
    const kind = mayDecide(value);
    if (kind !== undefined) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...kinds].sort().map(([kind, count]): Finding => ({
    code: 'POLICY_UNREAD',
    text: `${kind} may decide about connections, and is not read: what ${count === 1 ? 'its object says' : `its ${count} objects say`} is not part of the proof`,
  }));
}
