import { Cron } from 'cdk8s';
import * as kplus27 from 'cdk8s-plus-27';
import * as kplus34 from 'cdk8s-plus-34';
import { Manifest, Shop } from './shop';
import { Port, Workload } from '../../src';
import { pod, World } from '../reachability/world';

const VERSIONS = [['cdk8s-plus-27', kplus27], ['cdk8s-plus-34', kplus34]] as const;

describe.each(VERSIONS)('a workload of %s as a peer', (_, kplus) => {
  const containers = [{ name: 'main', image: 'postgres:17.2', portNumber: 5432 }];

  test.each(['Deployment', 'DaemonSet', 'Job', 'Pod'] as const)('may be a %s: it is reached on its port, and found by its own labels', (kind) => {
    const shop = new Shop();
    const web = shop.service('web');
    const workload = new kplus[kind](shop.chart, 'Db', { metadata: { name: 'db' }, containers });
    web.connections.allowTo(Workload.fromExisting(shop.chart, 'db', { workload, ports: [Port.tcp(5432)], ownPolicy: true }));
    const world = new World([...shop.manifests(), pod('shop/stranger')]);
    expect(world.verdict('shop/web', 'shop/db', 5432)).toBe('allowed');
    expect(world.verdict('shop/web', 'shop/db', 5433)).toBe('denied');
    expect(world.verdict('shop/stranger', 'shop/db', 5432)).toBe('denied');
  });

  test('may be a StatefulSet, whose labels are read when the policies are written', () => {
    const shop = new Shop();
    const web = shop.service('web');
    const service = new kplus.Service(shop.chart, 'Service', { metadata: { name: 'db' }, ports: [{ port: 5432 }] });
    // both versions have the same props; their classes are not assignable to each other
    const workload = new kplus.StatefulSet(shop.chart, 'Db', { metadata: { name: 'db' }, containers, service: service as never });
    const db = Workload.fromExisting(shop.chart, 'db', { workload, ports: [Port.tcp(5432)] });
    web.connections.allowTo(db);
    workload.select(kplus.LabelSelector.of({ labels: { tier: 'data' } }) as never);
    workload.podMetadata.addLabel('tier', 'data');
    expect(peersOf(shop.kind('NetworkPolicy'), 'web')).toContainEqual(expect.objectContaining({ tier: 'data' }));
  });

  test('may be a CronJob, which has no selector', () => {
    const shop = new Shop();
    const web = shop.service('web');
    const workload = new kplus.CronJob(shop.chart, 'Report', { metadata: { name: 'report' }, containers, schedule: Cron.hourly() });
    Workload.fromExisting(shop.chart, 'report', { workload }).connections.allowTo(web);
    expect(new World(shop.manifests()).verdict('shop/report', 'shop/web', 8080)).toBe('allowed');
  });
});

/** The labels of the pods that the egress of a policy names. */
function peersOf(policies: readonly Manifest[], name: string): unknown[] {
  const policy = policies.find(({ metadata }) => metadata.name === name);
  // a policy of ours: every peer has both selectors
  const egress = policy?.spec['egress'] as { to: { podSelector: { matchLabels: unknown } }[] }[];
  return egress.flatMap(({ to }) => to.map(({ podSelector }) => podSelector.matchLabels));
}
