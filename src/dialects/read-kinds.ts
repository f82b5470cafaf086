import { DIALECTS } from './index';
import { groupOf } from '../reachability/objects';

export { groupOf };

/** The API groups and kinds that answers are made from; true where the kind has no namespace. */
const READ: Readonly<Record<string, boolean>> = {
  '/Namespace': true,
  '/Node': true,
  '/Pod': false,
  '/ReplicationController': false,
  '/Service': false,
  '/ServiceAccount': false,
  'apps/DaemonSet': false,
  'apps/Deployment': false,
  'apps/ReplicaSet': false,
  'apps/StatefulSet': false,
  'batch/CronJob': false,
  'batch/Job': false,
  'cilium.io/CiliumCIDRGroup': true,
  'cilium.io/CiliumClusterwideNetworkPolicy': true,
  'cilium.io/CiliumEgressGatewayPolicy': true,
  'cilium.io/CiliumNetworkPolicy': false,
  'gateway.networking.k8s.io/GRPCRoute': false,
  'gateway.networking.k8s.io/Gateway': false,
  'gateway.networking.k8s.io/HTTPRoute': false,
  'gateway.networking.k8s.io/ListenerSet': false,
  'gateway.networking.k8s.io/ReferenceGrant': false,
  'gateway.networking.k8s.io/TCPRoute': false,
  'gateway.networking.k8s.io/TLSRoute': false,
  'gateway.networking.k8s.io/UDPRoute': false,
  'gateway.networking.x-k8s.io/XListenerSet': false,
  'ingress.v1.haproxy.org/TCP': false,
  'ingress.v3.haproxy.org/TCP': false,
  'networking.k8s.io/Ingress': false,
  'networking.k8s.io/NetworkPolicy': false,
  'policy.networking.k8s.io/AdminNetworkPolicy': true,
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': true,
  'policy.networking.k8s.io/ClusterNetworkPolicy': true,
  'route.openshift.io/Route': false,
  'traefik.io/IngressRoute': false,
  'traefik.io/IngressRouteTCP': false,
  'traefik.io/IngressRouteUDP': false,
  'traefik.io/TraefikService': false,
  ...ofCalico('projectcalico.org'),
  ...ofCalico('crd.projectcalico.org'),
};

/** Behind all others, since one of them bears the name of a kind of Kubernetes. The staged ones are read in that they do nothing: Calico does not enforce them. */
function ofCalico(group: string): Record<string, boolean> {
  return Object.fromEntries(Object.entries({
    GlobalNetworkPolicy: true,
    GlobalNetworkSet: true,
    NetworkPolicy: false,
    NetworkSet: false,
    StagedGlobalNetworkPolicy: true,
    StagedKubernetesNetworkPolicy: false,
    StagedNetworkPolicy: false,
    Tier: true,
  }).map(([kind, hasNoNamespace]) => [`${group}/${kind}`, hasNoNamespace]));
}

/** The kinds that lint looks at beside them, likewise: no connection depends on them. */
const READ_BY_LINT: Readonly<Record<string, boolean>> = {
  '/Secret': false,
  'bitnami.com/SealedSecret': false,
  'cert-manager.io/Certificate': false,
  'cert-manager.io/ClusterIssuer': true,
  'cert-manager.io/Issuer': false,
  'external-secrets.io/ExternalSecret': false,
  'monitoring.coreos.com/Alertmanager': false,
  'monitoring.coreos.com/PodMonitor': false,
  'monitoring.coreos.com/Prometheus': false,
  'monitoring.coreos.com/PrometheusAgent': false,
  'monitoring.coreos.com/ServiceMonitor': false,
  'monitoring.coreos.com/ThanosRuler': false,
  'networking.k8s.io/IngressClass': true,
};

/** What objects are read for: any answer, or that of lint, which takes more kinds into account. */
export type Purpose = 'connections' | 'lint';

/** The versions in which kinds are read whose reader takes one alone; readers of policies and routes say so themselves. */
const VERSIONS: ReadonlyMap<string, string> = new Map([['', 'v1'], ['route.openshift.io', 'route.openshift.io/v1'], ['traefik.io', 'traefik.io/v1alpha1']]);

/** The groups that have been taken out of Kubernetes, with the ones that took their place. */
const GONE: ReadonlyMap<string, string> = new Map([['extensions', 'apps/v1 or networking.k8s.io/v1']]);

/** The groups whose kinds are all known: another kind in one of them is a mistake where its name is that of a kind that is read. */
const CLOSED: readonly string[] = ['', 'apps', 'batch', 'networking.k8s.io', 'policy.networking.k8s.io'];

/**
 * The API groups of other policies, of other ways in, and of what makes pods beside Kubernetes itself: what they say is not read, and may change an
 * answer.
 */
