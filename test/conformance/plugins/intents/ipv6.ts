import { IpFamily, Peer, Port } from '../../../../src';
import { exactly, gap, Intent } from '../intent';
import { CANAL, ENFORCING, except, GKE, KUBE_ROUTER } from '../profiles';
import { unenforced } from '../unenforced';

const OPEN = ['shop/web > 198.51.100.9 on 443/TCP', 'shop/web > 2001:db8:77::1 on 443/TCP'];

/** Where nothing is enforced over IPv6; the verdicts are those of IPv4. */
function gapOf(instead: string): string {
  return '[] network plugin `{plugin}` enforces no NetworkPolicy over IPv6, which is among the `ipFamilies` of the cluster: by IPv6 every pod can reach every port of every '
    + `workload, whatever is declared; ${instead} say so, as in \`overrides: { ipv6: true }\` (NOT_ENFORCED)`;
}

/** Addresses of both families, on a cluster of both. */
export const IPV6: Intent = {
  name: 'blocks of both families on a cluster of both',
  cluster: { ipFamilies: [IpFamily.IPV4, IpFamily.IPV6] },
  declare: (shop) => shop.service('web').connections.allowTo(Peer.cidrs('198.51.100.0/24', '2001:db8:77::/48').on(Port.https())),
  ends: ['2001:db8:77::1', '2001:db8:78::1'],
  expected: [
    [except(ENFORCING, CANAL, KUBE_ROUTER, GKE), exactly(...OPEN)],
    [CANAL, gap(OPEN, gapOf('turn on `FELIX_IPV6SUPPORT` of its manifest, and IPv6 of Flannel, and'))],
    [KUBE_ROUTER, gap(OPEN, gapOf('turn on `--enable-ipv6`, and'))],
    [GKE, gap(OPEN, gapOf('nothing is known of it: if you know that it does,'))],
    ...unenforced(),
  ],
};
