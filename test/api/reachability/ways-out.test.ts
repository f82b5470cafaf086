import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Yaml } from 'cdk8s';
import { NetworkPlugin, Peer, Port, ReachChangeKind, Reachability, SecureMicroservice } from '../../../src';
import { invoke } from '../../cli/invoke';
import { GATEWAYS, payments, shopWithGateways } from '../egress/gateways';
import { Shop } from '../shop';

const PARTNER = Peer.cidr('203.0.113.0/24').on(Port.https());
const WAY = 'by 198.51.100.7 of the first node with egress-gateway=partners, as CiliumEgressGatewayPolicy shop.payments.partners says';

/** A shop, its microservice, and what the command line says of what it writes. */
function led(): { shop: Shop; service: SecureMicroservice; told: (...args: readonly string[]) => Promise<string> } {
  const shop = shopWithGateways();
  const service = payments(shop);
  service.connections.allowTo(Peer.cidr('192.0.2.0/24').on(Port.https()));
  return {
    shop,
    service,
    told: async (command = '', ...args) => {
      const root = mkdtempSync(join(tmpdir(), 'ways-out-'));
      writeFileSync(join(root, 'dist.yaml'), Yaml.stringify(...shop.manifests()));
      const { out } = await invoke(root, [command, 'dist.yaml', '--pod-cidr', '10.244.0.0/16', '--pod-cidr', 'fd00:10:244::/56', '--plugin', 'cilium+egressGateway', ...args]);
      rmSync(root, { recursive: true });
      return out.replace(/ \(dist\.yaml:\d+\)/g, '');
    },
  };
}

describe('a Reachability', () => {
  it('tells by which addresses connections leave the cluster, as the list of the command line does', async () => {
    const { shop, told } = led();
    const found = Reachability.of(shop.app).waysOut();
    expect(found).toEqual([{ source: 'shop/payments[Deployment]', target: '203.0.113.0/24', leaves: WAY }]);
    expect((await told('list', '--format', 'csv')).split('\n').filter((line) => line.startsWith('leaving,')))
      .toEqual(found.map(({ source, target, leaves }) => `leaving,${source},${target},,,,"${leaves}"`));
  });

  it.each<[string, Peer, string]>([
    ['that is led', Peer.cidr('203.0.113.0/32').on(Port.https()), `  leaves the cluster ${WAY}`],
    ['that is not', Peer.cidr('192.0.2.0/32').on(Port.https()), '  leaves the cluster by the address that its node gives it'],
  ])('explains a connection %s as the command line does', async (_, peer, line) => {
    const { shop, service, told } = led();
    const own = Reachability.of(shop.app).explain(service, peer).split('\n').filter((one) => one.startsWith('  leaves '));
    const theirs = (await told('explain', '--from', 'shop/payments', '--to', peer.peerName.split('/')[0] ?? '', '--port', '443')).split('\n').filter((one) => one.startsWith('  leaves '));
    expect([own, theirs]).toEqual([[line], [line]]);
  });

  it('tells of a change of the way', () => {
    const before = Reachability.of(led().shop.app);
    const without = shopWithGateways();
    const { connections } = without.service('payments');
    for (const cidr of ['203.0.113.0/24', '192.0.2.0/24']) connections.allowTo(Peer.cidr(cidr).on(Port.https()));
    const after = Reachability.of(without.app);
    const byNode = 'leaves by the address that its node gives it';
    const pair = { source: 'shop/payments[Deployment]', target: '203.0.113.0/24' };
    expect(after.changesSince(before)).toEqual([{ ...pair, kind: ReachChangeKind.REMOVED, before: `leaves ${WAY}`, after: byNode, widens: false }]);
    expect(before.changesSince(after)).toEqual([{ ...pair, kind: ReachChangeKind.ADDED, before: byNode, after: `leaves ${WAY}`, widens: true }]);
    expect(before.changesSince(Reachability.of(led().shop.app))).toEqual([]);
  });

  it('tells of no way where the network plugin leads nobody through gateways', () => {
    const shop = shopWithGateways({ plugin: NetworkPlugin.calico(), egressGateways: GATEWAYS });
    shop.service('payments').connections.allowTo(PARTNER, { through: 'partners' });
    expect(Reachability.of(shop.app).waysOut()).toEqual([]);
  });
});
