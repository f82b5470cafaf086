import Ajv from 'ajv';
import schema from '../../../docs/schema/blast-v1.json';
import { CONFORMANT } from '../../../src/clusters/profile';
import { Blast } from '../../../src/compare/blast/blast';
import { BlastOptions, blastOf } from '../../../src/compare/blast/blast-of';
import { blastJson } from '../../../src/compare/blast/json';
import { blastMarkdown, blastTable } from '../../../src/compare/blast/text';
import { systemFlowsTo } from '../../../src/compare/system/flow';
import { meaningOn } from '../../../src/compare/verify/knowledge';
import { readManifests } from '../../../src/dialects/read-manifests';
import { findWorkload } from '../../../src/reachability/snapshot';
import { objectsOf } from '../../reachability/world';
import { SHOP } from '../list/shop';

const DNS = systemFlowsTo(CONFORMANT.dns.peers, CONFORMANT.dns.ports);
const conforms = new Ajv({ strict: true }).compile(schema);

interface Facts {
  readonly podCidrs?: readonly string[];
  readonly nodeCidrs?: readonly string[];
}

function blast(yaml: string, name: string, options: BlastOptions = {}, { podCidrs = ['10.244.0.0/16'], nodeCidrs = [] }: Facts = {}): Blast {
  const { problems, ...meaning } = meaningOn({ podCidrs, nodeCidrs, enforces: { networkPolicy: true, tiers: true } }, objectsOf(yaml), readManifests);
  expect(problems).toEqual([]);
  const workload = findWorkload(meaning.snapshot, name);
  if (workload === undefined) throw new Error(`no ${name}`);
  const found = blastOf(meaning, workload, { hidden: DNS, ...options });
  conforms(JSON.parse(JSON.stringify(blastJson(found))));
  expect(conforms.errors).toBeNull();
  return found;
}

/** The lines of the table, columns told apart by ` | `, without the title and the headings. */
function lines(...asked: Parameters<typeof blast>): string[] {
  return blastTable(blast(...asked)).trimEnd().split('\n').slice(2).map((line) => line.replace(/ {2,}/g, ' | '));
}

function pod(name: string, more: string = ''): string {
  const [namespace, own] = name.split('/');
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${own}, namespace: ${namespace}, labels: { app: ${own} } }\nspec: { ${more} containers: [] }\n---\n`;
}

/** One pod may call others, on a port each, or whatever else a rule says; nobody else may call it than those who may. */
function calls(from: string, ...rules: string[]): string {
  const [namespace, own] = from.split('/');
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${own}, namespace: ${namespace} }\nspec: { podSelector: { matchLabels: { app: ${own} } }, policyTypes: [Egress], egress: [${rules.join(', ')}] }\n---\n`;
}

const to = (app: string, port: number) => `{ to: [{ podSelector: { matchLabels: { app: ${app} } } }], ports: [{ port: ${port} }] }`;
const toBlock = (cidr: string, port: number) => `{ to: [{ ipBlock: { cidr: ${cidr} } }], ports: [{ port: ${port} }] }`;

const CHAIN = [
  pod('a/web'), pod('a/api'), pod('a/db'), pod('a/alone'),
  calls('a/web', to('api', 8080)), calls('a/api', to('db', 5432), toBlock('203.0.113.0/24', 443)), calls('a/db'), calls('a/alone'),
].join('');

