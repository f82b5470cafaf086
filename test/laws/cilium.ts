/**
 * Random policies of one workload on Cilium, and what they let through, straight from what was asked for.
 */
import { pluginOf, PLUGINS } from '../../src/clusters/plugins';
import { AddressBlock, Endpoint, Flow, FlowDirection, PodsEndpoint, PolicySubject } from '../../src/model/endpoint';
import { PolicyFacts } from '../../src/model/policy-dialect';
import { PortMatch } from '../../src/model/port';
import { RequestModel } from '../../src/model/request';
import { Verdict } from '../../src/reachability/trace';
import { isProblem, parseAddress } from '../../src/sets/cidr';
import { CidrSet } from '../../src/sets/cidr-set';
import { Protocol } from '../../src/sets/ports';
import * as fc from '../property';
import { pod } from '../reachability/world';

/** A policy, and the cluster that it is written for. */
export interface Case {
  readonly subject: PolicySubject;
  readonly version: string;
  readonly isAlone: boolean;
  readonly nodesInBlocks: boolean;
}

/** What the renderer is told of the cluster. */
export function factsOf({ version, isAlone, nodesInBlocks }: Case): PolicyFacts {
  return { enforces: pluginOf(PLUGINS.cilium, { version, on: nodesInBlocks ? ['nodesInBlocks'] : [] }).enforces, version, isAlone };
}

const account = (serviceAccountName: string) => ({ spec: { serviceAccountName } });
const namespace = (name: string, labels: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
const node = (name: string, address: string) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { addresses: [{ type: 'InternalIP', address }] } });

/** The workload, and everybody else who has an object. */
export const PARTIES: readonly object[] = [
  namespace('shop', { team: 'b' }), namespace('back', { team: 'a' }), namespace('other', {}), node('n1', '10.0.0.11'), node('n2', '10.0.0.12'),
  pod('shop/web', { status: { hostIP: '10.0.0.12' } }),
  pod('back/api', { labels: { app: 'api', tier: 'front' }, ...account('api') }),
  pod('back/db'),
  pod('shop/api', account('api')),
  pod('other/guest', { labels: { app: 'guest' } }),
  pod('kube-system/dns', { labels: { 'k8s-app': 'kube-dns' } }),
  pod('reserved:ingress/envoy', { labels: {} }),
  pod('reserved:kube-apiserver/server', { labels: {} }),
];

/** Who is at the other side. */
export type End =
  | { readonly kind: 'pod'; readonly text: string; readonly namespace: string; readonly labels: Readonly<Record<string, string>>; readonly account: string }
  | { readonly kind: 'reserved'; readonly text: string; readonly identity: 'ingress' | 'kube-apiserver' }
  | { readonly kind: 'node' | 'outside' | 'name'; readonly text: string };

const ofPod = (text: string, labels: Readonly<Record<string, string>>, own = 'default'): End => ({ kind: 'pod', text, namespace: text.split('/')[0] ?? '', labels, account: own });

/** Every end that is asked about; a name is only ever called. */
export const ENDS: readonly End[] = [
  ofPod('back/api', { app: 'api', tier: 'front' }, 'api'), ofPod('back/db', { app: 'db' }), ofPod('shop/api', { app: 'api' }, 'api'),
  ofPod('other/guest', { app: 'guest' }), ofPod('kube-system/dns', { 'k8s-app': 'kube-dns' }),
  { kind: 'reserved', text: 'reserved:ingress/envoy', identity: 'ingress' }, { kind: 'reserved', text: 'reserved:kube-apiserver/server', identity: 'kube-apiserver' },
  { kind: 'node', text: '10.0.0.11' },
  ...['203.0.113.9', '203.0.113.200', '198.51.100.1', '2001:db8::9', '10.9.0.1'].map((text): End => ({ kind: 'outside', text })),
  ...['api.stripe.com', 'a.example.com', 'a.b.example.com', 'example.com'].map((text): End => ({ kind: 'name', text })),
];

type PortAsked = readonly [number, Protocol];

/** The ports on which it is asked. */
export const PORTS: readonly PortAsked[] = [[53, 'UDP'], [53, 'TCP'], [443, 'TCP'], [8050, 'TCP'], [8050, 'UDP'], [9, 'SCTP']];

