import { listAt } from '../../reachability/objects';

/**
 * Whether an Ingress has TLS for a host, undefined for every host: an entry of `tls` without hosts is for all of them, and a wildcard
 * stands for one label.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/#IngressSpec (Kubernetes 1.35, `tls.hosts`)
 */
export function hasTls(value: unknown, host: string | undefined): boolean {
  return listAt(value, 'spec', 'tls').some((entry) => {
    const hosts = listAt(entry, 'hosts');
    return hosts.length === 0 || hosts.some((one) => host !== undefined && covers(one, host));
  });
}

function covers(one: unknown, host: string): boolean {
  return one === host || (typeof one === 'string' && one.startsWith('*.') && host.includes('.') && one.slice(1) === host.slice(host.indexOf('.')));
}
