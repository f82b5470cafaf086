import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { backendModel, managedBackends, servicesOf } from './backends';
import { ExposureFrame } from './exposure-frame';
import { modelOf, protocolOf, targetsOf } from './stream-model';
import { StreamExposureProps } from './stream-props';
import { serveStream } from './stream-service';
import { Finding } from '../../model/finding';
import { matchOf } from '../../model/intents';
import { siteOf } from '../../synth/call-site';
import { emitExposure } from '../../synth/exposure-objects';
import { Registry } from '../../synth/registry';
import { edgeMissing } from '../../synth/resolve';
import { edgeNamed } from '../connections/connection-rules';

/** A way in from outside for raw bytes: a port of an edge that leads to a port of a microservice. */
export class StreamExposure extends Construct {
  /**
   * Made by `exposeStream()` of the microservice that it belongs to.
   * @internal
   */
  public static _of(scope: Construct, id: string, frame: ExposureFrame, props: StreamExposureProps): StreamExposure {
    return new StreamExposure(scope, id, frame, props);
  }

  /** Every object of the exposure: the route, or the Service. */
  public readonly apiObjects: ApiObject[];

  private constructor(scope: Construct, id: string, frame: ExposureFrame, props: StreamExposureProps) {
    super(scope, id);
    const registry = Registry.of(this);
    const { cluster } = frame.side;
    const edge = edgeNamed(cluster.profile, props.edge);
    if (edge === undefined) {
      this.apiObjects = [];
      registry.check(this, () => [edgeMissing(`the stream on port ${props.edgePort}`)]);
      return;
    }
    if (edge.api === 'service') {
      this.apiObjects = serveStream(this, frame, edge, props);
      return;
    }
    const backends = targetsOf(frame, edge, props);
    const model = modelOf(frame, edge, protocolOf(backends, props.hosts), backends.map(backendModel), props);
    const written = emitExposure(this, model, servicesOf(backends));
    const site = siteOf(this);
    backends.forEach(({ side, port }) => side.policy?.allowIngress({ kind: 'ingressController', edge: edge.name }, [matchOf(port)], { site }));
    this.apiObjects = [...written.objects];
    registry.exposures.push({ construct: this, cluster, model, site, backends: managedBackends(backends), rendered: written.rendered });
    registry.check(this, (): readonly Finding[] => written.gaps);
  }
}
