import { refuse } from '../../model/finding';
import { dnsLabel1123, dnsSubdomain, envName, isConfigKey } from '../../model/name';
import { EnvImportModel, EnvModel } from '../../model/pod';
import { quantity } from '../../model/quantity';

/** Whether a source may be absent. */
export interface EnvSourceProps {
  /**
   * Whether the pod starts without the variable where the ConfigMap, the Secret or its key is missing.
   * @default false: the pod waits for it
   */
  readonly optional?: boolean;
}

/** Of which container a resource is told, and in what. */
export interface EnvResourceProps {
  /**
   * The container whose resource it is.
   * @default the container that has the variable
   */
  readonly containerName?: string;

  /**
   * What one means, such as `1m` or `1Mi`; the value is rounded up.
   * @default `1`: whole CPUs, or bytes
   */
  readonly divisor?: string;
}

const FIELDS: ReadonlySet<string> = new Set([
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName',
  'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs',
]);
const KEYED_FIELD = /^metadata\.(?:labels|annotations)\['[^']+'\]$/;
const RESOURCE = /^(?:requests|limits)\.(?:cpu|memory|ephemeral-storage)$/;

/**
 * Where the value of an environment variable comes from, when the program does not know it.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/ (v1.35)
 */
export class EnvSource {
  /** A key of a ConfigMap of the same namespace. Throws `ENV_SOURCE_INVALID`, `NAME_INVALID`. */
  public static configMap(name: string, key: string, props: EnvSourceProps = {}): EnvSource {
    return new EnvSource({ kind: 'configMap', name: dnsSubdomain('the name of a ConfigMap,', name), key: keyOf(key), optional: props.optional });
  }

  /**
   * A key of a Secret of the same namespace. Throws `ENV_SOURCE_INVALID`, `NAME_INVALID`.
   *
   * Checkov, Kubescape and kube-linter prefer Secrets as files (`Mount.secret`): variables end up in crash reports.
   */
  public static secret(name: string, key: string, props: EnvSourceProps = {}): EnvSource {
    return new EnvSource({ kind: 'secret', name: dnsSubdomain('the name of a Secret,', name), key: keyOf(key), optional: props.optional });
  }

  /**
   * A field of the pod, such as `metadata.name`, `status.podIP` or `metadata.labels['app']`. Throws `ENV_SOURCE_INVALID`.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#downwardapi-fieldRef (v1.35)
   */
  public static field(path: string): EnvSource {
    if (!FIELDS.has(path) && !KEYED_FIELD.test(path)) {
      refuse('ENV_SOURCE_INVALID', `\`${path}\` is not a field that a variable can have: use ${[...FIELDS].join(', ')}, or metadata.labels['key'] and metadata.annotations['key']`);
    }
    return new EnvSource({ kind: 'field', path });
  }

  /**
   * A request or limit, such as `limits.memory` or `requests.cpu`. Throws `ENV_SOURCE_INVALID`, `QUANTITY_INVALID`.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#downwardapi-resourceFieldRef (v1.35)
   */
  public static resource(resource: string, props: EnvResourceProps = {}): EnvSource {
    if (!RESOURCE.test(resource)) {
      refuse('ENV_SOURCE_INVALID', `\`${resource}\` is not a resource that a variable can have: use requests. or limits. and cpu, memory or ephemeral-storage`);
    }
    if (props.divisor !== undefined) {
      quantity('the divisor of a variable,', props.divisor);
    }
    const containerName = props.containerName === undefined ? undefined : dnsLabel1123('the container of a variable,', props.containerName);
    return new EnvSource({ kind: 'resource', resource, containerName, divisor: props.divisor });
  }

  private constructor(private readonly model: EnvModel) {}

  /**
   * The source as data.
   * @internal
   */
  public _model(): EnvModel {
    return this.model;
  }
}

/** How a ConfigMap or Secret is imported. */
export interface EnvImportProps extends EnvSourceProps {
  /**
   * What is put in front of each key.
   * @default nothing
   */
  readonly prefix?: string;
}

/**
 * A whole ConfigMap or Secret as environment variables. A variable of `env` or `envSources` of the same name wins.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#configure-all-key-value-pairs-in-a-configmap-as-container-environment-variables (v1.35)
 */
export class EnvImport {
  /** All keys of a ConfigMap. Throws `NAME_INVALID`, `ENV_NAME_INVALID`. */
  public static configMap(name: string, props: EnvImportProps = {}): EnvImport {
    return new EnvImport('configMap', dnsSubdomain('the name of a ConfigMap,', name), props);
  }

  /** All keys of a Secret; see `EnvSource.secret` for what it costs. Throws `NAME_INVALID`, `ENV_NAME_INVALID`. */
  public static secret(name: string, props: EnvImportProps = {}): EnvImport {
    return new EnvImport('secret', dnsSubdomain('the name of a Secret,', name), props);
  }

  private readonly model: EnvImportModel;

  private constructor(kind: EnvImportModel['kind'], name: string, { prefix, optional }: EnvImportProps) {
    if (prefix !== undefined) {
      envName('the prefix of an import,', prefix);
    }
    this.model = { kind, name, prefix, optional };
  }

  /**
   * The import as data.
   * @internal
   */
  public _model(): EnvImportModel {
    return this.model;
  }
}

function keyOf(key: string): string {
  if (!isConfigKey(key)) {
    refuse('ENV_SOURCE_INVALID', `\`${key}\` is not a key of a ConfigMap or Secret: use at most 253 letters, digits, \`-\`, \`_\` and \`.\``);
  }
  return key;
}
