import { refuse } from '../../model/finding';
import { ProfileModel } from '../../model/pod';

/** Which system calls a process may make. */
export class SeccompProfile {
  /** Those that the container runtime allows by default. */
  public static runtimeDefault(): SeccompProfile {
    return new SeccompProfile({ kind: 'runtimeDefault' });
  }

  /** Those of a profile on each node, by its path below the kubelet's folder. Throws `SECURITY_INVALID`. */
  public static localhost(file: string): SeccompProfile {
    return new SeccompProfile({ kind: 'localhost', file: relativeFile(file) });
  }

  /** All of them: breaks the restricted and the baseline Pod Security Standard, and every scanner objects. */
  public static unconfined(): SeccompProfile {
    return new SeccompProfile({ kind: 'unconfined' });
  }

  private constructor(private readonly model: ProfileModel) {}

  /**
   * The profile as data.
   * @internal
   */
  public _model(): ProfileModel {
    return this.model;
  }
}

/**
 * What AppArmor lets a process do, on nodes that have it; Kubernetes 1.30.
 *
 * @see https://kubernetes.io/docs/tutorials/security/apparmor/ (v1.35)
 */
export class AppArmorProfile {
  /** What the container runtime allows by default. */
  public static runtimeDefault(): AppArmorProfile {
    return new AppArmorProfile({ kind: 'runtimeDefault' });
  }

  /** What a profile that is loaded on each node allows, by its name. Throws `SECURITY_INVALID`. */
  public static localhost(name: string): AppArmorProfile {
    return new AppArmorProfile({ kind: 'localhost', file: relativeFile(name) });
  }

  /** Everything: breaks the baseline Pod Security Standard. */
  public static unconfined(): AppArmorProfile {
    return new AppArmorProfile({ kind: 'unconfined' });
  }

  private constructor(private readonly model: ProfileModel) {}

  /**
   * The profile as data.
   * @internal
   */
  public _model(): ProfileModel {
    return this.model;
  }
}

/**
 * Who the processes of a pod are, and what they may do.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted (v1.35)
 */
export interface PodSecurity {
  /**
   * The user of all processes.
   * @default 65532; below 10001 kube-score and Trivy object
   */
  readonly user?: number;

  /**
   * The group of all processes.
   * @default 65532; below 10001 kube-score and Trivy object
   */
  readonly group?: number;

  /**
   * The group that owns the files of volumes.
   * @default 65532
   */
  readonly fsGroup?: number;

  /**
   * Whether user, group and fsGroup are left to the platform, which then must assign a user that is not root; OpenShift wants it so.
   * @default false; with it kube-score, Checkov and Trivy object, since they see no user
   */
  readonly platformAssignsUser?: boolean;

  /**
   * Whether every file of a volume changes its owner at each start, instead of only where the root of the volume has another one.
   * @default false; with it pods with large volumes start slowly
   */
  readonly alwaysChangeOwner?: boolean;

  /**
   * More groups of all processes.
   * @default none
   */
  readonly supplementalGroups?: number[];

  /**
   * Whether Kubernetes refuses to start a process as root.
   * @default true; without it the pod breaks the restricted Pod Security Standard, and every scanner objects
   */
  readonly runAsNonRoot?: boolean;

  /**
   * Which system calls the processes may make.
   * @default SeccompProfile.runtimeDefault()
   */
  readonly seccomp?: SeccompProfile;

  /**
   * What AppArmor lets the processes do.
   * @default what the node applies by itself, which is the runtime's default where it has AppArmor
   */
  readonly appArmor?: AppArmorProfile;

  /**
   * Kernel parameters of the pod's own namespaces; unsafe ones break the restricted Pod Security Standard, and most kubelets refuse them.
   * @default none, but `net.ipv4.ip_unprivileged_port_start` where a port is below 1024
   * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls (v1.35)
   */
  readonly sysctls?: Record<string, string>;
}

/**
 * Who the processes of one container are, and what they may do.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted (v1.35)
 */
export interface ContainerSecurity {
  /**
   * The user of the processes.
   * @default the user of the pod
   */
  readonly user?: number;

  /**
   * The group of the processes.
   * @default the group of the pod
   */
  readonly group?: number;

  /**
   * Whether Kubernetes refuses to start a process as root.
   * @default as the pod has it; false breaks the restricted Pod Security Standard, and every scanner objects
   */
  readonly runAsNonRoot?: boolean;

  /**
   * Whether nothing but mounts can be written.
   * @default true; without it kube-linter, kube-score, Checkov, Polaris, Trivy and Kubescape object; give `writablePaths` first
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * Whether a process may gain more privileges than the one that started it.
   * @default false; with it the pod breaks the restricted Pod Security Standard, and every scanner objects
   */
  readonly allowPrivilegeEscalation?: boolean;

  /**
   * Whether the container is as powerful as root on its node.
   * @default false; with it the pod breaks the baseline Pod Security Standard, and every scanner objects
   */
  readonly privileged?: boolean;

  /**
   * The capabilities that are taken away, without `CAP_`.
   * @default `ALL`; with less the pod breaks the restricted Pod Security Standard, and every scanner objects
   */
  readonly dropCapabilities?: string[];

  /**
   * The capabilities that are given back, without `CAP_`.
   * @default none; any but `NET_BIND_SERVICE` breaks the restricted Pod Security Standard, and scanners object to all
   */
  readonly addCapabilities?: string[];

  /**
   * Which system calls the processes may make.
   * @default as the pod has it
   */
  readonly seccomp?: SeccompProfile;

  /**
   * What AppArmor lets the processes do.
   * @default as the pod has it
   */
  readonly appArmor?: AppArmorProfile;
}

function relativeFile(file: string): string {
  if (file === '' || file.startsWith('/') || file.split('/').includes('..')) {
    refuse('SECURITY_INVALID', `\`${file}\` is not a profile on a node: give its name, or a relative path without \`..\``);
  }
  return file;
}
