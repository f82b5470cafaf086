import { DryRun, NetworkPlugin, Peer, PolicyApi, Port } from '../../../src';
import { ifEnforced } from '../../../src/dialects/read-staged';
import { World } from '../../reachability/world';
import { allowedFlows, STRANGERS } from '../flows';
import { FACTS } from '../peer-cases';
import { Shop, yamlOf } from '../shop';

const MANAGED = ['shop/web', 'shop/payments'];

/** Web calls payments and a bank, which a group of addresses is, and is called by a robot that is known by its account. */
function shop(plugin: NetworkPlugin, dry: boolean): Shop {
  const made = new Shop({ plugin });
  if (dry) DryRun.of(made.chart);
  const [web, payments] = [made.service('web'), made.service('payments')];
  web.connections.allowTo(payments, { reason: 'charges cards' });
  web.connections.allowTo(Peer.cidrs('203.0.113.0/24', '198.51.100.0/24').on(Port.tcp(8080)));
  web.connections.allowFrom(Peer.serviceAccount('robot', 'shop'));
  return made;
}

const kindsOf = (made: Shop) => made.manifests().filter(({ kind }) => /NetworkPolicy$/.test(kind)).map(({ apiVersion, kind, metadata: { name } }) => `${apiVersion} ${kind} ${name}`).sort();

describe.each<[string, NetworkPlugin, readonly string[]]>([
  ['on Calico, beside core policies', NetworkPlugin.calico({ version: '3.30' }), [
    'projectcalico.org/v3 StagedKubernetesNetworkPolicy payments', 'projectcalico.org/v3 StagedKubernetesNetworkPolicy web', 'projectcalico.org/v3 StagedNetworkPolicy web',
  ]],
  ['on Calico, in its own API alone', NetworkPlugin.calico({ policies: PolicyApi.OWN }), [
    'projectcalico.org/v3 StagedNetworkPolicy payments', 'projectcalico.org/v3 StagedNetworkPolicy web',
  ]],
  ['on Canal', NetworkPlugin.canal(), [
    'projectcalico.org/v3 StagedKubernetesNetworkPolicy payments', 'projectcalico.org/v3 StagedKubernetesNetworkPolicy web', 'projectcalico.org/v3 StagedNetworkPolicy web',
  ]],
])('a dry run %s', (_, plugin, kinds) => {
  test('is written in kinds that nobody enforces', () => {
    const made = shop(plugin, true);
    expect(kindsOf(made)).toEqual(kinds);
    expect(yamlOf(...made.manifests().filter(({ kind, metadata: { name } }) => kind.startsWith('Staged') && name === 'web'))).toMatchSnapshot();
  });

  test('lets everything through', () => {
    const flows = allowedFlows(shop(plugin, true).world(STRANGERS), { managed: MANAGED, others: ['shop/stranger', '203.0.113.9', '192.0.2.9'], ports: ['80/TCP', '8080/TCP'] });
    // every pair with a managed end, itself among them, on both ports
    expect(flows).toHaveLength(2 * (2 * 2 + 2 * 2 * 3));
  });

  test('is, once it is over, what would have been written without it: names, labels, reasons, rules', () => {
    const [dry, live] = [shop(plugin, true).manifests(), shop(plugin, false).manifests()];
    expect(ifEnforced(dry)).toEqual(live);
    const asked = { managed: MANAGED, others: ['shop/stranger', '203.0.113.9', '192.0.2.9'], ports: ['80/TCP', '8080/TCP'] };
    const later = allowedFlows(new World([...ifEnforced(dry), ...STRANGERS], FACTS), asked);
    expect(later).toEqual(allowedFlows(new World([...live, ...STRANGERS], FACTS), asked));
    expect(later).toContain('shop/web > shop/payments on 8080/TCP');
    expect(later.filter((flow) => flow.includes('stranger'))).toEqual([]);
  });
});
