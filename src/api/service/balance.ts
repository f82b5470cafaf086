import { SERVICE_PROXIES, ServiceProxyName } from '../../clusters/service-proxy';
import { Finding } from '../../model/finding';
import { ServiceModel } from '../../model/service';

/** The seconds that Kubernetes keeps a client at its pod unless a Service says others. */
const AFFINITY_SECONDS = 10800;

/** A Service, and what its cluster cannot do of it. */
export interface BalancedService {
  readonly model: ServiceModel;
  readonly gaps: readonly Finding[];
}

/** Has a Service ask for its choice of pods in the words of those who make it. Annotations that it has already win. */
export function balanced(model: ServiceModel, proxy: ServiceProxyName): BalancedService {
  const { service, name } = model;
  const asked = service.kind === 'externalName' ? undefined : service.traffic.loadBalancing;
  if (service.kind === 'externalName' || asked === undefined) return { model, gaps: [] };
  const { title, balance } = SERVICE_PROXIES[proxy];
  const row = balance[asked];
  switch (row.by) {
    case 'itself':
      return { model, gaps: [] };
    case 'annotation':
      return { model: { ...model, annotations: { [row.key]: row.value, ...model.annotations } }, gaps: [] };
    case 'affinity': {
      const sessionAffinitySeconds = service.traffic.sessionAffinitySeconds ?? AFFINITY_SECONDS;
      return { model: { ...model, service: { ...service, traffic: { ...service.traffic, sessionAffinitySeconds } } }, gaps: [] };
    }
    case 'nothing':
      return { model, gaps: [{ code: 'CANNOT_EXPRESS', text: `\`loadBalancing\` of Service \`${name}\` by ${asked} is beyond ${title}: ${row.instead}` }] };
  }
}
