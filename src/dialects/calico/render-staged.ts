import { StagedAction } from './kinds';
import { KubeObject } from '../../model/rendered';

/** What identifies a kind. */
export type PolicyHead = Pick<KubeObject, 'apiVersion' | 'kind'>;

const GROUP = 'projectcalico.org/v3';

/** It would take the place of a policy of the same name, or be a new one. */
const SET: { readonly stagedAction: StagedAction } = { stagedAction: 'Set' };

/** The kinds that show what policies of other kinds would do. */
const STAGED: ReadonlyMap<string, string> = new Map([
  ['networking.k8s.io/v1 NetworkPolicy', 'StagedKubernetesNetworkPolicy'],
  [`${GROUP} NetworkPolicy`, 'StagedNetworkPolicy'],
  [`${GROUP} GlobalNetworkPolicy`, 'StagedGlobalNetworkPolicy'],
]);

/** Whether a kind has one that shows what it would do, and does it not. */
export function hasStagedKind({ apiVersion, kind }: PolicyHead): boolean {
  return STAGED.has(`${apiVersion} ${kind}`);
}

/** The kind that shows what a kind of policies would do, and does it not. */
export function stagedHead({ apiVersion, kind }: PolicyHead): PolicyHead {
  const known = STAGED.get(`${apiVersion} ${kind}`);
  if (known === undefined) throw new Error(`nothing shows what a ${kind} of ${apiVersion} would do: a defect of whoever renders it`);
  return { apiVersion: GROUP, kind: known };
}

/**
 * A policy, of Kubernetes or of Calico, that shows what it would do, and does it not: a staged kind has the fields of the kind that it shows.
 *
 * @see https://docs.tigera.io/calico/3.32/network-policy/staged-network-policies (from Calico 3.30 on)
 */
export function staged(policy: KubeObject & { readonly spec?: unknown }): KubeObject & { readonly spec: object } {
  return { ...stagedHead(policy), metadata: policy.metadata, spec: { ...SET, ...(typeof policy.spec === 'object' ? policy.spec : {}) } };
}
