import { ServiceCapability, Source, Support } from '../../model/capability';
import { EdgeCapabilities, noneBut } from '../../model/feature';
import { no, since, yes } from '../../model/support';

const SERVICE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/service/', version: 'Kubernetes 1.35' };
const VIRTUAL_IPS: Source = { url: 'https://kubernetes.io/docs/reference/networking/virtual-ips/', version: 'Kubernetes 1.35' };
const DUAL_STACK: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/dual-stack/', version: 'Kubernetes 1.35' };

/** What a Service can be asked to do. */
export const SERVICE_CAPABILITIES: Readonly<Record<ServiceCapability, Support>> = {
  'service.sessionAffinity': yes(VIRTUAL_IPS),
  // PreferClose is older; PreferSameZone and PreferSameNode, which replace it, are stable in 1.35.
  'service.trafficDistribution': since('Kubernetes 1.35', SERVICE),
  'service.dualStack': since('Kubernetes 1.23', DUAL_STACK),
  'service.portRanges': no(SERVICE),
};

const EXTERNAL_DNS: Source = { url: 'https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/source/service.go', version: '0.22.0' };

const CARRIED: Partial<EdgeCapabilities> = {
  'stream.tcp': yes(SERVICE, 'a Service of its own, of type LoadBalancer or NodePort'),
  'stream.udp': yes(SERVICE, 'a Service of its own, of type LoadBalancer or NodePort'),
  'stream.tls': no(SERVICE, 'a Service sees no names: leave `hosts` out, so that the port is of this app alone, or choose an edge with a controller'),
  'stream.weights': no(VIRTUAL_IPS, 'a Service shares connections out evenly: leave `split` out, or choose an edge of the Gateway API'),
  'stream.sources': yes(SERVICE, '`spec.loadBalancerSourceRanges` and the policy; for a node port the policy alone'),
  'dns.records': yes(EXTERNAL_DNS, 'annotations `hostname` and `ttl` of the Service'),
  'dns.target': yes(EXTERNAL_DNS, 'annotation `target` of the Service'),
};

/** What an edge can be asked to do that is a Service alone: it carries bytes, and knows nothing of requests. */
export const SERVICE_EDGE_CAPABILITIES: EdgeCapabilities = noneBut(
  no(SERVICE, 'a Service carries bytes and knows nothing of requests: choose an edge with a controller'), CARRIED,
);
