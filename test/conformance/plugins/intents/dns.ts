import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** Nothing is declared, and the DNS of the cluster is open, on both protocols. */
export const DNS: Intent = {
  name: 'a workload of which nothing is declared, and DNS',
  declare: (shop) => void shop.service('web'),
  ports: ['53/UDP', '53/TCP', '9153/TCP'],
  expected: [
    [ENFORCING, exactly('shop/web > kube-system/dns on 53/TCP', 'shop/web > kube-system/dns on 53/UDP')],
    ...unenforced(),
  ],
};
