import { EntryOmission } from '../reachability/rules/entries';

/** The groups of Kubernetes whose kinds somebody may take for a backend; none of them has an address, but the Service. */
const WITHOUT_ADDRESS: readonly string[] = ['', 'apps', 'batch', 'gateway.networking.k8s.io', 'networking.k8s.io'];

/**
 * What there is to say of a backend that is no Service: the kinds of Kubernetes are none that anybody serves, and what those of others
 * lead to only their owners know.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1, `HTTPBackendRef`: core for a Service, implementation-specific for any other resource)
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#resource-backend (Kubernetes 1.35)
 */
export function otherBackend(group: string, kind: string): Pick<EntryOmission, 'reason' | 'text' | 'mend'> {
  const shown = group === '' ? kind : `${group}/${kind}`;
  if (WITHOUT_ADDRESS.includes(group)) {
    return { reason: 'kind', text: `\`${shown}\` is no backend: requests go to Services`, mend: 'name the Service in front of the pods' };
  }
  return { reason: 'unfollowed', text: `a backend of the kind \`${shown}\` is not followed; only a Service is` };
}
