import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { callerPortsOf, callerText } from './caller-ports';
import { IEgressProxy } from './egress-fallback';
import { EgressProxyProps } from './egress-proxy-props';
import { openingsOf } from './openings';
import { ProxyVariables } from './proxy-variables';
import { matchesNames } from '../../clusters/plugins';
import { WorkloadId, workloadIdText } from '../../model/asked';
import { callerPort, EgressProxyModel, ProxyIntents, ProxyOpening } from '../../model/egress-proxy';
import { refuse } from '../../model/finding';
import { Declaration } from '../../model/intents';
import { recommendedLabels } from '../../model/labels';
import { PortMatch } from '../../model/port';
import { siteOf } from '../../synth/call-site';
import { ClusterScope, fixClusterOf } from '../../synth/cluster-scope';
import { CONFIG_FOLDER, emitEgressProxy, PROXY_ARGS, READINESS_PORT } from '../../synth/egress-proxy-objects';
import { Registry } from '../../synth/registry';
import { Relay, RelayedTarget, WorkloadSide } from '../connections/binding';
import { bindingOf, checkTogether } from '../connections/connection-rules';
import { IPeer } from '../connections/peer';
import { Port } from '../connections/port';
import { Health } from '../pod/health';
import { Mount } from '../pod/mount';
import { SecureMicroservice } from '../secure-microservice';
import { Service } from '../service/service';

/** The image of the project itself. */
const IMAGE = 'docker.io/envoyproxy/envoy:distroless-v1.40.0';

/**
 * A proxy through which workloads reach DNS names where the network plugin cannot match names: Envoy, hardened and closed as any microservice is.
 *
 * It is the fallback of peers: `Peer.dnsName('api.stripe.com', { fallback: EgressFallback.proxy(proxy) })`. Where the plugin matches names the name itself
 * is opened and there is no proxy. Elsewhere the caller may reach the proxy alone, on a port that is its own and lets through the names and ports that
 * were declared of this caller; the proxy resolves them itself, and may reach the internet on those ports and nothing else. It opens tunnels (`CONNECT`)
 * and carries plain HTTP for `Port.http(…)`; TLS stays between the caller and the name. A client must use it: most do as the variables say that the
 * caller's containers get.
 *
 * ```ts
 * declare const chart: Chart;
 * declare const payments: SecureMicroservice;
 * const proxy = new EgressProxy(chart, 'egress');
 * payments.connections.allowTo(Peer.dnsName('api.stripe.com', { fallback: EgressFallback.proxy(proxy) }).on(Port.https()));
 * ```
 */
export class EgressProxy extends Construct implements IEgressProxy {
  /** The name of its objects. */
  public readonly name: string;

  /** The proxy as a microservice; absent where it is not deployed. */
  public readonly microservice?: SecureMicroservice;

  /** Its configuration; absent where it is not deployed. */
  public readonly configMap?: ApiObject;

  /** The Service by which callers find it, with a port for each of them; absent where it is not deployed. */
  public readonly service?: ApiObject;

  private readonly cluster: ClusterScope;
  private readonly intents = new ProxyIntents();
  private readonly ports: ReadonlyMap<string, number>;
  private readonly variables?: ProxyVariables;

  constructor(scope: Construct, id: string, props: EgressProxyProps = {}) {
    super(scope, id);
    this.cluster = fixClusterOf(this);
    this.name = props.name ?? id;
    this.ports = callerPortsOf(props.callerPorts ?? {});
    this.variables = props.injectVariables === false ? undefined : new ProxyVariables(this.cluster.profile);
    if (matchesNames(this.cluster.profile.plugin) && props.always !== true) {
      return;
    }
    this.microservice = this.deployed(props);
    const objects = emitEgressProxy(this, () => this.model(), this.microservice.deployment.podMetadata);
    this.configMap = objects.configMap;
    this.service = objects.service;
    this.register(this.microservice);
  }

  /**
   * The address of the proxy for one caller, such as `http://egress:21234`: for a client that does not look at the variables. Absent where there is no
   * proxy.
   *
   * Throws `PEER_INVALID` for what is no workload of this App.
   */
  public addressFor(caller: IPeer): string | undefined {
    const { side } = bindingOf(caller);
    if (side === undefined) {
      return refuse('PEER_INVALID', `\`${caller.peerName}\` is no workload of this App, and has no port of proxy \`${this.name}\`: pass a SecureMicroservice or a Workload`);
    }
    return this.microservice === undefined ? undefined : this.addressOf(side.party.namespace, this.portOf(idOf(side)));
  }

