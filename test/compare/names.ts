/** A shop of two pods, with a policy of the cluster about one of them, as YAML. */

const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}\n`;

/** A rule that accepts hosts by their names on TCP 443. */
export function named(...names: readonly string[]): string {
  return `{action: Accept, to: [{domainNames: [${names.map((name) => `"${name}"`).join(', ')}]}], protocols: [{tcp: {destinationPort: {number: 443}}}]}`;
}

const everywhere = (action: string) => `{action: ${action}, to: [{networks: [0.0.0.0/0, "::/0"]}]}`;

/** A rule that denies every address, and one that accepts them all. */
export const DENY_ALL = everywhere('Deny');
export const TO_ALL = everywhere('Accept');

/** The pods `payments` and `web`, and rules of egress of the first. */
export function shop(...egress: readonly string[]): string {
  const policies = egress.length === 0 ? [] : [`apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: payments}
spec:
  tier: Admin
  priority: 1
  subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: payments}}}}
  egress:
${egress.map((rule) => `  - ${rule}\n`).join('')}`];
  return [pod('payments'), pod('web'), ...policies].join('---\n');
}

/** A NetworkPolicy about a pod of the shop. */
export function policy(name: string, spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  podSelector: {matchLabels: {app: ${name}}}\n  policyTypes: [Egress]\n  ${spec}\n`;
}
