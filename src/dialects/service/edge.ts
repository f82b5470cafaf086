import { SERVICE_EDGE_CAPABILITIES } from './capabilities';
import { ServiceEdge } from '../../model/edge';
import { Labels } from '../../model/endpoint';
import { ExposureModel, StreamModel } from '../../model/exposure';
import { featureGaps, gap } from '../../model/feature';
import { Finding } from '../../model/finding';

const TITLES = { loadBalancer: 'a load balancer alone', nodePort: 'a port of the nodes' } as const;

/** What no Service of an edge can carry for an exposure. */
export function serviceEdgeGaps(exposure: ExposureModel | StreamModel, edge: ServiceEdge): Finding[] {
  const gaps = featureGaps(exposure, TITLES[edge.type], SERVICE_EDGE_CAPABILITIES);
  return exposure.kind === 'http' ? gaps : [...gaps, ...healthGaps(exposure, edge), ...nameGaps(exposure)];
}

/** The annotations of the Service of a stream: the edge's, the records', and those of the exposure, which win. */
export function streamAnnotations(stream: StreamModel, edge: ServiceEdge): Labels {
  return { ...edge.annotations, ...records(stream), ...stream.annotations };
}

/** @see https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/annotations/annotations.md */
function records({ dns }: StreamModel): Labels {
  if (dns === undefined) return {};
  return {
    [`${dns.prefix}hostname`]: (dns.hosts ?? []).join(','),
    ...(dns.targets.length === 0 ? {} : { [`${dns.prefix}target`]: dns.targets.join(',') }),
    ...(dns.ttlSeconds === undefined ? {} : { [`${dns.prefix}ttl`]: String(dns.ttlSeconds) }),
  };
}

/** A Service has no field for hosts, so that records have no names but those of the annotation. */
function nameGaps(stream: StreamModel): Finding[] {
  return stream.dns === undefined || (stream.dns.hosts ?? []).length > 0 ? [] : [
    gap(stream, '`dns` has no name to keep records for, since a Service knows no hosts: name some, as in `DnsRecord.of({ hosts: [\'db.example.com\'] })`'),
  ];
}

/** A load balancer that dials pods asks over TCP whether they are there, which nobody answers on a port of UDP. */
function healthGaps(stream: StreamModel, edge: ServiceEdge): Finding[] {
  const key = edge.direct?.healthPortAnnotation;
  if (key === undefined || stream.protocol !== 'UDP' || streamAnnotations(stream, edge)[key] !== undefined) return [];
  return [gap(stream, `its load balancer asks over TCP whether pods are there, and port \`${stream.port}\` is one of UDP: open a port of TCP for its subnets, `
    + `and name that in the annotation \`${key}\``)];
}
