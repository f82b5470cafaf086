import { Labels } from './endpoint';
import { PortModel } from './port';

/** Text by key: labels, annotations, headers, limits. */
export type TextMap = Readonly<Record<string, string>>;

/** A number, or a percentage of the replicas such as `25%`. */
export type Share = number | string;

/** Where the value of an environment variable comes from. */
export type EnvModel =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'configMap' | 'secret'; readonly name: string; readonly key: string; readonly optional?: boolean }
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'resource'; readonly resource: string; readonly containerName?: string; readonly divisor?: string };

/** A whole ConfigMap or Secret as environment variables. */
export interface EnvImportModel {
  readonly kind: 'configMap' | 'secret';
  readonly name: string;
  readonly prefix?: string;
  readonly optional?: boolean;
}

/** What the kubelet asks of a container. */
export type ProbeAction =
  | { readonly kind: 'http'; readonly path: string; readonly port: number; readonly https: boolean; readonly headers: TextMap }
  | { readonly kind: 'tcp'; readonly port: number }
  | { readonly kind: 'grpc'; readonly port: number; readonly service?: string }
  | { readonly kind: 'exec'; readonly command: readonly string[] };

/** How often it asks, and when it has heard enough. */
export interface ProbeTimingModel {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
  readonly successThreshold?: number;
  readonly terminationGracePeriodSeconds?: number;
}

/** What a probe is for. */
export type ProbeRole = 'liveness' | 'readiness' | 'startup';

/** One probe. */
export interface ProbeModel {
  readonly action: ProbeAction;
  readonly timing: ProbeTimingModel;
}

/** The probes of a container; an absent one is never asked. */
export interface HealthModel {
  readonly liveness?: ProbeModel;
  readonly readiness?: ProbeModel;
  readonly startup?: ProbeModel;
}

/** What a container does between the decision to stop it and its signal. */
export type PreStopModel =
  | { readonly kind: 'none' }
  | { readonly kind: 'sleep'; readonly seconds: number }
  | { readonly kind: 'exec'; readonly command: readonly string[] }
  | { readonly kind: 'http'; readonly path: string; readonly port: number };

/** Some keys of a ConfigMap or Secret, and the file that each becomes. */
export type Items = TextMap;

/** Where the files of a mount come from. */
export type VolumeModel =
  /** `name` absent: the directory is this container's own. */
  | { readonly kind: 'emptyDir'; readonly name?: string; readonly sizeLimit: string; readonly inMemory: boolean }
  | { readonly kind: 'configMap' | 'secret'; readonly name: string; readonly items?: Items; readonly mode?: number; readonly optional?: boolean }
  | { readonly kind: 'claim'; readonly name: string; readonly readOnly: boolean }
  | { readonly kind: 'token'; readonly audience?: string; readonly expirationSeconds: number; readonly file: string }
  | { readonly kind: 'csi'; readonly driver: string; readonly attributes: TextMap; readonly secretName?: string; readonly readOnly: boolean };

/** A volume at a path of a container. */
export interface MountModel {
  readonly path: string;
  readonly volume: VolumeModel;
  readonly readOnly: boolean;
  readonly subPath?: string;
}

/** Which system calls are allowed. */
export type ProfileModel =
  | { readonly kind: 'runtimeDefault' }
  | { readonly kind: 'unconfined' }
  | { readonly kind: 'localhost'; readonly file: string };

/** Who the processes are, and what they may do. */
export interface ContainerSecurityModel {
  readonly runAsNonRoot: boolean;
  /** Absent: the platform assigns it, or the image says it. */
  readonly user?: number;
  readonly group?: number;
  readonly privileged: boolean;
  readonly allowPrivilegeEscalation: boolean;
  readonly readOnlyRootFilesystem: boolean;
  readonly dropCapabilities: readonly string[];
  readonly addCapabilities: readonly string[];
  readonly seccomp: ProfileModel;
  readonly appArmor?: ProfileModel;
}

/** The part of it that belongs to the pod. */
export interface PodSecurityModel {
  readonly runAsNonRoot: boolean;
  readonly user?: number;
  readonly group?: number;
  readonly fsGroup?: number;
  readonly fsGroupChangePolicy: 'OnRootMismatch' | 'Always';
  readonly supplementalGroups: readonly number[];
  readonly seccomp: ProfileModel;
  readonly appArmor?: ProfileModel;
  readonly sysctls: TextMap;
}

/** Requests and limits by resource. */
export interface ResourcesModel {
  readonly requests: TextMap;
  readonly limits: TextMap;
}

/** What a container is to its pod. */
export type ContainerRole =
  /** The one whose ports the workload offers. */
  | 'main'
  /** Runs beside it, for as long as it runs. */
  | 'additional'
  /** Runs to its end before the main container begins. */
  | 'init'
  /** Begins before the init containers and stays: an init container with `restartPolicy: Always`. */
  | 'sidecar';

/** One container, with every default filled in. */
export interface ContainerModel {
  readonly role: ContainerRole;
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly workingDir?: string;
  readonly ports: readonly PortModel[];
  readonly env: Readonly<Record<string, EnvModel>>;
  readonly envImports: readonly EnvImportModel[];
  readonly resources: ResourcesModel;
  readonly health: HealthModel;
  readonly mounts: readonly MountModel[];
  readonly security: ContainerSecurityModel;
  readonly preStop: PreStopModel;
}

/** How one generation of pods replaces another. */
export type RolloutModel =
  | { readonly kind: 'rollingUpdate'; readonly maxSurge: Share; readonly maxUnavailable: Share }
  | { readonly kind: 'recreate' };

/** How many pods an eviction may take at once. */
export type DisruptionModel =
  | { readonly kind: 'maxUnavailable' | 'minAvailable'; readonly share: Share; readonly evictUnhealthy: boolean }
  | { readonly kind: 'none' };

/** How the replicas keep apart. */
export type SpreadModel =
  | { readonly kind: 'preferred' | 'required'; readonly topologyKeys: readonly string[]; readonly maxSkew: number }
  | { readonly kind: 'none' };

/** As whom the pods speak to the API server. */
export type AccountModel =
  | { readonly kind: 'own'; readonly name: string; readonly annotations: TextMap }
  | { readonly kind: 'existing'; readonly name: string };

/** A Deployment with its ServiceAccount and its disruption budget, with every default filled in. */
export interface PodModel {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Labels;
  readonly annotations: TextMap;
  readonly podLabels: Labels;
  readonly podAnnotations: TextMap;
  readonly selectorLabels: Labels;
  readonly replicas: number;
  /** The main container first, then the additional ones. */
  readonly containers: readonly ContainerModel[];
  /** The sidecars first, then the init containers, which can use them. */
  readonly initContainers: readonly ContainerModel[];
  readonly account: AccountModel;
  readonly mountToken: boolean;
  readonly imagePullSecrets: readonly string[];
  readonly security: PodSecurityModel;
  readonly gracePeriodSeconds: number;
  readonly rollout: RolloutModel;
  readonly minReadySeconds?: number;
  readonly progressDeadlineSeconds: number;
  readonly revisionHistoryLimit: number;
  readonly disruption: DisruptionModel;
  readonly spread: SpreadModel;
  readonly priorityClassName?: string;
  readonly runtimeClassName?: string;
  readonly nodeSelector: TextMap;
}

/** The ports that a container declares: a range is only known to policies. */
export function containerPorts({ ports }: ContainerModel): readonly PortModel[] {
  return ports.filter(({ endPort }) => endPort === undefined);
}
