import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterScope } from './cluster-scope';
import { emit } from './emit';
import { resolveFlow } from './resolve';
import { unenforcedFlows } from './unenforced-flows';
import { NetworkPolicy } from '../dialects/networkpolicy/kinds';
import { REASONS_ANNOTATION, renderPolicy } from '../dialects/networkpolicy/render';
import { Labels } from '../model/endpoint';
import { Finding } from '../model/finding';
import { PolicyIntents } from '../model/intents';
import { Rendered } from '../model/rendered';

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

/** The one policy of a workload: its object, and what the object cannot carry. */
export interface PolicyObject {
  readonly object: ApiObject;
  readonly gaps: () => readonly Finding[];
}

/** Creates the policy at once; its rules are written when everything is declared. */
export function emitPolicy(scope: Construct, id: string, frame: PolicyFrame, intents: PolicyIntents): PolicyObject {
  const rendered = renderer(frame, intents);
  const object = emit(scope, id, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name: frame.name,
      namespace: frame.namespace,
      labels: { ...frame.labels },
      annotations: { [REASONS_ANNOTATION]: Lazy.any({ produce: () => policyIn(rendered()).metadata.annotations?.[REASONS_ANNOTATION] }) },
    },
  }, { spec: () => policyIn(rendered()).spec });
  return { object, gaps: () => rendered().gaps };
}

/** Renders again only where something can have changed: the check, the annotation and the spec ask for the same policy. */
function renderer(frame: PolicyFrame, intents: PolicyIntents): () => Rendered<NetworkPolicy> {
  let last: { readonly revision: number; readonly rendered: Rendered<NetworkPolicy> } | undefined;
  return () => {
    if (last?.revision !== intents.revision || frame.late || intents.late) {
      last = { revision: intents.revision, rendered: render(frame, intents) };
    }
    return last.rendered;
  };
}

function render(frame: PolicyFrame, intents: PolicyIntents): Rendered<NetworkPolicy> {
  const { profile } = frame.cluster;
  const declared = { ingress: intents.ingressFlows(), egress: intents.egressFlows() };
  const ingress = declared.ingress.map((flow) => resolveFlow(flow, profile));
  const egress = declared.egress.map((flow) => resolveFlow(flow, profile));
  const rendered = renderPolicy({
    name: frame.name,
    namespace: frame.namespace,
    labels: frame.labels,
    podLabels: frame.podLabels(),
    ingress: ingress.map(({ flow }) => flow),
    egress: egress.map(({ flow }) => flow),
  });
  const unenforced = unenforcedFlows(profile.plugin, [...declared.ingress, ...declared.egress]);
  return { objects: rendered.objects, gaps: [...[...ingress, ...egress].flatMap(({ gaps }) => gaps), ...rendered.gaps, ...unenforced] };
}

function policyIn(rendered: Rendered<NetworkPolicy>): NetworkPolicy {
  const [policy] = rendered.objects;
  if (policy === undefined) {
    throw new Error('the renderer of policies made none: a defect of the dialect'); // every subject has exactly one policy
  }
  return policy;
}
