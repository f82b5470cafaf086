import { Shop } from './shop';
import { HeaderMatch, HttpRequest, SecureMicroservice } from '../../src';

const CHARGE: HttpRequest[] = [{ method: 'POST', path: '/charge' }];

function pair(shop: Shop): { readonly web: SecureMicroservice; readonly payments: SecureMicroservice } {
  return { web: shop.service('web'), payments: shop.service('payments') };
}

function reachesPayments(shop: Shop): boolean {
  return shop.world().verdict('shop/web', 'shop/payments', 8080) === 'allowed';
}

describe('requests of a connection on a plugin that cannot tell them apart', () => {
  test('leave the connection closed, and the synth says why and what to do, once', () => {
    const shop = new Shop();
    const { web, payments } = pair(shop);
    web.connections.allowTo(payments, { http: CHARGE });
    expect(shop.findings()).toEqual([
      '[shop/payments] network plugin `a conformant network plugin` is not known to tell requests apart (name the network plugin in the profile, as in `NetworkPlugin.cilium()`): '
      + '`shop/web on 8080/TCP for POST /charge` would stay closed; say `orAnyRequest: true` where every request is fine there (CANNOT_EXPRESS)',
    ]);
  });

  test('are open to every request where the user says that this is fine, with a warning', () => {
    const shop = new Shop();
    const { web, payments } = pair(shop);
    web.connections.allowTo(payments, { http: [...CHARGE, { pathPrefix: '/v1', headers: [HeaderMatch.exact('x-team', 'shop')] }], orAnyRequest: true });
    expect(shop.findings()).toEqual([
      'cdk8s-reach: warning: [shop/payments] network plugin `a conformant network plugin` is not known to tell requests apart: '
      + '`shop/web on 8080/TCP for POST /charge, below /v1 with x-team = shop` is open to every request (`orAnyRequest`), '
      + 'which is wider than POST /charge, below /v1 with x-team = shop (APPROXIMATED)',
    ]);
    expect(reachesPayments(shop)).toBe(true);
  });

  test('are strict as soon as one of two declarations is, whichever comes first', () => {
    const [first, second] = [[true, false], [false, true]].map((order) => {
      const shop = new Shop();
      const { web, payments } = pair(shop);
      for (const orAnyRequest of order) web.connections.allowTo(payments, { http: CHARGE, orAnyRequest });
      return shop.findings();
    });
    expect(first).toEqual(second);
    expect(first).toContainEqual(expect.stringMatching(/^\[shop\/payments\].*CANNOT_EXPRESS/));
  });

  test('stand beside a connection without any, which is for all of them', () => {
    const shop = new Shop();
    const { web, payments } = pair(shop);
    web.connections.allowTo(payments);
    web.connections.allowTo(payments, { http: CHARGE, orAnyRequest: true });
    expect(shop.findings()).toEqual([expect.stringMatching(/APPROXIMATED/)]);
    expect(reachesPayments(shop)).toBe(true);
  });

  test('are held by the policy of the callee, and by that of the caller where nobody else is there to do so', () => {
    const shop = new Shop();
    const { web, payments } = pair(shop);
    payments.connections.allowFrom(web, { http: CHARGE, orAnyRequest: true });
    expect(shop.findings()).toEqual([expect.stringMatching(/^cdk8s-reach: warning: \[shop\/payments\].*APPROXIMATED/)]);
    expect(JSON.stringify(shop.spec('NetworkPolicy', 'web'))).toContain('payments');
  });
});

test('a workload has its policy among its policy objects, and no other on a plugin without policies of its own', () => {
  const { web } = pair(new Shop());
  expect(web.policyObjects).toEqual([web.networkPolicy]);
});
