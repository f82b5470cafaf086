import { Port } from '../../../../src';
import { exactly, gap, Intent } from '../intent';
import { CILIUM, ENFORCING, except, GKE, since } from '../profiles';
import { unenforced } from '../unenforced';

const OPEN = ['10000', '10050', '10100'].map((port) => `shop/web > shop/media on ${port}/UDP`);

/** Before 1.16 Cilium says nothing of ranges; what is read here is what they say. */
const PASSED_OVER = since(CILIUM, '1.14', '1.16');

/** Both ends tell. */
function gaps(instead: string): string[] {
  return [['shop/media', 'shop/web'], ['shop/web', 'shop/media']].map(([one, other]) => (
    `[${one}] network plugin \`{plugin}\` does not enforce ranges of ports (\`endPort\`), on which \`${other} on 10000-10100/UDP\` relies: ${instead} (NOT_ENFORCED)`
  ));
}

/** A range of ports, to its last one and no further. */
export const PORT_RANGE: Intent = {
  name: 'a range of ports',
  declare: (shop) => shop.service('web').connections.allowTo(shop.service('media', { ports: [Port.http(8080), Port.udp(10000, { endPort: 10100, name: 'rtp' })] }).port('rtp')),
  ports: ['9999/UDP', '10000/UDP', '10050/UDP', '10100/UDP', '10101/UDP', '10000/TCP'],
  expected: [
    [except(ENFORCING, PASSED_OVER, GKE), exactly(...OPEN)],
    [PASSED_OVER, gap(OPEN, ...gaps('Cilium before 1.16 takes the first port of a range for the whole of it, and says nothing: declare the ports one by one, or take 1.16'))],
    [GKE, gap(OPEN, ...gaps('nothing is known of it: if you know that it does, say so, as in `overrides: { endPort: true }`'))],
    ...unenforced(),
  ],
};
