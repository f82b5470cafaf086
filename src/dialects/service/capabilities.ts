import { ServiceCapability, Source, Support } from '../../model/capability';
import { EdgeCapabilities, EXPOSURE_FEATURES, ExposureFeature } from '../../model/feature';

const SERVICE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/service/', version: 'Kubernetes 1.35' };
const VIRTUAL_IPS: Source = { url: 'https://kubernetes.io/docs/reference/networking/virtual-ips/', version: 'Kubernetes 1.35' };
const DUAL_STACK: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/dual-stack/', version: 'Kubernetes 1.35' };

/** What a Service can be asked to do. */
export const SERVICE_CAPABILITIES: Readonly<Record<ServiceCapability, Support>> = {
  'service.sessionAffinity': { support: 'yes', source: VIRTUAL_IPS },
  // PreferClose is older; PreferSameZone and PreferSameNode, which replace it, are stable in 1.35.
  'service.trafficDistribution': { support: 'since', since: 'Kubernetes 1.35', source: SERVICE },
  'service.dualStack': { support: 'since', since: 'Kubernetes 1.23', source: DUAL_STACK },
  'service.portRanges': { support: 'no', source: SERVICE },
};

const EXTERNAL_DNS: Source = { url: 'https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/source/service.go', version: '0.22.0' };

const CARRIED: Partial<EdgeCapabilities> = {
  'stream.tcp': { support: 'yes', source: SERVICE, how: 'a Service of its own, of type LoadBalancer or NodePort' },
  'stream.udp': { support: 'yes', source: SERVICE, how: 'a Service of its own, of type LoadBalancer or NodePort' },
  'stream.tls': { support: 'no', source: SERVICE, instead: 'a Service sees no names: leave `hosts` out, so that the port is of this app alone, or choose an edge with a controller' },
  'stream.weights': { support: 'no', source: VIRTUAL_IPS, instead: 'a Service shares connections out evenly: leave `split` out, or choose an edge of the Gateway API' },
  'stream.sources': { support: 'yes', source: SERVICE, how: '`spec.loadBalancerSourceRanges` and the policy; for a node port the policy alone' },
  'dns.records': { support: 'yes', source: EXTERNAL_DNS, how: 'annotations `hostname` and `ttl` of the Service' },
  'dns.target': { support: 'yes', source: EXTERNAL_DNS, how: 'annotation `target` of the Service' },
};

/** What an edge can be asked to do that is a Service alone: it carries bytes, and knows nothing of requests. */
export const SERVICE_EDGE_CAPABILITIES: EdgeCapabilities = edgeCapabilities((feature) => CARRIED[feature] ?? {
  support: 'no', source: SERVICE, instead: 'a Service carries bytes and knows nothing of requests: choose an edge with a controller',
});

function edgeCapabilities(supportOf: (feature: ExposureFeature) => Support): EdgeCapabilities {
  // fromEntries cannot tell that every key of the closed list is there
  return Object.fromEntries(EXPOSURE_FEATURES.map((feature) => [feature, supportOf(feature)])) as EdgeCapabilities;
}
