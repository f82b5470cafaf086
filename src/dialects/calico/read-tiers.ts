import { readObjects } from './read-object';
import { PolicyProblem } from '../../fields/problem';
import { NETWORK_POLICIES, Tier } from '../../reachability/rules';
import { order } from '../../sets/order';

/** A tier, and whether it denies what none of its policies matches, of those that they govern. */
export interface CalicoTier {
  readonly tier: Tier;
  readonly denies: boolean;
}

/**
 * The tiers that are always there. Those around `default` are made by Calico itself, for the policies of Kubernetes that hold in the whole cluster, and pass on what
 * none of these matches; they were called otherwise before 3.32.
 *
 * @see https://github.com/projectcalico/calico/blob/v3.32.1/api/pkg/apis/projectcalico/v3/tier.go (names and orders, Calico 3.32)
 * @see https://github.com/projectcalico/calico/blob/v3.30.0/api/pkg/apis/projectcalico/v3/tier.go (`adminnetworkpolicy` from 3.29, `baselineadminnetworkpolicy` from 3.30)
 */
const FIXED: ReadonlyMap<string, { readonly order: number; readonly denies: boolean }> = new Map([
  ['adminnetworkpolicy', { order: 1000, denies: false }],
  ['kube-admin', { order: 1000, denies: false }],
  ['default', { order: NETWORK_POLICIES.order, denies: true }],
  ['baselineadminnetworkpolicy', { order: 10_000_000, denies: false }],
  ['kube-baseline', { order: 10_000_000, denies: false }],
]);

/**
 * The tiers by name. The lowest order comes first, then the name that does, and a tier without an order last of all: no two of them share a place, though their
 * orders may be the same.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/tier (Calico 3.32)
 */
export function readTiers(objects: readonly unknown[], problems: PolicyProblem[]): ReadonlyMap<string, CalicoTier> {
  const own = readObjects(objects, { kind: 'Tier', problemKind: 'Tier', isNamespaced: false }, problems, ({ name, spec }) => {
    const fields = spec.members('order', 'defaultAction');
    const action = fields.defaultAction.text() ?? 'Deny';
    if (action !== 'Deny' && action !== 'Pass') fields.defaultAction.refuse('ACTION_UNKNOWN', `unknown action \`${action}\`; allowed are Deny, Pass`);
    const place = fields.order.number() ?? Infinity;
    return FIXED.has(name) ? [] : [{ name, order: place, denies: action === 'Deny' }];
  });
  const tiers = new Map([...FIXED].map(([name, { order: place, denies }]): [string, CalicoTier] => [name, { tier: { name, order: place }, denies }]));
  for (const { name, denies, place } of placed(own)) tiers.set(name, { tier: { name, order: place }, denies });
  return tiers;
}

interface NamedTier {
  readonly name: string;
  readonly order: number;
  readonly denies: boolean;
}

/** Every tier with a place of its own: its order, unless another tier has that, too, or else one between its neighbours. */
function placed(tiers: readonly NamedTier[]): (NamedTier & { readonly place: number })[] {
  const fixed = ['kube-admin', 'default', 'kube-baseline'].flatMap((name) => [...FIXED].filter(([one]) => one === name));
  const items = [...tiers.map((tier) => ({ ...tier, isFixed: false })), ...fixed.map(([name, one]) => ({ name, ...one, isFixed: true }))]
    .sort((a, b) => (a.order === b.order ? order(a.name, b.name) : a.order - b.order));
  let low = -Infinity;
  return items.flatMap((item, i) => {
    const next = items.slice(i + 1).find((one) => one.order > item.order || (one.isFixed && one.order === item.order));
    low = item.isFixed ? item.order : placeBetween(low, item.order, next?.order ?? Infinity);
    return item.isFixed ? [] : [{ ...item, place: low }];
  });
}

function placeBetween(low: number, wanted: number, high: number): number {
  if (wanted > low && wanted < high) return wanted;
  if (low === -Infinity) return high - 1;
  return high === Infinity ? low + 1 : (low + high) / 2;
}
