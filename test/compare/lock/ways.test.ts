import { changed, linesOf, lockOfLines, lockOfYaml, said } from './locked';
import { readLock } from '../../../src/compare/lock/read';
import { lockText } from '../../../src/compare/lock/write';

/** An egress gateway policy of Cilium. */
function gateway(name: string, { to = '203.0.113.0/24', by = 'egressIP: 192.0.2.7', subject = 'podSelector: {matchLabels: {app: web}}', nodes = '{matchLabels: {role: egress}}' } = {}): string {
  return `apiVersion: cilium.io/v2\nkind: CiliumEgressGatewayPolicy\nmetadata: {name: ${name}}\nspec: {selectors: [{${subject}}], destinationCIDRs: [${to}], egressGateway: {nodeSelector: ${nodes}, ${by}}}\n`;
}

const pod = (name: string, more = '') => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: web}${more}}\nspec: {containers: []}\n`;
const policy = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web, namespace: shop}\n'
  + 'spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 203.0.112.0/23}}, {ipBlock: {cidr: "2001:db8::/32"}}], ports: [{port: 443}]}]}\n';
const shop = (...more: readonly string[]) => [pod('web'), policy, ...more].join('---\n');
const ways = (yaml: string, known: Parameters<typeof lockOfYaml>[1] = {}) => linesOf(lockOfYaml(yaml, known)).filter((line) => line.includes('leaves '));

describe('a lock has a line for each way out of the cluster', () => {
  test.each<[string, string[], string[]]>([
    ['by an address', [gateway('a')], ['leaves shop/web[Pod] -> 203.0.113.0/24 by 192.0.2.7 of nodes role=egress']],
    ['by an interface, of either family', [gateway('a', { to: '203.0.112.0/24, "2001:db8::/48"', by: 'interface: eth1', nodes: '{}' })], ['leaves shop/web[Pod] -> 203.0.112.0/24, 2001:db8::/48 by interface eth1 of nodes *']],
    ['by the default route', [gateway('a', { by: '', nodes: '{matchExpressions: [{key: role, operator: In, values: [a, b]}]}' })], ['leaves shop/web[Pod] -> 203.0.113.0/24 by default route of nodes role in (a,b)']],
    ['one whoever says so', [gateway('a', { to: '203.0.113.0/25' }), gateway('b', { to: '203.0.113.128/25' })], ['leaves shop/web[Pod] -> 203.0.113.0/24 by 192.0.2.7 of nodes role=egress']],
    ['each that may be', [gateway('a'), gateway('b', { by: 'egressIP: 192.0.2.8' })], [
      '? leaves shop/web[Pod] -> 203.0.113.0/24 by 192.0.2.7 of nodes role=egress', '? leaves shop/web[Pod] -> 203.0.113.0/24 by 192.0.2.8 of nodes role=egress',
    ]],
    ['one that may be or not', [gateway('a', { subject: 'podSelector: {}, nodeSelector: {matchLabels: {zone: x}}' })], ['? leaves shop/web[Pod] -> 203.0.113.0/24 by 192.0.2.7 of nodes role=egress']],
    ['none to addresses that are shut', [gateway('a', { to: '198.51.100.0/24' })], []],
  ])('%s', (_, policies, expected) => {
    const lock = lockOfYaml(shop(...policies));
    expect(linesOf(lock).filter((line) => line.includes('leaves '))).toEqual(expected);
    const again = readLock(lockText(lock));
    expect(again.kind === 'lock' && lockText(again.lock)).toBe(lockText(lock));
  });

  test('and none to the pods and nodes of the cluster', () => {
    expect(ways(shop(gateway('a')), { podCidrs: ['203.0.113.0/25'] })).toEqual(['leaves shop/web[Pod] -> 203.0.113.128/25 by 192.0.2.7 of nodes role=egress']);
    expect(ways(shop(gateway('a')), { nodeCidrs: ['203.0.113.0/24'] })).toEqual([]);
  });

  test('behind all others, with a comment that is there for them alone', () => {
    const [withWays, without] = [lockText(lockOfYaml(shop(gateway('a')))).split('\n'), lockText(lockOfYaml(shop())).split('\n')];
    expect(withWays.slice(-2)).toEqual(['leaves shop/web[Pod] -> 203.0.113.0/24 by 192.0.2.7 of nodes role=egress', '']);
    const added = withWays.filter((line) => !without.includes(line));
    expect(added.map((line) => line.slice(0, 34))).toEqual(['# What leaves the cluster through ', 'leaves shop/web[Pod] -> 203.0.113.']);
    expect(without.join('\n')).not.toContain('leaves');
  });

  test('where the cluster leads connections through gateways, and says so where it does not', () => {
    const lines = linesOf(lockOfYaml(shop(gateway('a')), { unenforced: ['CiliumEgressGatewayPolicy'] }));
    expect(lines.filter((line) => /leaves|unenforced/.test(line))).toEqual(['given unenforced CiliumEgressGatewayPolicy']);
    expect(linesOf(lockOfYaml(shop(), { unenforced: ['CiliumEgressGatewayPolicy'] })).join()).not.toContain('unenforced');
  });

  test('of Pods of one controller one', () => {
    const owned = ', ownerReferences: [{kind: ReplicaSet, name: web-5d, apiVersion: apps/v1, uid: a, controller: true}]';
    expect(ways([pod('web-1', owned), pod('web-2', owned), policy, gateway('a')].join('---\n'))).toEqual(['leaves shop/web-5d[ReplicaSet] -> 203.0.113.0/24 by 192.0.2.7 of nodes role=egress']);
  });

  test('with whatever a name may have of it written out', () => {
    const hostile = gateway('a', { by: 'interface: "a -> b by c\\n? leaves"' });
    const lock = lockOfYaml(shop(hostile));
    const found = linesOf(lock).filter((line) => line.includes('leaves '));
    expect(found).toEqual(['leaves shop/web[Pod] -> 203.0.113.0/24 by interface a\\u0020-\\u003e\\u0020b\\u0020by\\u0020c\\u000a\\u003f\\u0020leaves of nodes role=egress']);
    expect(changed(lock, lockOfLines(...linesOf(lock)))).toEqual({ opened: [], closed: [] });
  });
});

const LINE = 'leaves shop/web[Pod] -> 203.0.113.0/24 by 192.0.2.7 of nodes role=egress';

describe('a change of a way out is one of the lock', () => {
  const web = '`shop/web` to addresses';

  test.each<[string, string[], string[], { opened: string[]; closed: string[] }]>([
    ['a new one', [], [LINE], { opened: [`connections of ${web} 203.0.113.0/24 now leave the cluster by 192.0.2.7 of the first node with role=egress`], closed: [] }],
    ['one that is gone', [LINE], [], { opened: [], closed: [`connections of ${web} 203.0.113.0/24 no longer leave the cluster by 192.0.2.7 of the first node with role=egress`] }],
    ['another address', [LINE], [LINE.replace('2.7', '2.8')], {
      opened: [`connections of ${web} 203.0.113.0/24 now leave the cluster by 192.0.2.8 of the first node with role=egress`],
      closed: [`connections of ${web} 203.0.113.0/24 no longer leave the cluster by 192.0.2.7 of the first node with role=egress`],
    }],
    ['more and fewer addresses', [LINE], [LINE.replace('113.0/24', '112.128/25 203.0.113.0/25')], {
      opened: [`connections of ${web} 203.0.112.128/25 now leave the cluster by 192.0.2.7 of the first node with role=egress`],
      closed: [`connections of ${web} 203.0.113.128/25 no longer leave the cluster by 192.0.2.7 of the first node with role=egress`],
    }],
    ['a doubt that is gone', [`? ${LINE}`], [LINE], {
      opened: [`connections of ${web} 203.0.113.0/24 now leave the cluster by 192.0.2.7 of the first node with role=egress, which was not known before`], closed: [],
    }],
    ['a doubt', [LINE], [`? ${LINE}`], { opened: [], closed: [`connections of ${web} 203.0.113.0/24 no longer leave the cluster by 192.0.2.7 of the first node with role=egress`] }],
    ['one that may be', [], [`? ${LINE}`], { opened: [`perhaps connections of ${web} 203.0.113.0/24 now leave the cluster by 192.0.2.7 of the first node with role=egress`], closed: [] }],
    ['an interface, of either family', [], ['leaves shop/web[Pod] -> 203.0.113.0/24, 2001:db8::/32 by interface eth1 of nodes *'], {
      opened: [`connections of ${web} 203.0.113.0/24, 2001:db8::/32 now leave the cluster by the first IPv4 address of interface eth1 and the first IPv6 address of interface eth1 of the first node by name`], closed: [],
    }],
    ['the same written otherwise', [LINE], [LINE.replace('113.0/24', '113.0/25'), LINE.replace('113.0/24', '113.128/25')], { opened: [], closed: [] }],
  ])('%s', (_, accepted, current, sentences) => {
    expect(said(accepted, current)).toEqual(sentences);
  });

  test('and says nothing of who may call whom', () => {
    const call = 'shop/web[Pod] -> 203.0.113.0/24 all';
    expect(said([LINE], [call])).toEqual({
      opened: ['`shop/web` may now call addresses 203.0.113.0/24 on every port'],
      closed: ['connections of `shop/web` to addresses 203.0.113.0/24 no longer leave the cluster by 192.0.2.7 of the first node with role=egress'],
    });
  });
});

describe('a line about a way out that is none is refused, with its number', () => {
  test.each<[string, RegExp]>([
    ['leaves shop/web[Pod]', /is no line of a lock/],
    ['leaves shop/web[Pod] -> 203.0.113.0/24', /does not say how connections leave the cluster; write it like `203.0.113.0\/24 by 192.0.2.7 of nodes role=egress`, with `interface eth1` or `default route`/],
    ['leaves shop/web[Pod] -> 203.0.113.0/24 by 192.0.2.7', /does not say how/],
    ['leaves shop/web[Pod] -> 203.0.113.0/24 by 192.0.2.7 of nodes ', /does not say how/],
    ['leaves shop/web[Pod] -> 203.0.113.0/24 by 192.0.2.256 of nodes *', /does not say how/],
    ['leaves shop/web[Pod] -> 203.0.113.0/24 by interface  of nodes *', /does not say how/],
    ['leaves shop/web[Pod] -> 203.0.113.0/24 by interface a b of nodes *', /does not say how/],
    ['leaves shop/web[Pod] -> 203.0.113.0/24 by gateway x of nodes *', /does not say how/],
    ['leaves shop/web[Pod] -> 203.0.113.1/24 by 192.0.2.7 of nodes *', /does not say how/],
    ['leaves shop/web[Pod] -> shop/api[Pod] by 192.0.2.7 of nodes *', /does not say how/],
    ['leaves shop/web[Pod] -> 203.0.113.0/24 by 192.0.2.7 of nodes a\u001b[31m', /does not say how/],
    ['leaves shop/web[Pod] -> 203.0.113.0/24 by 192.0.2.7 of nodes a -> b', /is no line of a lock/],
    ['leaves any pod -> 203.0.113.0/24 by 192.0.2.7 of nodes *', /`any pod` is no workload whose connections leave through a gateway, such as `shop\/web\[Deployment\]`/],
    ['leaves shop/agent[DaemonSet,host] -> 203.0.113.0/24 by 192.0.2.7 of nodes *', /is no workload whose connections leave/],
    ['leaves 203.0.113.0/24 -> shop/web[Pod] by 192.0.2.7 of nodes *', /is no workload whose connections leave/],
    ['given leaves shop/web[Pod]', /is not known/],
  ])('%s', (line, says) => {
    for (const [text, number] of [[line, 3], [`? ${line}`, 3]] as const) {
      if (text.startsWith('? given')) continue;
      const read = readLock(['# cdk8s-reach lock v1', LINE, text].join('\n'));
      expect(read).toEqual({ kind: 'problems', problems: [{ line: number, text: expect.stringMatching(says) as unknown }] });
    }
  });
});
