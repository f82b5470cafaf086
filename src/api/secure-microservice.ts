import { ApiObject } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { PeerBinding, WorkloadSide } from './connections/binding';
import { portNamed } from './connections/connection-rules';
import { Connections } from './connections/connections';
import { IPeer } from './connections/peer';
import { TargetPort } from './connections/target-port';
import { ExposureProps } from './exposure/entry-props';
import { Exposure } from './exposure/exposure';
import { ExposureFrame } from './exposure/exposure-frame';
import { StreamExposure } from './exposure/stream-exposure';
import { StreamExposureProps } from './exposure/stream-props';
import { Identity, identityOf } from './identity';
import { HardenedWorkload } from './pod/hardened-workload';
import { SecureMicroserviceProps } from './secure-microservice-props';
import { Service } from './service/service';
import { ServiceObjects } from './service/service-objects';
import { refuse } from '../model/finding';
import { PolicyIntents } from '../model/intents';
import { siteOf } from '../synth/call-site';
import { fixClusterOf } from '../synth/cluster-scope';
import { emitPolicy, PolicyObjects } from '../synth/policy-object';
import { Registry } from '../synth/registry';
import { SourceObjects } from '../synth/source-objects';

/**
 * A microservice that is closed by default: a hardened Deployment with its own ServiceAccount, Service, disruption budget,
 * and a NetworkPolicy that lets through what is declared on `connections` and by `expose`, and DNS.
 *
 * ```ts
 * declare const chart: Chart;
 * const payments = new SecureMicroservice(chart, 'payments', {
 *   image: 'ghcr.io/acme/payments:1.8.0',
 *   ports: [Port.http(8080, { servicePort: 80 }), Port.metrics(9100)],
 *   health: Health.http({ live: '/livez', ready: '/readyz' }),
 * });
 * payments.connections.allowFrom(Peer.prometheus());
 * ```
 */
export class SecureMicroservice extends Construct implements IPeer {
  /** How it reads in a sentence. */
  public readonly peerName: string;

  /** The name of its objects. */
  public readonly name: string;

  /** Its namespace. */
  public readonly namespaceName: string;

  /** The Deployment: what cdk8s-plus can do to one can be done to it. */
  public readonly deployment: Deployment;

  /** Its own ServiceAccount; absent where an existing one is named. */
  public readonly serviceAccount?: ApiObject;

  /** The disruption budget; absent with `Disruption.none()`. */
  public readonly disruptionBudget?: ApiObject;

  /** The policy: one for both directions. With `PolicyApi.OWN` it is of the network plugin's own kind. */
  public readonly networkPolicy: ApiObject;

  /** The main Service; absent without ports, or with `Service.none()`. */
  public readonly service?: ApiObject;

  /** Whom it may call, and who may call it. */
  public readonly connections: Connections;

  private readonly policies: PolicyObjects;
  private readonly sources: SourceObjects;
  private readonly side: WorkloadSide;
  private readonly identity: Identity;
  private readonly services: ServiceObjects;

  constructor(scope: Construct, id: string, props: SecureMicroserviceProps) {
    super(scope, id);
    const identity = identityOf(this, props);
    const { name, namespace, labels, selector } = identity;
    const cluster = fixClusterOf(this);
    const [policy, site] = [new PolicyIntents(), siteOf(this)];
    const workload = this.hardened(identity, props);
    const podLabels = () => selector;
    const party = { kind: 'workload', workloadKind: 'Deployment', namespace, name, podLabels, late: false } as const;
    const { ports } = workload;
    const services = new ServiceObjects(this, { party, ports, profile: cluster.profile, policy, labels, selector, site });
    this.identity = identity;
    this.services = services;
    this.name = name;
    this.peerName = name;
    this.namespaceName = namespace;
    this.deployment = workload.deployment;
    this.serviceAccount = workload.serviceAccount;
    this.disruptionBudget = workload.disruptionBudget;
    this.service = services.add('Service', name, props.service ?? Service.clusterIp());
    const frame = { name, namespace, labels, podLabels, cluster, late: false };
    this.sources = new SourceObjects(this, frame);
    const injectEnv: WorkloadSide['injectEnv'] = (variable, value) => workload.injectEnv(variable, value);
    this.side = { construct: this, cluster, party, ports, services, policy, sources: this.sources, injectEnv };
    policy.allowEgress({ kind: 'dns' }, cluster.profile.dns.ports, { site });
    this.connections = Connections._of(this.side);
    this.policies = emitPolicy(this, 'NetworkPolicy', frame, policy);
    this.networkPolicy = this.policies.main;
    const registry = Registry.of(this);
    registry.claim(ApiObject.of(workload.deployment), this);
    registry.addWorkload({
      construct: this,
      cluster,
      namespace,
      name,
      selectorLabels: podLabels,
      podLabels: () => identity.podLabels,
      kind: party.workloadKind,
      site,
      intents: policy,
      sources: () => this.sources.asked(),
      dryRun: this.policies.dryRun,
    });
    registry.services.push({ construct: this, cluster, targets: () => services.targets() });
    registry.check(this, () => [
      ...identity.findings, ...this.policies.gaps(), ...this.sources.gaps(), ...services.findings(), ...workload.findings(),
    ]);
  }

