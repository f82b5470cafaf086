import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterScope } from './cluster-scope';
import { DryRunScope, fixDryRunOf, PolicyDryRun } from './dry-run-scope';
import { emit } from './emit';
import { policyFactsOf } from './policy-facts';
import { sharedObject } from './policy-shared';
import { resolveFlow } from './resolve';
import { unenforcedFlows } from './unenforced-flows';
import type { PluginModel } from '../clusters/plugins';
import { headIn, isOwn, ownDialect, RenderedPolicies, renderPolicies } from '../dialects/render-policies';
import { FlowDirection, Labels } from '../model/endpoint';
import { Finding } from '../model/finding';
import { DeclaredFlow, PolicyIntents } from '../model/intents';
import { DRY_RUN_ANNOTATION } from '../model/policy-api';
import { PolicyDialect, PolicyFacts } from '../model/policy-dialect';
import { REASONS_ANNOTATION } from '../model/reasons';
import { KubeObject } from '../model/rendered';

/** What a policy needs besides the edges. */
export interface PolicyFrame {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly podLabels: () => Labels;
  readonly cluster: ClusterScope;
  /** Whether somebody else can still change the labels. */
  readonly late: boolean;
}

/** The policies of a workload: an object for each dialect that says something of it, and what none of them can carry. */
export interface PolicyObjects {
  /** The object that every workload has: the NetworkPolicy, or the one of the plugin's own API where all is said there. */
  readonly main: ApiObject;
  /** All of them, the main one first. */
  readonly all: () => readonly ApiObject[];
  readonly gaps: () => readonly Finding[];
  /** Whether somebody wants to see what they would do before they do it. */
  readonly dryRun?: PolicyDryRun;
}

/** What identifies a core policy. */
const CORE = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };

/** What the dialects say of a policy in annotations. */
const ANNOTATIONS = [REASONS_ANNOTATION, DRY_RUN_ANNOTATION];

/** Where the objects of a policy go. */
interface Place {
  readonly scope: Construct;
  readonly id: string;
}

/** What the policies of a workload come to, each time that somebody asks. */
interface Rendering {
  readonly policies: RenderedPolicies;
  readonly gaps: readonly Finding[];
}

/**
 * Creates the policy at once; its rules are written when everything is declared. An object of the plugin's own API beside it is created with the first edge that
 * only such an object can say.
 */
export function emitPolicy(scope: Construct, id: string, frame: PolicyFrame, intents: PolicyIntents): PolicyObjects {
  const { plugin } = frame.cluster.profile;
  const dialect = ownDialect(plugin.policies?.dialect);
  const dryRun = dryRunOn(plugin, dialect, fixDryRunOf(scope));
  const facts = policyFactsOf(plugin, dryRun?.form);
  const rendered = renderer(frame, intents, dialect, facts);
  const place = { scope, id };
  const main = dialect !== undefined && facts.isAlone
    ? emitOwn(place, frame, { dialect, facts, rendered })
    : emitObject(place, headIn(CORE, facts), frame, () => objectIn(rendered().policies.core?.objects));
  const beside = dialect === undefined ? new Set<ApiObject>() : emitBeside(place, frame, intents, { dialect, facts, rendered });
  return { main, all: () => [main, ...beside], gaps: () => rendered().gaps, ...(dryRun === undefined ? {} : { dryRun }) };
}

/** A dry run as a plugin has it: what shuts nothing is said in the plugin's own API alone. */
function dryRunOn({ dryRun }: PluginModel, dialect: PolicyDialect | undefined, scope: DryRunScope | undefined): PolicyDryRun | undefined {
  if (scope === undefined) return undefined;
  return dryRun === undefined || (dryRun === 'additive' && dialect === undefined) ? { scope } : { scope, form: dryRun };
}

/** How the plugin's own API is written. */
interface OwnApi {
  readonly dialect: PolicyDialect;
  readonly facts: PolicyFacts;
  readonly rendered: () => Rendering;
}

