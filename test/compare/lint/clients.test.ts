import { codesIn, findingsIn, object, policy, WEB } from './world';

const open = (spec: string) => object('v1', 'Service', 'shop/open', `spec: { selector: { app: web }, ports: [{ port: 443, targetPort: 8080 }], ${spec} }`);
const from = (peer: string, port = '{ port: 8080 }') => policy('{ matchLabels: { app: web } }', `{ from: [${peer}], ports: [${port}] }`);
const PODS = '{ podSelector: { matchLabels: { app: web } } }';

describe('a Service that is open to the outside', () => {
  test.each([
    ['type: LoadBalancer, externalTrafficPolicy: Local', 'their own addresses', 'the clients'],
    ['type: LoadBalancer', 'the address of a node, unless `externalTrafficPolicy` is `Local`', 'the nodes'],
    ['type: NodePort', 'the address of a node, unless `externalTrafficPolicy` is `Local`', 'the nodes'],
    ['externalIPs: [192.0.2.1]', 'the address of a node, unless `externalTrafficPolicy` is `Local`', 'the nodes'],
  ])('needs addresses to be let in: %s', (spec, seen, mend) => {
    expect(findingsIn(WEB, open(spec), from(PODS))).toEqual([{
      code: 'CLIENTS_SHUT_OUT',
      object: { kind: 'Service', namespace: 'shop', name: 'open' },
      path: 'spec.ports[0]',
      text: `clients from outside come to \`shop/web[Pod]\` on TCP 8080 with ${seen}, and \`NetworkPolicy shop/policy\` lets no such address in there`,
      mend: `allow ingress on TCP 8080 from an \`ipBlock\` with ${mend}; make the type \`ClusterIP\` if nobody outside is meant`,
    }]);
    expect(codesIn(WEB, open(spec), from('{ ipBlock: { cidr: 10.0.0.0/8 } }'))).toEqual([]);
    expect(codesIn(WEB, open(spec), policy('{ matchLabels: { app: web } }', '{ ports: [{ port: 8080 }] }'))).toEqual([]);
    expect(codesIn(WEB, open(spec))).toEqual([]);
  });

  test('needs those addresses that its load balancer lets in, where pods see them', () => {
    const ranged = (policyOfTraffic: string) => open(`type: LoadBalancer, externalTrafficPolicy: ${policyOfTraffic}, loadBalancerSourceRanges: [203.0.113.0/24]`);
    expect(codesIn(WEB, ranged('Local'), from('{ ipBlock: { cidr: 10.0.0.0/8 } }'))).toEqual(['CLIENTS_SHUT_OUT']);
    expect(codesIn(WEB, ranged('Local'), from('{ ipBlock: { cidr: 203.0.113.128/25 } }'))).toEqual([]);
    expect(codesIn(WEB, ranged('Cluster'), from('{ ipBlock: { cidr: 10.0.0.0/8 } }'))).toEqual([]);
  });

  test('needs them on its own port and protocol', () => {
    const dns = object('v1', 'Service', 'shop/open', 'spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 53, targetPort: dns, protocol: UDP }] }');
    const block = '{ ipBlock: { cidr: 10.0.0.0/8 } }';
    expect(codesIn(WEB, dns, from(block, '{ port: 1053 }'))).toEqual(['CLIENTS_SHUT_OUT']);
    expect(codesIn(WEB, dns, from(block, '{ port: 1053, protocol: UDP }'))).toEqual([]);
  });

  test('is not a ClusterIP', () => {
    expect(codesIn(WEB, open('type: ClusterIP'), from(PODS))).toEqual([]);
  });
});
