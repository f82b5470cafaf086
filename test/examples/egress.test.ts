import { join } from 'path';
import { documentsOf, ManifestObject } from './harness';
import { EXAMPLES, expectedFolder, textsOf } from '../../scripts/synth-example';
import { readEgressGateways } from '../../src/dialects/cilium/read-egress-gateway';
import { readEgressProxies } from '../../src/dialects/egress-proxy/read';
import { departuresOf } from '../../src/reachability/decide/source-address';
import { wayText } from '../../src/reachability/departure-text';
import { findWorkload, snapshotOf } from '../../src/reachability/snapshot';
import { isProblem, parseAddress } from '../../src/sets/cidr';
import { block, pod, World } from '../reachability/world';

/** What goes to one of the two clusters. */
function documentsOn(cluster: 'calico' | 'cilium'): readonly ManifestObject[] {
  const files = textsOf(expectedFolder(join(EXAMPLES, '11-egress')));
  return Object.entries(files).filter(([name]) => name.startsWith(cluster)).flatMap(([, text]) => documentsOf(text));
}

function worldOn(cluster: 'calico' | 'cilium'): World {
  const blocks = cluster === 'cilium' ? { blocks: { pods: false, nodes: false } } : {};
  const facts = { podCidrs: [block('10.244.0.0/16'), block('fd00:10:244::/56')], nodeCidrs: [block('10.0.0.0/16'), block('fd00:10::/64')], ...blocks };
  return new World([...documentsOn(cluster), pod('other/stranger'), pod('kube-system/coredns', { labels: { 'k8s-app': 'kube-dns' } })], facts);
}

/** By which address a connection leaves. */
function leaves(cluster: 'calico' | 'cilium', source: string, destination: string): string[] {
  const snapshot = snapshotOf(documentsOn(cluster));
  const [workload, address] = [findWorkload(snapshot, source), parseAddress(destination)];
  if (workload === undefined || isProblem(address)) throw new Error(`${source} or ${destination} is not there`);
  return departuresOf(readEgressGateways(documentsOn(cluster)).rules, snapshot, workload, address).map((one) => wayText(one, address.family));
}

type Row = readonly [source: string, destination: string, port: number, verdict: string];

const BOTH: readonly Row[] = [
  ['billing/payments', '203.0.113.20', 443, 'allowed'],
  ['billing/payments', '203.0.113.20', 22, 'denied'],
  ['billing/payments', '2001:db8:b::20', 443, 'allowed'],
  ['billing/payments', 'billing/mailer', 8080, 'allowed'],
  ['billing/payments', 'billing/webhooks', 8080, 'allowed'],
  ['billing/mailer', 'billing/payments', 8080, 'denied'],
  ['billing/mailer', '8.8.8.8', 443, 'denied'],
  ['billing/webhooks', '8.8.8.8', 443, 'allowed'],
  ['billing/webhooks', '2600::1', 443, 'allowed'],
  ['billing/webhooks', 'fd00:10::1', 443, 'denied'],
  ['billing/webhooks', '8.8.8.8', 25, 'denied'],
  ['billing/webhooks', '10.9.9.9', 443, 'denied'],
  ['billing/webhooks', '169.254.169.254', 443, 'denied'],
  ['billing/webhooks', '10.96.0.1', 443, 'denied'],
  ['billing/webhooks', 'billing/payments', 8080, 'denied'],
  ['billing/webhooks', 'other/stranger', 443, 'denied'],
  ['other/stranger', 'billing/payments', 8080, 'denied'],
  ['billing/payments', 'kube-system/coredns', 53, 'allowed'],
];

describe.each(['cilium', 'calico'] as const)('11-egress on %s', (cluster) => {
  const world = worldOn(cluster);

  test.each(BOTH)('%s to %s on %d is %s', (source, destination, port, verdict) => {
    expect(world.verdict(source, destination, port)).toBe(verdict);
  });
});

describe('11-egress on cilium', () => {
  const world = worldOn('cilium');

  test.each<Row>([
    ['billing/payments', 'api.stripe.com', 443, 'allowed'],
    // nobody knows whether it is an address of Stripe
    ['billing/payments', '8.8.8.8', 443, 'unknown'],
    ['billing/payments', '8.8.8.8', 80, 'denied'],
    ['billing/payments', 'api.stripe.com', 80, 'denied'],
    ['billing/webhooks', 'api.stripe.com', 25, 'denied'],
    ['billing/mailer', 'smtp.example.net', 587, 'allowed'],
    ['billing/mailer', 'api.stripe.com', 443, 'denied'],
  ])('%s to %s on %d is %s', (source, destination, port, verdict) => {
    expect(world.verdict(source, destination, port)).toBe(verdict);
  });

  test('the payments service alone leaves by the address that the bank knows, and for the bank alone', () => {
    expect(leaves('cilium', 'billing/payments', '203.0.113.20')).toEqual(['by 192.0.2.7 of the first node with acme.dev/egress=bank']);
    expect(leaves('cilium', 'billing/payments', '2001:db8:b::20')).toEqual(['by 2001:db8:e::7 of the first node with acme.dev/egress=bank']);
    const others = [['billing/payments', '203.0.114.9'], ['billing/payments', '8.8.8.8'], ['billing/webhooks', '203.0.113.20']] as const;
    const ways = others.map(([source, destination]) => leaves('cilium', source, destination).join());
    expect([...new Set(ways)]).toEqual(['by the address that its node gives it']);
  });

  test('there is no proxy', () => {
    expect(documentsOn('cilium').filter(({ metadata }) => metadata.name === 'egress')).toEqual([]);
  });
});

describe('11-egress on calico', () => {
  const world = worldOn('calico');

  test.each<Row>([
    ['billing/payments', '8.8.8.8', 443, 'denied'],
    ['billing/mailer', '198.51.100.7', 587, 'allowed'],
    ['billing/mailer', '198.51.100.77', 587, 'denied'],
    ['billing/egress', '8.8.8.8', 443, 'allowed'],
    ['billing/egress', '10.9.9.9', 443, 'denied'],
    ['billing/egress', 'billing/payments', 8080, 'denied'],
  ])('%s to %s on %d is %s', (source, destination, port, verdict) => {
    expect(world.verdict(source, destination, port)).toBe(verdict);
  });

  test('the proxy lets the payments service reach Stripe, and nobody else reach anything', () => {
    const [proxy, ...others] = readEgressProxies(documentsOn('calico'));
    expect(others).toEqual([]);
    const [listener, ...more] = (proxy?.listeners ?? []).filter(({ grants }) => grants.length > 0);
    expect(more).toEqual([]);
    expect(listener?.grants).toEqual([{ dnsName: 'api.stripe.com', port: 443, kind: 'tunnel' }]);
    const port = listener?.port ?? 0;
    expect(['payments', 'mailer', 'webhooks'].map((name) => world.verdict(`billing/${name}`, 'billing/egress', port))).toEqual(['allowed', 'denied', 'denied']);
  });

  test('no object says by which address anything leaves', () => {
    expect(readEgressGateways(documentsOn('calico')).rules).toEqual([]);
  });
});
