import { findingsIn, WEB } from './world';

/** An egress gateway policy of Cilium. */
function gateway(name: string, spec: { pods?: string; to?: string; without?: string; by?: string } = {}): string {
  const { pods = '{ app: web }', to = '203.0.113.0/24', without, by = 'egressIP: 192.0.2.7' } = spec;
  return [
    'apiVersion: cilium.io/v2', 'kind: CiliumEgressGatewayPolicy', `metadata: { name: ${name} }`, 'spec:',
    `  selectors: [{ podSelector: { matchLabels: ${pods} } }]`, `  destinationCIDRs: [${to}]`, ...(without === undefined ? [] : [`  excludedCIDRs: [${without}]`]),
    `  egressGateway: { nodeSelector: { matchLabels: { role: egress } }, ${by} }`, '',
  ].join('\n');
}

const OTHER = { by: 'interface: eth1' };

describe('two egress gateway policies', () => {
  it('about the same pods and the same block are found, at the later one', () => {
    expect(findingsIn(WEB, gateway('a'), gateway('b', { ...OTHER, pods: '{ io.kubernetes.pod.namespace: shop }' }))).toEqual([{
      code: 'SOURCE_ADDRESS_CLASH',
      object: { kind: 'CiliumEgressGatewayPolicy', name: 'b' },
      path: 'spec.destinationCIDRs',
      text: 'says of `203.0.113.0/24` something else than CiliumEgressGatewayPolicy `a`, and both select `shop/web[Pod]`: which of them counts is not defined',
      mend: 'select other pods, or name a longer block in the one that is to count',
    }]);
  });

  it.each([
    ['an exception of one, and a destination of the other', { to: '203.0.112.0/23', without: '203.0.113.0/24' }, 1],
    ['the same gateway', {}, 0],
    ['a longer block', { ...OTHER, to: '203.0.113.0/25' }, 0],
    ['other pods', { ...OTHER, pods: '{ app: api }' }, 0],
    ['pods of another namespace', { ...OTHER, pods: '{ app: web, io.kubernetes.pod.namespace: bank }' }, 0],
  ])('%s: %o', (_, spec, count) => {
    expect(findingsIn(WEB, gateway('a'), gateway('b', spec)).map(({ code }) => code)).toEqual(Array(count).fill('SOURCE_ADDRESS_CLASH'));
  });
});
