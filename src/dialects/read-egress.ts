import { readEgressProxies } from './egress-proxy/read';
import { EgressProxy } from '../reachability/rules/egress-proxies';

/** What manifests say of what leaves the cluster, beside policies. */
export interface EgressReadings {
  readonly proxies: readonly EgressProxy[];
}

/** Reads what leaves the cluster through somebody else. */
export function readEgress(objects: readonly unknown[]): EgressReadings {
  return { proxies: readEgressProxies(objects) };
}