/** The objects that are made with the first edge that needs them; those to come are added to what is returned. */
function emitBeside(place: Place, frame: PolicyFrame, intents: PolicyIntents, { dialect, facts, rendered }: OwnApi): ReadonlySet<ApiObject> {
  const { namespace, cluster: { profile, root } } = frame;
  const beside = new Set<ApiObject>();
  let hasOwn = facts.isAlone;
  onEveryFlow(intents, (direction, declared) => {
    if (!mayBeOwn(declared)) return;
    const { flow } = resolveFlow(declared, direction, profile);
    if (!isOwn(direction, flow, dialect, facts)) return;
    if (!hasOwn) beside.add(emitOwn(place, frame, { dialect, facts, rendered }));
    hasOwn = true;
    dialect.shared?.(namespace, flow, facts).forEach((object) => beside.add(sharedObject(root, place.scope, object)));
  });
  return beside;
}

/** Whether more than labels is asked of a flow: those of a workload are read when the policy is written, and need no other API. */
function mayBeOwn({ party, requests }: DeclaredFlow): boolean {
  return party.kind !== 'workload' || requests?.byOther === false;
}

/** Looks at the flows that are declared, and at those that will be. */
function onEveryFlow(intents: PolicyIntents, look: (direction: FlowDirection, flow: DeclaredFlow) => void): void {
  intents.ingressFlows().forEach((flow) => look('ingress', flow));
  intents.egressFlows().forEach((flow) => look('egress', flow));
  intents.onDeclared = look;
}

/** An object of the plugin's own API. */
function emitOwn({ scope, id }: Place, frame: PolicyFrame, { dialect: { head, id: own }, facts, rendered }: OwnApi): ApiObject {
  return emitObject({ scope, id: id === 'NetworkPolicy' ? own : `${id}-${own}` }, headIn(head, facts), frame, () => objectIn(rendered().policies.own?.objects));
}

function emitObject({ scope, id }: Place, head: PolicyDialect['head'], frame: PolicyFrame, object: () => KubeObject): ApiObject {
  const { name, namespace, labels } = frame;
  const annotations = Object.fromEntries(ANNOTATIONS.map((key) => [key, Lazy.any({ produce: () => object().metadata.annotations?.[key] })]));
  return emit(scope, id, { ...head, metadata: { name, namespace, labels: { ...labels }, annotations } }, { spec: () => specOf(object()) });
}

/** Renders again only where something can have changed: the check, the annotations and the specs ask for the same policies. */
function renderer(frame: PolicyFrame, intents: PolicyIntents, dialect: PolicyDialect | undefined, facts: PolicyFacts): () => Rendering {
  let last: { readonly revision: number; readonly rendering: Rendering } | undefined;
  return () => {
    if (last?.revision !== intents.revision || frame.late || intents.late) {
      last = { revision: intents.revision, rendering: render(frame, intents, dialect, facts) };
    }
    return last.rendering;
  };
}

function render(frame: PolicyFrame, intents: PolicyIntents, dialect: PolicyDialect | undefined, facts: PolicyFacts): Rendering {
  const { name, namespace, labels, cluster: { profile } } = frame;
  const resolve = (direction: FlowDirection) => (declared: DeclaredFlow) => ({ declared, ...resolveFlow(declared, direction, profile) });
  const [ingress, egress] = [intents.ingressFlows().map(resolve('ingress')), intents.egressFlows().map(resolve('egress'))];
  const flows = { ingress: ingress.map(({ flow }) => flow), egress: egress.map(({ flow }) => flow) };
  const policies = renderPolicies({ name, namespace, labels, podLabels: frame.podLabels(), ...flows }, dialect, facts);
  const all = [...ingress, ...egress];
  const gaps = [...all.flatMap((one) => one.gaps), ...policies.core?.gaps ?? [], ...policies.own?.gaps ?? []];
  const asked = all.map(({ declared, flow }) => ({ declared, isCore: policies.isCore(flow) }));
  return { policies, gaps: [...gaps, ...unenforcedFlows(profile.plugin, asked)] };
}

function specOf(object: KubeObject): unknown {
  return 'spec' in object ? object.spec : undefined;
}

function objectIn(objects: readonly KubeObject[] | undefined): KubeObject {
  const [object] = objects ?? [];
  if (object === undefined) {
    throw new Error('the renderer of policies made none: a defect of the dialect'); // every object that is created has something to say
  }
  return object;
}
