import { Peer, Port } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** Prometheus comes in to the metrics port, and to no other. */
export const METRICS: Intent = {
  name: 'Prometheus that scrapes the metrics',
  declare: (shop) => shop.service('web', { ports: [Port.http(8080), Port.metrics(9100)] }).connections.allowFrom(Peer.prometheus()),
  ports: ['9100/TCP'],
  expected: [
    [ENFORCING, exactly('monitoring/prometheus > shop/web on 9100/TCP')],
    ...unenforced(),
  ],
};
