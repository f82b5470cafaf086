import { addressesOf } from './edge-place';
import { Source } from '../model/capability';
import { ServiceEdge } from '../model/edge';
import { Labels } from '../model/endpoint';
import { refuse } from '../model/finding';

/** What is said of an edge that is a Service alone. */
export interface ServiceEdgeInput {
  readonly type: ServiceEdge['type'];
  readonly loadBalancerClass?: string;
  readonly trafficPolicy: ServiceEdge['trafficPolicy'];
  readonly sourceRanges: readonly string[];
  readonly annotations: Labels;
  readonly allocateNodePorts?: boolean;
  /** From where the load balancer dials the pods itself, with what they see of clients. */
  readonly direct?: Required<ServiceEdge>['direct'] & { readonly cidrs: readonly string[] };
}

/**
 * The Network Load Balancer of AWS, as its controller makes it of a Service.
 *
 * In ip mode it dials pods from its addresses in its subnets, and its health checks do, too. Over TCP pods do not see clients unless a target group
 * attribute says so; over UDP they always do. Health checks are made over TCP, to the port of the traffic unless another is named.
 */
export const AWS_NLB = {
  loadBalancerClass: 'service.k8s.aws/nlb',
  prefix: 'service.beta.kubernetes.io/aws-load-balancer-',
  sources: [
    { url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/service/annotations.md', version: '3.5.0' },
    { url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/pkg/service/model_build_target_group.go', version: '3.5.0' },
  ] satisfies readonly Source[],
} as const;

/** One way into a cluster by Services of their own. Throws `CLUSTER_PROFILE_INVALID`, `CIDR_INVALID`. */
export function serviceEdgeOf(name: string, input: ServiceEdgeInput): ServiceEdge {
  const { direct, ...said } = input;
  if (direct?.cidrs.length === 0) {
    refuse('CLUSTER_PROFILE_INVALID', `edge \`${name}\` needs the CIDRs from which its load balancer dials the pods: give those of its subnets`);
  }
  return {
    ...said,
    name,
    api: 'service',
    controllers: direct === undefined ? [] : [addressesOf(direct.cidrs)],
    ...(direct === undefined ? {} : { direct: { keepsClients: direct.keepsClients, healthPortAnnotation: direct.healthPortAnnotation } }),
  };
}
