/**
 * The restricted profile, control by control, read from the page and not from our sources.
 *
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/ (v1.35)
 */

type Json = Record<string, unknown>;
type Control = (pod: Json) => readonly string[];

const SYSCTLS = [
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem',
];
const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'];

function child(object: Json | undefined, field: string): Json {
  // a missing or plain value is an empty object: no control asks for more of it
  return (typeof object?.[field] === 'object' ? object[field] : {}) as Json;
}

function list(object: Json, field: string): readonly Json[] {
  const value = object[field];
  return Array.isArray(value) ? value : [];
}

function containersOf(pod: Json): readonly Json[] {
  return ['containers', 'initContainers', 'ephemeralContainers'].flatMap((field) => list(pod, field));
}

function eachContainer(check: (security: Json, container: Json, pod: Json) => boolean): Control {
  return (pod) => containersOf(pod)
    .filter((container) => !check(child(container, 'securityContext'), container, pod))
    .map((container) => String(container['name']));
}

function onPod(check: (pod: Json) => boolean): Control {
  return (pod) => (check(pod) ? [] : ['the pod']);
}

function handlersOf(container: Json): readonly Json[] {
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].map((field) => child(container, field));
  const hooks = ['preStop', 'postStart'].map((field) => child(child(container, 'lifecycle'), field));
  return [...probes, ...hooks].flatMap((handler) => [child(handler, 'httpGet'), child(handler, 'tcpSocket')]);
}

function oneOf(value: unknown, ...allowed: readonly unknown[]): boolean {
  return allowed.includes(value);
}

function inherited(field: string, security: Json, pod: Json): unknown {
  return security[field] ?? child(pod, 'securityContext')[field];
}

function soundProfile(security: Json): boolean {
  return oneOf(child(security, 'appArmorProfile')['type'], undefined, 'RuntimeDefault', 'Localhost');
}

function soundSeLinux(security: Json): boolean {
  const { type, user, role } = child(security, 'seLinuxOptions');
  return oneOf(type, undefined, '', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t')
    && oneOf(user, undefined, '') && oneOf(role, undefined, '');
}

/** Every control of the baseline and of the restricted profile. */
const CONTROLS: Readonly<Record<string, Control>> = {
  'HostProcess': (pod) => [
    ...onPod((it) => child(child(it, 'securityContext'), 'windowsOptions')['hostProcess'] !== true)(pod),
    ...eachContainer((security) => child(security, 'windowsOptions')['hostProcess'] !== true)(pod),
  ],
  'Host Namespaces': onPod((pod) => ['hostNetwork', 'hostPID', 'hostIPC'].every((field) => oneOf(pod[field], undefined, false))),
  'Privileged Containers': eachContainer(({ privileged }) => oneOf(privileged, undefined, false)),
  'Capabilities': eachContainer((security) => {
    const { add, drop } = child(security, 'capabilities');
    const added = Array.isArray(add) ? add : [];
    return Array.isArray(drop) && drop.includes('ALL') && added.every((name) => name === 'NET_BIND_SERVICE');
  }),
  'HostPath Volumes': onPod((pod) => list(pod, 'volumes').every((volume) => volume['hostPath'] === undefined)),
  'Host Ports': eachContainer((_, container) => list(container, 'ports').every(({ hostPort }) => oneOf(hostPort, undefined, 0))),
  'Host Probes / Lifecycle Hooks': eachContainer((_, container) => handlersOf(container).every(({ host }) => oneOf(host, undefined, ''))),
  'AppArmor': (pod) => [...onPod((it) => soundProfile(child(it, 'securityContext')))(pod), ...eachContainer(soundProfile)(pod)],
  'SELinux': (pod) => [...onPod((it) => soundSeLinux(child(it, 'securityContext')))(pod), ...eachContainer(soundSeLinux)(pod)],
  '/proc Mount Type': eachContainer(({ procMount }) => oneOf(procMount, undefined, 'Default')),
  'Sysctls': onPod((pod) => list(child(pod, 'securityContext'), 'sysctls').every(({ name }) => oneOf(name, ...SYSCTLS))),
  'Volume Types': onPod((pod) => list(pod, 'volumes').every((volume) => Object.keys(volume).every((key) => oneOf(key, 'name', ...VOLUMES)))),
  'Privilege Escalation': eachContainer(({ allowPrivilegeEscalation }) => allowPrivilegeEscalation === false),
  'Running as Non-root': eachContainer((security, _, pod) => inherited('runAsNonRoot', security, pod) === true),
  'Running as Non-root user': (pod) => [
    ...onPod((it) => child(it, 'securityContext')['runAsUser'] !== 0)(pod),
    ...eachContainer(({ runAsUser }) => runAsUser !== 0)(pod),
  ],
  'Seccomp': eachContainer((security, _, pod) => {
    const profile = inherited('seccompProfile', security, pod) as Json | undefined;
    return oneOf(profile?.['type'], 'RuntimeDefault', 'Localhost');
  }),
};

/** What of a pod the restricted profile refuses, as `control: container`. */
export function violations(pod: object): readonly string[] {
  // any object has fields; what they hold is looked at where it is used
  const json = pod as Json;
  return Object.entries(CONTROLS).flatMap(([control, check]) => check(json).map((who) => `${control}: ${who}`));
}

/** How many controls there are, so that a test can say that none was lost. */
export const CONTROL_COUNT = Object.keys(CONTROLS).length;
