import { listInput, SHOP } from './shop';
import { npGuardText } from '../../../src/compare/list/npguard/text';
import { linesOf } from '../../corpus/judge';

const pod = (name: string, labels: string, extra = '') => `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: a
  labels: { ${labels} }
  ownerReferences: [{ kind: ReplicaSet, name: web-5d4f, controller: true }]
spec: { containers: []${extra} }
status: { podIP: 10.0.0.${name.length}, hostIP: 192.168.0.1 }
---`;

const policy = (selector: string, rules: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p, namespace: a }
spec: { podSelector: { matchLabels: { ${selector} } }, ${rules} }
`;

describe('the format of netpol-analyzer', () => {
  test('has the pods of a controller as one, whatever labels no policy asks for', () => {
    const text = npGuardText(listInput(`${pod('one', 'app: web, v: a')}${pod('three', 'app: web, v: b')}${policy('app: web', 'ingress: []')}`));
    expect(text).toBe('a/web-5d4f[ReplicaSet] => 0.0.0.0-255.255.255.255[External] : All Connections\n');
  });

  test('has pods of a controller apart where a policy tells them apart, which netpol-analyzer refuses', () => {
    const text = npGuardText(listInput(`${pod('one', 'app: web, v: a')}${pod('three', 'app: web, v: b')}${policy('v: a', 'ingress: []')}`));
    expect(linesOf(text)).toContain('a/one[Pod] => a/three[Pod] : All Connections');
    expect(linesOf(text)).not.toContain('a/three[Pod] => a/one[Pod] : All Connections');
  });

  test('has the pods of a controller as one, where a policy of another namespace alone would tell them apart', () => {
    const elsewhere = policy('v: a', 'ingress: []').replace('namespace: a', 'namespace: b');
    expect(linesOf(npGuardText(listInput(`${pod('one', 'app: web, v: a')}${pod('three', 'app: web, v: b')}${elsewhere}`)))).toEqual([
      '0.0.0.0-255.255.255.255[External] => a/web-5d4f[ReplicaSet] : All Connections',
      'a/web-5d4f[ReplicaSet] => 0.0.0.0-255.255.255.255[External] : All Connections',
    ]);
  });

  test('takes pods to lie outside every block, even where their addresses are known', () => {
    const lone = pod('other', 'app: other').replace(/.*ownerReferences.*\n/, '');
    const text = npGuardText(listInput(`${pod('one', 'app: web')}${lone}${policy('app: web', 'ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]')}`));
    expect(linesOf(text).filter((line) => line.endsWith('=> a/web-5d4f[ReplicaSet] : All Connections'))).toEqual([
      '0.0.0.0-255.255.255.255[External] => a/web-5d4f[ReplicaSet] : All Connections',
    ]);
  });

  test('takes pods on the host network for ordinary ones', () => {
    const text = npGuardText(listInput(`${pod('one', 'app: web', ', hostNetwork: true')}${policy('app: web', 'policyTypes: [Egress]')}`));
    expect(text).toBe('0.0.0.0-255.255.255.255[External] => a/web-5d4f[ReplicaSet] : All Connections\n');
  });

  test('cuts IPv4 addresses wherever a rule of the direction does, and leaves IPv6 out', () => {
    const egress = 'policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }, { ipBlock: { cidr: "2001:db8::/32" } }] }]';
    expect(linesOf(npGuardText(listInput(`${pod('one', 'app: web')}${policy('app: web', egress)}`)))).toEqual([
      '0.0.0.0-255.255.255.255[External] => a/web-5d4f[ReplicaSet] : All Connections',
      'a/web-5d4f[ReplicaSet] => 10.0.0.0-10.0.255.255[External] : All Connections',
      'a/web-5d4f[ReplicaSet] => 10.2.0.0-10.255.255.255[External] : All Connections',
    ]);
  });

  test('shows a controller only the ports that containers declare and policies leave open to anybody', () => {
    const ofController = linesOf(npGuardText(listInput(SHOP), { narrowing: { from: ['ingress-controller'] } }));
    expect(ofController).toEqual(['{ingress-controller} => shop/web[Deployment] : TCP 8080']);
  });

  test('on one port names the port once, and ends alone', () => {
    const narrowing = { to: ['payments'], port: { port: 8443, protocol: 'TCP' as const } };
    expect(npGuardText(listInput(SHOP), { narrowing })).toBe('Permitted connections on TCP 8443:\nshop/web[Deployment] => shop/payments[Deployment]\n');
  });

  test('shows exposure on one port', () => {
    expect(npGuardText(listInput(SHOP), { narrowing: { from: ['payments'], port: { port: 53, protocol: 'UDP' } }, exposure: true })).toMatchSnapshot();
  });
});
