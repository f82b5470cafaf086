/** Random egress gateway policies of Cilium, and pods that they meet often. */
import * as fc from '../property';
import { pod } from '../reachability/world';

// few blocks, most of them within each other, so that they meet in every way
const block = fc.constantFrom(
  '0.0.0.0/0', '128.0.0.0/1', '203.0.112.0/23', '203.0.113.0/24', '203.0.113.128/25', '203.0.113.7/32', '198.51.100.0/24', '::/0', '2001:db8::/32', '2001:db8::1/128',
);
const labels = fc.record({ 'app': fc.constantFrom('web', 'api'), 'io.kubernetes.pod.namespace': fc.constantFrom('shop', 'bank') }, { requiredKeys: [] });
const gateway = fc.record({
  nodeSelector: fc.constantFrom('a', 'b').map((role) => ({ matchLabels: { role } })),
  egressIP: fc.constantFrom('192.0.2.1', '192.0.2.2'),
}, { requiredKeys: ['nodeSelector'] });
const subject = fc.record({
  podSelector: labels.map((matchLabels) => ({ matchLabels })),
  namespaceSelector: fc.constantFrom({}, { matchLabels: { team: 'red' } }),
  nodeSelector: fc.constant({ matchLabels: { zone: 'x' } }),
}, { requiredKeys: ['podSelector'] });

/** The `spec` of such a policy. */
export const gatewaySpec = fc.record({
  selectors: fc.array(subject, { maxLength: 2 }),
  destinationCIDRs: fc.array(block, { maxLength: 4 }),
  excludedCIDRs: fc.array(block, { maxLength: 3 }),
  egressGateway: gateway,
  egressGateways: fc.array(gateway, { maxLength: 2 }),
});

/** Pods in two namespaces, one of them on the host network. */
export const GATEWAY_PODS: readonly unknown[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'red' } } },
  pod('shop/web'), pod('shop/api'), pod('bank/web'), pod('bank/host', { spec: { hostNetwork: true } }),
];

/** A policy with that `spec`. */
export function gatewayPolicy(one: unknown, i: number): object {
  return { apiVersion: 'cilium.io/v2', kind: 'CiliumEgressGatewayPolicy', metadata: { name: `p${i}` }, spec: one };
}
