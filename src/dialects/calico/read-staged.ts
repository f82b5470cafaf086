import { groupOf, valueAt } from '../../reachability/objects';

/** What a staged policy would do to the policies that count, if it were enforced. */
export type StagedEffect =
  /** It would be there, in the place of any other of its kind, namespace and name. */
  | { readonly kind: 'set'; readonly policy: object }
  /** The policy of this kind, namespace and name would be gone. */
  | { readonly kind: 'delete'; readonly policy: object }
  | { readonly kind: 'none' };

/** The kinds that show what others would do; those of Kubernetes have a group of their own. */
const ENFORCED: ReadonlyMap<string, { readonly kind: string; readonly apiVersion?: string }> = new Map([
  ['StagedGlobalNetworkPolicy', { kind: 'GlobalNetworkPolicy' }],
  ['StagedKubernetesNetworkPolicy', { kind: 'NetworkPolicy', apiVersion: 'networking.k8s.io/v1' }],
  ['StagedNetworkPolicy', { kind: 'NetworkPolicy' }],
]);

/**
 * What a staged policy would do; nothing where an object is none. `Learn` and `Ignore` are kept by the API, and open-source Calico does nothing for them.
 *
 * @see https://docs.tigera.io/calico/3.32/reference/resources/stagednetworkpolicy (`stagedAction`, `Set` where it is absent)
 * @see https://github.com/projectcalico/calico/blob/v3.32.1/api/pkg/apis/projectcalico/v3/stagednetworkpolicy.go (the enforced one has the name of the staged one)
 */
export function stagedEffect(object: unknown): StagedEffect | undefined {
  const [apiVersion, kind] = [valueAt(object, 'apiVersion'), valueAt(object, 'kind')];
  if (typeof object !== 'object' || object === null || typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  const enforced = /^(crd\.)?projectcalico\.org$/.test(groupOf(apiVersion)) ? ENFORCED.get(kind) : undefined;
  if (enforced === undefined) return undefined;
  const action = valueAt(object, 'spec', 'stagedAction') ?? 'Set';
  switch (action) {
    case 'Set': return { kind: 'set', policy: { apiVersion, ...object, ...enforced, spec: specWithout(object) } };
    case 'Delete': return { kind: 'delete', policy: { apiVersion, ...object, ...enforced } };
    case 'Learn':
    case 'Ignore': return { kind: 'none' };
    // whoever reads it refuses the field, since it is none of an enforced policy
    default: return { kind: 'set', policy: { apiVersion, ...object, ...enforced } };
  }
}

function specWithout(object: object): unknown {
  const spec = valueAt(object, 'spec');
  if (typeof spec !== 'object' || spec === null) return spec;
  return Object.fromEntries(Object.entries(spec).filter(([key]) => key !== 'stagedAction'));
}