describe('what is within reach of a workload', () => {
  test('is told in one step, and from there on, with the way', () => {
    expect(blastTable(blast(CHAIN, 'a/web'))).toBe([
      'if a/web[Pod] is taken',
      'steps  destination     ports     way',
      '1      a/api[Pod]      TCP 8080',
      '2      a/db[Pod]       TCP 5432  a/web[Pod] -> a/api[Pod] on TCP 8080 -> a/db[Pod] on TCP 5432',
      '2      203.0.113.0/24  TCP 443   a/web[Pod] -> a/api[Pod] on TCP 8080 -> 203.0.113.0/24 on TCP 443',
      '1 of 3 other workloads in one step, 2 in all',
      '',
    ].join('\n'));
  });

  test('is nothing where a workload calls nobody', () => {
    expect(blastTable(blast(CHAIN, 'a/db'))).toBe('if a/db[Pod] is taken\n0 of 3 other workloads in one step, 0 in all\n');
    expect(blastMarkdown(blast(pod('a/x') + calls('a/x'), 'a/x'))).toBe('## if a/x[Pod] is taken\n\n0 of 0 other workloads in one step, 0 in all\n');
  });

  test('is told backwards: from where a workload can be reached, the ways in among them', () => {
    expect(lines(SHOP, 'shop/payments', { reverse: true })).toEqual([
      '1 | shop/web[Deployment] | TCP 8443',
      '1 | Ingress shop/web shop.example.com/pay | TCP 8443',
      '2 | shop/db[StatefulSet] | all | shop/db[StatefulSet] -> shop/web[Deployment] on all -> shop/payments[Deployment] on TCP 8443',
      '2 | 0.0.0.0/0, ::/0 | all | 0.0.0.0/0, ::/0 -> shop/web[Deployment] on all -> shop/payments[Deployment] on TCP 8443',
      '2 | any pod | all | any pod -> shop/web[Deployment] on all -> shop/payments[Deployment] on TCP 8443',
      '2 | Ingress shop/web shop.example.com/ | TCP 8080 | Ingress shop/web shop.example.com/ -> shop/web[Deployment] on TCP 8080 -> shop/payments[Deployment] on TCP 8443',
      '2 | Route shop/web shop.apps.example.com | TCP 8080 | Route shop/web shop.apps.example.com -> shop/web[Deployment] on TCP 8080 -> shop/payments[Deployment] on TCP 8443',
      '3 | Service shop/db:5432 | TCP 5432 | Service shop/db:5432 -> shop/db[StatefulSet] on TCP 5432 -> shop/web[Deployment] on all -> shop/payments[Deployment] on TCP 8443',
      'reached by 1 of 2 other workloads in one step, 2 in all',
    ]);
  });

  test('has addresses once more where a longer way opens more of them', () => {
    const more = CHAIN.replace(to('api', 8080), `${to('api', 8080)}, ${toBlock('203.0.113.0/24', 80)}`);
    expect(lines(more, 'a/web').filter((line) => line.includes('203'))).toEqual([
      '1 | 203.0.113.0/24 | TCP 80', '2 | 203.0.113.0/24 | TCP 443 | a/web[Pod] -> a/api[Pod] on TCP 8080 -> 203.0.113.0/24 on TCP 443',
    ]);
  });

  test('tells what is perhaps open apart, and says nothing twice', () => {
    const perhaps = CHAIN.replace(to('api', 8080), toBlock('10.0.0.0/9', 8080));
    expect(lines(perhaps, 'a/web', {}, { podCidrs: [] })).toEqual([
      '1 | 10.0.0.0/9 | TCP 8080',
      'perhaps 1 | a/alone[Pod] | perhaps TCP 8080',
      'perhaps 1 | a/api[Pod] | perhaps TCP 8080',
      'perhaps 1 | a/db[Pod] | perhaps TCP 8080',
      'perhaps 2 | 203.0.113.0/24 | TCP 443 | a/web[Pod] -> a/api[Pod] on perhaps TCP 8080 -> 203.0.113.0/24 on TCP 443',
      '0 of 3 other workloads in one step, 0 in all, and perhaps 3 more',
    ]);
    expect(lines(perhaps, 'a/web')).toEqual(['1 | 10.0.0.0/9 | TCP 8080', '0 of 3 other workloads in one step, 0 in all']);
  });

  test('has pods that are not among the manifests, and no way through DNS unless somebody asks', () => {
    const toDns = '{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }] }';
    const outside = '{ to: [{ namespaceSelector: { matchLabels: { team: x } } }], ports: [{ port: http }] }';
    const rules = pod('a/web') + calls('a/web', toDns, outside);
    expect(lines(rules, 'a/web')).toEqual(['1 | any pod of namespaces team=x | TCP http', '0 of 0 other workloads in one step, 0 in all']);
    expect(lines(rules, 'a/web', { hidden: undefined })[1]).toBe('1 | pods k8s-app=kube-dns of kube-system | UDP 53');
    const dns = rules + pod('kube-system/dns').replace('app: dns', 'k8s-app: kube-dns');
    expect(lines(dns, 'a/web').filter((line) => line.includes('dns'))).toEqual([]);
    expect(lines(dns, 'a/web', { hidden: undefined }).filter((line) => line.startsWith('1 | kube-system/dns'))).toEqual(['1 | kube-system/dns[Pod] | UDP 53']);
  });

  test('has every pod on the node of a workload on the host network', () => {
    const world = pod('a/agent', 'hostNetwork: true,') + pod('a/db') + 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: db, namespace: a }\nspec: { podSelector: {}, policyTypes: [Ingress, Egress] }\n';
    expect(lines(world, 'a/agent').filter((line) => line.includes('a/db'))).toEqual(['perhaps 1 | a/db[Pod] | perhaps all']);
    expect(lines(world, 'a/db', { reverse: true })).toEqual([
      'perhaps 1 | a/agent[Pod] | perhaps all',
      'perhaps 2 | 0.0.0.0/0, ::/0 | all | 0.0.0.0/0, ::/0 -> a/agent[Pod] on all -> a/db[Pod] on perhaps all',
      'perhaps 2 | any pod | all | any pod -> a/agent[Pod] on all -> a/db[Pod] on perhaps all',
      'reached by 0 of 1 other workload in one step, 0 in all, and perhaps 1 more',
    ]);
    const nodes = { nodeCidrs: ['10.0.0.0/16'] };
    expect(lines(world, 'a/db', { reverse: true, hidden: undefined }, nodes)).toContain('perhaps 1 | 10.0.0.0/16 | perhaps all');
    expect(lines(world, 'a/db', { reverse: true }, nodes)).not.toContain('perhaps 1 | 10.0.0.0/16 | perhaps all');
  });

  test('stays short on a long chain: of its steps the first and the last are told', () => {
    const names = Array.from({ length: 40 }, (_, i) => `p${i}`);
    const chain = names.map((name, i) => pod(`a/${name}`) + calls(`a/${name}`, ...(i + 1 < names.length ? [to(`p${i + 1}`, 80)] : []))).join('');
    const found = blast(chain, 'a/p0');
    const [last] = blastTable(found).trimEnd().split('\n').slice(-2);
    expect(last).toMatch(/^39 .* a\/p0\[Pod\] -> a\/p1\[Pod\] on TCP 80 -> .* -> a\/p8\[Pod\] on TCP 80 -> 23 more -> a\/p32\[Pod\] on TCP 80 -> .* -> a\/p39\[Pod\] on TCP 80$/);
    expect(blastJson(found)).toMatchObject({ reached: expect.arrayContaining([expect.objectContaining({ steps: 39, omitted: 23 })]) as unknown });
  });

  test('goes through those that are alike as well, from one of them to the others', () => {
    const open = pod('a/x') + pod('a/y') + pod('a/z');
    expect(lines(open, 'a/x').filter((line) => line.includes('a/'))).toEqual(['1 | a/y[Pod] | all', '1 | a/z[Pod] | all']);
  });
});

