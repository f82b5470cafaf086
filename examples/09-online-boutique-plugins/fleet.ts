import { Cluster, ClusterProfile, Edge, EgressFallback, EgressProxy, NetworkPlugin, Peer, Port, Tls } from 'cdk8s-reach';
import { Construct } from 'constructs';
import { OnlineBoutique } from '../02-online-boutique/boutique';

/** IPv6 is off in the manifests of some plugins: whoever runs these clusters has turned it on. */
const IPV6 = { ipv6: true };

/** The network plugins of the fleet. */
export const PLUGINS: Readonly<Record<string, NetworkPlugin>> = {
  'calico': NetworkPlugin.calico({ version: '3.32' }),
  'canal': NetworkPlugin.canal({ version: '3.32', overrides: IPV6 }),
  'cilium': NetworkPlugin.cilium({ version: '1.18' }),
  'kube-router': NetworkPlugin.kubeRouter({ version: '2.11', overrides: IPV6 }),
  'flannel': NetworkPlugin.flannel({ acceptUnenforced: 'a lab that nobody else has a pod in' }),
};

/** Online Boutique on every cluster of the fleet: all that differs is the network plugin. */
export function fleet(app: Construct): void {
  for (const [name, plugin] of Object.entries(PLUGINS)) {
    const cluster = new Construct(app, name);
    Cluster.attach(cluster, ClusterProfile.of({
      plugin, edges: [Edge.traefik('public')], podCidrs: ['10.244.0.0/16', 'fd00:10:244::/56'], nodeCidrs: ['10.0.0.0/16', 'fd00:10::/64'],
    }));
    const boutique = new OnlineBoutique(cluster, 'online-boutique', { tls: Tls.clusterIssuer('letsencrypt-prod') });
    // deployed where the plugin knows no names, and nowhere else
    const fallback = EgressFallback.proxy(new EgressProxy(boutique, 'egress'));
    boutique.payment.connections.allowTo(Peer.dnsName('api.stripe.com', { fallback }).on(Port.https()), { reason: 'charges the cards' });
  }
}
