import { Peer, Port } from '../../../../src';
import { callMissing, WITHOUT_PODS } from '../blocks';
import { exactly, gap, Intent } from '../intent';
import { ENFORCING, except } from '../profiles';
import { unenforced } from '../unenforced';

/** Pods of which nobody knows that they have no address of the block. */
const PODS_BY_ADDRESS = ['kube-system/dns', 'monitoring/prometheus', 'infra/gateway', 'other/stranger', 'other/twin', 'shop/addressed', 'shop/stranger', 'traefik/traefik'];

/** A block that has pods in it, which some plugins take in by their address and others do not. */
export const CIDR_OF_PODS: Intent = {
  name: 'a block of addresses with pods in it',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.cidr('10.244.9.0/24').on(Port.http(8080))),
  ends: ['10.244.9.77'],
  expected: [
    [except(ENFORCING, WITHOUT_PODS), { ...exactly('shop/web > 10.244.9.77 on 8080/TCP'), unknown: PODS_BY_ADDRESS.map((pod) => `shop/web > ${pod} on 8080/TCP`) }],
    [WITHOUT_PODS, gap([], callMissing('10.244.9.0/24', 8080))],
    ...unenforced(),
  ],
};
