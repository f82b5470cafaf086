import type { ClusterProfileModel } from '../../clusters/profile';
import { WorkloadSide } from '../connections/binding';
import { calleesOf } from '../connections/callees';

/** The pod itself, and the API server under the address that Kubernetes gives every pod. */
const ALWAYS = ['localhost', '127.0.0.1', '::1', '$(KUBERNETES_SERVICE_HOST)'];

/**
 * What a caller must reach without the proxy: the Services of the cluster, by all the names that they have, and its addresses for clients that know
 * blocks of them.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/ (v1.35)
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/ (v1.35)
 */
export function bypassOf(caller: WorkloadSide, { clusterDomain, podCidrs, serviceCidrs }: ClusterProfileModel): string[] {
  const services = calleesOf(caller).flatMap(({ party: { namespace }, ports, services: offered }) => ports.flatMap((port) => {
    const name = offered.addressOf(port)?.serviceName;
    if (name === undefined) return [];
    return [`${name}.${namespace}`, ...(namespace === caller.party.namespace ? [name] : [])];
  }));
  return [...ALWAYS, '.svc', `.${clusterDomain}`, ...podCidrs, ...serviceCidrs, ...[...new Set(services)].sort()];
}
