import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Path } from './path';
import { Tls } from './tls';
import { Labels } from '../../model/endpoint';
import { EdgeModel, ExposureModel, RouteModel } from '../../model/exposure';
import { Finding, refuse } from '../../model/finding';
import { requireHost, requireTlsHosts } from '../../model/host';
import { matchOf } from '../../model/intents';
import { annotationSet, dnsSubdomain } from '../../model/name';
import { PortModel } from '../../model/port';
import { siteOf } from '../../synth/call-site';
import { AnnotatedServices, emitExposure } from '../../synth/exposure-objects';
import { ManagedBackend } from '../../synth/managed';
import { Registry } from '../../synth/registry';
import { edgeMissing } from '../../synth/resolve';
import { PeerBinding, ServiceAddress, WorkloadSide } from '../connections/binding';
import { bindingOf, checkSameApp, defaultPort, edgeNamed, portNamed } from '../connections/connection-rules';

/** What can be said of an entry from outside, in an ExposedApp and in `expose()`. */
export interface EntryProps {
  /**
   * The names under which the app is served, such as `shop.example.com` or `*.shop.example.com`; at least one.
   *
   * Throws `HOST_INVALID` for anything else than a DNS name: no scheme, no port, no path.
   */
  readonly hosts: string[];

  /**
   * The paths that are served, each by this microservice or by another one of the same namespace.
   *
   * @default everything below `/`, by this microservice's default port
   */
  readonly paths?: Path[];

  /**
   * Where the certificate comes from.
   *
   * @default plain HTTP
   */
  readonly tls?: Tls;

  /**
   * The name of the edge of the cluster profile. Throws `EDGE_UNKNOWN`.
   *
   * @default the first edge of the profile; where it has none, `EDGE_MISSING` is reported
   */
  readonly edge?: string;

  /**
   * Whether plain HTTP is sent on to HTTPS. Without a certificate that is reported as `CANNOT_EXPRESS`.
   *
   * @default true with TLS, false without
   */
  readonly httpsRedirect?: boolean;

  /**
   * The name of the port that serves the paths which name no target. Throws `PORT_UNKNOWN`, `PORT_LOCAL`.
   *
   * @default the default port: the first that is not a metrics port
   */
  readonly port?: string;
}

/** How an app is exposed to the outside. */
export interface ExposureProps extends EntryProps {
  /**
   * The name of the objects.
   *
   * @default the name of the microservice, with the id in lower case behind it
   */
  readonly name?: string;

  /**
   * Further annotations of the Ingress. They win over those that this library sets.
   *
   * @default those that the controller needs for what is asked here
   */
  readonly annotations?: Record<string, string>;
}

/** What an exposure takes from the microservice that it belongs to. */
interface ExposureFrame {
  readonly side: WorkloadSide;
  readonly labels: Labels;
  readonly defaultName: string;
}

/** One way in from outside: the objects of one edge, and the policies open for its controller and nobody else. */
export class Exposure extends Construct {
  /**
   * Made by `expose()` of the microservice that it belongs to.
   * @internal
   */
  public static _of(scope: Construct, id: string, frame: ExposureFrame, props: ExposureProps): Exposure {
    return new Exposure(scope, id, frame, props);
  }

  /** The Ingress, to patch what has no property; absent where the cluster has no edge. */
  public readonly ingress?: ApiObject;

  /** Every object of the exposure, the Ingress and what its controller needs beside it. */
  public readonly apiObjects: ApiObject[];

  /** The names under which the app is served. */
  public readonly hosts: string[];

  private constructor(scope: Construct, id: string, frame: ExposureFrame, props: ExposureProps) {
    super(scope, id);
    this.hosts = hostsOf(props.hosts);
    const registry = Registry.of(this);
    const edge = edgeNamed(frame.side.cluster.profile, props.edge);
    if (edge === undefined) {
      this.apiObjects = [];
      registry.check(this, () => [edgeMissing(`the exposure of ${this.hosts.join(', ')}`)]);
      return;
    }
    const backends = backendsOf(frame.side, props);
    const model = modelOf(frame, edge, this.hosts, backends, props);
    const written = emitExposure(this, model, servicesOf(backends));
    const site = siteOf(this);
    backends.forEach(({ side, port }) => side.policy?.allowIngress({ kind: 'ingressController', edge: edge.name }, [matchOf(port)], { site }));
    this.apiObjects = [...written.objects];
    this.ingress = this.apiObjects.find(({ kind }) => kind === 'Ingress');
    registry.exposures.push({ construct: this, cluster: frame.side.cluster, model, site, backends: backends.map(servedBy) });
    registry.check(this, (): readonly Finding[] => written.gaps);
  }
}

/** Who serves a path, on which port, and the Service that offers it. */
interface Backend {
  readonly path: Path;
  readonly side: WorkloadSide;
  readonly port: PortModel;
  readonly address: ServiceAddress;
}

