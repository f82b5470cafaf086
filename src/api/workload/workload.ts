import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { existingWorkload, ExistingWorkload } from './existing-workload';
import { AskedTarget } from '../../model/asked';
import { refuse } from '../../model/finding';
import { PolicyIntents } from '../../model/intents';
import { recommendedLabels } from '../../model/labels';
import { dnsLabel1035 } from '../../model/name';
import { WorkloadParty } from '../../model/party';
import { PortModel } from '../../model/port';
import { Site } from '../../model/site';
import { siteOf } from '../../synth/call-site';
import { ClusterScope, fixClusterOf } from '../../synth/cluster-scope';
import { emitPolicy, PolicyFrame, PolicyObjects } from '../../synth/policy-object';
import { Registry } from '../../synth/registry';
import { SourceObjects } from '../../synth/source-objects';
import { OfferedServices, PeerBinding, WorkloadSide } from '../connections/binding';
import { portNamed } from '../connections/connection-rules';
import { Connections } from '../connections/connections';
import { IPeer } from '../connections/peer';
import { Port } from '../connections/port';
import { TargetPort } from '../connections/target-port';

/** What has to be said of a workload that this library did not make. */
export interface ExistingWorkloadProps {
  /**
   * The workload: one of cdk8s-plus, of whatever version, a raw ApiObject, or an object of an `Include` or a Helm chart.
   *
   * Its labels are read when the policies are written. Throws `WORKLOAD_INVALID` for anything that has no pods.
   */
  readonly workload: IConstruct;

  /**
   * The ports on which its processes listen. The first that is not a metrics port is the default one.
   *
   * @default none: it can call others, and nobody can name a port of it
   */
  readonly ports?: Port[];

  /**
   * The name of the Service that offers the ports; `allowTo(…, { env })` and the paths of exposures need it.
   *
   * @default none is known
   */
  readonly serviceName?: string;

  /**
   * Whether the workload gets a policy of its own, so that nothing reaches it and it reaches nothing but what is declared.
   *
   * @default false: it is never isolated, and only the other ends of its connections are opened
   */
  readonly ownPolicy?: boolean;
}

/**
 * A workload that this library did not make, with connections.
 *
 * ```ts
 * declare const chart: Chart;
 * declare const web: SecureMicroservice;
 * declare const statefulSet: kplus.StatefulSet;
 * const db = Workload.fromExisting(chart, 'db', { workload: statefulSet, ports: [Port.tcp(5432)] });
 * web.connections.allowTo(db);
 * ```
 */
export class Workload extends Construct implements IPeer {
  /** Gives connections to a workload that is there already. Throws `WORKLOAD_INVALID`, `NAME_INVALID`, `PORT_DUPLICATE`. */
  public static fromExisting(scope: Construct, id: string, props: ExistingWorkloadProps): Workload {
    return new Workload(scope, id, props);
  }

  /** How it reads in a sentence. */
  public readonly peerName: string;

  /** Whom it may call, and who may call it. */
  public readonly connections: Connections;

  /** The policy of its own; absent where none was asked for. */
  public readonly networkPolicy?: ApiObject;

  private readonly policies?: PolicyObjects;
  private readonly sources?: SourceObjects;
  private readonly side: WorkloadSide;
  private readonly existing: ExistingWorkload;

  private constructor(scope: Construct, id: string, props: ExistingWorkloadProps) {
    super(scope, id);
    const existing = existingWorkload(props.workload);
    claim(this, existing);
    this.existing = existing;
    const cluster = fixClusterOf(this);
    const ports = distinctPorts(existing.name, props.ports ?? []);
    const policy = props.ownPolicy === true ? new PolicyIntents() : undefined;
    const frame = frameOf(existing, cluster);
    this.sources = policy === undefined ? undefined : new SourceObjects(this, frame);
    const serviceName = props.serviceName === undefined ? undefined : dnsLabel1035('the serviceName', props.serviceName);
    this.peerName = existing.name;
    this.side = {
      construct: this,
      cluster,
      party: partyOf(existing),
      ports,
      policy,
      sources: this.sources,
      services: serviceNamed(serviceName),
    };
    this.connections = Connections._of(this.side);
    const site = siteOf(this);
    Registry.of(this).services.push({ construct: this, cluster, targets: () => targetsOf(existing, ports, serviceName, site) });
    if (policy !== undefined) {
      this.policies = this.isolate(frame, existing, policy, site);
      this.networkPolicy = this.policies.main;
    }
  }

  /** Its own policies: `networkPolicy`, and one of the network plugin's own kind as soon as a connection is declared that only such a one can say. */
  public get policyObjects(): ApiObject[] {
    return [...this.policies?.all() ?? []];
  }

  /** What leads its connections through egress gateways: an object for each gateway, and for each family of addresses that goes through it. */
  public get egressGatewayObjects(): ApiObject[] {
    return this.sources?.objects ?? [];
  }

