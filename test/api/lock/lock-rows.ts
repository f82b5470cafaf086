import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart } from 'cdk8s';
import { Cluster, ClusterProfile, ConnectivityLock, Port, SecureMicroservice } from '../../../src';
import { Shop } from '../shop';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A lock file with a text, in a folder of its own. */
function file(text?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'));
  folders.push(folder);
  const path = join(folder, 'connectivity.lock');
  if (text !== undefined) writeFileSync(path, text);
  return path;
}

const EMPTY = '# cdk8s-reach lock v1\n';

/** What a lock refuses of an App. */
export const LOCK_ROWS = [
  { name: 'a lock that is not there', code: 'LOCK_MISSING' as const, path: '', run: (shop: Shop) => ConnectivityLock.of(shop.app, { file: file() }), says: /CDK8S_REACH_LOCK=accept/ },
  { name: 'a lock that is none', code: 'LOCK_MALFORMED' as const, path: 'shop', run: (shop: Shop) => ConnectivityLock.of(shop.chart, { file: file('kind: Pod\n') }), says: /line 1: the file is no lock/ },
  {
    name: 'a connection that nobody has accepted',
    code: 'LOCK_WIDENED' as const,
    path: '',
    run: (shop: Shop) => {
      shop.service('web').connections.allowTo(shop.service('api'));
      ConnectivityLock.of(shop.app, { file: file(EMPTY) });
    },
    says: /would be widened by 1 connection/,
  },
  {
    name: 'a lock for one of two clusters',
    code: 'LOCK_PARTIAL' as const,
    path: '',
    run: (shop: Shop) => {
      const edge = new Chart(shop.app, 'edge', { namespace: 'edge' });
      Cluster.attach(edge, ClusterProfile.conformant());
      new SecureMicroservice(edge, 'proxy', { image: 'p:1', ports: [Port.http(80)] });
      ConnectivityLock.of(shop.app, { file: file(EMPTY) });
    },
    says: /`edge` goes to another one/,
  },
];
