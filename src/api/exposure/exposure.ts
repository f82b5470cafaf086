import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Backend, backendModel, backendsOf, managedBackends, PathBackends, routesOf, servicesOf } from './backends';
import { ExposureProps } from './entry-props';
import { ExposureFrame, headOf } from './exposure-frame';
import { openForIssuer } from './issued-tls';
import { Path } from './path';
import { trafficOf } from './traffic-model';
import { EdgeModel } from '../../model/edge';
import { ExposureModel, StreamModel } from '../../model/exposure';
import { Finding, refuse } from '../../model/finding';
import { requireHost, requireTlsHosts } from '../../model/host';
import { matchOf } from '../../model/intents';
import { siteOf } from '../../synth/call-site';
import { emitExposure } from '../../synth/exposure-objects';
import { Registry } from '../../synth/registry';
import { edgeMissing } from '../../synth/resolve';
import { edgeNamed } from '../connections/connection-rules';

/** One way in from outside: the objects of one edge, and the policies open for its controller and nobody else. */
export class Exposure extends Construct {
  /**
   * Made by `expose()` of the microservice that it belongs to.
   * @internal
   */
  public static _of(scope: Construct, id: string, frame: ExposureFrame, props: ExposureProps): Exposure {
    return new Exposure(scope, id, frame, props);
  }

  /** The Ingress, to patch what has no property; absent where the edge has no Ingress, or the cluster has no edge. */
  public readonly ingress?: ApiObject;

  /** The HTTPRoute, to patch what has no property; absent where the edge has none. */
  public readonly httpRoute?: ApiObject;

  /** Every object of the exposure: Ingress or routes, and what the controller needs beside them. */
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
    const paths = backendsOf({ side: frame.side, edge, port: props.port }, props.paths ?? [Path.prefix('/')]);
    const backends = paths.flatMap((path) => path.backends);
    backends.forEach(speaksTcp);
    const model = modelOf(frame, edge, this.hosts, paths, props);
    const written = emitExposure(this, model, servicesOf(backends));
    const site = siteOf(this);
    const managed = paths.flatMap((one) => managedBackends(one.backends, one.path._request()));
    backends.forEach(({ side, port }) => side.policy?.allowIngress({ kind: 'ingressController', edge: edge.name }, [matchOf(port)], { site }));
    this.apiObjects = [...written.objects];
    this.ingress = this.apiObjects.find(({ kind }) => kind === 'Ingress');
    this.httpRoute = this.apiObjects.find(({ kind }) => kind === 'HTTPRoute');
    registry.exposures.push({ construct: this, cluster: frame.side.cluster, model, site, backends: managed, rendered: written.rendered });
    const issuer = model.kind === 'http' ? openForIssuer(this, frame.side.cluster, model) : [];
    registry.check(this, (): readonly Finding[] => [...written.gaps, ...issuer]);
  }
}

function hostsOf(hosts: readonly string[]): string[] {
  if (hosts.length === 0) {
    refuse('EXPOSURE_INVALID', 'the `hosts` of an exposure are empty: name at least one, since an entry without a host answers for every name');
  }
  return [...new Set(hosts.map(requireHost))].sort();
}

function modelOf(
  frame: ExposureFrame, edge: EdgeModel, hosts: readonly string[], paths: readonly PathBackends[], props: ExposureProps,
): ExposureModel | StreamModel {
  const tls = props.tls?._model();
  if (edge.api === 'service') {
    return refuse('EXPOSURE_INVALID', `edge \`${edge.name}\` is a Service, which knows neither hosts nor paths: choose another edge for \`${hosts.join(', ')}\`, or use \`exposeStream\``);
  }
  const common = { ...headOf(frame, props, hosts), edge, hosts };
  if (tls?.kind === 'passthrough') return { ...common, ...passthroughOf(paths, props) };
  if (tls !== undefined && tls.kind !== 'edge') requireTlsHosts(tls.hosts ?? [], hosts);
  return { ...common, kind: 'http', routes: routesOf(paths), tls, httpsRedirect: props.httpsRedirect ?? tls !== undefined, traffic: trafficOf(props) };
}

/** An edge that sees bytes alone cannot tell paths apart, or do anything with requests. */
function passthroughOf(paths: readonly PathBackends[], props: ExposureProps): Pick<StreamModel, 'kind' | 'protocol' | 'port' | 'backends' | 'sources'> {
  const { sources, ...traffic } = trafficOf(props);
  const [said] = Object.keys(traffic);
  const [first, ...others] = paths;
  const request = first?.path._request();
  const intent = first?.path._intent();
  const isWhole = request?.path === '/' && request.match === 'prefix' && request.method === undefined && request.headers.length + request.query.length === 0;
  const isPlain = intent?.kind === 'serve' && intent.rewritePath === undefined && intent.rewriteHost === undefined;
  if (said !== undefined || props.httpsRedirect === true || others.length > 0 || first === undefined || !isWhole || !isPlain) {
    return refuse('TLS_INVALID', `\`Tls.passthrough()\` hides requests from the edge, which cannot act on ${said === undefined ? 'paths' : `\`${said}\``}: `
      + 'leave out everything but `hosts`, `sources` and the target, or let the edge end TLS');
  }
  return { kind: 'stream', protocol: 'TLS', port: 443, backends: first.backends.map(backendModel), ...(sources === undefined ? {} : { sources }) };
}

function speaksTcp({ side, port }: Backend): void {
  if (port.protocol !== 'TCP') {
    refuse('EXPOSURE_INVALID', `port \`${port.name}\` of \`${side.party.name}\` speaks ${port.protocol}, and an exposure speaks HTTP over TCP: name another port, or use \`exposeStream\``);
  }
}
