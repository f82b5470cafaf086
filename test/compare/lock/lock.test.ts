import { Known, linesOf, lockOfYaml, said } from './locked';
import { CONFORMANT } from '../../../src/clusters/profile';
import { lockChanges } from '../../../src/compare/lock/difference';
import { lockText } from '../../../src/compare/lock/write';
import { SHOP } from '../list/shop';

const DNS = 'given hidden -> pods k8s-app=kube-dns of kube-system TCP/53,UDP/53';

function workload(name: string, labels: string, more: string = '', spec: string = ''): string {
  const [namespace, own] = name.split('/');
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${own}, namespace: ${namespace} }
spec: { template: { metadata: { labels: { ${labels} } }, spec: { ${spec} containers: [{ ports: [${more}] }] } } }
---`;
}

function policy(name: string, spec: string): string {
  const [namespace, own] = name.split('/');
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${own}, namespace: ${namespace} }
spec: { ${spec} }
---`;
}

/** The lines of some documents, without those of the header. */
function lines(yaml: string, known: Known = {}): string[] {
  return linesOf(lockOfYaml(yaml, known)).filter((line) => !line.startsWith('given '));
}

const CLOSED = { web: policy('shop/web', 'podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress, Egress]'), db: policy('shop/db', 'podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress, Egress]') };
const WEB = workload('shop/web', 'app: web', '{ name: http, containerPort: 8080 }');
const DB = workload('shop/db', 'app: db', '{ name: sql, containerPort: 5432 }');

/** A web that may call with a rule, and a database that lets in with another; both shut otherwise. */
function shop(egress: string, ingress: string, more: string = ''): string {
  return [WEB, DB,
    policy('shop/web', `podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress, Egress], egress: [${egress}]`),
    policy('shop/db', `podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress, Egress], ingress: [${ingress}]`), more].join('\n');
}

const TO_DB = '{ to: [{ podSelector: { matchLabels: { app: db } } }], ports: [{ port: 5432 }] }';
const FROM_WEB = '{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 5432 }] }';

