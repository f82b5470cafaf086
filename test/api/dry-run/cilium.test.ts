import { ApiObject, JsonPatch } from 'cdk8s';
import { DryRun, NetworkPlugin, Peer, PolicyApi, Port } from '../../../src';
import { ifEnforced } from '../../../src/dialects/read-staged';
import { World } from '../../reachability/world';
import { allowedFlows, STRANGERS } from '../flows';
import { FACTS } from '../peer-cases';
import { only, printedBy, Shop, thrownBy, yamlOf } from '../shop';

const MANAGED = ['shop/web', 'shop/payments'];
const CILIUM = NetworkPlugin.cilium({ version: '1.18' });
const ASKED = { managed: MANAGED, others: ['shop/stranger', '203.0.113.9', '192.0.2.9'], ports: ['80/TCP', '8080/TCP'] };

/** Web calls payments and a host by its name. */
function shop(plugin: NetworkPlugin, dry: boolean): Shop {
  const made = new Shop({ plugin });
  if (dry) DryRun.of(made.chart);
  const [web, payments] = [made.service('web'), made.service('payments')];
  web.connections.allowTo(payments, { reason: 'charges cards' });
  web.connections.allowTo(Peer.dnsName('api.stripe.com').on(Port.https()));
  return made;
}

const policies = (made: Shop) => made.manifests().filter(({ kind }) => kind.endsWith('NetworkPolicy'));
const printed = (made: Shop) => printedBy(() => thrownBy(() => made.app.synthYaml()));

describe.each([['of Cilium', CILIUM], ['of Cilium, whose policies are all in its own API', NetworkPlugin.cilium({ version: '1.16', policies: PolicyApi.OWN })]])('a dry run %s', (_, plugin) => {
  test('is one policy for each workload, with all of its rules, that shuts nothing', () => {
    const made = shop(plugin, true);
    expect(policies(made).map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual(['CiliumNetworkPolicy web', 'CiliumNetworkPolicy payments']);
    expect(policies(made).map(({ spec }) => spec['enableDefaultDeny'])).toEqual(Array(2).fill({ egress: false, ingress: false }));
    expect(yamlOf(...policies(made).filter(({ metadata }) => metadata.name === 'web'))).toMatchSnapshot();
  });

  test('lets everything through', () => {
    expect(allowedFlows(shop(plugin, true).world(STRANGERS, FACTS), ASKED)).toHaveLength(2 * (2 * 2 + 2 * 2 * 3));
  });

  test('does, once it is over, what its live form does', () => {
    const later = allowedFlows(new World([...ifEnforced(shop(plugin, true).manifests()), ...STRANGERS], FACTS), { ...ASKED, others: ['shop/stranger', 'other/twin'] });
    expect(later).toEqual(allowedFlows(shop(plugin, false).world(STRANGERS, FACTS), { ...ASKED, others: ['shop/stranger', 'other/twin'] }));
    expect(later).toEqual(['shop/web > shop/payments on 8080/TCP']);
  });

  test('is a warning, and no error', () => {
    const { returned, lines } = printed(shop(plugin, true));
    expect(returned).toBe('nothing was thrown');
    expect(lines.filter((line) => line.includes('(DRY_RUN)'))).toHaveLength(1);
  });
});

test('in its own API alone, the object is the same in a dry run and live, but for what it shuts and the mark', () => {
  const plugin = NetworkPlugin.cilium({ policies: PolicyApi.OWN });
  const unmarked = policies(shop(plugin, true)).map(({ metadata, spec, ...rest }) => {
    const { 'cdk8s-reach/dry-run': _, ...annotations } = metadata.annotations ?? {};
    const { annotations: __, ...others } = metadata;
    const own = Object.keys(annotations).length === 0 ? others : { ...others, annotations };
    return { ...rest, metadata: own, spec: { ...spec, enableDefaultDeny: { egress: true, ingress: true } } };
  });
  expect(unmarked).toEqual(policies(shop(plugin, false)));
});

test('what would be shut once it is over is an error now', () => {
  const made = shop(CILIUM, true);
  const payments = only(made.chart.node.findAll().filter((one): one is ApiObject => ApiObject.isApiObject(one) && one.kind === 'CiliumNetworkPolicy' && one.name === 'payments'));
  payments.addJsonPatch(JsonPatch.replace('/spec/ingress', [{}]));
  expect(printed(made).returned.split('\n')[1]).toBe(
    '  [shop/web] once the dry run is over, `shop/payments` is declared to be called by `shop/web` on TCP 8080, and its own policies keep it shut (FLOW_MISSING)',
  );
});

test('requests wait until it is over, since they would lead connections through the proxy of Cilium', () => {
  const made = new Shop({ plugin: CILIUM });
  DryRun.of(made.chart);
  const [web, payments] = [made.service('web'), made.service('payments')];
  web.connections.allowTo(payments, { http: [{ method: 'POST', path: '/charge' }] });
  expect(yamlOf(...policies(made))).not.toContain('/charge');
  expect(printed(made).lines.filter((line) => line.includes('APPROXIMATED'))).toEqual([
    expect.stringMatching(/is open to every request in it, which is wider than .*charge.*\(APPROXIMATED\)$/),
  ]);
});
