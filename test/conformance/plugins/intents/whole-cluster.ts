import { Peer } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** Every pod of the cluster may come in. */
export const WHOLE_CLUSTER: Intent = {
  name: 'every pod of the cluster as a source',
  declare: (shop) => shop.service('web').connections.allowFrom(Peer.wholeCluster()),
  expected: [
    [ENFORCING, exactly(...['kube-system/dns', 'monitoring/prometheus', 'infra/gateway', 'other/stranger', 'other/twin', 'shop/addressed', 'shop/stranger', 'traefik/traefik'].map((pod) => `${pod} > shop/web on 8080/TCP`))],
    ...unenforced(),
  ],
};
