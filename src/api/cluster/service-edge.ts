import { AlbScheme } from './edge-schemes';
import { AwsNlbEdgeProps, LoadBalancerEdgeProps, NodePortEdgeProps } from './service-edge-props';
import { AWS_NLB, serviceEdgeOf } from '../../clusters/service-edge';
import { soundCidr } from '../../model/address-block';
import { ServiceEdge } from '../../model/edge';
import { Labels } from '../../model/endpoint';
import { annotationSet } from '../../model/name';
import { TrafficPolicy } from '../service/service-props';

/** An edge of load balancers. */
export function loadBalancerEdge(name: string, props: LoadBalancerEdgeProps): ServiceEdge {
  const { loadBalancerClass, allocateNodePorts, dialsFrom } = props;
  return serviceEdgeOf(name, {
    type: 'loadBalancer',
    ...commonOf(name, props),
    loadBalancerClass,
    allocateNodePorts,
    ...(dialsFrom === undefined ? {} : { direct: { cidrs: dialsFrom, keepsClients: [] } }),
  });
}

/** An edge of ports of nodes. */
export function nodePortEdge(name: string, props: NodePortEdgeProps): ServiceEdge {
  return serviceEdgeOf(name, { type: 'nodePort', ...commonOf(name, props) });
}

/** An edge of Network Load Balancers that dial pods. */
export function awsNlbEdge(name: string, { subnetCidrs, scheme, loadBalancerClass, sources, annotations = {} }: AwsNlbEdgeProps): ServiceEdge {
  const families = new Set(subnetCidrs.map((cidr) => soundCidr(cidr).family));
  const own = { 'scheme': scheme ?? AlbScheme.INTERNAL, 'nlb-target-type': 'ip', ...(families.has(6) ? { 'ip-address-type': 'dualstack' } : {}) };
  const all = Object.fromEntries(Object.entries(own).map(([key, value]) => [`${AWS_NLB.prefix}${key}`, value]));
  return serviceEdgeOf(name, {
    type: 'loadBalancer',
    ...commonOf(name, { sources, annotations: { ...all, ...annotations } }),
    loadBalancerClass: loadBalancerClass ?? AWS_NLB.loadBalancerClass,
    allocateNodePorts: false,
    direct: { cidrs: subnetCidrs, keepsClients: keptIn(annotations) ? ['TCP', 'UDP'] : ['UDP'], healthPortAnnotation: `${AWS_NLB.prefix}healthcheck-port` },
  });
}

/** Whether a target group attribute has pods see the clients over TCP, too. */
function keptIn(annotations: Labels): boolean {
  return /\bpreserve_client_ip\.enabled=true\b/.test(annotations[`${AWS_NLB.prefix}target-group-attributes`] ?? '');
}

function commonOf(name: string, { sources = [], trafficPolicy, annotations = {} }: NodePortEdgeProps): Pick<ServiceEdge, 'trafficPolicy' | 'sourceRanges' | 'annotations'> {
  return {
    trafficPolicy: trafficPolicy ?? TrafficPolicy.LOCAL,
    sourceRanges: [...new Set(sources.map((cidr) => soundCidr(cidr).text))].sort(),
    annotations: annotationSet(`the annotations of edge \`${name}\``, annotations),
  };
}