  /**
   * What carries the connections of peers.
   * @internal
   */
  public _relay(): Relay {
    return { prepare: (caller, target, declaration) => this.prepare(caller, target, declaration) };
  }

  private prepare(caller: WorkloadSide, target: RelayedTarget, declaration: Declaration): (() => void) | undefined {
    const openings = openingsOf(target, this.name);
    checkTogether(caller, { construct: this, cluster: this.cluster }, this.name);
    const side = this.microservice?._peer().side;
    if (side === undefined || matchesNames(this.cluster.profile.plugin)) {
      return undefined;
    }
    const port = this.portOf(idOf(caller));
    this.checkPort(caller, port);
    const inject = this.variables?.prepare(caller, this.addressOf(caller.party.namespace, port), openings);
    return () => {
      inject?.();
      openings.forEach((opening) => this.intents.allow(idOf(caller), port, opening, declaration.site));
      open(caller, side, port, openings, declaration);
    };
  }

  private checkPort(caller: WorkloadSide, port: number): void {
    const [owner, asked] = [this.intents.ownerOf(port), idOf(caller)];
    if (owner !== undefined && workloadIdText(owner) !== workloadIdText(asked)) {
      refuse('EGRESS_INVALID', `\`${workloadIdText(owner)}\` and \`${workloadIdText(asked)}\` would share port ${port} of proxy \`${this.name}\`, and with it their lists of `
        + `names: give one of them another, as in \`callerPorts: { '${callerText(asked)}': 20001 }\``);
    }
  }

  private portOf(id: WorkloadId): number {
    return this.ports.get(callerText(id)) ?? callerPort(id);
  }

  private addressOf(namespace: string, port: number): string {
    const own = this.microservice?.namespaceName;
    return `http://${own === undefined || own === namespace ? this.name : `${this.name}.${own}.svc`}:${port}`;
  }

  private deployed({ image, replicas, resources }: EgressProxyProps): SecureMicroservice {
    return new SecureMicroservice(this, 'Proxy', {
      name: this.name,
      image: image ?? IMAGE,
      replicas,
      resources,
      command: ['/usr/local/bin/envoy'],
      args: [...PROXY_ARGS],
      ports: [Port.http(READINESS_PORT, { name: 'ready' })],
      health: Health.http({ live: '/live', ready: '/ready', port: 'ready' }),
      mounts: [Mount.configMap(CONFIG_FOLDER, this.name)],
      service: Service.none(),
    });
  }

  private model(): EgressProxyModel {
    const namespace = this.microservice?.namespaceName ?? 'default';
    return {
      name: this.name,
      namespace,
      labels: recommendedLabels(this.name, Chart.of(this).node.id),
      selector: this.microservice?._peer().side?.party.podLabels() ?? {},
      callers: this.intents.callers(),
      ipFamilies: this.cluster.profile.ipFamilies,
    };
  }

  private register(microservice: SecureMicroservice): void {
    const site = siteOf(this);
    const registry = Registry.of(this);
    const id = { kind: 'Deployment', namespace: microservice.namespaceName, name: this.name };
    registry.proxies.push({ construct: this, cluster: this.cluster, asked: () => ({ id, site, callers: this.intents.callers() }) });
    registry.reportUnder(this);
    registry.services.push({
      construct: this,
      cluster: this.cluster,
      targets: () => this.intents.callers().map(({ port }) => ({
        namespace: id.namespace, service: this.name, servicePort: port, protocol: 'TCP', workload: id, port, mayBeElsewhere: false, site,
      })),
    });
  }
}

/** The caller reaches the proxy on its own port, and the proxy the internet on the ports that were asked. */
function open(caller: WorkloadSide, proxy: WorkloadSide, port: number, openings: readonly ProxyOpening[], declaration: Declaration): void {
  const own: PortMatch[] = [{ protocol: 'TCP', port }];
  caller.policy?.allowEgress(proxy.party, own, declaration);
  proxy.policy?.allowIngress(caller.party, own, declaration);
  for (const opening of openings) proxy.policy?.allowEgress({ kind: 'internet' }, [{ protocol: 'TCP', port: opening.port }], { site: declaration.site });
}

function idOf({ party: { workloadKind, namespace, name } }: WorkloadSide): WorkloadId {
  return { kind: workloadKind, namespace, name };
}
