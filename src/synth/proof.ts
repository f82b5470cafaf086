import { IConstruct } from 'constructs';
import { askedOf } from './asked';
import { ClusterScope, pathOf } from './cluster-scope';
import { proveLater } from './dry-run-proof';
import { FindingsByConstruct, ManagedApp, report } from './managed';
import { inMode, ProofModeModel, proofModeOf } from './proof-scope';
import { knowledgeOf, readBack } from './read-back';
import { Written, WrittenObjects } from './written';
import { ProofFinding } from '../compare/verify/finding';
import { ObjectsProof, proveMeaning } from '../compare/verify/prove';
import { proofText } from '../compare/verify/text';
import { originsOf } from '../compare/verify/witness';
import { mayDecide } from '../dialects/read-kinds';
import { Asked } from '../model/asked';
import { Finding, ReportedCode } from '../model/finding';
import { Site } from '../model/site';

/**
 * Takes what is about to be written, and what was asked, cluster by cluster. What it gives reads the objects back, and reports whatever is not as it
 * was declared then.
 */
export function proofOf(app: ManagedApp, written: Written, reporters: ReadonlyMap<string, IConstruct>): () => FindingsByConstruct {
  const clusters = new Map([...app.workloads, ...app.guardrails].filter(({ construct }) => proofModeOf(construct) !== 'off').map(({ cluster }) => [cluster.root, cluster]));
  const objects = clusters.size === 0 ? undefined : written.byCluster();
  const modes = new Map([...reporters.values(), ...clusters.keys()].map((construct) => [construct, proofModeOf(construct)]));
  const matters = [...clusters.values()].flatMap((cluster): ProofMatter[] => {
    const own = objects?.get(cluster.root);
    if (own === undefined) return [];
    const asked = askedOf(app, cluster);
    const isDry = [...asked.workloads, ...asked.guardrails].some(({ dryRun }) => dryRun !== undefined);
    return [{ cluster, objects: own, asked, ...(isDry ? { live: askedOf(app, cluster, 'live') } : {}), reporters, modes }];
  });
  return () => {
    const found: FindingsByConstruct = new Map();
    for (const matter of matters) reportProof(found, matter);
    return found;
  };
}

/** What the proof of one cluster is about. */
interface ProofMatter {
  readonly cluster: ClusterScope;
  readonly objects: WrittenObjects;
  readonly asked: Asked;
  /** What is asked once every dry run is over; absent where there is none. */
  readonly live?: Asked;
  readonly reporters: ReadonlyMap<string, IConstruct>;
  readonly modes: ReadonlyMap<IConstruct, ProofModeModel>;
}

function reportProof(found: FindingsByConstruct, { cluster, objects, asked, live, reporters, modes }: ProofMatter): void {
  const knowledge = knowledgeOf(cluster.profile);
  const proof = proveMeaning(readBack(objects, cluster.profile), asked, knowledge);
  const later = live === undefined ? undefined : proveLater(proof, objects, live, knowledge);
  const add = (construct: IConstruct, finding: Finding) => {
    report(found, construct, inMode(modes.get(construct) ?? proofModeOf(construct), [finding]));
  };
  const tell = (findings: readonly ProofFinding[], told: ObjectsProof, own: WrittenObjects, when = '') => {
    for (const finding of findings) {
      const site = siteOf(finding);
      const construct = (site === undefined ? undefined : reporters.get(site.path)) ?? cluster.root;
      const { text, details } = textOf(finding, told, own);
      add(construct, { code: codeOf(finding), text: `${when}${text}`, details });
    }
  };
  const refuseAll = (problems: ObjectsProof['problems'], own: WrittenObjects) => {
    for (const problem of problems) add(nearest(own.constructOf(problem.object), reporters) ?? cluster.root, refused(problem, own));
  };
  tell(later?.now ?? proof.findings, proof, objects);
  refuseAll(proof.problems, objects);
  if (later !== undefined) {
    tell(later.findings, later.proof, later.objects, 'once the dry run is over, ');
    refuseAll(later.problems, later.objects);
  }
  // of our own policies the construct that declares the port tells
  const isOurs = (construct: IConstruct | undefined) => construct !== undefined && construct !== cluster.root;
  const partly = proof.partly.filter(({ policy }) => !isOurs(nearest(objects.constructOf(policy), reporters)));
  for (const finding of [...unenforced({ ...proof, partly }, cluster), ...unread(objects)]) add(cluster.root, finding);
}

