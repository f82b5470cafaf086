import { Port } from './connections/port';
import { PodProps } from './pod/pod-props';
import { Service } from './service/service';

/** What can be said of a microservice. Only the image has no default. */
export interface SecureMicroserviceProps extends PodProps {
  /**
   * The name of the Deployment, the Service, the ServiceAccount and the policy: a DNS label that begins with a letter.
   *
   * @default the id of the construct
   */
  readonly name?: string;

  /**
   * The ports on which its processes listen. The first that is not a metrics port is the default one.
   *
   * Throws `PORT_DUPLICATE` where two containers of the pod listen on one number, or two ports have one name.
   *
   * @default none: nobody can call it, and it gets no Service
   */
  readonly ports?: Port[];

  /**
   * Its main Service.
   *
   * @default Service.clusterIp(), with every port that is neither local nor a range
   */
  readonly service?: Service;

  /**
   * Labels of its objects and its pods, besides the recommended ones, which they may replace.
   *
   * @default none
   */
  readonly labels?: Record<string, string>;

  /**
   * Annotations of the Deployment.
   *
   * @default none
   */
  readonly annotations?: Record<string, string>;

  /**
   * The labels by which its pods are found, by the Deployment, the Services and the policies; the pods get them.
   *
   * A selector of a Deployment cannot be changed later: name the old one to take over a Deployment that exists.
   *
   * @default `app.kubernetes.io/name` and `app.kubernetes.io/instance`, both with the name
   */
  readonly selectorLabels?: Record<string, string>;

  /**
   * The application that it is a part of, in the label `app.kubernetes.io/part-of`.
   *
   * @default the id of the chart
   */
  readonly partOf?: string;
}
