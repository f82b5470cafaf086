import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { balanced } from './balance';
import { withFamilies } from './families';
import { Service } from './service';
import { ServiceProps } from './service-props';
import type { ClusterProfileModel } from '../../clusters/profile';
import { AskedTarget } from '../../model/asked';
import { Labels } from '../../model/endpoint';
import { forgottenFamilies, IpFamilyName, ofFamilies } from '../../model/families';
import { familyMissing } from '../../model/family-finding';
import { Finding, refuse } from '../../model/finding';
import { matchOf, PolicyIntents } from '../../model/intents';
import { annotationSet, dnsLabel1035 } from '../../model/name';
import { PortModel } from '../../model/port';
import { ServiceEntry, ServiceKind, ServiceModel } from '../../model/service';
import { Site } from '../../model/site';
import { emitService } from '../../synth/service-object';
import { EntryPort, OfferedServices, ServiceAddress } from '../connections/binding';
import { PortOwner, portNamed } from '../connections/connection-rules';

/** What a Service takes from the microservice that it belongs to. */
export interface ServiceFrame extends PortOwner {
  /** The cluster to which it goes. */
  readonly profile: ClusterProfileModel;
  readonly policy: PolicyIntents;
  readonly labels: Labels;
  readonly selector: Labels;
  /** Where the microservice was made. */
  readonly site: Site;
}

/** The Services of one microservice: their objects, and which of them offers a port. */
export class ServiceObjects implements OfferedServices {
  private readonly models: ServiceModel[] = [];
  private readonly gaps: Finding[] = [];
  private readonly objects = new Map<string, ApiObject>();
  private readonly annotations = new Map<string, Labels>();
  /** The names of those that streams have brought. */
  private readonly ofStreams = new Set<string>();

  constructor(private readonly scope: Construct, private readonly frame: ServiceFrame) {}

  /** Creates one more Service. Throws `PORT_UNKNOWN`, `PORT_LOCAL`, `SERVICE_INVALID`, `NODE_PORT_OUT_OF_RANGE`. */
  public add(id: string, defaultName: string, service: Service): ApiObject | undefined {
    const kind = service._kind();
    const props = service._props();
    const ports = this.portsOf(props, kind);
    if (kind === undefined || (ports.length === 0 && props.ports === undefined)) {
      return undefined;
    }
    const model: ServiceModel = {
      name: dnsLabel1035('the name of a Service,', props.name ?? defaultName),
      namespace: this.frame.party.namespace,
      labels: this.frame.labels,
      annotations: annotationSet('the annotations of a Service', props.annotations ?? {}),
      selector: this.frame.selector,
      ports,
      service: kind,
    };
    return this.emitted(this.scope, id, model);
  }

  /** Creates a Service of its own for one port. Throws `NAME_INVALID`, `NODE_PORT_OUT_OF_RANGE`. */
  public addEntry(scope: Construct, id: string, { name, port, servicePort, annotations, service }: EntryPort): ApiObject {
    const model: ServiceModel = {
      name: dnsLabel1035('the name of a Service,', name),
      namespace: this.frame.party.namespace,
      labels: this.frame.labels,
      annotations,
      selector: this.frame.selector,
      ports: [{ ...port, servicePort }],
      service,
    };
    this.ofStreams.add(model.name);
    return this.emitted(scope, id, model);
  }

  private emitted(scope: Construct, id: string, asked: ServiceModel): ApiObject {
    const { profile } = this.frame;
    const { model, gaps } = balanced({ ...asked, service: onCluster(asked, profile.ipFamilies) }, profile.serviceProxy);
    checkPorts(model);
    checkNodePorts(model, profile.nodePortRange);
    this.models.push(model);
    this.gaps.push(...gaps);
    openEntry(this.frame.policy, model.service, model.ports, this.frame.site);
    const object = emitService(scope, id, model);
    this.objects.set(model.name, object);
    this.annotations.set(model.name, model.annotations);
    return object;
  }