test('Markdown is a table that names cannot break', () => {
  expect(blastMarkdown(blast(CHAIN, 'a/web')).split('\n').slice(0, 6)).toEqual([
    '## if a/web[Pod] is taken', '', '| steps | destination | ports | way |', '| --- | --- | --- | --- |', '| 1 | a/api[Pod] | TCP 8080 |  |',
    '| 2 | a/db[Pod] | TCP 5432 | a/web[Pod] -> a/api[Pod] on TCP 8080 -> a/db[Pod] on TCP 5432 |',
  ]);
});

test('JSON has both directions, and the ways', () => {
  expect(blastJson(blast(CHAIN, 'a/db', { reverse: true }))).toMatchObject({
    schema: 'cdk8s-reach/blast/v1',
    workload: { kind: 'Pod', namespace: 'a', name: 'db' },
    direction: 'reverse',
    others: 3,
    reached: expect.arrayContaining([expect.objectContaining({
      end: { kind: 'Pod', namespace: 'a', name: 'web' },
      certainty: 'open',
      steps: 2,
      allowed: [{ protocol: 'TCP', first: 8080, last: 8080 }],
      way: ['api', 'db'].map((name) => expect.objectContaining({ end: { kind: 'Pod', namespace: 'a', name } }) as unknown),
    })]) as unknown,
  });
});