function servedBy({ path, side, port, address }: Backend): ManagedBackend {
  const { workloadKind, namespace, name, late } = side.party;
  return {
    path: path.pattern,
    match: path._match(),
    service: address.serviceName,
    mayBeElsewhere: late,
    workload: { kind: workloadKind, namespace, name },
    port: port.number,
  };
}

function hostsOf(hosts: readonly string[]): string[] {
  if (hosts.length === 0) {
    refuse('EXPOSURE_INVALID', 'the `hosts` of an exposure are empty: name at least one, since an Ingress without a host answers for every name');
  }
  return [...new Set(hosts.map(requireHost))].sort();
}

function modelOf(
  frame: ExposureFrame, edge: EdgeModel, hosts: readonly string[], backends: readonly Backend[], props: ExposureProps,
): ExposureModel {
  const tls = props.tls?._model();
  if (tls !== undefined) {
    requireTlsHosts(tls.hosts ?? [], hosts);
  }
  return {
    name: dnsSubdomain('the name of an exposure,', props.name ?? frame.defaultName),
    namespace: frame.side.party.namespace,
    labels: frame.labels,
    annotations: annotationSet('the annotations of an exposure', props.annotations ?? {}),
    edge,
    hosts,
    routes: distinct(backends.map(routeOf)),
    tls,
    httpsRedirect: props.httpsRedirect ?? tls !== undefined,
  };
}

function backendsOf(owner: WorkloadSide, props: EntryProps): Backend[] {
  const paths = props.paths ?? [Path.prefix('/')];
  if (paths.length === 0) {
    refuse('EXPOSURE_INVALID', 'the `paths` of an exposure are empty: leave them out for everything below `/`, or name some');
  }
  return paths.map((path) => backendOf(owner, path, props.port));
}

function backendOf(owner: WorkloadSide, path: Path, portName: string | undefined): Backend {
  const target = path._target();
  const binding = target === undefined ? ownBinding(owner, portName) : bindingOf(target);
  checkSameApp(owner, binding, target?.peerName ?? owner.party.name);
  const { side, port } = servingPort(owner, binding, path);
  const address = side.services.addressOf(port);
  if (address === undefined) {
    return refuse('SERVICE_MISSING', `path \`${path.pattern}\` goes to port \`${port.name}\` of \`${side.party.name}\`, which no Service offers: offer it, or name another port`);
  }
  return { path, side, port, address };
}

function routeOf({ path, port, address }: Backend): RouteModel {
  return {
    path: path.pattern,
    match: path._match(),
    serviceName: address.serviceName,
    servicePortName: address.servicePortName,
    appProtocol: port.appProtocol,
  };
}

/** The Services of all backends as one. */
function servicesOf(backends: readonly Backend[]): AnnotatedServices {
  const of = (serviceName: string) => backends.find(({ address }) => address.serviceName === serviceName)?.side.services;
  return {
    annotationsOf: (serviceName) => of(serviceName)?.annotationsOf(serviceName) ?? {},
    annotate: (serviceName, key, value) => of(serviceName)?.annotate(serviceName, key, value),
  };
}

function ownBinding(owner: WorkloadSide, portName: string | undefined): PeerBinding {
  return { party: owner.party, side: owner, ports: portName === undefined ? undefined : [portNamed(owner, portName)] };
}

function servingPort(owner: WorkloadSide, binding: PeerBinding, path: Path): { side: WorkloadSide; port: PortModel } {
  const { side, ports } = binding;
  if (side === undefined || ports === 'all') {
    return refuse('EXPOSURE_INVALID', `path \`${path.pattern}\` needs a workload of this App as its target: pass a SecureMicroservice, a Workload, or one of its ports`);
  }
  if (side.party.namespace !== owner.party.namespace) {
    return refuse('EXPOSURE_INVALID', `path \`${path.pattern}\` goes to \`${side.party.name}\` of namespace \`${side.party.namespace}\`, but an Ingress reaches Services of its own `
      + `namespace \`${owner.party.namespace}\` only: expose it there`);
  }
  const port = ports?.[0] ?? defaultPort(side);
  if (port.protocol !== 'TCP') {
    return refuse('EXPOSURE_INVALID', `path \`${path.pattern}\` goes to ${port.protocol} port \`${port.name}\`: an Ingress speaks HTTP over TCP; name another port`);
  }
  return { side, port };
}

/** The same path twice is one; the same path to two backends is refused. */
function distinct(routes: readonly RouteModel[]): RouteModel[] {
  const known = new Map<string, RouteModel>();
  for (const route of routes) {
    const key = `${route.match} ${route.path}`;
    const other = known.get(key);
    if (other !== undefined && (other.serviceName !== route.serviceName || other.servicePortName !== route.servicePortName)) {
      refuse('EXPOSURE_INVALID', `path \`${route.path}\` has two targets, \`${other.serviceName}\` and \`${route.serviceName}\`: one path has one backend`);
    }
    known.set(key, route);
  }
  return [...known.values()];
}
