import { ApiObject } from 'cdk8s';
import { Shop, statefulSet, thrownBy } from './shop';
import { Workload } from '../../src';

describe('the name of one pod', () => {
  test('is that of the StatefulSet with its number, under its headless Service, in the domain of the cluster', () => {
    const shop = new Shop();
    const db = Workload.fromExisting(shop.chart, 'Db', { workload: statefulSet(shop.chart, 'db', { app: 'db' }) });
    expect([db.podName(0), db.podName(12)]).toEqual(['db-0.db.shop.svc.cluster.local', 'db-12.db.shop.svc.cluster.local']);
    const other = new Shop({ clusterDomain: 'k8s.example.com' });
    expect(Workload.fromExisting(other.chart, 'Db', { workload: statefulSet(other.chart, 'db', { app: 'db' }) }).podName(1)).toBe('db-1.db.shop.svc.k8s.example.com');
  });

  test('is there for a StatefulSet that names a Service, and for pods that exist', () => {
    const shop = new Shop();
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'web:1.0.0' }] } };
    const of = (kind: string, serviceName?: string) => Workload.fromExisting(shop.chart, `${kind}${serviceName ?? ''}`, {
      workload: new ApiObject(shop.chart, `Object${kind}`, {
        apiVersion: 'apps/v1', kind, metadata: { name: kind.toLowerCase() }, spec: { serviceName, selector: { matchLabels: { app: 'web' } }, template },
      }),
    });
    expect(thrownBy(() => of('Deployment').podName(0))).toMatch(/the pods of Deployment `deployment` have no names.*\(WORKLOAD_INVALID\)$/);
    const nameless = of('StatefulSet');
    expect(thrownBy(() => nameless.podName(0))).toMatch(/the pods of StatefulSet `statefulset` have no names.*\(WORKLOAD_INVALID\)$/);
    const db = Workload.fromExisting(shop.chart, 'Db', { workload: statefulSet(shop.chart, 'db', { app: 'db' }) });
    for (const ordinal of [-1, 0.5, NaN]) expect(thrownBy(() => db.podName(ordinal))).toMatch(/is no pod of StatefulSet `db`.*\(WORKLOAD_INVALID\)$/);
  });
});
