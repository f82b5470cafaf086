import { isSubject } from './match';
import { Address, Cidr, containsAddress } from '../../sets/cidr';
import { Departure, SourceAddressRule } from '../rules/source-addresses';
import { Snapshot } from '../snapshot';
import { Workload } from '../workload';

/** What a rule says of a block that has the address. */
interface Word {
  readonly block: Cidr;
  readonly isSure: boolean;
  readonly departures: readonly Departure[];
}

/**
 * How a connection of a pod to an address outside leaves the cluster: of all blocks that any rule names for the pod, be they destinations or exceptions, the longest
 * one that has the address decides. Several answers where nobody knows which is the right one: two rules with one block, gateways of which each pod gets one, or
 * pods on some nodes alone.
 *
 * @see https://github.com/cilium/cilium/blob/v1.18.0/bpf/lib/egress_gateway.h (the maps `cilium_egress_gw_policy_v4` and `_v6` go by the longest prefix)
 */
export function departuresOf(rules: readonly SourceAddressRule[], snapshot: Snapshot, workload: Workload, address: Address): Departure[] {
  const words = rules.flatMap((rule) => wordsOf(rule, snapshot, workload)).filter(({ block }) => containsAddress(block, address));
  const lengths = [...new Set(words.map(({ block }) => block.prefix))].sort((a, b) => b - a);
  const found: Departure[] = [];
  for (const length of lengths) {
    const here = words.filter(({ block }) => block.prefix === length);
    found.push(...here.flatMap(({ departures }) => departures));
    if (here.some(({ isSure }) => isSure)) return found;
  }
  return [...found, { kind: 'node' }];
}

function wordsOf(rule: SourceAddressRule, snapshot: Snapshot, workload: Workload): Word[] {
  const subjects = rule.subjects.filter((subject) => isSubject({ subject }, snapshot, workload));
  if (subjects.length === 0) return [];
  const isSure = subjects.some(({ onSomeNodes }) => !onSomeNodes);
  const through = rule.gateways.map((gateway): Departure => ({ kind: 'gateway', gateway, origin: rule.origin }));
  return [
    ...rule.destinations.map((block): Word => ({ block, isSure, departures: through })),
    ...rule.excluded.map((block): Word => ({ block, isSure, departures: [{ kind: 'node' }] })),
  ];
}
