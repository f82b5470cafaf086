/** The API groups and kinds that answers are made from; true where the kind has no namespace. */
const READ: Readonly<Record<string, boolean>> = {
  '/Namespace': true,
  '/Node': true,
  '/Pod': false,
  '/ReplicationController': false,
  '/Service': false,
  'apps/DaemonSet': false,
  'apps/Deployment': false,
  'apps/ReplicaSet': false,
  'apps/StatefulSet': false,
  'batch/CronJob': false,
  'batch/Job': false,
  'gateway.networking.k8s.io/GRPCRoute': false,
  'gateway.networking.k8s.io/Gateway': false,
  'gateway.networking.k8s.io/HTTPRoute': false,
  'gateway.networking.k8s.io/ListenerSet': false,
  'gateway.networking.k8s.io/ReferenceGrant': false,
  'gateway.networking.k8s.io/TCPRoute': false,
  'gateway.networking.k8s.io/TLSRoute': false,
  'gateway.networking.k8s.io/UDPRoute': false,
  'networking.k8s.io/Ingress': false,
  'networking.k8s.io/NetworkPolicy': false,
  'policy.networking.k8s.io/AdminNetworkPolicy': true,
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': true,
  'policy.networking.k8s.io/ClusterNetworkPolicy': true,
  'route.openshift.io/Route': false,
};

/** The groups that have been taken out of Kubernetes, with the ones that took their place. */
const GONE: Readonly<Record<string, string>> = { extensions: 'apps/v1 or networking.k8s.io/v1' };

/** The API groups of other policies, and of other ways in: what they say is not read, and may change an answer. */
const OTHER_POLICIES = /(^|\.)(cilium\.io|projectcalico\.org|antrea\.io|istio\.io|linkerd\.io|k8s\.ovn\.org|networking\.k8s\.aws|kuma\.io|gateway\.networking\.k8s\.io|x-k8s\.io)$/;

/** The group of an API version; empty is the core's. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Whether answers are made from objects of this kind. */
export function isRead(apiVersion: string, kind: string): boolean {
  return `${groupOf(apiVersion)}/${kind}` in READ;
}

/** Whether objects of this kind, as far as it is known, have no namespace. */
export function isClusterWide(apiVersion: string, kind: string): boolean {
  return READ[`${groupOf(apiVersion)}/${kind}`] === true;
}

/** Whether a kind that is not read may decide about connections. */
export function mayMatter(apiVersion: string): boolean {
  return OTHER_POLICIES.test(groupOf(apiVersion));
}

/** A kind that is not read and may decide about connections, as `Kind (apiVersion)`; nothing for any other object. */
export function mayDecide(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('apiVersion' in value) || !('kind' in value)) return undefined;
  const [apiVersion, kind] = [String(value.apiVersion), String(value.kind)];
  return !isRead(apiVersion, kind) && mayMatter(apiVersion) ? `${kind} (${apiVersion})` : undefined;
}

/** What to write instead of an API group that no server has any more. */
export function replacementOf(apiVersion: string): string | undefined {
  return GONE[groupOf(apiVersion)];
}
