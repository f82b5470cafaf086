import { prove } from '../../src/compare/verify/prove';
import { proofText } from '../../src/compare/verify/text';
import { sideVerdict } from '../../src/compare/verify/witness';
import { readManifests } from '../../src/dialects/read-manifests';
import { Asked, AskedFlow, AskedPeer } from '../../src/model/asked';
import { objectsOf } from '../reachability/world';

const SHOP = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: payments, namespace: shop}
spec: {template: {metadata: {labels: {app: payments}}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: payments, namespace: shop}
spec: {podSelector: {matchLabels: {app: payments}}, policyTypes: [Ingress, Egress]}
`;
/** The way to the DNS of the cluster, on which Cilium reads the queries for some names. */
function dns(rules: string): string {
  return `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: dns, namespace: shop}
spec:
  endpointSelector: {matchLabels: {app: payments}}
  egress: [{toEndpoints: [{matchLabels: {app: dns, k8s:io.kubernetes.pod.namespace: kube-system}}], toPorts: [{ports: [{port: "53", protocol: UDP}]${rules}}]}]
`;
}
const READING = dns(', rules: {dns: [{matchPattern: "*"}]}');
const TO_DNS: AskedFlow = {
  key: 'DNS', peers: [{ kind: 'pods', namespaces: { name: 'kube-system' }, pods: { app: 'dns' } }], ports: [{ protocol: 'UDP', port: 53 }], reasons: [], sites: [],
};
const SITE = { path: 'shop/payments', place: () => undefined };
const HTTPS = [{ protocol: 'TCP', port: 443 }] as const;

function named(...names: readonly string[]): string {
  const entries = names.map((name) => `{${name.includes('*') ? 'matchPattern' : 'matchName'}: "${name}"}`);
  return `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: payments, namespace: shop}
spec:
  endpointSelector: {matchLabels: {app: payments}}
  egress: [{toFQDNs: [${entries.join(', ')}], toPorts: [{ports: [{port: "443", protocol: TCP}]}]}]
`;
}

const EVERYWHERE = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: open, namespace: shop}
spec: {podSelector: {matchLabels: {app: payments}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}, {ipBlock: {cidr: "::/0"}}], ports: [{port: 443}]}]}
`;

function askedOf(egress: readonly AskedPeer[], exceptions: Asked['exceptions'] = []): Asked {
  const flows = egress.map((peer, i): AskedFlow => ({ key: `peer ${i} on 443/TCP`, peers: [peer], ports: HTTPS, reasons: [], sites: [SITE] }));
  const payments = { id: { kind: 'Deployment', namespace: 'shop', name: 'payments' }, site: SITE, ingress: [], egress: [...flows, TO_DNS] };
  return { workloads: [payments], targets: [], routes: [], edges: [], exceptions, guardrails: [] };
}

/** What is found of flows, as a word and a sentence; each witness says what the finding says. */
function found(policies: string, ...egress: readonly AskedPeer[]): string[] {
  return foundOf(policies, askedOf(egress));
}

function foundOf(policies: string, asked: Asked, reading = READING): string[] {
  const cluster = { podCidrs: ['10.244.0.0/16'], nodeCidrs: [], blocks: { pods: false, nodes: false }, enforces: { networkPolicy: true, tiers: true } };
  const { findings, problems, world } = prove(objectsOf(`${SHOP}${reading}${policies}`), asked, cluster, readManifests);
  expect(problems).toEqual([]);
  return findings.map((finding) => {
    if (finding.kind === 'flowMissing' || finding.kind === 'flowExcess') {
      const verdict = sideVerdict(finding.witness, finding.direction);
      expect([finding.kind, verdict]).toEqual([finding.kind, finding.kind === 'flowExcess' ? 'allowed' : expect.not.stringMatching('allowed')]);
    }
    return `${finding.kind}: ${proofText(finding, world).text}`;
  });
}

const host = (dnsName: string): AskedPeer => ({ kind: 'name', dnsName });

