import { Manifest, Shop, thrownBy } from './shop';
import { NetworkPlugin, Peer, PolicyApi, Port } from '../../src';

const PARTNERS = ['203.0.113.0/24', '2001:db8:7::/48'];

function partners(): Peer {
  return Peer.cidrGroup('partners', ...PARTNERS).on(Port.https());
}

function nameOf({ apiVersion, kind, metadata: { namespace, name } }: Manifest): string {
  return `${apiVersion} ${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

describe.each([
  ['on Calico', NetworkPlugin.calico(), ['projectcalico.org/v3 NetworkSet shop/partners']],
  ['on Calico, in its own policies alone', NetworkPlugin.calico({ policies: PolicyApi.OWN }), ['projectcalico.org/v3 NetworkSet shop/partners']],
  ['on Cilium', NetworkPlugin.cilium(), ['cilium.io/v2 CiliumCIDRGroup shop.partners']],
  ['on Cilium, in its own policies alone', NetworkPlugin.cilium({ policies: PolicyApi.OWN }), ['cilium.io/v2 CiliumCIDRGroup shop.partners']],
  ['on Cilium 1.18', NetworkPlugin.cilium({ version: '1.18' }), ['cilium.io/v2 CiliumCIDRGroup shop.partners']],
  ['on Cilium 1.17, whose groups are in another version', NetworkPlugin.cilium({ version: '1.17.4' }), ['cilium.io/v2alpha1 CiliumCIDRGroup shop.partners']],
  ['on Cilium 1.16, where a group shuts other rules', NetworkPlugin.cilium({ version: '1.16' }), []],
  ['on a plugin that has no objects for them', NetworkPlugin.conformant(), []],
])('a group of addresses %s', (_, plugin, sets) => {
  test('is what it names and nothing else, and one object where there are such', () => {
    const shop = new Shop({ plugin });
    for (const id of ['web', 'payments']) shop.service(id).connections.allowTo(partners());
    expect(shop.findings()).toEqual([]);
    const world = shop.world();
    for (const caller of ['shop/web', 'shop/payments']) {
      for (const address of ['203.0.113.7', '2001:db8:7::1']) expect(world.verdict(caller, address, 443)).toBe('allowed');
      expect([world.verdict(caller, '203.0.114.1', 443), world.verdict(caller, '203.0.113.7', 80)]).toEqual(['denied', 'denied']);
    }
    expect(shop.manifests().filter(({ kind }) => /^(NetworkSet|CiliumCIDRGroup)$/.test(kind)).map(nameOf)).toEqual(sets);
  });

  test('lets in those who call, as well as it lets out', () => {
    const shop = new Shop({ plugin });
    shop.service('web').connections.allowFrom(Peer.cidrGroup('partners', ...PARTNERS));
    const world = shop.world();
    expect(['203.0.113.7', '2001:db8:7::1', '203.0.114.1'].map((address) => world.verdict(address, 'shop/web', 8080))).toEqual(['allowed', 'allowed', 'denied']);
  });
});

test.each([NetworkPlugin.calico(), NetworkPlugin.cilium()])('groups of two namespaces have nothing to do with each other, whatever their name', (plugin) => {
  const shop = new Shop({ plugin });
  shop.service('web').connections.allowTo(partners());
  shop.service('pay', {}, 'back').connections.allowTo(Peer.cidrGroup('partners', '198.51.100.0/24').on(Port.https()));
  expect(shop.findings()).toEqual([]);
  const world = shop.world();
  const ends = (caller: string) => ['203.0.113.7', '198.51.100.7'].map((address) => world.verdict(caller, address, 443));
  expect([ends('shop/web'), ends('back/pay')]).toEqual([['allowed', 'denied'], ['denied', 'allowed']]);
});

test.each([
  ['Calico', NetworkPlugin.calico(), /NetworkSet `partners` in namespace `shop` is made by .*NAME_COLLISION/],
  ['Cilium', NetworkPlugin.cilium(), /CiliumCIDRGroup `shop.partners` is made by .*NAME_COLLISION/],
])('two groups of one name and other addresses are told apart where there would be one object for both: %s', (_, plugin, finding) => {
  const shop = new Shop({ plugin });
  shop.service('web').connections.allowTo(partners());
  shop.service('payments').connections.allowTo(Peer.cidrGroup('partners', '198.51.100.0/24').on(Port.https()));
  expect(shop.findings().join('\n')).toMatch(finding);
});

test('a group needs a name and blocks that are some', () => {
  expect(thrownBy(() => Peer.cidrGroup('Partners', ...PARTNERS))).toMatch(/`Partners` is not a DNS label.*NAME_INVALID/);
  expect(thrownBy(() => Peer.cidrGroup('partners'))).toMatch(/is empty.*PEER_INVALID/);
  expect(thrownBy(() => Peer.cidrGroup('partners', '203.0.113.0/33'))).toMatch(/CIDR_INVALID/);
});
