import { Labels } from '../../model/endpoint';
import { ExposureModel, StreamModel } from '../../model/exposure';

/** The metadata of an object of an exposure, in its own namespace unless told otherwise. */
export function metadataOf(
  { namespace, labels }: Pick<ExposureModel, 'namespace' | 'labels'>, name: string, annotations: Labels = {},
): { readonly name: string; readonly namespace: string; readonly labels: Labels; readonly annotations?: Labels } {
  const sorted = Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1));
  return { name, namespace, labels, ...(sorted.length === 0 ? {} : { annotations: Object.fromEntries(sorted) }) };
}

/**
 * What external-dns reads on a route beside its hosts. A target it reads on the Gateway or the ListenerSet alone.
 *
 * @see https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/sources/gateway-api.md
 */
export function recordAnnotations({ dns, hosts }: Pick<ExposureModel | StreamModel, 'dns' | 'hosts'>): Labels {
  if (dns === undefined) return {};
  return {
    ...(hosts.length === 0 ? {} : { [`${dns.prefix}hostname`]: hosts.join(',') }),
    ...(dns.ttlSeconds === undefined ? {} : { [`${dns.prefix}ttl`]: String(dns.ttlSeconds) }),
  };
}

/** Where records lead, on the object that brings the listeners. */
export function recordTarget({ dns }: Pick<ExposureModel, 'dns'>): Labels {
  return dns === undefined || dns.targets.length === 0 ? {} : { [`${dns.prefix}target`]: dns.targets.join(',') };
}
