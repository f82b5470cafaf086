import { join } from 'path';
import { ApiObject, App, Chart, Include } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Health, Port, SecureMicroservice, Workload } from 'cdk8s-reach';

const app = new App();
const chart = new Chart(app, 'orders', { namespace: 'orders' });

// 1. A StatefulSet of cdk8s-plus: its labels are its own, its policy is ours.
const statefulSet = new kplus.StatefulSet(chart, 'Db', {
  metadata: { name: 'db' },
  service: new kplus.Service(chart, 'DbService', { metadata: { name: 'db' }, ports: [{ port: 5432 }] }),
  containers: [{ name: 'postgres', image: 'postgres:17.2', portNumber: 5432 }],
});
const db = Workload.fromExisting(chart, 'db', { workload: statefulSet, ports: [Port.tcp(5432)], serviceName: 'db', ownPolicy: true });

// 2. A raw ApiObject: a cron job that comes once an hour. Nobody isolates it.
const cronJob = new ApiObject(chart, 'Report', {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'report' },
  spec: {
    schedule: '0 * * * *',
    jobTemplate: {
      spec: {
        template: {
          metadata: { labels: { app: 'report' } },
          spec: { restartPolicy: 'Never', containers: [{ name: 'report', image: 'ghcr.io/acme/report:1.0.3' }] },
        },
      },
    },
  },
});
const report = Workload.fromExisting(chart, 'report', { workload: cronJob });

// 3. An object of a YAML file that somebody else keeps.
const include = new Include(chart, 'Cache', { url: join(__dirname, 'cache.yaml') });
const deployment = include.apiObjects.find(({ kind }) => kind === 'Deployment');
if (deployment === undefined) {
  throw new Error('cache.yaml has no Deployment');
}
const cache = Workload.fromExisting(chart, 'cache', { workload: deployment, ports: [Port.tcp(6379)], serviceName: 'cache' });

const orders = new SecureMicroservice(chart, 'orders', {
  image: 'ghcr.io/acme/orders:5.2.0',
  ports: [Port.http(8080, { servicePort: 80 })],
  health: Health.http({ live: '/livez', ready: '/readyz' }),
});

orders.connections.allowTo(db, { env: 'DATABASE_ADDR', reason: 'orders are kept there' });
orders.connections.allowTo(cache, { env: 'CACHE_ADDR' });
report.connections.allowTo(orders, { reason: 'the hourly report' });

app.synth();
