import { JsonPatch } from 'cdk8s';
import { only, Shop } from './shop';
import { NetworkPlugin, Peer, Port } from '../../src';

/** What is found where the policy of a workload has two stars where one was declared. */
function found(version?: string): string[] {
  const shop = new Shop({ plugin: NetworkPlugin.cilium(version === undefined ? {} : { version }) });
  const web = shop.service('web');
  web.connections.allowTo(Peer.dnsName('*.example.com').on(Port.https()));
  const object = only(web.policyObjects.filter(({ kind }) => kind === 'CiliumNetworkPolicy'));
  const { spec } = object.toJson() as { spec: { egress: { toFQDNs?: object[] }[] } }; // as it is written
  object.addJsonPatch(JsonPatch.replace(`/spec/egress/${spec.egress.findIndex(({ toFQDNs }) => toFQDNs !== undefined)}/toFQDNs/0/matchPattern`, '**.example.com'));
  return shop.findings();
}

test('the proof reads names as the version of the profile does', () => {
  expect(found('1.18')).toEqual([]);
  for (const version of ['1.19', '1.20', undefined]) {
    expect(found(version).join('\n')).toMatch(/`shop\/web` may call `\*\*\.example\.com` on TCP 443.*FLOW_EXCESS/);
  }
});
