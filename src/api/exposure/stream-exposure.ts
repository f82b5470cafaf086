import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Backend, backendModel, backendOf, managedBackends, servicesOf } from './backends';
import { DnsRecord } from './dns-record';
import { dnsOf, ExposureFrame } from './exposure-frame';
import { Split } from './split';
import { sourcesOf } from './traffic-model';
import { EdgeModel } from '../../model/edge';
import { StreamModel } from '../../model/exposure';
import { Finding, refuse } from '../../model/finding';
import { requireHost } from '../../model/host';
import { matchOf } from '../../model/intents';
import { annotationSet, dnsSubdomain } from '../../model/name';
import { siteOf } from '../../synth/call-site';
import { emitExposure } from '../../synth/exposure-objects';
import { Registry } from '../../synth/registry';
import { edgeMissing } from '../../synth/resolve';
import { edgeNamed } from '../connections/connection-rules';

/** How a port is exposed to the outside as it is, without HTTP. */
export interface StreamExposureProps {
  /** The port of the edge, where clients come in. Throws `PORT_OUT_OF_RANGE`. */
  readonly edgePort: number;

  /**
   * The name of the port of the microservice. Throws `PORT_UNKNOWN`, `PORT_LOCAL`, and `EXPOSURE_INVALID` for one of SCTP.
   *
   * @default the default port: the first that is not a metrics port
   */
  readonly port?: string;

  /**
   * The names that clients ask for in TLS, which the pods themselves end: several apps share one port of the edge.
   *
   * @default none: the port of the edge is this app's alone
   */
  readonly hosts?: string[];

  /**
   * Several targets, each with its part of the connections, in place of the microservice.
   *
   * @default the microservice gets all of them
   */
  readonly split?: Split[];

  /**
   * The CIDRs of the clients that are let in, v4 and v6. Throws `CIDR_INVALID`.
   *
   * @default those of the edge; where that has none, whoever reaches it
   */
  readonly sources?: string[];

  /**
   * The name of the edge of the cluster profile. Throws `EDGE_UNKNOWN`.
   *
   * @default the first edge of the profile; where it has none, `EDGE_MISSING` is reported
   */
  readonly edge?: string;

  /**
   * The name of the objects.
   *
   * @default the name of the microservice, with the id in lower case behind it
   */
  readonly name?: string;

  /**
   * The records that external-dns keeps for the hosts.
   *
   * @default none are asked for
   */
  readonly dns?: DnsRecord;

  /**
   * Further annotations of the Service or the route.
   *
   * @default none
   */
  readonly annotations?: Record<string, string>;
}

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
    const backends = targetsOf(frame, edge, props);
    const model = modelOf(frame, edge, backends, props);
    const written = emitExposure(this, model, servicesOf(backends));
    const site = siteOf(this);
    backends.forEach(({ side, port }) => side.policy?.allowIngress({ kind: 'ingressController', edge: edge.name }, [matchOf(port)], { site }));
    this.apiObjects = [...written.objects];
    registry.exposures.push({ construct: this, cluster, model, site, backends: managedBackends(backends) });
    registry.check(this, (): readonly Finding[] => written.gaps);
  }
}

function targetsOf({ side }: ExposureFrame, edge: EdgeModel, { port, split, edgePort }: StreamExposureProps): Backend[] {
  const owner = { side, edge, port };
  const what = `the stream on port \`${edgePort}\``;
  if (split?.length === 0 || split?.every(({ weight }) => weight === 0) === true) {
    refuse('EXPOSURE_INVALID', `${what} is split among nobody: name targets, one at least with a weight above 0`);
  }
  return split?.map((one) => backendOf(owner, one._target(), one.weight, what)) ?? [backendOf(owner, undefined, 1, what)];
}

function modelOf(frame: ExposureFrame, edge: EdgeModel, backends: readonly Backend[], props: StreamExposureProps): StreamModel {
  const { edgePort, hosts, sources } = props;
  if (!Number.isInteger(edgePort) || edgePort < 1 || edgePort > 65535) {
    refuse('PORT_OUT_OF_RANGE', `edgePort \`${edgePort}\` is not a port: give a whole number from 1 to 65535`);
  }
  if (hosts?.length === 0) refuse('EXPOSURE_INVALID', 'the `hosts` of a stream are empty: leave them out where the port is of one app alone, or name some');
  return {
    kind: 'stream',
    name: dnsSubdomain('the name of an exposure,', props.name ?? frame.defaultName),
    namespace: frame.side.party.namespace,
    labels: frame.labels,
    annotations: annotationSet('the annotations of an exposure', props.annotations ?? {}),
    edge,
    protocol: protocolOf(backends, hosts),
    port: edgePort,
    hosts: [...new Set((hosts ?? []).map(requireHost))].sort(),
    backends: backends.map(backendModel),
    ...(sources === undefined ? {} : { sources: sourcesOf(sources) }),
    ...dnsOf(frame, props),
  };
}

function protocolOf(backends: readonly Backend[], hosts: readonly string[] | undefined): StreamModel['protocol'] {
  const protocols = [...new Set(backends.map(({ port }) => port.protocol))];
  const [protocol] = protocols;
  if (protocols.length !== 1 || protocol === undefined || protocol === 'SCTP' || (hosts !== undefined && protocol !== 'TCP')) {
    return refuse('EXPOSURE_INVALID', `a stream of ${protocols.join(' and ')}${hosts === undefined ? '' : ' with `hosts`'} is beyond every edge: `
      + 'use ports of TCP or of UDP, and `hosts` with TCP alone');
  }
  return hosts === undefined ? protocol : 'TLS';
}
