import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { siteOf } from './call-site';
import { ClusterScope } from './cluster-scope';
import { emitPolicy } from './policy-object';
import { Registry } from './registry';
import { SOLVER } from '../clusters/acme';
import { PolicyIntents } from '../model/intents';
import { recommendedLabels } from '../model/labels';

/** The one policy of a namespace for the pods that answer for its hosts. */
interface SolverPolicy {
  readonly object: ApiObject;
  readonly intents: PolicyIntents;
}

const NAME = 'acme-http01-solver';

const KNOWN = new WeakMap<Registry, Map<string, SolverPolicy>>();

/**
 * Lets the controller of an edge in to the pods that answer for the hosts of a namespace, and nobody else: one policy for all exposures of the
 * namespace, in the chart of the first of them.
 */
export function openSolvers(exposure: IConstruct, cluster: ClusterScope, namespace: string, edge: string): ApiObject {
  const registry = Registry.of(exposure);
  const known = KNOWN.get(registry) ?? new Map<string, SolverPolicy>();
  KNOWN.set(registry, known);
  const key = `${cluster.root.node.addr}|${namespace}`;
  const policy = known.get(key) ?? closed(exposure, cluster, namespace);
  known.set(key, policy);
  policy.intents.allowIngress({ kind: 'ingressController', edge }, SOLVER.ports, { site: siteOf(exposure), reason: 'cert-manager proves hosts over HTTP' });
  return policy.object;
}

function closed(exposure: IConstruct, cluster: ClusterScope, namespace: string): SolverPolicy {
  const intents = new PolicyIntents();
  const frame = { name: NAME, namespace, labels: recommendedLabels(NAME, undefined), podLabels: () => SOLVER.podLabels, cluster, late: false };
  const { object, gaps } = emitPolicy(Chart.of(exposure), NAME, frame, intents);
  Registry.of(exposure).check(object, gaps);
  return { object, intents };
}
