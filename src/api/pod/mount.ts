import { refuse } from '../../model/finding';
import { DEFAULT_SIZE_LIMIT, mountPath } from '../../model/mount-path';
import { dnsLabel1123, dnsSubdomain, isConfigKey } from '../../model/name';
import { MountModel, VolumeModel } from '../../model/pod';
import { resourceQuantity } from '../../model/quantity';

/** The shortest life of a token that the API server grants. */
const TOKEN_SECONDS_MIN = 600;

/** How an empty directory is made. */
export interface EmptyDirProps {
  /**
   * How big it may grow; the pod is evicted when it grows beyond.
   * @default `64Mi`, a guess
   */
  readonly sizeLimit?: string;

  /**
   * Whether it lives in memory, where it counts against the memory limit.
   * @default false: on the disk of the node
   */
  readonly inMemory?: boolean;

  /**
   * A name by which containers of the same pod share the directory; each gives the same name.
   * @default the directory belongs to this container alone
   */
  readonly sharedName?: string;
}

/** Which files a ConfigMap or Secret gives. */
export interface FilesProps {
  /**
   * The keys to give, each with the relative path of its file.
   * @default every key, in a file of its name
   */
  readonly items?: Record<string, string>;

  /**
   * The permissions of the files, such as `0o440`.
   * @default as Kubernetes has it, `0o644`
   */
  readonly mode?: number;

  /**
   * Whether the pod starts without the files where the ConfigMap or Secret is missing.
   * @default false: the pod waits for it
   */
  readonly optional?: boolean;

  /**
   * The one file of the volume that appears at the path, instead of a directory with all of them.
   *
   * Kubernetes does not update such a file when its source changes.
   *
   * @default the path is a directory
   */
  readonly file?: string;
}

/** How a claim is mounted. */
export interface ClaimProps {
  /**
   * Whether the container can only read.
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * The folder of the volume that appears at the path.
   * @default its root
   */
  readonly subPath?: string;
}

/** How a token of the ServiceAccount is made. */
export interface TokenProps {
  /**
   * For whom the token is meant.
   * @default the API server
   */
  readonly audience?: string;

  /**
   * Seconds for which a token lives; the kubelet renews it in time.
   * @default 3600
   */
  readonly expirationSeconds?: number;

  /**
   * The name of the file.
   * @default `token`
   */
  readonly file?: string;
}

/** How a volume of a CSI driver is made. */
export interface CsiProps {
  /**
   * What the driver wants to know.
   * @default nothing
   */
  readonly attributes?: Record<string, string>;

  /**
   * The Secret that the driver needs to give the volume.
   * @default none
   */
  readonly secretName?: string;

  /**
   * Whether the container can only read.
   * @default true
   */
  readonly readOnly?: boolean;
}

/**
 * Files at a path of a container. Volumes with equal sources become one, whoever mounts them.
 *
 * Every factory throws `MOUNT_INVALID`, and `NAME_INVALID` or `QUANTITY_INVALID` for what it names.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/ (v1.35)
 */
export class Mount {
  /** A directory that is empty when the pod starts and gone when it ends. */
  public static emptyDir(path: string, props: EmptyDirProps = {}): Mount {
    const name = props.sharedName === undefined ? undefined : dnsLabel1123('the shared name of a directory,', props.sharedName);
    const sizeLimit = props.sizeLimit ?? DEFAULT_SIZE_LIMIT;
    resourceQuantity('the size limit of a directory,', 'ephemeral-storage', sizeLimit);
    return new Mount(path, { kind: 'emptyDir', name, sizeLimit, inMemory: props.inMemory ?? false }, false);
  }

  /** The keys of a ConfigMap of the same namespace as files. */
  public static configMap(path: string, name: string, props: FilesProps = {}): Mount {
    return Mount.files('configMap', path, dnsSubdomain('the name of a ConfigMap,', name), props);
  }

  /** The keys of a Secret of the same namespace as files. */
  public static secret(path: string, name: string, props: FilesProps = {}): Mount {
    return Mount.files('secret', path, dnsSubdomain('the name of a Secret,', name), props);
  }

  /** A volume that outlives the pod. All replicas mount it: a claim that one node holds keeps the others from starting. */
  public static persistentVolumeClaim(path: string, claimName: string, props: ClaimProps = {}): Mount {
    const name = dnsSubdomain('the name of a claim,', claimName);
    const readOnly = props.readOnly ?? false;
    return new Mount(path, { kind: 'claim', name, readOnly }, readOnly, props.subPath);
  }

  /**
   * A token of the ServiceAccount that is meant for one audience, short-lived and renewed; it needs no `mountServiceAccountToken`.
   *
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#serviceaccount-token-volume-projection (v1.35)
   */
  public static serviceAccountToken(path: string, props: TokenProps = {}): Mount {
    const expirationSeconds = props.expirationSeconds ?? 3600;
    if (!Number.isInteger(expirationSeconds) || expirationSeconds < TOKEN_SECONDS_MIN) {
      refuse('MOUNT_INVALID', `a token at \`${path}\` cannot live \`${expirationSeconds}\` seconds: give a whole number from ${TOKEN_SECONDS_MIN} on`);
    }
    const file = relative('the file of a token,', props.file ?? 'token');
    return new Mount(path, { kind: 'token', audience: props.audience, expirationSeconds, file }, true);
  }

  /** What a CSI driver gives this pod alone, such as secrets of a vault. */
  public static csi(path: string, driver: string, props: CsiProps = {}): Mount {
    const readOnly = props.readOnly ?? true;
    const secretName = props.secretName === undefined ? undefined : dnsSubdomain('the Secret of a CSI volume,', props.secretName);
    const name = dnsSubdomain('the name of a CSI driver,', driver);
    return new Mount(path, { kind: 'csi', driver: name, attributes: props.attributes ?? {}, secretName, readOnly }, readOnly);
  }

  private static files(kind: 'configMap' | 'secret', path: string, name: string, props: FilesProps): Mount {
    const { items, mode, optional, file } = props;
    for (const [key, target] of Object.entries(items ?? {})) {
      if (!isConfigKey(key)) {
        refuse('MOUNT_INVALID', `\`${key}\`, mounted at \`${path}\`, is not a key of a ConfigMap or Secret: use letters, digits, \`-\`, \`_\` and \`.\``);
      }
      relative(`the file of key \`${key}\`,`, target);
    }
    if (mode !== undefined && (!Number.isInteger(mode) || mode < 0 || mode > 0o777)) {
      refuse('MOUNT_INVALID', `the mode \`${mode}\` of the files at \`${path}\` is outside 0 to 0o777; write it as an octal number, as in 0o440`);
    }
    return new Mount(path, { kind, name, items, mode, optional }, true, file);
  }

  private readonly model: MountModel;

  private constructor(path: string, volume: VolumeModel, readOnly: boolean, subPath?: string) {
    this.model = {
      path: mountPath(path),
      volume,
      readOnly,
      subPath: subPath === undefined ? undefined : relative('the part of a volume,', subPath),
    };
  }

  /**
   * The mount as data.
   * @internal
   */
  public _model(): MountModel {
    return this.model;
  }
}

function relative(what: string, path: string): string {
  if (path === '' || path.startsWith('/') || path.split('/').includes('..')) {
    refuse('MOUNT_INVALID', `${what} \`${path}\` leaves its volume: give a relative path without \`..\``);
  }
  return path;
}
