import { expectedOf } from './harness';
import { pod, World } from '../reachability/world';
import { expectValid } from '../schemas/validate';

const NAME = '10-platform-guardrails';

/** What goes to the cluster of one plugin, beside pods that nobody declared, whose namespaces allow everything. */
function worldOf(kind: string): World {
  const documents = expectedOf(NAME);
  const isOther = (one: { readonly kind: string }) => (kind === 'GlobalNetworkPolicy' ? one.kind.startsWith('Cilium') : ['Tier', 'GlobalNetworkPolicy'].includes(one.kind));
  const own = documents.filter((one) => !isOther(one));
  const unique = new Map(own.map((one) => [`${one.kind} ${one.metadata.namespace ?? ''}/${one.metadata.name}`, one]));
  return new World([
    ...unique.values(),
    pod('blue/tool'), pod('green/tool'), pod('loose/tool'), pod('kube-system/coredns', { labels: { 'k8s-app': 'kube-dns' } }),
    pod('monitoring/prometheus', { labels: { 'app.kubernetes.io/name': 'prometheus' } }),
  ]);
}

test('10-platform-guardrails writes what the schemas take', () => {
  expectValid(expectedOf(NAME));
});

describe.each(['GlobalNetworkPolicy', 'CiliumClusterwideNetworkPolicy'])('10-platform-guardrails in %s', (kind) => {
  const world = worldOf(kind);

  test.each<[string, string, number, string]>([
    ['blue/web', 'blue/api', 8080, 'allowed'],
    ['blue/web', 'blue/api', 22, 'denied'],
    ['blue/web', 'green/billing', 8080, 'denied'],
    ['green/tool', 'blue/api', 8080, 'denied'],
    ['loose/tool', 'blue/api', 8080, 'denied'],
    ['blue/web', 'kube-system/coredns', 53, 'allowed'],
    ['blue/tool', 'kube-system/coredns', 53, 'allowed'],
    ['monitoring/prometheus', 'green/billing', 9100, 'allowed'],
    ['monitoring/prometheus', 'green/billing', 8080, 'denied'],
    ['monitoring/prometheus', 'loose/tool', 9100, 'allowed'],
    ['blue/tool', 'blue/api', 8080, 'denied'],
    ['loose/tool', '203.0.113.7', 443, 'denied'],
    ['203.0.113.7', 'loose/tool', 443, 'denied'],
  ])('%s to %s on %d is %s', (source, destination, port, verdict) => {
    expect(world.verdict(source, destination, port)).toBe(verdict);
  });
});
