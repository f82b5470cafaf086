import { pod } from '../../reachability/world';

/** Whom Cilium knows by identities alone, as pods that only rules about these find. */
export const ENVOY = 'reserved:ingress/ingress';
export const API_SERVER = 'reserved:kube-apiserver/kube-apiserver';

/** Pods of others, which no intent is about unless it says so: in a namespace with a label, in the same namespace, in another one, with the labels of `shop/web` elsewhere, at an address. */
export const PODS: readonly object[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other', labels: { team: 'checkout' } } },
  pod('shop/stranger'),
  pod('shop/addressed', { status: { podIPs: [{ ip: '10.244.9.9' }, { ip: 'fd00:10:244::99' }] } }),
  pod('other/stranger'),
  pod('other/twin', { labels: { 'app.kubernetes.io/instance': 'web', 'app.kubernetes.io/name': 'web' } }),
  pod('kube-system/dns', { labels: { 'k8s-app': 'kube-dns' } }),
  pod('monitoring/prometheus', { labels: { 'app.kubernetes.io/name': 'prometheus' } }),
  pod('infra/gateway', { labels: { 'gateway.networking.k8s.io/gateway-name': 'public' } }),
  pod('traefik/traefik', { labels: { 'app.kubernetes.io/name': 'traefik' } }),
  pod(ENVOY),
  pod(API_SERVER),
];

/** A node, by its addresses. */
export const FROM_NODES: readonly string[] = ['10.0.0.7'];

/** The ends about which every intent is asked: those pods, the internet, a private address, the metadata service, a node. */
export const ENDS: readonly string[] = [
  'shop/stranger', 'shop/addressed', 'other/stranger', 'other/twin', 'kube-system/dns', 'monitoring/prometheus', 'infra/gateway', 'traefik/traefik',
  '8.8.8.8', '2600::1', '198.51.100.9', '10.99.0.1', '169.254.169.254', ...FROM_NODES,
];

/** Every address among them, of which nobody knows whether it is that of a name, or of the API server. */
export const ADDRESSES: readonly string[] = ENDS.filter((end) => !end.includes('/'));

/** The ports about which every intent is asked: nobody uses the last one. */
export const PORTS: readonly string[] = ['8080/TCP', '8080/UDP', '443/TCP', '4242/TCP'];
