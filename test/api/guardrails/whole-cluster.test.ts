import { ApiObject, Chart } from 'cdk8s';
import { NetworkPlugin, PlatformGuardrails, SystemPath } from '../../../src';
import { Shop } from '../shop';

test.each([NetworkPlugin.calico(), NetworkPlugin.calico({ version: '3.29' }), NetworkPlugin.cilium()])('guardrails have no namespace, be they in a chart that has one', (plugin) => {
  const shop = new Shop({ plugin });
  new PlatformGuardrails(new Chart(shop.app, 'platform', { namespace: 'ops' }), 'platform', { systemPaths: [SystemPath.dns()] });
  const written = shop.manifests().filter(({ metadata }) => metadata.name.startsWith('platform'));
  expect(written.length).toBeGreaterThan(1);
  expect(written.filter(({ metadata }) => 'namespace' in metadata)).toEqual([]);
});

test('two objects of the whole cluster with one name are found, whatever the namespaces of their charts', () => {
  const shop = new Shop({ plugin: NetworkPlugin.calico() });
  shop.service('web');
  for (const namespace of ['shop', 'back']) {
    new ApiObject(shop.chartOf(namespace), 'nets', { apiVersion: 'projectcalico.org/v3', kind: 'GlobalNetworkSet', metadata: { name: 'nets' } });
    new ApiObject(shop.chartOf(namespace), 'own', { apiVersion: 'projectcalico.org/v3', kind: 'NetworkSet', metadata: { name: 'nets' } });
  }
  expect(shop.findings()).toEqual([expect.stringMatching(/^\[\] GlobalNetworkSet `nets` is made by `shop\/nets` as well, and one would overwrite the other.*NAME_COLLISION/)]);
});
