import { renderAdminPolicies } from './adminnetworkpolicy/render';
import { renderCalicoGuardrails } from './calico/render-guardrails';
import { hasStagedKind, staged } from './calico/render-staged';
import { CiliumGuardrailFacts, renderCiliumGuardrails } from './cilium/render-guardrails';
import { renderClusterPolicies } from './clusternetworkpolicy/render';
import { renderCoreGuardrails } from './networkpolicy/render-guardrails';
import { RenderedGuardrails } from '../model/guardrail-gap';
import { GuardrailsModel } from '../model/guardrails';
import { KubeObject } from '../model/rendered';

/** The APIs of policies for a whole cluster, by who makes them. */
export type TierApiName = 'clusterNetworkPolicy' | 'adminNetworkPolicy' | 'own';

/** Which of them a cluster enforces, and how. */
export interface GuardrailApis extends CiliumGuardrailFacts {
  readonly clusterNetworkPolicy: boolean;
  readonly adminNetworkPolicy: boolean;
  readonly baselineAdminNetworkPolicy: boolean;
  /** The plugin's own, where it is one that is written here. */
  readonly own?: 'calico' | 'cilium';
}

/**
 * Guardrails in the API of the cluster: the first that says all of them, of those of Kubernetes before the plugin's own before NetworkPolicies of
 * single namespaces. Where none does, the first that says most.
 */
export function renderGuardrails(guardrails: GuardrailsModel, apis: GuardrailApis, chosen?: TierApiName): RenderedGuardrails {
  if (chosen !== undefined) return renderIn(chosen, guardrails, apis);
  const names = NAMES.filter((name) => hasApi(name, guardrails, apis));
  const rendered = [...names.map((name) => renderIn(name, guardrails, apis)), renderCoreGuardrails(guardrails, apis)];
  const fewest = Math.min(...rendered.map(({ gaps }) => gaps.length));
  return rendered.find(({ gaps }) => gaps.length === fewest) ?? { objects: [], gaps: [] };
}

const NAMES: readonly TierApiName[] = ['clusterNetworkPolicy', 'adminNetworkPolicy', 'own'];

/** Whether a cluster enforces an API, as far as guardrails need it. */
export function hasApi(name: TierApiName, { baseline }: GuardrailsModel, apis: GuardrailApis): boolean {
  switch (name) {
    case 'clusterNetworkPolicy': return apis.clusterNetworkPolicy;
    case 'adminNetworkPolicy': return apis.adminNetworkPolicy && (baseline.length === 0 || apis.baselineAdminNetworkPolicy);
    case 'own': return apis.own !== undefined;
  }
}

function renderIn(name: TierApiName, guardrails: GuardrailsModel, apis: GuardrailApis): RenderedGuardrails {
  switch (name) {
    case 'clusterNetworkPolicy': return renderClusterPolicies(guardrails, apis);
    case 'adminNetworkPolicy': return renderAdminPolicies(guardrails, apis);
    case 'own': return apis.own === 'cilium' ? renderCiliumGuardrails(guardrails, apis) : renderCalicoGuardrails(guardrails);
  }
}

/** Guardrails as they are tried out; a tier stays what it is, since it passes on whatever nothing in it decides. */
export function stagedGuardrails(objects: readonly KubeObject[]): KubeObject[] {
  return objects.map((object) => (hasStagedKind(object) ? staged(object) : object));
}

/** The first kind of theirs of which nothing shows what it would do; nothing where all can be tried out. */
export function unstagedKind(objects: readonly KubeObject[]): string | undefined {
  return objects.find((object) => object.kind !== 'Tier' && !hasStagedKind(object))?.kind;
}
