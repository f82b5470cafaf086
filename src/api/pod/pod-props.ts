import { Account } from './account';
import { AdditionalContainerProps, ContainerProps } from './container-props';
import { Disruption } from './disruption';
import { Rollout } from './rollout';
import { PodSecurity } from './security';
import { Spread } from './spread';

/**
 * How a pod ends without losing calls.
 *
 * The cluster needs a moment to stop sending calls to a pod that ends; until then it must go on serving.
 *
 * @see https://kubernetes.io/docs/tutorials/services/pods-and-endpoint-termination-flow/ (v1.35)
 */
export interface Drain {
  /**
   * Seconds for which containers go on serving before they get their signal; 0 for none. Needs Kubernetes 1.30. Throws `DRAIN_INVALID`.
   * @default 5
   */
  readonly sleepSeconds?: number;

  /**
   * Seconds after which the pod is killed, the sleep among them. Throws `DRAIN_INVALID`.
   * @default 30
   */
  readonly gracePeriodSeconds?: number;
}

/** What can be said of the pods of a workload; the main container is described at the top. */
export interface PodProps extends ContainerProps {
  /**
   * How many pods there are. Throws `REPLICAS_INVALID`.
   * @default 3; below 2 kube-score and Polaris object, below 3 kube-linter. An autoscaler that targets `deployment` takes over
   */
  readonly replicas?: number;

  /**
   * The name of the main container. Throws `NAME_INVALID`.
   * @default the name of the workload
   */
  readonly containerName?: string;

  /**
   * Containers that run beside the main one.
   * @default none
   */
  readonly containers?: AdditionalContainerProps[];

  /**
   * Containers that run to their end before the others start, one after the other.
   * @default none
   */
  readonly initContainers?: AdditionalContainerProps[];

  /**
   * Containers that start before all others and end after them; Kubernetes 1.29. Init containers can use them.
   * @default none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/ (v1.35)
   */
  readonly sidecars?: AdditionalContainerProps[];

  /**
   * The Secrets with which images are pulled. Throws `NAME_INVALID`.
   * @default none
   */
  readonly imagePullSecrets?: string[];

  /**
   * How a pod ends without losing calls.
   * @default it serves for 5 seconds more, and is killed after 30
   */
  readonly drain?: Drain;

  /**
   * How a change reaches the pods.
   * @default Rollout.rollingUpdate()
   */
  readonly rollout?: Rollout;

  /**
   * Seconds for which a new pod must be ready before it counts. Throws `ROLLOUT_INVALID`.
   * @default it counts at once
   */
  readonly minReadySeconds?: number;

  /**
   * Seconds without progress after which a rollout has failed. Throws `ROLLOUT_INVALID`.
   * @default 600
   */
  readonly progressDeadlineSeconds?: number;

  /**
   * How many earlier generations can be gone back to. Throws `ROLLOUT_INVALID`.
   * @default 5
   */
  readonly revisionHistoryLimit?: number;

  /**
   * How many pods an eviction may take at once.
   * @default Disruption.maxUnavailable(1)
   */
  readonly disruption?: Disruption;

  /**
   * How the replicas keep apart.
   * @default Spread.preferred()
   */
  readonly spread?: Spread;

  /**
   * Who the processes of the pod are, and what they may do. Throws `SECURITY_INVALID`.
   * @default the restricted Pod Security Standard, as user and group 65532
   */
  readonly podSecurity?: PodSecurity;

  /**
   * As whom the pods speak to the API server.
   * @default Account.own()
   */
  readonly serviceAccount?: Account;

  /**
   * Whether the pods get a token for the API server.
   * @default false; with it Checkov, Polaris and Kubescape object. `Mount.serviceAccountToken` gives a narrower one
   */
  readonly mountServiceAccountToken?: boolean;

  /**
   * The class that says who gives way when room is short. Throws `NAME_INVALID`.
   * @default the default class of the cluster; without one Polaris objects
   */
  readonly priorityClassName?: string;

  /**
   * The runtime that runs the pods, such as a sandbox. Throws `NAME_INVALID`.
   * @default the default runtime of the node
   */
  readonly runtimeClassName?: string;

  /**
   * The labels of the nodes on which the pods may run. Throws `LABEL_INVALID`.
   * @default any node
   */
  readonly nodeSelector?: Record<string, string>;

  /**
   * More labels of the pods. Throws `LABEL_INVALID`, for a label by which the pods are selected, too.
   * @default only those of the workload
   */
  readonly podLabels?: Record<string, string>;

  /**
   * Annotations of the pods. Throws `ANNOTATION_INVALID`.
   * @default none
   */
  readonly podAnnotations?: Record<string, string>;
}
