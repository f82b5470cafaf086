import { listenerOf } from '../../src/dialects/egress-proxy/listeners';
import { hostsInCommon } from '../../src/dialects/gateway/read-hostname';
import { hasTls } from '../../src/dialects/ingress/read-tls';
import { serverNameRule } from '../../src/dialects/traefik/rule';
import { adminPolicy, cluster, pod, World } from '../reachability/world';

/** Names with one label in the place of the star, with two, and with none. */
const NAMES = ['a.example.com', 'a.b.example.com', 'example.com'] as const;

type Answers = readonly [one: boolean, two: boolean, none: boolean];

/** Whether a rule by this name lets pods call each of the names. */
function called(policy: object): boolean[] {
  const world = new World([pod('shop/web'), policy]);
  return NAMES.map((name) => world.verdict('shop/web', name, 443) === 'allowed');
}

const cilium = (matchPattern: string) => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { endpointSelector: {}, egress: [{ toFQDNs: [{ matchPattern }] }] },
});
const SHUT = { name: 'shut', action: 'Deny', to: [{ networks: ['0.0.0.0/0', '::/0'] }] };
const to = (name: string, action: string) => ({ egress: [{ action, to: [{ domainNames: [name] }] }, SHUT] });

/** The pattern of the names of one caller of an egress proxy. */
function proxied(dnsName: string): RegExp {
  const caller = { id: { kind: 'Deployment', namespace: 'shop', name: 'web' }, port: 10001, sites: [], openings: [{ dnsName, port: 443, isPlain: false }] };
  const text = JSON.stringify(listenerOf(caller, 'out', ['IPv4']));
  return new RegExp(`^${JSON.parse(`"${/"regex":"\(\?i\)([^"]+)"/.exec(text)?.[1] ?? ''}"`) as string}$`, 'i');
}

/** The pattern of the names of a router of Traefik. */
function routed(host: string): RegExp {
  return new RegExp(/`([^`]+)`/.exec(serverNameRule([host]))?.[1] ?? '');
}

describe('a wildcard means, for one label, for two, and for none,', () => {
  test.each<[string, () => boolean[], Answers]>([
    ['one label to Cilium', () => called(cilium('*.example.com')), [true, false, false]],
    ['letters of one label to Cilium', () => called(cilium('a*.example.com')), [true, false, false]],
    ['one label or more to Cilium, by two stars, or by more', () => called(cilium('**.example.com')), [true, true, false]],
    ['the same by three', () => called(cilium('***.example.com.')), [true, true, false]],
    ['no dot to Cilium, even by two stars, where they are not the first label', () => called(cilium('a.**.com')), [true, false, false]],
    ['every name to Cilium, where it is alone', () => called(cilium('*')), [true, true, true]],
    ['one label or more to ClusterNetworkPolicy', () => called(cluster('x', to('*.example.com', 'Accept'))), [true, true, false]],
    ['one label or more to AdminNetworkPolicy', () => called(adminPolicy('x', to('*.example.com', 'Allow'))), [true, true, false]],
    ['one label to the egress proxy', () => NAMES.map((name) => proxied('*.example.com').test(`${name}:443`)), [true, false, false]],
    ['one label to a router of Traefik', () => NAMES.map((name) => routed('*.example.com').test(name)), [true, false, false]],
    ['one label or more to a listener of a Gateway', () => NAMES.map((name) => hostsInCommon('*.example.com', [name]).length > 0), [true, true, false]],
    ['one label or more to a route of a Gateway', () => NAMES.map((name) => hostsInCommon(name, ['*.example.com']).length > 0), [true, true, false]],
    ['one label to the certificates of an Ingress', () => NAMES.map((name) => hasTls({ spec: { tls: [{ hosts: ['*.example.com'] }] } }, name)), [true, false, false]],
  ])('%s', (_, answers, expected) => {
    expect(answers()).toEqual([...expected]);
  });
});