const TEAMS: Readonly<Record<string, string>> = { shop: 'b', back: 'a' };
const EVERYWHERE: readonly AddressBlock[] = ['0.0.0.0/0', '::/0'].map((cidr) => ({ cidr, except: [] }));
const blocks = fc.constantFrom<readonly AddressBlock[]>(
  EVERYWHERE,
  [{ cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] }, { cidr: '2001:db8::/32', except: [] }],
  [{ cidr: '198.51.100.0/24', except: [] }],
  [{ cidr: '10.0.0.0/8', except: [] }],
);

const endpoint: fc.Arbitrary<Endpoint> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pods' as const),
      namespaces: fc.constantFrom<PodsEndpoint['namespaces']>({ name: 'back' }, { name: 'shop' }, { name: 'absent' }, { labels: { team: 'a' } }, 'all'),
      pods: fc.constantFrom<PodsEndpoint['pods']>('all', { app: 'api' }, { app: 'api', tier: 'front' }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('account' as const), namespace: fc.constantFrom('back', 'shop'), account: fc.constantFrom('api', 'default', 'a'.repeat(64)) }) },
  {
    weight: 3,
    arbitrary: fc.tuple(blocks, fc.boolean()).map(([own, isGroup]): Endpoint => (
      { kind: 'addresses', blocks: own, ...(isGroup ? { group: `g${JSON.stringify(own).length}` } : {}) }
    )),
  },
  { weight: 1, arbitrary: fc.constantFrom<Endpoint>({ kind: 'apiServer', blocks: [] }, { kind: 'apiServer', blocks: [{ cidr: '10.0.0.11/32', except: [] }] }) },
  { weight: 1, arbitrary: fc.constantFrom<Endpoint>({ kind: 'nodes', blocks: [] }, { kind: 'nodes', blocks: [{ cidr: '10.0.0.0/16', except: [] }] }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('dnsName' as const), dnsName: fc.constantFrom('api.stripe.com', '*.example.com'), addresses: fc.oneof(fc.constant([]), blocks),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Endpoint>(
      { kind: 'unnameable', what: 'the moon', instead: 'choose another' }, { kind: 'unnameable', what: 'the Envoy', identity: 'ciliumIngress', instead: 'choose another' },
    ),
  },
  { weight: 1, arbitrary: fc.constant<Endpoint>({ kind: 'anyone' }) },
);

const ports = fc.constantFrom<readonly PortMatch[]>(
  [], [{ protocol: 'TCP', port: 443 }], [{ protocol: 'TCP', port: 443 }, { protocol: 'UDP', port: 53 }], [{ protocol: 'TCP', port: 8000, endPort: 8100 }], [{ protocol: 'UDP' }],
  [{ protocol: 'SCTP', port: 9 }, { protocol: 'TCP', port: 53 }],
);

/** A request that Cilium has a word for, and one that it has none for. */
export const SAID: RequestModel = { method: 'GET', path: { match: 'exact', value: '/a' }, headers: [] };
export const UNSAID: RequestModel = { headers: [{ name: 'x-team', value: 'a|b', match: 'regex' }] };
const requests = fc.constantFrom<readonly RequestModel[]>([SAID], [SAID, UNSAID], [UNSAID]);

const flow: fc.Arbitrary<Omit<Flow, 'key'>> = fc.record({
  peers: fc.array(endpoint, { maxLength: 3 }),
  ports,
  requests: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: requests }),
  reasons: fc.constant([]),
}).map(({ requests: own, ...rest }) => ({ ...rest, ...(own === undefined ? {} : { requests: own }) }));

const DNS: Flow = {
  key: 'dns',
  peers: [{ kind: 'pods', namespaces: { name: 'kube-system' }, pods: { 'k8s-app': 'kube-dns' } }],
  ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
  isDns: true,
  reasons: [],
};

const flows = fc.array(flow, { maxLength: 3 }).map((all) => all.map((one, i): Flow => ({ ...one, key: `flow ${i}` })));

/** The versions in which something is written in another way. */
export const VERSIONS = ['1.15', '1.16', '1.17', '1.18', '1.20'];

