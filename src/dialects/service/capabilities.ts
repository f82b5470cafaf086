import { ServiceCapability, Source, Support } from '../../model/capability';

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