  /** Its policies: `networkPolicy`, and one of the network plugin's own kind as soon as a connection is declared that only such a one can say. */
  public get policyObjects(): ApiObject[] {
    return [...this.policies.all()];
  }

  /** What leads its connections through egress gateways: an object for each gateway, and for each family of addresses that goes through it. */
  public get egressGatewayObjects(): ApiObject[] {
    return this.sources.objects;
  }

  /** One of its ports, as a target. Throws `PORT_UNKNOWN`, and `PORT_LOCAL` for a port for localhost. */
  public port(name: string): TargetPort {
    return TargetPort._of(this.peerName, this._peer(), portNamed(this.side, name));
  }

  /**
   * Exposes it to the outside, through an edge of the cluster profile; as often as it is wanted.
   *
   * Throws `EXPOSURE_INVALID`, `HOST_INVALID`, `PATH_INVALID`, `EDGE_UNKNOWN`, `TLS_INVALID`, `SERVICE_MISSING`.
   *
   * @param id The id of the exposure, and the end of its name.
   */
  public expose(id: string, props: ExposureProps): Exposure {
    return Exposure._of(this, id, this.exposureFrame(`${this.name}-${id.toLowerCase()}`), props);
  }

  /**
   * Exposes a port to the outside as it is, without HTTP: through a port of an edge, or a Service of its own where the edge is one.
   *
   * Throws `EXPOSURE_INVALID`, `HOST_INVALID`, `EDGE_UNKNOWN`, `PORT_OUT_OF_RANGE`, `SERVICE_MISSING`, `CIDR_INVALID`.
   *
   * @param id The id of the exposure, and the end of its name.
   */
  public exposeStream(id: string, props: StreamExposureProps): StreamExposure {
    return StreamExposure._of(this, id, this.exposureFrame(`${this.name}-${id.toLowerCase()}`), props);
  }

  /**
   * Adds a further Service, named after the microservice and the id unless its props name it.
   *
   * Throws `SERVICE_INVALID`, `PORT_UNKNOWN`, `PORT_LOCAL`, `NODE_PORT_OUT_OF_RANGE`, `NAME_INVALID`.
   *
   * @param id The id of the Service, and the end of its name.
   */
  public addService(id: string, service: Service): ApiObject {
    const object = this.services.add(id, `${this.name}-${id.toLowerCase()}`, service);
    return object ?? refuse('SERVICE_INVALID', `Service \`${id}\` of \`${this.name}\` would offer nothing: declare ports, or pass a Service other than \`Service.none()\``);
  }

  /**
   * What the peer means.
   * @internal
   */
  public _peer(): PeerBinding {
    return { party: this.side.party, side: this.side };
  }

  /**
   * The exposure of an ExposedApp, which bears the name of the microservice.
   * @internal
   */
  public _exposeUnderOwnName(props: ExposureProps): Exposure {
    return Exposure._of(this, 'Exposure', this.exposureFrame(this.name), props);
  }

  private exposureFrame(defaultName: string): ExposureFrame {
    return { side: this.side, labels: this.identity.labels, defaultName, serve: (scope, id, entry) => this.services.addEntry(scope, id, entry) };
  }

  private hardened(identity: Identity, props: SecureMicroserviceProps): HardenedWorkload {
    return HardenedWorkload.create(this, {
      name: identity.name,
      namespaceName: identity.namespace,
      labels: identity.labels,
      selectorLabels: identity.selector,
      podLabels: identity.podLabels,
      annotations: identity.annotations,
      podAnnotations: props.podAnnotations ?? {},
      props,
      ports: (props.ports ?? []).map((port) => port._model()),
    });
  }
}
