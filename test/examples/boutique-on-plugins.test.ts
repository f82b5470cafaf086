import { join } from 'path';
import { BoutiqueCluster } from '../../scripts/boutique-cluster';
import { boutiqueClusters } from '../../scripts/boutique-page';
import { EXAMPLES, expectedFolder, textsOf } from '../../scripts/synth-example';

const clusters = new Map(boutiqueClusters().map((one) => [one.name, one]));
const ENFORCING = ['Calico 3.32', 'Canal 3.32', 'Cilium 1.18', 'kube-router 2.11'];
const NAMELESS = ENFORCING.filter((name) => name !== 'Cilium 1.18');

function cluster(name: string): BoutiqueCluster {
  const found = clusters.get(name);
  if (found === undefined) throw new Error(`no cluster ${name}`);
  return found;
}

/** What can be reached of somebody, or by somebody, over all workloads: the texts of the port sets. */
function reached(name: string, direction: 'in' | 'out', party: string): string[] {
  return [...new Set(cluster(name).strangerReach(direction, party).map(({ reach }) => reach.allowed.toString()))];
}

test('the fleet has five clusters, of twelve workloads and sixteen calls each', () => {
  expect([...clusters.keys()]).toEqual([...ENFORCING, 'Flannel']);
  for (const { workloads, calls } of clusters.values()) expect([workloads.length, calls.length]).toEqual([12, 16]);
});

describe.each([...clusters.keys()])('on %s', (name) => {
  test('every declared call gets through, Traefik reaches the frontend, and all reach the DNS', () => {
    const { calls, workloads } = cluster(name);
    expect(calls.filter(({ caller, callee, port }) => !cluster(name).isOpen(caller, callee, port))).toEqual([]);
    expect(cluster(name).isOpen('traefik', 'frontend', '8080/TCP')).toBe(true);
    expect(workloads.filter((workload) => !cluster(name).isOpen(workload, 'dns', '53/UDP') || !cluster(name).isOpen(workload, 'dns', '53/TCP'))).toEqual([]);
  });
});

describe.each(ENFORCING)('on %s', (name) => {
  test('nothing that nobody declared is open: no other call, no neighbour, no other namespace, no internet, no node, no metadata service', () => {
    expect(cluster(name).undeclaredText()).toBe('shut');
    for (const party of ['neighbour', 'other', '8.8.8.8', '2600::1', '10.0.0.7', '169.254.169.254']) {
      expect([party, reached(name, 'in', party), reached(name, 'out', party)]).toEqual([party, ['none'], ['none']]);
    }
  });

  test('the payment service alone reaches the payment provider, on the port of HTTPS alone', () => {
    const { workloads } = cluster(name);
    const byName = workloads.filter((workload) => cluster(name).verdictOfName(workload, 'api.stripe.com', 443) !== 'denied');
    expect(byName).toEqual(['paymentservice']);
    expect(cluster(name).verdictOfName('paymentservice', 'api.stripe.com', 80)).toBe('denied');
  });
});

describe.each(NAMELESS)('on %s, which knows no names,', (name) => {
  test('the addresses that the provider publishes are open in place of its name, whoever serves them, and a warning says so', () => {
    for (const address of ['198.51.100.9', '2001:db8:77::9']) {
      expect([cluster(name).isOpen('paymentservice', address, '443/TCP'), cluster(name).isOpen('paymentservice', address, '80/TCP')]).toEqual([true, false]);
    }
    expect(cluster(name).verdictOfName('paymentservice', 'api.stripe.com', 443)).toBe('unknown');
    expect(cluster(name).findings.filter((finding) => finding.includes('`APPROXIMATED`'))).toHaveLength(1);
  });
});

describe('on Flannel', () => {
  test('all is open to everybody, and the synth says so with the reason for which that is fine', () => {
    for (const party of ['neighbour', 'other', '8.8.8.8', '2600::1', '10.0.0.7', '169.254.169.254']) {
      expect([party, reached('Flannel', 'in', party), reached('Flannel', 'out', party)]).toEqual([party, ['all'], ['all']]);
    }
    expect(cluster('Flannel').findings).toContainEqual(expect.stringMatching(/^warning `UNENFORCED_ACCEPTED`: .*accepted: a lab that nobody else has a pod in$/));
  });
});

test('the workloads, Services and ways in are the same bytes on every cluster: only policies differ', () => {
  const texts = textsOf(expectedFolder(join(EXAMPLES, '09-online-boutique-plugins')));
  const others = Object.values(texts).map((text) => text.split('\n---\n').filter((one) => !/^kind: \w*NetworkPolicy$/m.test(one)).join('\n---\n'));
  expect(others).toHaveLength(5);
  expect(new Set(others).size).toBe(1);
});
