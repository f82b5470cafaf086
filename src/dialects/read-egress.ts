import { readEgressGateways } from './cilium/read-egress-gateway';
import { readEgressProxies } from './egress-proxy/read';
import { EgressProxy } from '../reachability/rules/egress-proxies';
import { SourceAddressRule } from '../reachability/rules/source-addresses';

/** What manifests say of what leaves the cluster, beside policies. */
export interface EgressReadings {
  readonly proxies: readonly EgressProxy[];
  readonly sources: readonly SourceAddressRule[];
}

/** Reads what leaves the cluster through somebody else. */
export function readEgress(objects: readonly unknown[]): EgressReadings {
  return { proxies: readEgressProxies(objects), sources: readEgressGateways(objects).rules };
}
