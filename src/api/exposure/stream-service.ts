import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { backendModel } from './backends';
import { ExposureFrame } from './exposure-frame';
import { modelOf, protocolOf, targetsOf } from './stream-model';
import { StreamExposureProps } from './stream-props';
import { ServiceEdge } from '../../model/edge';
import { OnEdge, StreamModel } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { PortModel } from '../../model/port';
import { ServiceEntry, ServiceKind } from '../../model/service';
import { siteOf } from '../../synth/call-site';
import { emitExposure, streamAnnotations } from '../../synth/exposure-objects';
import { Registry } from '../../synth/registry';
import { defaultPort, portNamed } from '../connections/connection-rules';

/**
 * Serves a stream by a Service of its own, or reports why none can. Throws `EXPOSURE_INVALID`, `PORT_UNKNOWN`, `PORT_LOCAL`,
 * `NODE_PORT_OUT_OF_RANGE`, `NAME_INVALID`.
 */
export function serveStream(scope: Construct, frame: ExposureFrame, edge: ServiceEdge, props: StreamExposureProps): ApiObject[] {
  const { side } = frame;
  const port = props.port === undefined ? defaultPort(side) : portNamed(side, props.port);
  const backends = props.split === undefined ? [] : targetsOf(frame, edge, props);
  const protocol = protocolOf(props.split === undefined ? [{ port }] : backends, props.hosts);
  const stream = modelOf(frame, edge, protocol, backends.map(backendModel), props);
  // what a Service cannot carry is reported as for any edge, and no object comes of that
  const gaps = [...emitExposure(scope, stream, side.services).gaps, ...targetGaps(stream, props)];
  const registry = Registry.of(scope);
  registry.check(scope, (): readonly Finding[] => gaps);
  // its way to the pods is a target of a Service, as that of any other
  registry.exposures.push({ construct: scope, cluster: side.cluster, model: stream, site: siteOf(scope), backends: [], rendered: [] });
  return gaps.length > 0 ? [] : [frame.serve(scope, 'Service', {
    name: stream.name,
    port,
    servicePort: edge.type === 'loadBalancer' ? stream.port : port.servicePort,
    annotations: streamAnnotations(stream, edge),
    service: kindOf(stream, port),
  })];
}

/** A Service selects the pods of one workload: its own. */
function targetGaps(stream: OnEdge<StreamModel, ServiceEdge>, { split }: StreamExposureProps): Finding[] {
  const [target] = split ?? [];
  return split?.length === 1 && target !== undefined
    ? [gap(stream, `its Service is one of the microservice itself, and cannot lead to \`${target._target().peerName}\`: expose the stream there, and leave \`split\` out`)]
    : [];
}

function kindOf(stream: OnEdge<StreamModel, ServiceEdge>, port: PortModel): ServiceKind {
  const { edge } = stream;
  const entry = entryOf(stream, port);
  const traffic = {};
  return edge.type === 'nodePort'
    ? { kind: 'nodePort', traffic, entry }
    : { kind: 'loadBalancer', traffic, entry, loadBalancerClass: edge.loadBalancerClass, allocateNodePorts: edge.allocateNodePorts };
}

function entryOf({ edge, sources, port, protocol }: OnEdge<StreamModel, ServiceEdge>, { name }: PortModel): ServiceEntry {
  const transport = protocol === 'UDP' ? 'UDP' : 'TCP';
  return {
    externalTrafficPolicy: edge.trafficPolicy,
    sourceRanges: sources ?? edge.sourceRanges,
    nodePorts: edge.type === 'nodePort' ? { [name]: port } : {},
    ...(edge.direct === undefined ? {} : { direct: { endpoints: edge.controllers, keepsClients: edge.direct.keepsClients.includes(transport) } }),
  };
}
