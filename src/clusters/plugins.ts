import { CALICO, CANAL_ROW } from './plugin-calico';
import { CILIUM, GKE_DATAPLANE_V2 } from './plugin-cilium';
import { CONFORMANT_ROW } from './plugin-conformant';
import { FLANNEL } from './plugin-flannel';
import { KUBE_ROUTER } from './plugin-kube-router';
import { ANTREA, AWS_VPC_CNI, KINDNET, OVN_KUBERNETES } from './plugin-others';
import { PluginModel, PluginRow } from './plugin-row';
import { isSupported } from '../model/capability';
import { PluginCapability } from '../model/plugin-capability';
import { compareVersions } from '../model/version';

export { pluginOf } from './plugin-row';
export type { PluginModel } from './plugin-row';

/** The plugins that are known by name. */
export const PLUGINS = {
  conformant: CONFORMANT_ROW,
  calico: CALICO,
  canal: CANAL_ROW,
  cilium: CILIUM,
  kubeRouter: KUBE_ROUTER,
  flannel: FLANNEL,
  kindnet: KINDNET,
  awsVpcCni: AWS_VPC_CNI,
  antrea: ANTREA,
  ovnKubernetes: OVN_KUBERNETES,
  gkeDataplaneV2: GKE_DATAPLANE_V2,
} as const satisfies Readonly<Record<string, PluginRow>>;

/** The name of a plugin. */
export type PluginName = keyof typeof PLUGINS;

/** Why a version is none of which a row can speak; nothing where it is one. */
export function versionProblem({ title, versions }: PluginRow, version: string): string | undefined {
  if (!/^v?\d+\.\d+(\.\d+)?([-+][0-9A-Za-z.-]+)?$/.test(version)) return 'is not a version: give one like `1.18` or `1.18.2`';
  if (versions === undefined || compareVersions(version, versions.oldest) >= 0) return undefined;
  return `is older than what is known of ${title}, which begins with ${versions.oldest}: take a newer one, or say what it does by \`overrides\` and leave the version out`;
}

/** The kinds of `policy.networking.k8s.io`, each of which a plugin enforces or not. */
const TIER_KINDS: readonly (readonly [string, PluginCapability])[] = [
  ['AdminNetworkPolicy', 'adminNetworkPolicy'],
  ['BaselineAdminNetworkPolicy', 'baselineAdminNetworkPolicy'],
  ['ClusterNetworkPolicy', 'clusterNetworkPolicy'],
];

/** The kinds that some plugin has of its own: they count on those that say so, and nowhere else. */
const OWN_KINDS: readonly string[] = [...new Set(Object.values<PluginRow>(PLUGINS).flatMap(({ ownKinds = [] }) => ownKinds))];

/** The kinds of policies of the tiers that count for nothing on a plugin. */
export function unenforcedTierKinds({ enforces, ownKinds = [] }: PluginModel): string[] {
  return [
    ...TIER_KINDS.filter(([, capability]) => !isSupported(enforces[capability])).map(([kind]) => kind),
    ...OWN_KINDS.filter((kind) => !ownKinds.includes(kind)),
  ];
}

/** Whether policies that are written here hold workloads to DNS names. */
export function matchesNames({ enforces, policies }: PluginModel): boolean {
  return policies !== undefined && isSupported(enforces.dnsNames);
}
