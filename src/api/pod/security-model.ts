import { ContainerSecurity, PodSecurity } from './security';
import { refuse } from '../../model/finding';
import { ContainerSecurityModel, PodSecurityModel } from '../../model/pod';

/** A user and group that nobody else has, above 10000, as distroless images have it. */
const NOBODY = 65532;
/** The largest user and group. */
const ID_MAX = 2 ** 31 - 1;
const CAPABILITY = /^[A-Z][A-Z_]*$/;
const SYSCTL = /^[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?(?:[./][a-z0-9](?:[-_a-z0-9]*[a-z0-9])?)*$/;

/** The security of a pod with its defaults. Refuses with SECURITY_INVALID. */
export function podSecurityModel(props: PodSecurity | undefined): PodSecurityModel {
  return props === undefined ? DEFAULT_POD : podModelOf(props);
}

function podModelOf(props: PodSecurity): PodSecurityModel {
  const assigned = props.platformAssignsUser === true;
  const { user, group, fsGroup, supplementalGroups = [], runAsNonRoot = true, sysctls = {} } = props;
  if (assigned && (user ?? group ?? fsGroup) !== undefined) {
    refuse('SECURITY_INVALID', 'platformAssignsUser leaves user, group and fsGroup to the platform: leave them out, or leave it out');
  }
  const fallback = assigned ? undefined : NOBODY;
  const ids = { user: user ?? fallback, group: group ?? fallback, fsGroup: fsGroup ?? fallback };
  checkIds('the pod', { ...ids, supplementalGroups });
  checkRoot('the pod', ids.user, runAsNonRoot);
  for (const name of Object.keys(sysctls)) {
    if (!SYSCTL.test(name)) {
      refuse('SECURITY_INVALID', `\`${name}\` is not the name of a sysctl: write it as in \`net.ipv4.tcp_keepalive_time\``);
    }
  }
  return {
    ...ids,
    runAsNonRoot,
    fsGroupChangePolicy: props.alwaysChangeOwner === true ? 'Always' : 'OnRootMismatch',
    supplementalGroups: [...new Set(supplementalGroups)].sort((a, b) => a - b),
    seccomp: props.seccomp?._model() ?? { kind: 'runtimeDefault' },
    appArmor: props.appArmor?._model(),
    sysctls,
  };
}

/** The security of a container with the defaults of its pod. Refuses with SECURITY_INVALID. */
export function containerSecurityModel(container: string, props: ContainerSecurity | undefined, pod: PodSecurityModel): ContainerSecurityModel {
  return props === undefined && pod === DEFAULT_POD ? DEFAULT_CONTAINER : containerModelOf(container, props ?? {}, pod);
}

function containerModelOf(container: string, props: ContainerSecurity, pod: PodSecurityModel): ContainerSecurityModel {
  const what = `container \`${container}\``;
  const { dropCapabilities = ['ALL'], addCapabilities = [], privileged = false } = props;
  const { user = pod.user, group = pod.group, runAsNonRoot = pod.runAsNonRoot } = props;
  const allowPrivilegeEscalation = props.allowPrivilegeEscalation ?? privileged;
  [...dropCapabilities, ...addCapabilities].forEach((name) => checkCapability(what, name));
  checkIds(what, { user, group });
  checkRoot(what, user, runAsNonRoot);
  if (!allowPrivilegeEscalation && (privileged || addCapabilities.includes('SYS_ADMIN'))) {
    refuse('SECURITY_INVALID', `${what} is privileged and may not gain privileges, which the API server refuses: leave one of privileged (or SYS_ADMIN) and allowPrivilegeEscalation out`);
  }
  return {
    runAsNonRoot,
    user,
    group,
    privileged,
    allowPrivilegeEscalation,
    readOnlyRootFilesystem: props.readOnlyRootFilesystem ?? true,
    dropCapabilities: [...new Set(dropCapabilities)].sort(),
    addCapabilities: [...new Set(addCapabilities)].sort(),
    seccomp: props.seccomp?._model() ?? pod.seccomp,
    appArmor: props.appArmor?._model(),
  };
}

function checkIds(what: string, ids: Readonly<Record<string, number | readonly number[] | undefined>>): void {
  for (const [field, value] of Object.entries(ids)) {
    for (const id of [value ?? []].flat()) {
      if (!Number.isInteger(id) || id < 0 || id > ID_MAX) {
        refuse('SECURITY_INVALID', `${field} \`${id}\` of ${what} is not an id: give a whole number from 0 to ${ID_MAX}`);
      }
    }
  }
}

function checkRoot(what: string, user: number | undefined, runAsNonRoot: boolean): void {
  if (user === 0 && runAsNonRoot) {
    refuse('SECURITY_INVALID', `user \`0\` of ${what} is root, which runAsNonRoot forbids: give another user, or runAsNonRoot: false`);
  }
}

function checkCapability(what: string, name: string): void {
  if (!CAPABILITY.test(name) || name.startsWith('CAP_')) {
    refuse('SECURITY_INVALID', `\`${name}\` of ${what} is not a capability: write it in capitals and without \`CAP_\`, as in \`NET_BIND_SERVICE\``);
  }
}

/** What nearly every workload has, made once: thousands of them share it. */
const DEFAULT_POD = podModelOf({});
const DEFAULT_CONTAINER = containerModelOf('', {}, DEFAULT_POD);