/** Policies, each for some version, beside a NetworkPolicy or alone. Without a way to DNS no name is ever known: whoever names one has it. */
export const cases: fc.Arbitrary<Case> = fc.record({
  ingress: flows, egress: flows, withDns: fc.boolean(), version: fc.constantFrom(...VERSIONS), isAlone: fc.boolean(), nodesInBlocks: fc.boolean(),
}).map(({ ingress, egress, withDns, version, isAlone, nodesInBlocks }) => {
  const isAsking = withDns || egress.some(({ peers }) => peers.some(({ kind }) => kind === 'dnsName'));
  return {
    subject: { name: 'web', namespace: 'shop', podLabels: { app: 'web' }, labels: {}, ingress, egress: [...(isAsking ? [DNS] : []), ...egress] },
    version,
    isAlone,
    nodesInBlocks,
  };
});

/** What was asked for of one end on one port. Where somebody may be an address, of whom the manifests do not say it, nobody knows. */
export function expected({ subject, nodesInBlocks }: Case, direction: FlowDirection, end: End, [port, protocol]: PortAsked): Verdict {
  const verdicts = subject[direction].filter((one) => isOpen(one) && takesPort(one, port, protocol))
    .flatMap(({ peers }) => peers)
    .map((peer) => ofPeer(peer, direction, end, nodesInBlocks));
  return verdicts.includes('allowed') ? 'allowed' : verdicts.includes('unknown') ? 'unknown' : 'denied';
}

/** A flow of which no request can be said stays closed. */
export function isOpen({ requests: asked, ports: own }: Flow): boolean {
  if (asked === undefined) return true;
  if (!asked.includes(SAID)) return false;
  return own.length > 0 && own.every(({ protocol, port, endPort }) => protocol === 'TCP' && port !== undefined && endPort === undefined);
}

function takesPort({ ports: own }: Flow, port: number, protocol: Protocol): boolean {
  const ofProtocol = own.filter((one) => one.protocol === protocol);
  return own.length === 0 || ofProtocol.some((one) => one.port === undefined || (one.port <= port && port <= (one.endPort ?? one.port)));
}

function ofPeer(peer: Endpoint, direction: FlowDirection, end: End, nodesInBlocks: boolean): Verdict {
  const when = (isIt: boolean): Verdict => (isIt ? 'allowed' : 'denied');
  switch (peer.kind) {
    case 'pods': return when(end.kind === 'pod' && isIn(peer.namespaces, end.namespace) && isLabelled(peer.pods, end.labels));
    case 'account': return when(end.kind === 'pod' && end.namespace === peer.namespace && end.account === peer.account);
    case 'addresses': return ofBlocks(peer.blocks, end, nodesInBlocks);
    case 'apiServer': return end.kind === 'reserved' ? when(end.identity === 'kube-apiserver') : end.kind === 'pod' ? 'denied' : 'unknown';
    case 'nodes': return when(end.kind === 'node');
    case 'dnsName': {
      if (direction === 'ingress') return ofBlocks(peer.addresses, end, nodesInBlocks);
      // whether a node has a name, nobody has asked
      return end.kind === 'outside' || end.kind === 'node' ? 'unknown' : when(end.kind === 'name' && isNamed(peer.dnsName, end.text));
    }
    case 'unnameable': return when(end.kind === 'reserved' && end.identity === 'ingress' && peer.identity === 'ciliumIngress');
    case 'anyone': return 'allowed';
  }
}

/** A name has one address, and nobody knows which. */
function ofBlocks(own: readonly AddressBlock[], end: End, nodesInBlocks: boolean): Verdict {
  if (end.kind === 'name') return own.length === 0 ? 'denied' : own === EVERYWHERE ? 'allowed' : 'unknown';
  if (end.kind !== 'outside' && !(end.kind === 'node' && nodesInBlocks)) return 'denied';
  const address = parseAddress(end.text);
  return !isProblem(address) && CidrSet.ofBlocks(own).has(address) ? 'allowed' : 'denied';
}

function isIn(namespaces: PodsEndpoint['namespaces'], name: string): boolean {
  if (namespaces === 'all') return true;
  return 'name' in namespaces ? namespaces.name === name : TEAMS[name] === namespaces.labels['team'];
}

function isLabelled(wanted: PodsEndpoint['pods'], labels: Readonly<Record<string, string>>): boolean {
  return wanted === 'all' || Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

/** A star is exactly one label. */
function isNamed(pattern: string, name: string): boolean {
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) && name.split('.').length === pattern.split('.').length : name === pattern;
}
