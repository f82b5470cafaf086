import { caller, configOf, proxyOf, tunnelTo } from './config';
import { renderProxyConfig, renderProxyService } from '../../../src/dialects/egress-proxy/render';
import { expectValid } from '../../schemas/validate';

const MODEL = proxyOf([
  caller('payments', 20001, tunnelTo('*.stripe.com'), tunnelTo('api.stripe.com', 8443)),
  caller('web', 20002, { dnsName: 'example.com', port: 80, isPlain: true }),
]);

test('the configuration has a listener for each caller, with its names and nothing else', () => {
  expect(configOf(MODEL)).toMatchSnapshot();
});

test('a wildcard is every name with exactly one label more, on its port, and no other name', () => {
  const [, regex = ''] = /"regex":"([^"]+)"/.exec(JSON.stringify(configOf(proxyOf([caller('web', 20001, tunnelTo('*.stripe.com'))])))) ?? [];
  const pattern = new RegExp(`^(?:${(JSON.parse(`"${regex}"`) as string).replace('(?i)', '')})$`, 'i'); // a text of JSON; Envoy compares the whole value
  for (const authority of ['api.stripe.com:443', 'API.Stripe.com:443', 'a-1_b.stripe.com:443']) expect(authority).toMatch(pattern);
  for (const authority of ['a.b.stripe.com:443', 'stripe.com:443', '.stripe.com:443', 'evilstripe.com:443', 'api.stripe.com:80', 'api.stripe.com', 'u@a.stripe.com:443']) {
    expect(authority).not.toMatch(pattern);
  }
});

test('the objects are valid', () => {
  expectValid([renderProxyConfig(MODEL), renderProxyService(MODEL), renderProxyService(proxyOf([]))]);
});

test('the Service has a port for each caller', () => {
  expect(renderProxyService(MODEL).spec.ports).toEqual([
    { name: 'caller-20001', port: 20001, targetPort: 20001, protocol: 'TCP' },
    { name: 'caller-20002', port: 20002, targetPort: 20002, protocol: 'TCP' },
  ]);
});

test('the Service of a proxy that nobody calls offers its readiness, since no Service is without ports', () => {
  expect(renderProxyService(proxyOf([])).spec.ports).toEqual([{ name: 'ready', port: 15021, targetPort: 15021, protocol: 'TCP' }]);
});

test.each([
  [[], '0.0.0.0', undefined, 'ALL'],
  [['IPv4'], '0.0.0.0', undefined, 'V4_ONLY'],
  [['IPv6'], '::', undefined, 'V6_ONLY'],
  [['IPv6', 'IPv4'], '::', true, 'ALL'],
] as const)('on a cluster of the families %j it listens on %s and resolves names to the families that are there', (families, address, ipv4, lookup) => {
  const text = JSON.stringify(configOf(proxyOf([caller('web', 20002, tunnelTo('example.com'))], families)));
  const socket = { address, port_value: 20002, ...(ipv4 === undefined ? {} : { ipv4_compat: ipv4 }) };
  expect(text).toContain(JSON.stringify({ socket_address: socket }));
  expect(new Set([...text.matchAll(/"dns_lookup_family":"(\w+)"/g)].map(([, family]) => family))).toEqual(new Set([lookup]));
});