const OTHERS = new RegExp(`(^|\\.)(${[
  'cilium.io', 'projectcalico.org', 'antrea.io', 'istio.io', 'linkerd.io', 'k8s.ovn.org', 'k8s.aws', 'kuma.io', 'consul.hashicorp.com', 'k8s.cni.cncf.io',
  'network.openshift.io', 'networking.gke.io', 'policy.networking.k8s.io', 'gateway.networking.k8s.io', 'x-k8s.io',
  'traefik.io', 'traefik.containo.us', 'projectcontour.io', 'konghq.com', 'haproxy.org', 'getambassador.io', 'k8s.nginx.org', 'gloo.solo.io',
  'apps.openshift.io', 'template.openshift.io', 'argoproj.io', 'knative.dev', 'kruise.io',
].map((group) => group.replaceAll('.', '\\.')).join('|')})$`);

/** Whether answers are made from objects of this kind. */
export function isRead(apiVersion: string, kind: string, purpose: Purpose = 'connections'): boolean {
  const key = `${groupOf(apiVersion)}/${kind}`;
  return Object.hasOwn(READ, key) || (purpose === 'lint' && Object.hasOwn(READ_BY_LINT, key));
}

/** Whether objects of this kind, as far as it is known, have no namespace. */
export function isClusterWide(apiVersion: string, kind: string): boolean {
  const key = `${groupOf(apiVersion)}/${kind}`;
  return READ[key] === true || READ_BY_LINT[key] === true;
}

/** Whether a kind that is not read may decide about connections: by its group, or since it bears the name of one that is read. */
export function mayMatter(apiVersion: string, kind: string): boolean {
  return OTHERS.test(groupOf(apiVersion)) || namesakeOf(kind) !== undefined;
}

/** Fields by which a policy of Calico is about traffic of hosts, of which nothing is read. */
const OF_HOSTS = ['applyOnForward', 'doNotTrack', 'preDNAT'];

/** What an object that is read says beside that, and nobody reads, as `GlobalNetworkPolicy with preDNAT`; nothing for most. */
export function unreadPart(value: object): string | undefined {
  if (!('kind' in value) || value.kind !== 'GlobalNetworkPolicy' || !('spec' in value) || typeof value.spec !== 'object' || value.spec === null) return undefined;
  const said = new Map<string, unknown>(Object.entries(value.spec));
  const fields = OF_HOSTS.filter((field) => said.get(field) === true);
  return fields.length === 0 ? undefined : `GlobalNetworkPolicy with ${fields.join(', ')}`;
}

/**
 * A kind that is not read and may decide about connections, as `Kind (apiVersion)`; nothing for any other object, nor for what this library writes
 * beside the kinds that it reads.
 */
export function mayDecide(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('apiVersion' in value) || !('kind' in value)) return undefined;
  const [apiVersion, kind] = [String(value.apiVersion), String(value.kind)];
  const part = isRead(apiVersion, kind) ? unreadPart(value) : undefined;
  if (part !== undefined) return `${part} (${apiVersion})`;
  const isKnown = isRead(apiVersion, kind) || DIALECTS.some(({ writes }) => writes.includes(`${apiVersion}/${kind}`));
  return !isKnown && mayMatter(apiVersion, kind) ? `${kind} (${apiVersion})` : undefined;
}

/** What to write instead of an API version that no server has any more, or that has no such kind. */
export function replacementOf(apiVersion: string, kind: string): string | undefined {
  const group = groupOf(apiVersion);
  const gone = GONE.get(group);
  if (gone !== undefined) return namesakeOf(kind) ?? gone;
  const isOneOfOthers = isRead(apiVersion, kind) ? (VERSIONS.get(group) ?? apiVersion) !== apiVersion : CLOSED.includes(group);
  return isOneOfOthers ? namesakeOf(kind) : undefined;
}

/** The kind that is read and bears a name, in whatever case it is written. */
function namesakeOf(kind: string): string | undefined {
  const known = Object.keys(READ).find((one) => one.slice(one.indexOf('/') + 1).toLowerCase() === kind.toLowerCase());
  if (known === undefined) return undefined;
  const [group = '', name = ''] = known.split('/');
  return `${group === '' ? '' : `${group}/`}${versionOf(group, name)} ${name}`;
}

function versionOf(group: string, kind: string): string {
  if (group === 'traefik.io') return 'v1alpha1';
  if (group.endsWith('projectcalico.org')) return group.startsWith('crd.') ? 'v1' : 'v3';
  if (group === 'cilium.io') return 'v2';
  if (group.endsWith('.haproxy.org')) return group.split('.')[1] ?? 'v1';
  if (group !== 'policy.networking.k8s.io') return 'v1';
  return kind === 'ClusterNetworkPolicy' ? 'v1alpha2' : 'v1alpha1';
}
