import { Container, PodSpec, SecurityContext, Volume } from './kinds';

/** The only capability that the restricted profile lets a container add. */
const HARMLESS_CAPABILITY = 'NET_BIND_SERVICE';

/** The kinds of volumes that the restricted profile takes. */
const SAFE_VOLUMES: ReadonlySet<string> = new Set([
  'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret',
]);

/** The sysctls that every kubelet takes, since they touch nothing but the pod. */
const SAFE_SYSCTLS: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_syncookies', 'net.ipv4.tcp_wmem',
]);

/** Where a container or its pod falls short of the restricted profile, as the end of a sentence about it. */
export type Weakness = string;

/**
 * What a container may do that the restricted Pod Security Standard forbids.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted (v1.35)
 */
export function weaknessesOf(container: Container, pod: PodSpec): readonly Weakness[] {
  const own = container.securityContext ?? {};
  const above = pod.securityContext ?? {};
  const weaknesses: Weakness[] = [...weaknessesOfCapabilities(own)];
  if (own.privileged === true) {
    weaknesses.push('is privileged');
  }
  if (own.allowPrivilegeEscalation !== false) {
    weaknesses.push('may gain privileges');
  }
  if ((own.runAsNonRoot ?? above.runAsNonRoot) !== true || (own.runAsUser ?? above.runAsUser) === 0) {
    weaknesses.push('may run as root');
  }
  const seccomp = (own.seccompProfile ?? above.seccompProfile)?.type;
  if (seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost') {
    weaknesses.push('has no seccomp profile');
  }
  if (own.appArmorProfile?.type === 'Unconfined') {
    weaknesses.push('turns AppArmor off');
  }
  if (own.procMount !== undefined && own.procMount !== 'Default') {
    weaknesses.push('unmasks /proc');
  }
  if (container.ports?.some(({ hostPort }) => hostPort !== undefined && hostPort !== 0) === true) {
    weaknesses.push('takes a port of its node');
  }
  return weaknesses;
}

/** What the pod itself shares with its node. */
export function weaknessesOfPod(pod: PodSpec): readonly Weakness[] {
  const weaknesses: Weakness[] = [];
  if (pod.hostNetwork === true || pod.hostPID === true || pod.hostIPC === true) {
    weaknesses.push('shares a namespace of its node');
  }
  if (pod.securityContext?.sysctls?.some(({ name }) => !SAFE_SYSCTLS.has(name)) === true) {
    weaknesses.push('sets an unsafe sysctl');
  }
  if (pod.securityContext?.appArmorProfile?.type === 'Unconfined') {
    weaknesses.push('turns AppArmor off');
  }
  for (const volume of pod.volumes ?? []) {
    const kind = unsafeKindOf(volume);
    if (kind !== undefined) {
      weaknesses.push(`mounts a ${kind} volume`);
    }
  }
  return weaknesses;
}

/**
 * Makes a container that came through cdk8s-plus as safe as ours, where it says nothing else.
 *
 * cdk8s-plus writes capabilities with their kernel prefix, which the API does not take.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container (v1.35)
 */
export function harden(container: Container): Container {
  const own = container.securityContext ?? {};
  const { add, drop } = own.capabilities ?? {};
  const securityContext: SecurityContext = {
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    ...own,
    capabilities: { add: add?.map(withoutPrefix), drop: drop?.map(withoutPrefix) ?? ['ALL'] },
  };
  return { ...container, securityContext };
}

function weaknessesOfCapabilities({ capabilities }: SecurityContext): readonly Weakness[] {
  const added = (capabilities?.add ?? []).filter((name) => name !== HARMLESS_CAPABILITY);
  return [
    ...(capabilities?.drop?.includes('ALL') === true ? [] : ['keeps capabilities']),
    ...added.map((name) => `adds the capability ${name}`),
  ];
}

function unsafeKindOf(volume: Volume): string | undefined {
  return Object.keys(volume).find((field) => field !== 'name' && !SAFE_VOLUMES.has(field));
}

function withoutPrefix(capability: string): string {
  return capability.replace(/^CAP_/, '');
}

/** Who falls short, and in what. */
export interface Shortfall {
  /** The name of a container, or nothing for the pod itself. */
  readonly container?: string;
  readonly weaknesses: readonly Weakness[];
}

/** A pod and a container with nothing to object to but what they inherit or pass on. */
const SOUND_POD: PodSpec = { containers: [], securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } };
const SOUND_CONTAINER: Container = { name: '', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } };

/**
 * Where what is written falls short of what we rendered: what the user lowered by our own properties is no shortfall.
 *
 * A container that we did not render may inherit what the user lowered for the pod, but not say it itself.
 */
export function shortfalls(ours: PodSpec, written: PodSpec): readonly Shortfall[] {
  const known = new Map([...ours.containers, ...ours.initContainers ?? []].map((container) => [container.name, weaknessesOf(container, ours)]));
  const inherited = weaknessesOf(SOUND_CONTAINER, ours);
  const found = [...written.containers, ...written.initContainers ?? []].map((container): Shortfall => {
    const accepted = known.get(container.name);
    const said = accepted === undefined ? weaknessesOf(container, SOUND_POD) : [];
    const weaknesses = weaknessesOf(container, written)
      .filter((weakness) => !(accepted ?? inherited).includes(weakness) || said.includes(weakness));
    return { container: container.name, weaknesses };
  });
  const accepted = weaknessesOfPod(ours);
  found.push({ weaknesses: weaknessesOfPod(written).filter((weakness) => !accepted.includes(weakness)) });
  return found.filter(({ weaknesses }) => weaknesses.length > 0);
}
