import { writeFileSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, Chart, Cron, Include, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { allowedFlows, STRANGERS } from './flows';
import { only, Shop, statefulSet, yamlOf } from './shop';
import { Path, Port, Workload } from '../../src';

const TEMPLATE = { metadata: { labels: { app: 'raw' } }, spec: { restartPolicy: 'OnFailure', containers: [{ name: 'main', image: 'raw:1' }] } };
const SAFE = { image: 'app:1.0.0', securityContext: { user: 20000, group: 20000 } };

/** Workloads that others make, each by its kind, with the name that it gets. */
const MAKERS: readonly { readonly of: string; readonly make: (chart: Chart) => { workload: ApiObject | kplus.AbstractPod; name: string } }[] = [
  { of: 'a Deployment of cdk8s-plus', make: (chart) => named(new kplus.Deployment(chart, 'Other', { metadata: { name: 'other' }, containers: [SAFE] })) },
  {
    of: 'a StatefulSet of cdk8s-plus',
    make: (chart) => {
      const service = new kplus.Service(chart, 'OtherService', { ports: [{ port: 80 }] });
      return named(new kplus.StatefulSet(chart, 'Other', { metadata: { name: 'other' }, service, containers: [SAFE] }));
    },
  },
  { of: 'a DaemonSet of cdk8s-plus', make: (chart) => named(new kplus.DaemonSet(chart, 'Other', { metadata: { name: 'other' }, containers: [SAFE] })) },
  {
    of: 'a CronJob of cdk8s-plus',
    make: (chart) => {
      const job = new kplus.CronJob(chart, 'Other', { metadata: { name: 'other' }, schedule: Cron.daily(), containers: [SAFE] });
      job.podMetadata.addLabel('app', 'nightly');
      return named(job);
    },
  },
  { of: 'a Pod of cdk8s-plus', make: (chart) => named(new kplus.Pod(chart, 'Other', { metadata: { name: 'other', labels: { app: 'lone' } }, containers: [SAFE] })) },
  {
    of: 'a raw Job',
    make: (chart) => raw(chart, { apiVersion: 'batch/v1', kind: 'Job', spec: { template: TEMPLATE } }),
  },
  {
    of: 'a raw ReplicationController',
    make: (chart) => raw(chart, { apiVersion: 'v1', kind: 'ReplicationController', spec: { selector: { app: 'raw' }, template: { ...TEMPLATE, spec: { containers: TEMPLATE.spec.containers } } } }),
  },
  { of: 'a raw StatefulSet', make: (chart) => ({ workload: statefulSet(chart, 'other', { app: 'other' }), name: 'other' }) },
  { of: 'a Deployment of an Include', make: (chart) => ({ workload: included(chart), name: 'other' }) },
];

function named(workload: kplus.AbstractPod): { workload: kplus.AbstractPod; name: string } {
  return { workload, name: workload.name };
}

function raw(chart: Chart, object: { apiVersion: string; kind: string; spec: object }): { workload: ApiObject; name: string } {
  return { workload: new ApiObject(chart, 'Other', { ...object, metadata: { name: 'other' } }), name: 'other' };
}

function included(chart: Chart): ApiObject {
  const folder = mkdtempSync(join(tmpdir(), 'included-'));
  const url = join(folder, 'other.yaml');
  writeFileSync(url, yamlOf({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'other' },
    spec: { selector: { matchLabels: { app: 'raw' } }, template: { ...TEMPLATE, spec: { containers: TEMPLATE.spec.containers } } },
  }));
  const include = new Include(chart, 'Included', { url });
  rmSync(folder, { recursive: true });
  return only(include.apiObjects);
}

describe.each(MAKERS)('$of as a peer', ({ make }) => {
  test('can be called, and stays open to everybody else', () => {
    const shop = new Shop();
    const { workload, name } = make(shop.chart);
    shop.service('web').connections.allowTo(Workload.fromExisting(shop.chart, 'Peer', { workload, ports: [Port.tcp(5432)] }));
    const world = shop.world(STRANGERS);
    const ports = ['5432/TCP', '80/TCP'];
    expect(allowedFlows(world, { managed: ['shop/web'], others: [`shop/${name}`, 'shop/stranger'], ports })).toEqual([`shop/web > shop/${name} on 5432/TCP`]);
    expect(allowedFlows(world, { managed: [`shop/${name}`], others: ['other/stranger'], ports })).toHaveLength(6);
    expect(shop.kind('NetworkPolicy').map(({ metadata }) => metadata.name)).toEqual(['web']);
  });

  test('can call, and stays free to call everybody else', () => {
    const shop = new Shop();
    const { workload, name } = make(shop.chart);
    Workload.fromExisting(shop.chart, 'Peer', { workload }).connections.allowTo(shop.service('web'));
    const world = shop.world(STRANGERS);
    expect(allowedFlows(world, { managed: ['shop/web'], others: [`shop/${name}`, 'shop/stranger'] })).toEqual([`shop/${name} > shop/web on 8080/TCP`]);
    expect(world.verdict(`shop/${name}`, 'other/stranger', 9)).toBe('allowed');
  });

  test('is closed but for what is declared, with a policy of its own', () => {
    const shop = new Shop();
    const { workload, name } = make(shop.chart);
    const peer = Workload.fromExisting(shop.chart, 'Peer', { workload, ports: [Port.tcp(5432)], ownPolicy: true });
    peer.connections.allowFrom(shop.service('web'), { reason: 'stores orders' });
    const asked = { managed: ['shop/web', `shop/${name}`], ports: ['5432/TCP', '8080/TCP', '80/TCP', '5432/UDP'] };
    const flows = allowedFlows(shop.world(STRANGERS), asked).filter((flow) => !/^(\S+) > \1 on/.test(flow)); // a lone Pod always reaches itself
    expect(flows).toEqual([`shop/web > shop/${name} on 5432/TCP`]);
    expect(peer.networkPolicy?.name).toBe(name);
  });
});

