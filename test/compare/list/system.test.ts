import { listInput } from './shop';
import { CONFORMANT } from '../../../src/clusters/profile';
import { listOf } from '../../../src/compare/list/answer';
import { ListOptions } from '../../../src/compare/list/input';
import { listText } from '../../../src/compare/list/text';
import { systemFlowsTo } from '../../../src/compare/system/flow';
import { ClusterFacts } from '../../../src/reachability/snapshot';
import { block } from '../../reachability/world';

const DNS = systemFlowsTo(CONFORMANT.dns.peers, CONFORMANT.dns.ports);
const AT_ADDRESS = systemFlowsTo([{ kind: 'addresses', blocks: [{ cidr: '169.254.20.0/24', except: [] }] }], CONFORMANT.dns.ports);

function pod(name: string, labels: string, more: string = ''): string {
  const [namespace, own] = name.split('/');
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${own}, namespace: ${namespace}, labels: { ${labels} } }\nspec: { ${more} containers: [] }\n---\n`;
}

/** Pods that may call with some rules, and that let nobody in. */
function policy(namespace: string, ...egress: string[]): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: ${namespace} }\nspec: { podSelector: {}, policyTypes: [Ingress, Egress], egress: [${egress.join(', ')}] }\n---\n`;
}

const TO_DNS = (ports: string) => `{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [${ports}] }`;

/** The rows of a table with system flows left out, and whether there were any. */
function rows(yaml: string, options: ListOptions = {}, facts: ClusterFacts = {}): { rows: string[]; hides: boolean } {
  let hides = false;
  const text = listText(listInput(yaml, facts), 'csv', { hidden: DNS, onHidden: () => { hides = true; }, ...options });
  return { rows: text.trim().split('\n').slice(1), hides };
}

const WEB = pod('shop/web', 'app: web');
const CALLS_DNS = policy('shop', TO_DNS('{ port: 53, protocol: UDP }, { port: 53 }'));

test('DNS is left out, whether its pods are among the manifests or not', () => {
  expect(rows(WEB + CALLS_DNS, { exposure: true })).toEqual({ rows: [], hides: true });
  expect(rows(WEB + CALLS_DNS + pod('kube-system/dns', 'k8s-app: kube-dns') + policy('kube-system'))).toEqual({ rows: [], hides: false });
  const open = pod('kube-system/dns', 'k8s-app: kube-dns');
  expect(rows(WEB + CALLS_DNS + open, { narrowing: { to: ['kube-system/dns'], from: ['shop/web'] } })).toEqual({ rows: [], hides: true });
});

test('a row with anything beside DNS in it is told whole', () => {
  const more = policy('shop', TO_DNS('{ port: 53, protocol: UDP }, { port: 9153 }'));
  expect(rows(WEB + more, { exposure: true })).toEqual({ rows: ['exposure,shop/web[Pod],pods k8s-app=kube-dns of kube-system,"TCP 9153, UDP 53",,,'], hides: false });
});

test('what merely looks like DNS is told', () => {
  const anywhere = policy('shop', '{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }] }');
  expect(rows(WEB + anywhere, { exposure: true }).rows).toEqual(['exposure,shop/web[Pod],pods k8s-app=kube-dns of any namespace,UDP 53,,,']);
  const other = policy('shop', TO_DNS('{ port: 5353, protocol: UDP }'));
  expect(rows(WEB + other, { exposure: true }).rows).toHaveLength(1);
});

test('a DNS with addresses is left out where the row is about no others', () => {
  const to = (cidr: string) => policy('shop', `{ to: [{ ipBlock: { cidr: ${cidr} } }], ports: [{ port: 53, protocol: UDP }] }`);
  const facts = { podCidrs: [block('10.0.0.0/8')] };
  expect(rows(WEB + to('169.254.20.10/32'), { hidden: AT_ADDRESS }, facts)).toEqual({ rows: [], hides: true });
  expect(rows(WEB + to('169.254.0.0/16'), { hidden: AT_ADDRESS }, facts).rows).toEqual(['connection,shop/web[Pod],169.254.0.0/16,UDP 53,,,']);
});

test('what comes from a pod\'s own node is left out, and what policies open to nodes is told', () => {
  const facts = { nodeCidrs: [block('10.0.0.0/16')], podCidrs: [block('10.244.0.0/16')] };
  const agent = pod('ops/agent', 'app: agent', 'hostNetwork: true,');
  expect(rows(WEB + policy('shop') + agent, { narrowing: { to: ['shop/web'] } }, facts)).toEqual({ rows: [], hides: true });
  const open = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: q, namespace: shop }\nspec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/16 } }], ports: [{ port: 80 }] }] }\n';
  expect(rows(WEB + policy('shop') + open, { narrowing: { to: ['shop/web'] } }, facts).rows).toEqual([
    'connection,10.0.0.0/16,shop/web[Pod],"TCP 80, perhaps TCP 1-79,81-65535, UDP 1-65535, SCTP 1-65535",,,',
  ]);
});

test('nothing is left out unless somebody asks for it', () => {
  const answer = listOf(listInput(WEB + CALLS_DNS), { exposure: true });
  expect(answer.exposure?.lines).toHaveLength(1);
});
