import { IpFamilyPolicy } from './service-props';
import { IpFamilyName } from '../../model/families';
import { refuse } from '../../model/finding';
import { ServiceKind, ServiceTraffic } from '../../model/service';

/** The families of a Service on a cluster: those that it names, else those of the cluster. Throws `SERVICE_INVALID`. */
export function withFamilies(name: string, service: ServiceKind, cluster: readonly IpFamilyName[]): ServiceKind {
  return service.kind === 'externalName' ? service : { ...service, traffic: familiesOf(name, service.traffic, cluster) };
}

function familiesOf(name: string, traffic: ServiceTraffic, cluster: readonly IpFamilyName[]): ServiceTraffic {
  const { ipFamilies, ipFamilyPolicy } = traffic;
  const has = cluster.join(' and ');
  const other = ipFamilies?.find((family) => cluster.length > 0 && !cluster.includes(family));
  if (other !== undefined) {
    refuse('SERVICE_INVALID', `ipFamilies of Service \`${name}\` name \`${other}\`, and the cluster profile has ${has} alone: leave it out, or say it in \`ipFamilies\` of the profile`);
  }
  if (ipFamilyPolicy === IpFamilyPolicy.REQUIRE_DUAL_STACK && cluster.length === 1) {
    refuse('SERVICE_INVALID', `Service \`${name}\` requires two families, and the cluster profile has ${has} alone: prefer dual stack, or say both in \`ipFamilies\` of the profile`);
  }
  const families = ipFamilies ?? (cluster.length === 0 || ipFamilyPolicy === IpFamilyPolicy.SINGLE_STACK ? cluster.slice(0, 1) : cluster);
  const one = families.length === 1 ? IpFamilyPolicy.SINGLE_STACK : IpFamilyPolicy.PREFER_DUAL_STACK;
  return { ...traffic, ipFamilies: families.length === 0 ? undefined : families, ipFamilyPolicy: ipFamilyPolicy ?? one };
}
