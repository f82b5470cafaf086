import { ApiObject, Chart } from 'cdk8s';
import { NetworkPlugin, PlatformGuardrails, Tenants } from '../../../src';
import { printedBy, Shop } from '../shop';

const LABEL = 'acme.dev/tenant';

/** What a synth says of tenants that are told by a label, with what it lets pass. */
function saidOf(change: (shop: Shop, platform: Chart) => void, namespaces?: string[]): string[] {
  const shop = new Shop({ plugin: NetworkPlugin.calico(), podCidrs: ['10.244.0.0/16'] });
  shop.service('web').connections.allowTo(shop.service('api'));
  const platform = new Chart(shop.app, 'platform');
  new PlatformGuardrails(platform, 'platform', { tenants: Tenants.byLabel(LABEL, ['blue', 'green']), ...(namespaces === undefined ? {} : { namespaces }) });
  change(shop, platform);
  return printedBy(() => shop.app.synthYaml()).lines.filter((line) => line.includes('(TENANT_UNKNOWN)'));
}

const namespaceObject = (platform: Chart, labels: Readonly<Record<string, string>>) => new ApiObject(platform, 'shop', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { ...labels } } });

test.each([[undefined], [['elsewhere', 'shop']]])('a workload whose namespace has no label among what is written is told of, once, with the ways out (guarded: %j)', (namespaces) => {
  expect(saidOf(() => undefined, namespaces)).toEqual([expect.stringMatching(
    /warning: .*namespace `shop` of .* has no label `acme\.dev\/tenant` among the manifests, so that guardrails `platform` take it for nobody's, .* write its Namespace with the label, name it among the `platformNamespaces`, or name the namespaces of tenants/,
  )]);
});

test('a Namespace with the label, and one of the platform, say whose they are', () => {
  expect(saidOf((_, platform) => void namespaceObject(platform, { [LABEL]: 'blue' }))).toEqual([]);
  expect(saidOf((_, platform) => void namespaceObject(platform, { [LABEL]: 'blue' }), ['elsewhere', 'shop'])).toEqual([]);
  expect(saidOf((_, platform) => void namespaceObject(platform, { team: 'a' }))).toHaveLength(1);
});
