import { AccountEndpoint, PodsEndpoint } from '../../model/endpoint';
import { ACCOUNT } from '../../reachability/rules';

/** Pods by their ServiceAccount, as pods by what selectors find them by. */
export function podsOfAccount({ namespace, account }: AccountEndpoint): PodsEndpoint {
  return { kind: 'pods', namespaces: { name: namespace }, pods: { [ACCOUNT.name]: account } };
}
