import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterScope } from './cluster-scope';
import { emit } from './emit';
import { policyFactsOf } from './policy-facts';
import { resolveFlow } from './resolve';
import { unenforcedFlows } from './unenforced-flows';
import { isOwn, ownDialect, RenderedPolicies, renderPolicies } from '../dialects/render-policies';
import { Labels } from '../model/endpoint';
import { Finding } from '../model/finding';
import { DeclaredFlow, PolicyIntents } from '../model/intents';
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
}

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
  const facts = policyFactsOf(plugin);
  const rendered = renderer(frame, intents, dialect, facts);
  const place = { scope, id };
  if (dialect !== undefined && facts.isAlone) {
    const own = emitOwn(place, frame, dialect, rendered);
    return { main: own, all: () => [own], gaps: () => rendered().gaps };
  }
  const main = emitObject(place, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' }, frame, () => objectIn(rendered().policies.core?.objects));
  const beside: ApiObject[] = [];
  if (dialect !== undefined) {
    onEveryFlow(intents, (direction, flow) => {
      if (beside.length > 0 || !mayBeOwn(flow)) return;
      if (isOwn(direction, resolveFlow(flow, frame.cluster.profile).flow, dialect, facts)) beside.push(emitOwn(place, frame, dialect, rendered));
    });
  }
  return { main, all: () => [main, ...beside], gaps: () => rendered().gaps };
}

/** Whether more than labels is asked of a flow: those of a workload are read when the policy is written, and need no other API. */
function mayBeOwn({ party, requests }: DeclaredFlow): boolean {
  return party.kind !== 'workload' || requests?.byOther === false;
}

/** Looks at the flows that are declared, and at those that will be. */
function onEveryFlow(intents: PolicyIntents, look: (direction: 'ingress' | 'egress', flow: DeclaredFlow) => void): void {
  intents.ingressFlows().forEach((flow) => look('ingress', flow));
  intents.egressFlows().forEach((flow) => look('egress', flow));
  intents.onDeclared = look;
}

/** An object of the plugin's own API. */
function emitOwn({ scope, id }: Place, frame: PolicyFrame, { head, id: own }: PolicyDialect, rendered: () => Rendering): ApiObject {
  return emitObject({ scope, id: id === 'NetworkPolicy' ? own : `${id}-${own}` }, head, frame, () => objectIn(rendered().policies.own?.objects));
}

function emitObject({ scope, id }: Place, head: PolicyDialect['head'], frame: PolicyFrame, object: () => KubeObject): ApiObject {
  const { name, namespace, labels } = frame;
  const annotations = { [REASONS_ANNOTATION]: Lazy.any({ produce: () => object().metadata.annotations?.[REASONS_ANNOTATION] }) };
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
  const resolve = (declared: DeclaredFlow) => ({ declared, ...resolveFlow(declared, profile) });
  const [ingress, egress] = [intents.ingressFlows().map(resolve), intents.egressFlows().map(resolve)];
  const flows = { ingress: ingress.map(({ flow }) => flow), egress: egress.map(({ flow }) => flow) };
  const policies = renderPolicies({ name, namespace, labels, podLabels: frame.podLabels(), ...flows }, dialect, facts);
  const all = [...ingress, ...egress];
  const gaps = [...all.flatMap((one) => one.gaps), ...policies.core?.gaps ?? [], ...policies.own?.gaps ?? []];
  const written = all.map(({ declared, flow }) => ({ declared, isCore: policies.isCore(flow) }));
  return { policies, gaps: [...gaps, ...unenforcedFlows(profile.plugin, written)] };
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
