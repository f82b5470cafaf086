import { SERVICE_EDGE_CAPABILITIES } from './capabilities';
import { ServiceEdge } from '../../model/edge';
import { Labels } from '../../model/endpoint';
import { ExposureModel, StreamModel } from '../../model/exposure';
import { featureGaps, gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { namelessGaps, recordAnnotations, recordTarget } from '../../model/records';

const TITLES = { loadBalancer: 'a load balancer alone', nodePort: 'a port of the nodes' } as const;

/** What no Service of an edge can carry for an exposure. */
export function serviceEdgeGaps(exposure: ExposureModel | StreamModel, edge: ServiceEdge): Finding[] {
  const gaps = featureGaps(exposure, TITLES[edge.type], SERVICE_EDGE_CAPABILITIES);
  return exposure.kind === 'http' ? gaps : [...gaps, ...healthGaps(exposure, edge), ...namelessGaps(exposure)];
}

/** The annotations of the Service of a stream: the edge's, the records', and those of the exposure, which win. */
export function streamAnnotations(stream: StreamModel, edge: ServiceEdge): Labels {
  return { ...edge.annotations, ...recordAnnotations(stream), ...recordTarget(stream), ...stream.annotations };
}

/** A load balancer that dials pods asks over TCP whether they are there, which nobody answers on a port of UDP. */
function healthGaps(stream: StreamModel, edge: ServiceEdge): Finding[] {
  const key = edge.direct?.healthPortAnnotation;
  if (key === undefined || stream.protocol !== 'UDP' || streamAnnotations(stream, edge)[key] !== undefined) return [];
  return [gap(stream, `its load balancer asks over TCP whether pods are there, and port \`${stream.port}\` is one of UDP: open a port of TCP for its subnets, `
    + `and name that in the annotation \`${key}\``)];
}
