import { Port } from '../../../../src';
import { exactly, gap, Intent } from '../intent';
import { CILIUM, ENFORCING, except, GKE, KUBE_ROUTER, since } from '../profiles';
import { unenforced } from '../unenforced';

const OPEN = 'shop/web > shop/radio on 3868/SCTP';

/** Both ends tell. */
function gaps(instead: string): string[] {
  return [['shop/radio', 'shop/web'], ['shop/web', 'shop/radio']].map(([one, other]) => (
    `[${one}] network plugin \`{plugin}\` does not enforce SCTP, on which \`${other} on 3868/SCTP\` relies: ${instead} (NOT_ENFORCED)`
  ));
}

/** A port of SCTP. */
export const PORT_SCTP: Intent = {
  name: 'a port of SCTP',
  declare: (shop) => shop.service('web').connections.allowTo(shop.service('radio', { ports: [Port.http(8080), Port.sctp(3868, { name: 'diameter' })] }).port('diameter')),
  ports: ['3868/SCTP', '3868/TCP'],
  expected: [
    [except(ENFORCING, CILIUM, since(KUBE_ROUTER, '2.0', '2.8'), GKE), exactly(OPEN)],
    [CILIUM, gap([OPEN], ...gaps('turn on `sctp.enabled` of its chart, and say so, as in `overrides: { sctp: true }`'))],
    [since(KUBE_ROUTER, '2.0', '2.8'), gap([OPEN], ...gaps('kube-router has no SCTP before 2.8: take a newer one, or another protocol'))],
    [GKE, gap([OPEN], ...gaps('nothing is known of it: if you know that it does, say so, as in `overrides: { sctp: true }`'))],
    ...unenforced(),
  ],
};
