import { ApiObject } from 'cdk8s';
import { Port, Workload } from '../../../../src';
import { statefulSet } from '../../../api/shop';
import { gap, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

const MISSING = '[shop/web] `shop/web` is declared to call `shop/db (StatefulSet)` on TCP 5432, and the policies of `shop/db (StatefulSet)` keep it shut (FLOW_MISSING)';

/** A declared call that the policy of somebody else shuts: it is told, and never mended in silence. */
export const POLICY_OF_OTHERS: Intent = {
  name: 'a call that a policy of somebody else shuts',
  declare: (shop) => {
    const db = Workload.fromExisting(shop.chart, 'db', { workload: statefulSet(shop.chart, 'db', { app: 'db' }), ports: [Port.tcp(5432)] });
    shop.service('web').connections.allowTo(db);
    void new ApiObject(shop.chart, 'theirs', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'theirs' },
      spec: { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'] },
    });
  },
  about: ['shop/web'],
  ports: ['5432/TCP'],
  expected: [
    [ENFORCING, gap([], MISSING)],
    ...unenforced(),
  ],
};
