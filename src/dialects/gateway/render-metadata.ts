import { Labels } from '../../model/endpoint';
import { ExposureModel, StreamModel } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { KubeObject } from '../../model/rendered';

const NAME_MAX = 253;

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

/** Names that are made of that of the exposure, and are longer than the API server takes. */
export function nameGaps(exposure: ExposureModel | StreamModel, objects: readonly KubeObject[]): Finding[] {
  const long = objects.filter(({ metadata }) => metadata.name.length > NAME_MAX);
  return long.map(({ kind, metadata: { name } }) => gap(exposure, `the name of its ${kind} has ${name.length} characters, and ${NAME_MAX} are allowed: give it a shorter \`name\``));
}