  /** How the first Service that offers a port offers it. */
  public addressOf(port: PortModel): ServiceAddress | undefined {
    for (const model of this.models) {
      const offered = model.ports.find((candidate) => candidate.name === port.name);
      if (offered !== undefined) return { serviceName: model.name, servicePortName: port.name, servicePort: servicePortOf(model, offered) };
    }
    return undefined;
  }

  /** The annotations of a Service; none where it is not one of these. */
  public annotationsOf(serviceName: string): Labels {
    return this.annotations.get(serviceName) ?? {};
  }

  /** Adds to the annotations of a Service. */
  public annotate(serviceName: string, key: string, value: string): void {
    this.objects.get(serviceName)?.metadata.addAnnotation(key, value);
    this.annotations.set(serviceName, { ...this.annotationsOf(serviceName), [key]: value });
  }

  /** Where each port of each Service must lead. */
  public targets(): AskedTarget[] {
    const { party: { workloadKind, namespace, name }, site } = this.frame;
    return this.models.flatMap((model) => model.ports.map((port): AskedTarget => ({
      namespace: model.namespace,
      service: model.name,
      servicePort: port.servicePort,
      protocol: port.protocol,
      workload: { kind: workloadKind, namespace, name },
      port: port.number,
      mayBeElsewhere: false,
      site,
    })));
  }

  /** What no single Service can be refused for: an entry that nobody may use. */
  public findings(): Finding[] {
    return [...this.gaps, ...this.models.flatMap((model) => this.entryFindings(model))];
  }

  private entryFindings(model: ServiceModel): Finding[] {
    const entry = outsideEntryOf(model.service);
    if (entry === undefined) return [];
    if (entry.sourceRanges.length === 0) return [sourceMissing(model, this.ofStreams.has(model.name))];
    // where pods see the clients, the policy says so
    const hidden = showsClients(entry) ? [] : entry.sourceRanges;
    const forgotten = forgottenFamilies(hidden.map((cidr) => ({ cidr })), this.frame.profile.ipFamilies);
    if (forgotten.length > 0) return [familyMissing(`Service \`${model.name}\``, forgotten)];
    return model.service.kind === 'nodePort' && !isHeld(entry) ? [sourcesNotHeld(model, entry.sourceRanges)] : [];
  }

  private portsOf(props: ServiceProps, kind: ServiceKind | undefined): PortModel[] {
    if (props.ports === undefined) {
      const outside = kind !== undefined && outsideEntryOf(kind) !== undefined;
      return this.frame.ports.filter(({ purpose, endPort }) => endPort === undefined && (purpose === 'serving' || (purpose === 'metrics' && !outside)));
    }
    return props.ports.map((name) => portNamed(this.frame, name));
  }
}

/** A Service with the families of its cluster, and without sources that the cluster cannot have. */
function onCluster({ name, service }: ServiceModel, families: readonly IpFamilyName[]): ServiceKind {
  const own = withFamilies(name, service, families);
  if (own.kind !== 'nodePort' && own.kind !== 'loadBalancer') return own;
  const sourceRanges = ofFamilies(own.entry.sourceRanges.map((cidr) => ({ cidr })), families).map(({ cidr }) => cidr);
  if (sourceRanges.length === 0 && own.entry.sourceRanges.length > 0) {
    refuse('SERVICE_INVALID', `the sources of Service \`${name}\`, \`${own.entry.sourceRanges.join(', ')}\`, are of another family than the cluster profile's \`${families.join(', ')}\`: `
      + 'name clients of its family, or say both in `ipFamilies` of the profile');
  }
  return { ...own, entry: { ...own.entry, sourceRanges } };
}

/** Behind a headless Service the caller dials the pod, so the container's number is the one to use. */
function servicePortOf(model: ServiceModel, port: PortModel): number {
  return model.service.kind === 'headless' ? port.number : port.servicePort;
}

