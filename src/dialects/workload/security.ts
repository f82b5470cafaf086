import { PodSecurityContext, Profile, SecurityContext } from './kinds';
import { ContainerSecurityModel, PodModel, ProfileModel } from '../../model/pod';

/** The first port that needs no privilege on a Linux host, unless the pod says otherwise. */
export const FIRST_UNPRIVILEGED_PORT = 1024;

/**
 * Lets processes without privileges listen below 1024, in the network namespace of their own pod only.
 *
 * It is one of the safe sysctls: no kubelet needs to be told of it, and the restricted profile allows it.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls (since v1.22)
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline (v1.35)
 */
const UNPRIVILEGED_PORT_START = 'net.ipv4.ip_unprivileged_port_start';

/** The numbers of the ports below 1024, over all containers. */
export function privilegedPorts(model: PodModel): readonly number[] {
  const numbers = [...model.containers, ...model.initContainers].flatMap(({ ports }) => ports.map(({ number }) => number));
  return numbers.filter((number) => number < FIRST_UNPRIVILEGED_PORT).sort((a, b) => a - b);
}

/** The security context of the pod. */
export function renderPodSecurity(model: PodModel): PodSecurityContext {
  const { security } = model;
  return {
    appArmorProfile: security.appArmor && renderProfile(security.appArmor),
    fsGroup: security.fsGroup,
    fsGroupChangePolicy: security.fsGroup === undefined ? undefined : security.fsGroupChangePolicy,
    runAsGroup: security.group,
    runAsNonRoot: security.runAsNonRoot,
    runAsUser: security.user,
    seccompProfile: renderProfile(security.seccomp),
    supplementalGroups: security.supplementalGroups.length === 0 ? undefined : security.supplementalGroups,
    sysctls: renderSysctls(model),
  };
}

/** The security context of a container; it repeats what the pod says, since some scanners look here only. */
export function renderSecurity(security: ContainerSecurityModel): SecurityContext {
  return {
    allowPrivilegeEscalation: security.allowPrivilegeEscalation,
    appArmorProfile: security.appArmor && renderProfile(security.appArmor),
    capabilities: renderCapabilities(security),
    privileged: security.privileged,
    readOnlyRootFilesystem: security.readOnlyRootFilesystem,
    runAsGroup: security.group,
    runAsNonRoot: security.runAsNonRoot,
    runAsUser: security.user,
    seccompProfile: renderProfile(security.seccomp),
  };
}

/** A seccomp or AppArmor profile. */
function renderProfile(profile: ProfileModel): Profile {
  switch (profile.kind) {
    case 'runtimeDefault':
      return { type: 'RuntimeDefault' };
    case 'unconfined':
      return { type: 'Unconfined' };
    case 'localhost':
      return { type: 'Localhost', localhostProfile: profile.file };
  }
}

function renderCapabilities({ addCapabilities, dropCapabilities }: ContainerSecurityModel): SecurityContext['capabilities'] {
  if (addCapabilities.length === 0 && dropCapabilities.length === 0) {
    return undefined;
  }
  return {
    add: addCapabilities.length === 0 ? undefined : addCapabilities,
    drop: dropCapabilities.length === 0 ? undefined : dropCapabilities,
  };
}

function renderSysctls(model: PodModel): PodSecurityContext['sysctls'] {
  const sysctls = privilegedPorts(model).length > 0 ? { [UNPRIVILEGED_PORT_START]: '0', ...model.security.sysctls } : model.security.sysctls;
  const names = Object.keys(sysctls).sort();
  return names.length === 0 ? undefined : names.map((name) => ({ name, value: sysctls[name] ?? '' }));
}