describe('the proof of hosts by their names', () => {
  test('finds nothing where a declared name is open by its name, and says nothing of the addresses that may be its own', () => {
    expect(found(named('api.stripe.com'), host('api.stripe.com'))).toEqual([]);
    expect(found(named('*.stripe.com'), host('*.stripe.com'))).toEqual([]);
  });

  test('finds a declared name that nothing opens', () => {
    expect(found('', host('api.stripe.com'))).toEqual([
      'flowMissing: `shop/payments` is declared to call `api.stripe.com` on TCP 443, and its own policies keep it shut',
    ]);
    expect(found(named('api.stripe.com'), host('*.stripe.com'))).toEqual([
      'flowMissing: `shop/payments` is declared to call `*.stripe.com` on TCP 443, and its own policies keep it shut',
    ]);
  });

  test('finds a name that nobody declared, by its name', () => {
    expect(found(named('api.stripe.com', 'api.github.com'), host('api.stripe.com'))).toEqual([
      'flowExcess: `shop/payments` may call `api.github.com` on TCP 443, and nobody declared it',
    ]);
    expect(found(named('*.stripe.com'), host('api.stripe.com'))).toEqual([
      'flowExcess: `shop/payments` may call `*.stripe.com` on TCP 443, and nobody declared it',
    ]);
  });

  test('tells a wildcard of one part from one of any number', () => {
    expect(found(named('*.stripe.com', '*.*.stripe.com'), host('*.stripe.com'))).toEqual([
      'flowExcess: `shop/payments` may call `*.*.stripe.com` on TCP 443, and nobody declared it',
    ]);
  });

  test('leaves a name alone that was told of as a gap, whether somebody has opened it since or not', () => {
    const gap: AskedPeer = { kind: 'dnsName', dnsName: 'api.stripe.com', addresses: [] };
    expect(found('', gap)).toEqual([]);
    expect(found(named('api.stripe.com'), gap)).toEqual([]);
    expect(found(named('api.github.com'), gap)).toHaveLength(1);
  });

  test('holds the declared addresses of a name where these stand for it', () => {
    const declared: AskedPeer = { kind: 'dnsName', dnsName: 'api.stripe.com', addresses: [{ cidr: '203.0.113.0/24', except: [] }] };
    expect(found('', declared)).toEqual([expect.stringMatching(/^flowMissing: .* call 203\.0\.113\.0\/24 on TCP 443/)]);
    expect(found(EVERYWHERE.replace('0.0.0.0/0', '203.0.113.0/24').replace(', {ipBlock: {cidr: "::/0"}}', ''), declared)).toEqual([]);
  });

  test('tells of the addresses alone where every address is open', () => {
    const texts = found(`${EVERYWHERE}${named('api.stripe.com')}`, host('api.stripe.com'));
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(/^flowExcess: `shop\/payments` may call 0\.0\.0\.0-10\.243\.255\.255, .* and ::\/0 on TCP 443/);
    expect(texts[0]).not.toContain('stripe');
    const everywhere: AskedPeer = { kind: 'addresses', blocks: [{ cidr: '0.0.0.0/0', except: ['10.244.0.0/16'] }, { cidr: '::/0', except: [] }] };
    expect(found(EVERYWHERE, everywhere)).toEqual([]);
  });

  test('still finds addresses that a rule opens beside a name', () => {
    expect(found(EVERYWHERE.replace('0.0.0.0/0', '203.0.113.0/24').replace(', {ipBlock: {cidr: "::/0"}}', '') + named('api.stripe.com'), host('api.stripe.com'))).toEqual([
      'flowExcess: `shop/payments` may call 203.0.113.0/24 on TCP 443, and nobody declared it',
    ]);
  });

  test('finds that no query for a declared name is read, or that it may not be asked for', () => {
    const policies = named('api.stripe.com');
    const asked = askedOf([host('api.stripe.com')]);
    expect(foundOf(policies, asked, dns(''))).toEqual([
      'nameUnread: `shop/payments` is declared to call `api.stripe.com` on TCP 443, and its own policies have no query for that name read on its way, so that nobody ever knows its addresses',
    ]);
    expect(foundOf(policies, asked, dns(', rules: {dns: [{matchName: api.stripe.com}, {matchPattern: "*.shop.svc"}]}'))).toEqual([
      'queryMissing: `shop/payments` is declared to call pods app=dns of namespace kube-system on UDP 53, and its own policies let it ask for `api.stripe.com, *.shop.svc` alone',
    ]);
    expect(foundOf(policies, asked, `${dns(', rules: {dns: [{matchName: api.stripe.com}]}')}${dns('').replace('name: dns', 'name: more')}`)).toEqual([]);
  });

  test('takes an exception by name', () => {
    const source: AskedPeer = { kind: 'workload', id: { kind: 'Deployment', namespace: 'shop', name: 'payments' }, podLabels: { app: 'payments' } };
    const accepted = { source: [source], target: [host('*.github.com')], ports: [], text: 'payments to GitHub', owner: 'me', reason: 'moving', site: SITE };
    expect(foundOf(named('api.github.com'), askedOf([], [accepted]))).toEqual(['exception: `payments to GitHub` is accepted as it is, by me: moving']);
  });
});
