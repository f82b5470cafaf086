import { Shop, thrownBy } from './shop';
import { NetworkPlugin, Peer, PolicyApi, Port } from '../../src';

const PARTNERS = ['203.0.113.0/24', '2001:db8:7::/48'];

function partners(): Peer {
  return Peer.cidrGroup('partners', ...PARTNERS).on(Port.https());
}

describe.each([
  ['on Calico', NetworkPlugin.calico(), 1],
  ['on Calico, in its own policies alone', NetworkPlugin.calico({ policies: PolicyApi.OWN }), 1],
  ['on a plugin that has no objects for them', NetworkPlugin.conformant(), 0],
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
    expect(shop.kind('NetworkSet')).toHaveLength(sets);
  });
});

test('two groups of one name and other addresses are told apart where there would be one object for both', () => {
  const shop = new Shop({ plugin: NetworkPlugin.calico() });
  shop.service('web').connections.allowTo(partners());
  shop.service('payments').connections.allowTo(Peer.cidrGroup('partners', '198.51.100.0/24').on(Port.https()));
  expect(shop.findings().join('\n')).toMatch(/NetworkSet `partners` in namespace `shop` is made by .*NAME_COLLISION/);
});

test('a group needs a name and blocks that are some', () => {
  expect(thrownBy(() => Peer.cidrGroup('Partners', ...PARTNERS))).toMatch(/`Partners` is not a DNS label.*NAME_INVALID/);
  expect(thrownBy(() => Peer.cidrGroup('partners'))).toMatch(/is empty.*PEER_INVALID/);
  expect(thrownBy(() => Peer.cidrGroup('partners', '203.0.113.0/33'))).toMatch(/CIDR_INVALID/);
});