test('the policy of its own reads as the snapshot has it', () => {
  const shop = new Shop();
  const db = Workload.fromExisting(shop.chart, 'Db', { workload: statefulSet(shop.chart, 'db', { app: 'db' }), ports: [Port.tcp(5432)], ownPolicy: true });
  db.connections.allowInternally({ reason: 'replicates' });
  expect(yamlOf(shop.named('NetworkPolicy', 'db'))).toMatchSnapshot();
});

test('the policy of its own has labels that the API server takes, also where the name is longer than a label may be', () => {
  const shop = new Shop();
  const name = `${'long-'.repeat(13)}name.of.a.set`; // 78 characters: right for a StatefulSet, too long for a label
  Workload.fromExisting(shop.chart, 'Db', { workload: statefulSet(shop.chart, name, { app: 'db' }), ownPolicy: true });
  const labels = Object.values(shop.named('NetworkPolicy', name).metadata.labels ?? {});
  expect(labels.filter((value) => value.length > 63)).toEqual([]);
});

describe('the labels of somebody else\'s workload', () => {
  test('are read when the policies are written: one that is added later shows', () => {
    const shop = new Shop();
    const job = new kplus.CronJob(shop.chart, 'Job', { metadata: { name: 'job' }, schedule: Cron.daily(), containers: [SAFE] });
    const peer = Workload.fromExisting(shop.chart, 'Peer', { workload: job });
    peer.connections.allowTo(shop.service('web'));
    job.podMetadata.addLabel('app', 'late');
    expect(JSON.stringify(shop.spec('NetworkPolicy', 'web'))).toContain('"app":"late"');
    expect(shop.world().verdict('shop/job', 'shop/web', 8080)).toBe('allowed');
  });

  test('show a patch that was made after the connection', () => {
    const shop = new Shop();
    const db = statefulSet(shop.chart, 'db', { app: 'db' });
    shop.service('web').connections.allowTo(Workload.fromExisting(shop.chart, 'Db', { workload: db, ports: [Port.tcp(5432)] }));
    db.addJsonPatch(...['/spec/selector/matchLabels/app', '/spec/template/metadata/labels/app'].map((path) => JsonPatch.replace(path, 'patched')));
    expect(JSON.stringify(shop.spec('NetworkPolicy', 'web'))).toContain('"app":"patched"');
    expect(shop.world().verdict('shop/web', 'shop/db', 5432)).toBe('allowed');
  });

  test('are those of the pod template where the selector has expressions', () => {
    const shop = new Shop();
    const workload = new ApiObject(shop.chart, 'Other', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'other' },
      spec: {
        selector: { matchLabels: { app: 'raw' }, matchExpressions: [{ key: 'app', operator: 'Exists' }] },
        template: { metadata: { labels: { app: 'raw', tier: 'back' } }, spec: { containers: TEMPLATE.spec.containers } },
      },
    });
    shop.service('web').connections.allowTo(Workload.fromExisting(shop.chart, 'Peer', { workload, ports: [Port.tcp(1)] }));
    expect(JSON.stringify(shop.spec('NetworkPolicy', 'web'))).toContain('"podSelector":{"matchLabels":{"app":"raw","tier":"back"}}');
  });
});

describe('a workload in another namespace than its chart', () => {
  test('is found in its own namespace, and so is its policy', () => {
    const shop = new Shop();
    const workload = statefulSet(shop.chart, 'db', { app: 'db' }, 'data');
    shop.service('web').connections.allowTo(Workload.fromExisting(shop.chart, 'Db', { workload, ports: [Port.tcp(5432)], serviceName: 'db', ownPolicy: true }), { env: 'DB' });
    expect(allowedFlows(shop.world(STRANGERS), { managed: ['shop/web', 'data/db'], ports: ['5432/TCP', '80/TCP'] })).toEqual(['shop/web > data/db on 5432/TCP']);
    expect(shop.named('NetworkPolicy', 'db').metadata.namespace).toBe('data');
    expect(shop.env('web')['DB']).toBe('db.data.svc:5432');
  });
});

test('somebody else\'s workload serves a path of an exposure, through its Service', () => {
  const shop = new Shop();
  const workload = statefulSet(shop.chart, 'files', { app: 'files' });
  const files = Workload.fromExisting(shop.chart, 'Files', { workload, ports: [Port.http(8080, { servicePort: 80 })], serviceName: 'files' });
  shop.service('web').expose('x', { hosts: ['a.example'], edge: 'private', paths: [Path.prefix('/files', { target: files })] });
  expect(JSON.stringify(shop.spec('Ingress', 'web-x'))).toContain('"service":{"name":"files","port":{"name":"http"}}');
});