const CODES: Readonly<Record<ProofFinding['kind'], ReportedCode>> = {
  controllerMissing: 'CONTROLLER_MISSING',
  dryRun: 'DRY_RUN',
  exception: 'EXCEPTION_ACCEPTED',
  flowExcess: 'FLOW_EXCESS',
  flowMissing: 'FLOW_MISSING',
  flowUnknown: 'FLOW_UNKNOWN',
  guardrailBroken: 'GUARDRAIL_BROKEN',
  podsInBlocks: 'POD_CIDRS_MISSING',
  nameUnread: 'REQUEST_MISSING',
  queryMissing: 'REQUEST_MISSING',
  requestExcess: 'REQUEST_EXCESS',
  requestMissing: 'REQUEST_MISSING',
  requestUnknown: 'FLOW_UNKNOWN',
  routeExcess: 'ROUTE_EXCESS',
  routeMissing: 'ROUTE_MISSING',
  routeTwice: 'ROUTE_TWICE',
  targetExcess: 'TARGET_EXCESS',
  targetMissing: 'TARGET_MISSING',
  tenantUnknown: 'TENANT_UNKNOWN',
  workloadMissing: 'WORKLOAD_MISSING',
  workloadOnHost: 'HOST_NETWORK',
};

function codeOf(finding: ProofFinding): ReportedCode {
  return finding.kind === 'exception' && !finding.isUsed ? 'EXCEPTION_UNUSED' : CODES[finding.kind];
}

/** Who declared what is missing, or did not declare what is open; what is about the whole cluster is nobody's. */
function siteOf(finding: ProofFinding): Site | undefined {
  switch (finding.kind) {
    case 'flowMissing':
    case 'queryMissing':
    case 'nameUnread':
    case 'requestMissing': return finding.flow.sites[0] ?? finding.subject.site;
    case 'guardrailBroken': return finding.guardrails.site;
    case 'tenantUnknown':
    case 'flowExcess':
    case 'flowUnknown':
    case 'requestExcess':
    case 'requestUnknown':
    case 'workloadMissing':
    case 'workloadOnHost': return finding.subject.site;
    case 'targetMissing':
    case 'targetExcess': return finding.target.site;
    case 'routeMissing': return finding.route.site;
    case 'routeExcess':
    case 'routeTwice': return finding.route?.site;
    case 'exception': return finding.exception.site;
    case 'dryRun': return finding.dryRun.site;
    case 'controllerMissing':
    case 'podsInBlocks': return undefined;
  }
}

/** The sentence, the evidence, and the constructs of the objects that decided. */
function textOf(finding: ProofFinding, { world }: ObjectsProof, { constructOf }: WrittenObjects): Pick<Finding, 'text' | 'details'> {
  const { text, details } = proofText(finding, world);
  const origins = 'witness' in finding ? originsOf(finding.witness) : [];
  const paths = origins.flatMap((origin) => {
    const { kind } = origin;
    const name = 'namespace' in origin ? `${origin.namespace}/${origin.name}` : origin.name;
    const path = constructOf(`${kind} ${name}`);
    return path === undefined ? [] : [`object: ${kind} ${name} is written by \`${path}\``];
  });
  return { text, details: [...details, ...paths] };
}

/** The construct that reports what is about another one below it; nothing where that is the App alone. */
function nearest(path: string | undefined, reporters: ReadonlyMap<string, IConstruct>): IConstruct | undefined {
  const ids = path?.split('/') ?? [];
  return ids.map((_, i) => reporters.get(ids.slice(0, ids.length - i).join('/'))).find((construct) => construct !== undefined);
}

/** An object that an API server would refuse. */
export function refused({ object, path, text }: ObjectsProof['problems'][number], { constructOf }: WrittenObjects): Finding {
  const construct = constructOf(object);
  return {
    code: 'OBJECT_INVALID',
    text: `${object}${construct === undefined ? '' : `, written by \`${construct}\`,`} is not what an API server takes, so that nothing can be said of it: \`${path}\`: ${text}`,
  };
}

/** Policies that the network plugin does not enforce. */
export function unenforced(
  { unenforced: policies, partly }: Pick<ObjectsProof, 'unenforced' | 'partly'>, { root, profile }: ClusterScope,
): Finding[] {
  const plugin = `\`${profile.plugin.name}\`, the network plugin of \`${pathOf(root)}\`, is not known to enforce`;
  return [
    ...policies.map((policy): Finding => ({ code: 'POLICY_UNENFORCED', text: `${policy} counts for nothing: ${plugin} it` })),
    ...partly.map(({ policy, ports }): Finding => ({
      code: 'POLICY_UNENFORCED',
      text: `${policy} relies on ${ports === 'sctp' ? 'SCTP' : 'ranges of ports (`endPort`)'}: ${plugin} that, though it is read here as if it did`,
    })),
  ];
}

/** Policies of an API that nobody reads here may open or close anything. */
export function unread({ json }: WrittenObjects): Finding[] {
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
