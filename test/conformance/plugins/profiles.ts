import { CiliumProps, NetworkPlugin, PolicyApi } from '../../../src';

/** The plugins, whose rows depend on other things: a profile is one of them, as it may be in a cluster. */
export type Family =
  | 'calico' | 'canal' | 'cilium' | 'kube-router' | 'flannel' | 'kindnet' | 'aws' | 'antrea' | 'ovn-kubernetes' | 'gke' | 'conformant';

/** A network plugin as it is in one cluster, and how a row of a table calls it. */
export interface Profile {
  readonly name: string;
  readonly family: Family;
  readonly version?: string;
  readonly plugin: NetworkPlugin;
  /** Whether all is written in the plugin's own API. */
  readonly isOwn: boolean;
  /** What has been turned on: a word for each setting. */
  readonly on: readonly string[];
}

function profile(family: Family, plugin: NetworkPlugin, { version, isOwn = false, on = [] }: Partial<Profile> = {}): Profile {
  const name = [family, version, ...on, isOwn ? 'own' : undefined].filter((part) => part !== undefined).join(' ');
  return { name, family, ...(version === undefined ? {} : { version }), plugin, isOwn, on };
}

const STYLES: readonly (readonly [boolean, PolicyApi])[] = [[false, PolicyApi.CORE], [true, PolicyApi.OWN]];

/** Both styles; with and without whatever lets Calico tell requests apart. */
function ofCalico(family: 'calico' | 'canal', version: string): Profile[] {
  return [false, true].flatMap((http) => STYLES.map(([isOwn, policies]) => (
    profile(family, NetworkPlugin[family]({ version, policies, ...(http ? { overrides: { http } } : {}) }), { version, isOwn, on: http ? ['http'] : [] })
  )));
}

/** Both styles, in each mode that the version has. */
function ofCilium(version: string, modes: readonly (readonly ('nodes' | 'pods')[])[]): Profile[] {
  return modes.flatMap((on) => STYLES.map(([isOwn, policies]) => {
    const props: CiliumProps = { version, policies, nodesInBlocks: on.includes('nodes'), podsInBlocks: on.includes('pods') };
    return profile('cilium', NetworkPlugin.cilium(props), { version, isOwn, on });
  }));
}

const NO_NODES = [[]] as const;
const NODES = [[], ['nodes']] as const;

export const CALICO: readonly Profile[] = ['3.29', '3.30', '3.31', '3.32'].flatMap((version) => ofCalico('calico', version));
export const CANAL: readonly Profile[] = ['3.29', '3.32'].flatMap((version) => ofCalico('canal', version));
/** Cilium with egress gateways: in the first version, before and with IPv6, and with addresses of IPv6. */
export const GATEWAYS: readonly Profile[] = ['1.14', '1.17', '1.18', '1.20'].map((version) => (
  profile('cilium', NetworkPlugin.cilium({ version, egressGateway: true }), { version, on: ['gateway'] })
));

export const CILIUM: readonly Profile[] = [
  ...ofCilium('1.14', NO_NODES),
  ...['1.15', '1.16', '1.17', '1.18', '1.19'].flatMap((version) => ofCilium(version, NODES)),
  ...ofCilium('1.20', [...NODES, ['pods'], ['nodes', 'pods']]),
  ...GATEWAYS,
];
export const KUBE_ROUTER: readonly Profile[] = ['2.7', '2.11'].map((version) => profile('kube-router', NetworkPlugin.kubeRouter({ version }), { version }));
export const ANTREA: readonly Profile[] = [profile('antrea', NetworkPlugin.antrea())];
export const OVN: readonly Profile[] = [profile('ovn-kubernetes', NetworkPlugin.ovnKubernetes())];
export const GKE: readonly Profile[] = [profile('gke', NetworkPlugin.gkeDataplaneV2())];
export const CONFORMANT: readonly Profile[] = [profile('conformant', NetworkPlugin.conformant())];
export const AWS: readonly Profile[] = [profile('aws', NetworkPlugin.awsVpcCni({ enableNetworkPolicy: true }), { on: ['policies'] })];
export const KINDNET: readonly Profile[] = [profile('kindnet', NetworkPlugin.kindnet())];

/** Those that enforce no policy. */
export const OPEN: readonly Profile[] = [
  profile('flannel', NetworkPlugin.flannel()),
  profile('aws', NetworkPlugin.awsVpcCni()),
  profile('kindnet', NetworkPlugin.kindnet({ version: '0.20' }), { version: '0.20' }),
];

/** Likewise, and somebody has said that this is fine. */
export const ACCEPTED: readonly Profile[] = [
  profile('flannel', NetworkPlugin.flannel({ acceptUnenforced: 'a cluster for trials' }), { on: ['accepted'] }),
  profile('aws', NetworkPlugin.awsVpcCni({ acceptUnenforced: 'a cluster for trials' }), { on: ['accepted'] }),
];

/** Those that have core NetworkPolicy and nothing that this library writes beside it. */
export const CORE_ALONE: readonly Profile[] = [...KUBE_ROUTER, ...KINDNET, ...AWS, ...ANTREA, ...OVN, ...GKE, ...CONFORMANT];

/** Those that enforce core NetworkPolicy. */
export const ENFORCING: readonly Profile[] = [...CALICO, ...CANAL, ...CILIUM, ...CORE_ALONE];

export const PROFILES: readonly Profile[] = [...ENFORCING, ...OPEN, ...ACCEPTED];

/** Some profiles without others. */
export function except(some: readonly Profile[], ...others: readonly (readonly Profile[])[]): Profile[] {
  return some.filter((one) => !others.flat().includes(one));
}

/** Those of some profiles on which a setting is on. */
export function having(some: readonly Profile[], setting: 'http' | 'nodes' | 'pods'): Profile[] {
  return some.filter(({ on }) => on.includes(setting));
}

/** Those of some profiles of a version or a newer one, and before another where that is given. */
export function since(some: readonly Profile[], first: string, before?: string): Profile[] {
  return some.filter(({ version = '0' }) => !isOlder(version, first) && (before === undefined || isOlder(version, before)));
}

/** Those of some profiles that write all in the plugin's own API. */
export function own(some: readonly Profile[]): Profile[] {
  return some.filter(({ isOwn }) => isOwn);
}

function isOlder(version: string, other: string): boolean {
  const [[major = 0, minor = 0] = [], [otherMajor = 0, otherMinor = 0] = []] = [version, other].map((text) => text.split('.').map(Number));
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