  /** One of its ports, as a target. Throws `PORT_UNKNOWN`, `PORT_LOCAL`. */
  public port(name: string): TargetPort {
    return TargetPort._of(this.peerName, this._peer(), portNamed(this.side, name));
  }

  /**
   * The DNS name of one pod of a StatefulSet, such as `db-0.db.shop.svc.cluster.local`: of a replica that is asked for by itself, as a primary is.
   *
   * It resolves while the pod is ready, unless its Service publishes addresses that are not. Throws `WORKLOAD_INVALID` for another kind, for one whose
   * `serviceName` names no Service, and for what is no number of a pod.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id (v1.35)
   * @param ordinal The number of the pod, from 0 on unless the StatefulSet begins elsewhere.
   */
  public podName(ordinal: number): string {
    const { kind, name, namespace, podsNamedBy } = this.existing;
    const service = podsNamedBy();
    if (kind !== 'StatefulSet' || service === undefined) {
      return refuse('WORKLOAD_INVALID', `the pods of ${kind} \`${name}\` have no names of their own: only a StatefulSet with a headless Service in \`serviceName\` gives them some`);
    }
    if (!Number.isInteger(ordinal) || ordinal < 0) {
      return refuse('WORKLOAD_INVALID', `\`${ordinal}\` is no pod of StatefulSet \`${name}\`: give a whole number from 0 on`);
    }
    return `${name}-${ordinal}.${service}.${namespace}.svc.${this.side.cluster.profile.clusterDomain}`;
  }

  /**
   * What the peer means.
   * @internal
   */
  public _peer(): PeerBinding {
    return { party: this.side.party, side: this.side };
  }

  private isolate(frame: PolicyFrame, { kind }: ExistingWorkload, policy: PolicyIntents, site: Site): PolicyObjects {
    const { cluster, name, namespace, podLabels } = frame;
    policy.allowEgress({ kind: 'dns' }, cluster.profile.dns.ports, { site });
    const own = emitPolicy(this, 'NetworkPolicy', frame, policy);
    const sources = () => this.sources?.asked() ?? [];
    const registry = Registry.of(this);
    registry.addWorkload({
      construct: this, cluster, namespace, name, selectorLabels: podLabels, podLabels, kind, site, intents: policy, sources, dryRun: own.dryRun,
    });
    registry.check(this, () => [...own.gaps(), ...this.sources?.gaps() ?? []]);
    return own;
  }
}

/** What its own policy says beside its connections; somebody else may still change its labels. */
function frameOf({ name, namespace, podLabels }: ExistingWorkload, cluster: ClusterScope): PolicyFrame {
  return { name, namespace, labels: recommendedLabels(name, undefined), podLabels, cluster, late: true };
}

/** A workload has its connections in one place: those of a second one would never meet the first one's policy. */
function claim(construct: Construct, { object, kind, name }: ExistingWorkload): void {
  const owner = Registry.of(construct).claim(object, construct);
  if (owner !== undefined) {
    refuse('WORKLOAD_INVALID', `${kind} \`${name}\` has connections already, those of \`${owner.node.path}\`: use them`);
  }
}

function partyOf({ kind, namespace, name, podLabels, onHostNetwork }: ExistingWorkload): WorkloadParty {
  return { kind: 'workload', workloadKind: kind, namespace, name, podLabels, onHostNetwork, late: true };
}

/** A Service that somebody else made: it is known by its name, and never changed. */
function serviceNamed(serviceName: string | undefined): OfferedServices {
  return {
    addressOf: (port) => (serviceName === undefined ? undefined : { serviceName, servicePortName: port.name, servicePort: port.servicePort }),
    annotationsOf: () => ({}),
    annotate: () => undefined,
  };
}

/** A Service of somebody else has the name and the ports that were given here, or is outside the App. */
function targetsOf({ kind, namespace, name }: ExistingWorkload, ports: readonly PortModel[], service: string | undefined, site: Site): AskedTarget[] {
  if (service === undefined) {
    return [];
  }
  const workload = { kind, namespace, name };
  return ports.filter(({ purpose, endPort }) => purpose !== 'local' && endPort === undefined).map(({ servicePort, protocol, number }) => ({
    namespace, service, servicePort, protocol, workload, port: number, mayBeElsewhere: true, site,
  }));
}

function distinctPorts(name: string, ports: readonly Port[]): PortModel[] {
  const models = ports.map((port) => port._model());
  models.forEach((port, index) => {
    const other = models.slice(0, index).find((known) => isSamePort(known, port));
    if (other !== undefined) {
      refuse('PORT_DUPLICATE', `\`${name}\` has ports \`${other.name}\` and \`${port.name}\` with one number or name: declare each once`);
    }
  });
  return models;
}

function isSamePort(a: PortModel, b: PortModel): boolean {
  return a.name === b.name || (a.number === b.number && a.protocol === b.protocol);
}