function checkPorts(model: ServiceModel): void {
  const seen = new Map<string, string>();
  for (const port of model.ports) {
    if (port.endPort !== undefined) {
      refuse('SERVICE_INVALID', `port \`${port.name}\` is a range, and no Service offers one: leave it out of \`ports\` of Service \`${model.name}\``);
    }
    const key = `${port.servicePort}/${port.protocol}`;
    const other = seen.get(key);
    if (other !== undefined) {
      refuse('SERVICE_INVALID', `ports \`${other}\` and \`${port.name}\` of Service \`${model.name}\` are both offered as \`${key}\`: give one of them another \`servicePort\``);
    }
    seen.set(key, port.name);
  }
}

function checkNodePorts(model: ServiceModel, within: { readonly first: number; readonly last: number }): void {
  const nodePorts = outsideEntryOf(model.service)?.nodePorts ?? {};
  for (const [name, nodePort] of Object.entries(nodePorts)) {
    if (!model.ports.some((port) => port.name === name)) {
      refuse('PORT_UNKNOWN', `nodePorts name \`${name}\`, which Service \`${model.name}\` does not offer: it offers ${model.ports.map((port) => `\`${port.name}\``).join(', ')}`);
    }
    if (!Number.isInteger(nodePort) || nodePort < within.first || nodePort > within.last) {
      refuse('NODE_PORT_OUT_OF_RANGE', `node port \`${nodePort}\` is outside the range of the cluster: give one from ${within.first} to ${within.last}`);
    }
  }
}

/** How traffic comes in from outside; nothing for a Service of the cluster alone. */
function outsideEntryOf(service: ServiceKind): ServiceEntry | undefined {
  return service.kind === 'nodePort' || service.kind === 'loadBalancer' ? service.entry : undefined;
}

/** Opens the policy for whom the pods see: the clients themselves, or the nodes that pass their traffic on. */
function openEntry(policy: PolicyIntents, service: ServiceKind, ports: readonly PortModel[], site: Site): void {
  const entry = outsideEntryOf(service);
  if (entry === undefined || entry.sourceRanges.length === 0) {
    return;
  }
  const matches = ports.map(matchOf);
  entry.direct?.endpoints.forEach((endpoint) => policy.allowIngress(endpoint, matches, { site }));
  if (showsClients(entry)) {
    policy.allowIngress({ kind: 'addresses', blocks: entry.sourceRanges.map((cidr) => ({ cidr, except: [] })) }, matches, { site });
  } else if (entry.direct === undefined) {
    policy.allowIngress({ kind: 'nodes' }, matches, { site });
  }
}

/** Whether pods see the clients themselves. */
function showsClients({ direct, externalTrafficPolicy }: ServiceEntry): boolean {
  return direct === undefined ? externalTrafficPolicy === 'Local' : direct.keepsClients;
}

/** Behind `Cluster` pods see nodes, and a NodePort has no list of sources of its own: only the whole world can be said. */
function isHeld(entry: ServiceEntry): boolean {
  return entry.externalTrafficPolicy === 'Local' || entry.sourceRanges.every((cidr) => cidr === '0.0.0.0/0' || cidr === '::/0');
}

function sourcesNotHeld(model: ServiceModel, sources: readonly string[]): Finding {
  return {
    code: 'CANNOT_EXPRESS',
    text: `Service \`${model.name}\` shows nodes to its pods (externalTrafficPolicy \`Cluster\`), so nothing holds its clients to \`${sources.join(', ')}\`: `
      + 'use `TrafficPolicy.LOCAL`, or say that everybody may come in, `[\'0.0.0.0/0\', \'::/0\']`',
  };
}

function sourceMissing(model: ServiceModel, ofStream: boolean): Finding {
  const mend = ofStream
    ? 'give `sources` to the stream or to its edge, as in `[\'192.0.2.0/24\', \'2001:db8::/32\']`'
    : 'give `sourceRanges`, as in `[\'192.0.2.0/24\', \'2001:db8::/32\']`, or make it `Service.clusterIp()`';
  return {
    code: 'SOURCE_MISSING',
    text: `Service \`${model.name}\` has an entry from outside, and nobody is declared to use it, so the policy lets nobody in: ${mend}`,
  };
}
