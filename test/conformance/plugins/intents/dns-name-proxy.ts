import { EgressFallback, EgressProxy, Peer, Port } from '../../../../src';
import { exactly, Intent } from '../intent';
import { CILIUM, ENFORCING, except } from '../profiles';
import { ADDRESSES } from '../strangers';
import { unenforced } from '../unenforced';

/** Where the proxy listens for `shop/web`, and what it may call itself. */
const THROUGH = ['shop/web > shop/egress on 20001/TCP', ...['8.8.8.8', '2600::1', '198.51.100.9'].map((end) => `shop/egress > ${end} on 443/TCP`)];

/** A host by its name, through an egress proxy where the plugin knows no names. */
export const DNS_NAME_PROXY: Intent = {
  name: 'a host by its DNS name, or through an egress proxy',
  declare: (shop) => {
    const fallback = EgressFallback.proxy(new EgressProxy(shop.chart, 'egress', { callerPorts: { 'shop/web': 20001 } }));
    shop.service('web').connections.allowTo(Peer.dnsName('api.stripe.com', { fallback }).on(Port.https()));
  },
  ends: ['api.stripe.com', 'files.stripe.com'],
  ports: ['20001/TCP'],
  expected: [
    [except(ENFORCING, CILIUM), { ...exactly(...THROUGH), unknown: ['shop/egress > api.stripe.com on 443/TCP', 'shop/egress > files.stripe.com on 443/TCP'] }],
    [CILIUM, { ...exactly('shop/web > api.stripe.com on 443/TCP'), unknown: ADDRESSES.map((end) => `shop/web > ${end} on 443/TCP`) }],
    ...unenforced(),
  ],
};
