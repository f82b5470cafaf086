import { join } from 'path';
import { BoutiqueCluster, PROXY } from '../../scripts/boutique-cluster';
import { boutiqueClusters } from '../../scripts/boutique-page';
import { EXAMPLES, expectedFolder, textsOf } from '../../scripts/synth-example';

const clusters = new Map(boutiqueClusters().map((one) => [one.name, one]));
const ENFORCING = ['Calico 3.32', 'Canal 3.32', 'Cilium 1.18', 'kube-router 2.11'];
function cluster(name: string): BoutiqueCluster {
  const found = clusters.get(name);
  if (found === undefined) throw new Error(`no cluster ${name}`);
  return found;
}

const NAMELESS = ENFORCING.filter((name) => cluster(name).hasProxy);

/** What can be reached of somebody, or by somebody, over all workloads: the texts of the port sets. */
function reached(name: string, direction: 'in' | 'out', party: string): string[] {
  return [...new Set(cluster(name).strangerReach(direction, party).map(({ reach }) => reach.allowed.toString()))];
}

test('the fleet has five clusters, of twelve workloads and sixteen calls each, and one more where there is a proxy', () => {
  expect([...clusters.keys()]).toEqual([...ENFORCING, 'Flannel']);
  for (const { workloads, calls, hasProxy } of clusters.values()) expect([workloads.length, calls.length]).toEqual([12, hasProxy ? 17 : 16]);
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
    const reaching = cluster(name).workloads.filter((workload) => cluster(name).wayTo(workload, 'api.stripe.com', 443) !== 'shut');
    expect(reaching).toEqual(['paymentservice']);
    expect(cluster(name).wayTo('paymentservice', 'api.stripe.com', 80)).toBe('shut');
  });
});

describe.each(NAMELESS)('on %s, which knows no names,', (name) => {
  test('the payment service gets to its provider through the proxy alone, which nobody else may call', () => {
    expect(cluster(name).wayTo('paymentservice', 'api.stripe.com', 443)).toBe('byProxy');
    expect(cluster(name).verdictOfName('paymentservice', 'api.stripe.com', 443)).toBe('denied');
    expect(cluster(name).calls.filter(({ callee }) => callee === PROXY).map(({ caller }) => caller)).toEqual(['paymentservice']);
    for (const workload of [...cluster(name).workloads, 'neighbour', 'other'].filter((one) => one !== 'paymentservice')) {
      expect([workload, ['443/TCP', '8080/TCP', '26220/TCP'].filter((port) => cluster(name).isOpen(workload, PROXY, port))]).toEqual([workload, []]);
    }
  });

  test('the proxy may call the internet on that port, and nobody in the cluster but the DNS', () => {
    expect(cluster(name).proxyReach('8.8.8.8').reach.allowed.toString()).toBe('TCP 443');
    for (const party of ['neighbour', 'other', '10.0.0.7', '169.254.169.254']) expect([party, cluster(name).proxyReach(party).reach.allowed.toString()]).toEqual([party, 'none']);
    expect(cluster(name).isOpen(PROXY, 'dns', '53/UDP')).toBe(true);
  });
});

describe('on Cilium 1.18, which knows names,', () => {
  test('the payment service may call its provider by the name, no other host, and there is no proxy', () => {
    const own = cluster('Cilium 1.18');
    expect([own.hasProxy, own.wayTo('paymentservice', 'api.stripe.com', 443)]).toEqual([false, 'byName']);
    expect(['files.stripe.com', 'stripe.com', 'api.stripe.com.evil.example'].map((name) => own.wayTo('paymentservice', name, 443))).toEqual(['shut', 'shut', 'shut']);
    expect(own.kinds.get('CiliumNetworkPolicy (cilium.io/v2)')).toBe(1);
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

test('the workloads, Services and ways in are the same bytes on every cluster: only policies differ, the proxy, and how the payment service finds it', () => {
  const texts = textsOf(expectedFolder(join(EXAMPLES, '09-online-boutique-plugins')));
  const isTold = (object: string) => /^kind: \w*NetworkPolicy$/m.test(object) || /^ {2}name: egress$/m.test(object) || /^kind: Deployment\n(.*\n)*? {2}name: paymentservice$/m.test(object);
  const others = Object.values(texts).map((text) => text.split('---\n').filter((one) => !isTold(one)).join('---\n'));
  expect(others).toHaveLength(5);
  expect(new Set(others).size).toBe(1);
});