describe('the lines of a lock', () => {
  it('are those of the shop: pairs, addresses, ways in, pods that are not there, and what is not known', () => {
    expect(linesOf(lockOfYaml(SHOP))).toEqual([
      DNS,
      '0.0.0.0/0, ::/0 -> shop/web[Deployment] all',
      '10.0.0.0/8 -> shop/db[StatefulSet] TCP/5432',
      '? shop/db[StatefulSet] -> shop/db[StatefulSet] TCP/5432',
      '? shop/payments[Deployment] -> shop/web[Deployment] TCP/443',
      '? shop/web[Deployment] -> shop/db[StatefulSet] TCP/5432',
      'Ingress shop/web shop.example.com/ -> shop/web[Deployment] TCP/8080',
      'Ingress shop/web shop.example.com/pay -> shop/payments[Deployment] TCP/8443',
      'Route shop/web shop.apps.example.com -> shop/web[Deployment] TCP/8080',
      'Service shop/db:5432 from 10.0.0.0/8 -> shop/db[StatefulSet] TCP/5432',
      'any pod -> shop/web[Deployment] all',
      'shop/db[StatefulSet] -> 0.0.0.0/0, ::/0 all',
      'shop/db[StatefulSet] -> any pod all',
      'shop/payments[Deployment] -> 203.0.113.0/25 TCP/443',
      'shop/payments[Deployment] -> pods k8s-app=kube-dns of any namespace UDP/53',
      'shop/web[Deployment] -> 0.0.0.0/0, ::/0 all',
      'shop/web[Deployment] -> any pod all',
      'shop/web[Deployment] -> shop/payments[Deployment] TCP/8443',
      'shop/web[Deployment] -> shop/web[Deployment] all',
    ]);
  });

  it('are exact where the facts are: no doubt, and the pods of blocks where they are', () => {
    const exact = linesOf(lockOfYaml(SHOP, { podCidrs: ['10.244.0.0/16'] }));
    expect(exact).toContain('given pods in 10.244.0.0/16');
    expect(exact.filter((line) => line.startsWith('?'))).toEqual([]);
    expect(exact).toContain('shop/web[Deployment] -> shop/db[StatefulSet] TCP/5432');
  });

  it('leave out what follows from any pod, and tell what does not', () => {
    expect(lines([WEB, DB].join('\n')).filter((line) => /\[.*->.*\[/.test(line))).toEqual(['shop/db[Deployment] -> shop/db[Deployment] all', 'shop/web[Deployment] -> shop/web[Deployment] all']);
    const denied = `
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: apart }
spec: { tier: Admin, priority: 1, subject: { pods: { podSelector: { matchLabels: { app: web } }, namespaceSelector: {} } }, egress: [{ action: Deny, to: [{ pods: { podSelector: { matchLabels: { app: db } }, namespaceSelector: {} } }] }] }
`;
    expect(lines([WEB, DB, denied].join('\n'))).toEqual(expect.arrayContaining([
      'any pod -> shop/db[Deployment] all', 'shop/web[Deployment] -> any pod all', 'shop/web[Deployment] -> shop/db[Deployment] none',
    ]));
  });

  it('tell the addresses of a rule together, whatever other rules open beside it', () => {
    const to = (cidr: string, port: number) => `{ to: [{ ipBlock: { cidr: ${cidr} } }], ports: [{ port: ${port} }] }`;
    const open = shop(`${to('0.0.0.0/0', 443)}, ${to('10.1.0.0/16', 5432)}, ${to('10.0.0.0/8', 443)}`, '');
    expect(lines(open, { podCidrs: ['10.244.0.0/16'] }).filter((line) => line.startsWith('shop/web') && !line.includes('shop/db'))).toEqual([
      'shop/web[Deployment] -> 0.0.0.0/0 TCP/443', 'shop/web[Deployment] -> 10.1.0.0/16 TCP/5432',
    ]);
  });

  it('hide the DNS of the profile, among the manifests or not, and nothing that merely looks like it', () => {
    const dns = (where: string) => `{ to: [{ namespaceSelector: ${where}, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }, { port: 9153 }] }`;
    const own = dns('{ matchLabels: { kubernetes.io/metadata.name: kube-system } }');
    expect(lines(shop(own, ''))).toEqual(['shop/web[Deployment] -> pods k8s-app=kube-dns of kube-system TCP/9153']);
    const coredns = workload('kube-system/coredns', 'k8s-app: kube-dns');
    const shut = policy('kube-system/dns', 'podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: UDP }] }], egress: [], policyTypes: [Ingress, Egress]');
    expect(lines(shop(own, '', coredns + shut))).toEqual(['any pod -> kube-system/coredns[Deployment] UDP/53']);
    expect(lines(shop(dns('{}'), ''))).toEqual(['shop/web[Deployment] -> pods k8s-app=kube-dns of any namespace TCP/9153,UDP/53']);
  });

  it('hide a DNS with addresses, on its ports alone', () => {
    const to = '{ to: [{ ipBlock: { cidr: 169.254.0.0/16 } }], ports: [{ port: 53, protocol: UDP }, { port: 80 }] }';
    const dns = { ...CONFORMANT.dns, peers: [{ kind: 'addresses' as const, blocks: [{ cidr: '169.254.20.10/32', except: [] }] }] };
    expect(linesOf(lockOfYaml(shop(to, ''), { dns, podCidrs: ['10.0.0.0/8'] }))).toEqual([
      'given hidden -> 169.254.20.10/32 TCP/53,UDP/53',
      'given pods in 10.0.0.0/8',
      'shop/web[Deployment] -> 169.254.0.0/16 TCP/80',
      expect.stringMatching(/^shop\/web\[Deployment\] -> 169\.254\.0\.0\/20 .*169\.254\.128\.0\/17 UDP\/53$/),
    ]);
  });

  it('leave out what comes from a pod\'s own node, and keep what policies open to nodes', () => {
    const nodes = { nodeCidrs: ['10.0.0.0/16'], podCidrs: ['10.244.0.0/16'] };
    expect(lines([WEB, CLOSED.web].join('\n'), nodes)).toEqual([]);
    const open = policy('shop/open', 'podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/24 } }], ports: [{ port: 8080 }] }]');
    expect(lines([WEB, CLOSED.web, open].join('\n'), nodes)).toEqual(['10.0.0.0/24 -> shop/web[Deployment] TCP/8080']);
  });

  it('tell a workload on the host network apart, since no policy holds it', () => {
    const agent = workload('shop/agent', 'app: agent', '', 'hostNetwork: true,');
    expect(lines([agent, DB, CLOSED.db].join('\n'), { podCidrs: ['10.244.0.0/16'] })).toEqual([
      '0.0.0.0/0, ::/0 -> shop/agent[Deployment,host] all',
      'any pod -> shop/agent[Deployment,host] all',
      'shop/agent[Deployment,host] -> 0.0.0.0/0, ::/0 all',
      'shop/agent[Deployment,host] -> any pod all',
      'shop/agent[Deployment,host] -> shop/agent[Deployment,host] all',
    ]);
  });

  it('say what else a way in depends on: the class, how the path is compared, conditions and the listener', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }\n---\n';
    const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web, namespace: shop }\nspec: { ingressClassName: public, rules: [{ host: a.example, http: { paths: [{ path: /x, pathType: Exact, backend: { service: { name: web, port: { number: 80 } } } }] } }] }\n---\n';
    const gateway = 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: edge, namespace: shop }\nspec: { gatewayClassName: x, listeners: [{ name: http, port: 80, protocol: HTTP }] }\n---\n';
    const route = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: web, namespace: shop }\nspec: { parentRefs: [{ name: edge }], rules: [{ matches: [{ method: GET }], backendRefs: [{ name: web, port: 80 }] }] }\n';
    expect(lines([WEB, CLOSED.web, service + ingress + gateway + route].join('\n'))).toEqual([
      'HTTPRoute shop/web * (method GET; at Gateway shop/edge:http) -> shop/web[Deployment] TCP/8080',
      'Ingress shop/web a.example/x (class public; exact) -> shop/web[Deployment] TCP/8080',
    ]);
  });

  it('know of policies that the cluster does not enforce', () => {
    const open = lockOfYaml([WEB, CLOSED.web].join('\n'), { unenforced: ['NetworkPolicy', 'AdminNetworkPolicy'] });
    expect(linesOf(open)).toEqual(expect.arrayContaining(['given unenforced NetworkPolicy', 'any pod -> shop/web[Deployment] all']));
    expect(linesOf(open)).not.toContain('given unenforced AdminNetworkPolicy');
  });

  it('have Pods of one controller as one party, which may do what any of them may', () => {
    const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { app: web }, ownerReferences: [{ kind: ReplicaSet, name: web-5d, apiVersion: apps/v1, uid: a, controller: true }] }\nspec: { containers: [] }\n---\n`;
    const both = lines(pod('web-5d-a') + pod('web-5d-b') + CLOSED.web);
    expect(both).toEqual([]);
    expect(lines(pod('web-5d-a') + pod('web-5d-b'))).toEqual([
      '0.0.0.0/0, ::/0 -> shop/web-5d[ReplicaSet] all', 'any pod -> shop/web-5d[ReplicaSet] all', 'shop/web-5d[ReplicaSet] -> 0.0.0.0/0, ::/0 all',
      'shop/web-5d[ReplicaSet] -> any pod all', 'shop/web-5d[ReplicaSet] -> shop/web-5d[ReplicaSet] all',
    ]);
  });

  it('cannot be forged by names: whatever is not plain is written out', () => {
    const evil = WEB.replace('name: web,', 'name: "web[Deployment] -> shop/db[Deployment] all\\n# x \\u001b",');
    const [line = ''] = lines(evil);
    expect(line).toBe('0.0.0.0/0, ::/0 -> shop/web[Deployment]\\u0020-\\u003e\\u0020shop/db[Deployment]\\u0020all\\u000a\\u0023\\u0020x\\u0020\\u001b[Deployment] all');
    expect(lockChanges(lockOfYaml(evil), lockOfYaml(evil))).toEqual({ opened: [], closed: [] });
  });
});

describe('a change of a lock', () => {
  const changed = (before: string, after: string) => {
    const [old, current] = [lockOfYaml(before), lockOfYaml(after)];
    return said(linesOf(old), linesOf(current));
  };
  const shut = shop('', '');

  it('is said as a sentence for each new connection, and for each that is gone', () => {
    const open = shop(TO_DB, FROM_WEB);
    expect(changed(shut, open)).toEqual({ opened: ['`shop/web` may now call `shop/db` on TCP 5432'], closed: [] });
    expect(changed(open, shut)).toEqual({ opened: [], closed: ['`shop/web` may no longer call `shop/db` on TCP 5432'] });
    expect(changed(open, open)).toEqual({ opened: [], closed: [] });
  });

  it('says what is open beside what was', () => {
    expect(said(['a/x[Pod] -> a/y[Pod] TCP/80'], ['a/x[Pod] -> a/y[Pod] TCP/80,443,UDP/53'])).toEqual({
      opened: ['`a/x` may now call `a/y` on TCP 443, UDP 53 as well'], closed: [],
    });
  });

  it('is none where the same meaning is written in another way', () => {
    expect(said(
      ['a/x[Pod] -> 10.0.0.0/9 10.128.0.0/9 TCP/80-81', '0.0.0.0/0 -> a/x[Pod] TCP/1-65535,UDP/1-65535,SCTP/1-65535', '::/0 -> a/x[Pod] all'],
      ['a/x[Pod] -> 10.0.0.0/8 TCP/80,81', '0.0.0.0/0, ::/0 -> a/x[Pod] all', '0.0.0.0/0, ::/0 -> a/x[Pod] all'],
    )).toEqual({ opened: [], closed: [] });
    expect(said(['a/x[Pod] -> 10.0.0.0/8 TCP/80,443'], ['a/x[Pod] -> 10.0.0.0/8 TCP/80', 'a/x[Pod] -> 10.0.0.0/8 TCP/443'])).toEqual({ opened: [], closed: [] });
    expect(said(['a/x[Pod] -> 0.0.0.0/0 except 10.0.0.0/8 all', 'a/x[Pod] -> 10.0.0.0/8 all'], ['a/x[Pod] -> 0.0.0.0/0 all'])).toEqual({ opened: [], closed: [] });
  });

  it('cuts blocks where it has to', () => {
    expect(said(['10.0.0.0/8 -> a/x[Pod] TCP/80'], ['10.0.0.0/7 -> a/x[Pod] TCP/80,443'])).toEqual({
      opened: ['addresses 10.0.0.0/7 may now call `a/x` on TCP 443 as well', 'addresses 11.0.0.0/8 may now call `a/x` on TCP 80'], closed: [],
    });
  });

  it('knows the internet when it sees it, but for what belongs to the cluster', () => {
    const { opened } = said([], ['0.0.0.0/0 except 10.0.0.0/8 -> a/x[Pod] TCP/80', 'a/x[Pod] -> 0.0.0.0/0 TCP/443', '8.0.0.0/8 -> a/x[Pod] TCP/1']);
    expect(opened).toEqual([
      'anybody on the internet may now call `a/x` on TCP 80', 'addresses 8.0.0.0/8 may now call `a/x` on TCP 1', '`a/x` may now call any address on the internet on TCP 443',
    ]);
  });

  it('tells doubt from certainty: a new doubt, one that is gone, and one that has become certain', () => {
    const [open, perhaps] = ['a/x[Pod] -> a/y[Pod] TCP/80', '? a/x[Pod] -> a/y[Pod] TCP/80'];
    expect(said([], [perhaps]).opened).toEqual(['perhaps `a/x` may now call `a/y` on TCP 80: the manifests do not say enough']);
    expect(said([perhaps], [open])).toEqual({ opened: ['`a/x` may now call `a/y` on TCP 80, which was not known before'], closed: [] });
    expect(said([open], [perhaps])).toEqual({ opened: [], closed: ['`a/x` may no longer call `a/y` on TCP 80'] });
    expect(said([perhaps], [])).toEqual({ opened: [], closed: ['`a/x` perhaps may no longer call `a/y` on TCP 80'] });
  });

  it('tells of ways in', () => {
    const line = 'Ingress shop/web a.example/ (class public) -> shop/web[Deployment] TCP/8080';
    expect(said([], [line]).opened).toEqual(['anybody from outside now reaches `shop/web` on TCP 8080 through `Ingress shop/web a.example/ (class public)`']);
    expect(said([line.replace('public', 'private')], [line]).opened).toHaveLength(1);
    expect(said([line], []).closed).toEqual(['anybody from outside no longer reaches `shop/web` on TCP 8080 through `Ingress shop/web a.example/ (class public)`']);
    const service = (clients: string) => `Service shop/lb:80${clients} -> shop/web[Deployment] TCP/8080`;
    expect(said([service(' from 203.0.113.0/24')], [service('')]).opened).toEqual(['anybody from outside now reaches `shop/web` on TCP 8080 through `Service shop/lb:80`']);
    expect(said([service('')], [service(' from 203.0.113.0/24')]).opened).toEqual([]);
    expect(said([], [service(' from 203.0.113.0/24')]).opened).toEqual(['addresses 203.0.113.0/24 now reach `shop/web` on TCP 8080 through `Service shop/lb:80`']);
  });

  it('tells of pods that are not there, and not twice of those that are some of others', () => {
    const any = 'any pod -> a/x[Pod] TCP/80';
    const some = 'pods app=a of b -> a/x[Pod] TCP/80';
    expect(said([], [some]).opened).toEqual(['pods app=a of b, outside these manifests, may now call `a/x` on TCP 80']);
    expect(said([some], [any]).opened).toEqual(['any pod of the cluster may now call `a/x` on TCP 80']);
    expect(said([any], [some])).toEqual({ opened: [], closed: ['any pod of the cluster may no longer call `a/x` on TCP 80'] });
    expect(said([any], [any, some])).toEqual({ opened: [], closed: [] });
    expect(said(['pods app=a of any namespace -> a/x[Pod] TCP/80'], [some]).opened).toEqual([]);
    expect(said(['pods app=a of namespaces team=t -> a/x[Pod] TCP/80'], [some]).opened).toHaveLength(1);
  });

  it('tells of pods that were kept out and are not any more', () => {
    const any = 'any pod -> a/x[Pod] all';
    expect(said([any, 'pods app=evil of b -> a/x[Pod] none'], [any]).opened).toEqual(['pods app=evil of b, outside these manifests, may now call `a/x` on every port']);
    expect(said([any], [any, 'pods app=evil of b -> a/x[Pod] none'])).toEqual({
      opened: [], closed: ['pods app=evil of b, outside these manifests, may no longer call `a/x` on every port'],
    });
  });

  it('tells once what follows from lines about any pod, and every exception that is gone', () => {
    const open = ['a/x[Pod] -> any pod all', 'any pod -> a/y[Pod] all'];
    expect(said(['a/x[Pod] -> a/y[Pod] TCP/80'], open)).toEqual({
      opened: ['`a/x` may now call any pod of the cluster on every port', 'any pod of the cluster may now call `a/y` on every port'], closed: [],
    });
    expect(said(open, ['a/x[Pod] -> a/y[Pod] TCP/80']).opened).toEqual([]);
    expect(said([...open, 'a/x[Pod] -> a/y[Pod] none'], open)).toEqual({ opened: ['`a/x` may now call `a/y` on every port'], closed: [] });
    expect(said(open, [...open, 'a/x[Pod] -> a/y[Pod] none'])).toEqual({ opened: [], closed: ['`a/x` may no longer call `a/y` on every port'] });
  });

  it('names the kind of a workload where two share a name', () => {
    expect(said([], ['a/x[Job] -> a/y[Pod] TCP/80', 'a/x[Deployment] -> a/y[Pod] TCP/80']).opened).toEqual([
      '`a/x[Deployment]` may now call `a/y` on TCP 80', '`a/x[Job]` may now call `a/y` on TCP 80',
    ]);
  });

  it('is new for a workload that is put on the host network', () => {
    const on = (spec: string) => lockOfYaml([workload('shop/web', 'app: web', '', spec), CLOSED.web].join('\n'), { podCidrs: ['10.244.0.0/16'] });
    const { opened } = said(linesOf(on('')), linesOf(on('hostNetwork: true,')));
    expect(opened).toContain('anybody on the internet may now call `shop/web` on the host network on every port');
  });
});

test('a lock begins with what it is, how to accept, and what it rests on, and ends in a new line', () => {
  expect(lockText(lockOfYaml(shop(TO_DB, FROM_WEB), { podCidrs: ['10.244.0.0/16', '10.0.0.0/16'] }))).toBe(`# cdk8s-reach lock v1
# Who may reach whom: a line a connection, sorted; \`?\` where the manifests do not say enough. Whatever opens more than this fails.
# To accept a change, and to write this file: \`cdk8s-reach lock --accept PATH\`, or a synth with CDK8S_REACH_LOCK=accept.
# \`any pod\` stands for the workloads here, too: two of them for which a connection follows from such lines have none of their own.
# What the lines rest on is \`given\`; system flows are left out: those that are \`given hidden\`, and what comes from a pod's own node.
${DNS}
given pods in 10.0.0.0/16
given pods in 10.244.0.0/16
shop/web[Deployment] -> shop/db[Deployment] TCP/5432
`);
});
