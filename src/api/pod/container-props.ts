import { EnvImport, EnvSource } from './env';
import { Health } from './health';
import { Mount } from './mount';
import { PreStop } from './pre-stop';
import { ContainerSecurity } from './security';
import { Port } from '../connections/port';

/** When the kubelet asks the registry for the image. */
export enum ImagePullPolicy {
  /** At every start, so that only who may pull it can run it. */
  ALWAYS = 'Always',
  /** Where the node does not have it. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Never: the node must have it. */
  NEVER = 'Never',
}

/**
 * What a container may use. All defaults are guesses for a small server: measure, then set them.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ (v1.35)
 */
export interface Resources {
  /**
   * The CPU that is set aside.
   * @default `100m`, a guess; or the limit where that is lower
   */
  readonly cpuRequest?: string;

  /**
   * The CPU above which the container is slowed down; `none` for no limit, to which kube-score, Checkov, Polaris, Trivy and Kubescape object.
   * @default `500m`, a guess; or the request where that is higher
   */
  readonly cpuLimit?: string;

  /**
   * The memory that is set aside.
   * @default `128Mi`, a guess; or the limit where that is lower
   */
  readonly memoryRequest?: string;

  /**
   * The memory above which the container is killed; `none` for no limit, to which every scanner objects.
   * @default `256Mi`, a guess; or the request where that is higher
   */
  readonly memoryLimit?: string;

  /**
   * The disk for logs and empty directories that is set aside.
   * @default `64Mi`, a guess; or the limit where that is lower
   */
  readonly ephemeralStorageRequest?: string;

  /**
   * The disk for logs and empty directories above which the pod is evicted; `none` for no limit, to which kube-score objects.
   * @default `512Mi`, a guess; or the request where that is higher
   */
  readonly ephemeralStorageLimit?: string;
}

/** What can be said of any container. */
export interface ContainerProps {
  /**
   * The image, with a tag other than `latest` or a digest. Throws `IMAGE_INVALID`, `IMAGE_UNTAGGED`.
   *
   * Checkov and Kubescape want a digest.
   */
  readonly image: string;

  /**
   * The program, instead of the image's entry point.
   * @default the entry point of the image
   */
  readonly command?: string[];

  /**
   * The arguments.
   * @default the arguments of the image
   */
  readonly args?: string[];

  /**
   * The folder in which the program starts.
   * @default the folder of the image
   */
  readonly workingDir?: string;

  /**
   * Environment variables by name; `$(OTHER)` stands for the value of another one. Throws `ENV_NAME_INVALID`.
   * @default none
   */
  readonly env?: Record<string, string>;

  /**
   * Environment variables whose value the cluster knows. Throws `ENV_DUPLICATE` for a name that `env` has.
   * @default none
   */
  readonly envSources?: Record<string, EnvSource>;

  /**
   * ConfigMaps and Secrets whose every key becomes a variable.
   * @default none
   */
  readonly envImports?: EnvImport[];

  /**
   * How Kubernetes finds out whether the container lives and is ready. Throws `HEALTH_INVALID`.
   * @default never asked: warns with `HEALTH_MISSING`, and kube-score, Checkov, Polaris and Kubescape object
   */
  readonly health?: Health;

  /**
   * What the container may use. Throws `QUANTITY_INVALID`.
   * @default guesses for a small server; see `Resources`
   */
  readonly resources?: Resources;

  /**
   * Folders beside `/tmp` that the program must write to: each gets an empty directory of 64Mi. Throws `MOUNT_INVALID`.
   * @default only `/tmp` can be written
   */
  readonly writablePaths?: string[];

  /**
   * Files of ConfigMaps, Secrets and volumes. Throws `MOUNT_INVALID` for a path that is mounted twice.
   * @default none
   */
  readonly mounts?: Mount[];

  /**
   * When the kubelet asks the registry for the image.
   * @default ALWAYS, or IF_NOT_PRESENT for an image with a digest, which always means the same
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Who the processes are, and what they may do. Throws `SECURITY_INVALID`.
   * @default the restricted Pod Security Standard, with a root filesystem that cannot be written
   */
  readonly security?: ContainerSecurity;

  /**
   * What the container does between the decision to stop it and its signal. Throws `DRAIN_INVALID`.
   * @default it sleeps as `drain` has it, if it is not an init container or a sidecar
   */
  readonly preStop?: PreStop;
}

/** A container beside the main one: one more, an init container, or a sidecar. */
export interface AdditionalContainerProps extends ContainerProps {
  /** Its name, which no other container of the pod has. Throws `NAME_INVALID`, `CONTAINER_NAME_DUPLICATE`. */
  readonly name: string;

  /**
   * The ports on which it listens. `Port.local` ones are for the other containers of the pod; no Service offers any of them. Throws `PORT_DUPLICATE`.
   * @default none
   */
  readonly ports?: Port[];
}
