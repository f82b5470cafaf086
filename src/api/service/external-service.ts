import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { addressBlock, isAddress } from '../../model/address-block';
import { Finding, refuse } from '../../model/finding';
import { recommendedLabels } from '../../model/labels';
import { dnsLabel1035, dnsSubdomain } from '../../model/name';
import { PortModel } from '../../model/port';
import { fixClusterOf } from '../../synth/cluster-scope';
import { Registry } from '../../synth/registry';
import { emitService } from '../../synth/service-object';
import { PeerBinding } from '../connections/binding';
import { IPeer } from '../connections/peer';
import { Port } from '../connections/port';
import { TargetPort } from '../connections/target-port';
import { namespaceMissing } from '../identity';

/** What has to be said of a service outside the cluster. */
export interface ExternalServiceProps {
  /** Its DNS name. Throws `NAME_INVALID`, and `SERVICE_INVALID` for an address. */
  readonly externalName: string;

  /** The ports on which it listens, the default one first; at least one. */
  readonly ports: Port[];

  /**
   * The name of the Service inside the cluster.
   *
   * @default the id of the construct
   */
  readonly name?: string;

  /**
   * The blocks of addresses, v4 and v6, that the name resolves to: what a policy of core NetworkPolicy can open.
   *
   * @default none: on a network plugin that cannot match names a connection to it is refused with `CANNOT_EXPRESS`
   */
  readonly addresses?: string[];
}

/**
 * A service outside the cluster under a name inside it: a Service of type ExternalName, as a peer.
 *
 * DNS answers with the external name; no traffic passes through the Service. A server that asks for its own name, as HTTPS
 * does, has to be asked for it by the client, so the injected address is the external name.
 *
 * ```ts
 * declare const chart: Chart;
 * declare const web: SecureMicroservice;
 * const warehouse = new ExternalService(chart, 'warehouse', {
 *   externalName: 'db.example.com',
 *   ports: [Port.tcp(5432)],
 *   addresses: ['203.0.113.17/32'],
 * });
 * web.connections.allowTo(warehouse, { env: 'WAREHOUSE_ADDR' });
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#externalname (v1.35)
 */
export class ExternalService extends Construct implements IPeer {
  /** How it reads in a sentence. */
  public readonly peerName: string;

  /** The Service. */
  public readonly service: ApiObject;

  private readonly binding: PeerBinding;
  private readonly ports: readonly PortModel[];

  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    super(scope, id);
    const chart = Chart.of(this);
    const name = dnsLabel1035('the name of an ExternalService,', props.name ?? id);
    const externalName = externalNameOf(props.externalName);
    const ports = portsOf(props.ports);
    fixClusterOf(this);
    this.ports = ports;
    this.peerName = externalName;
    this.binding = {
      party: { kind: 'dnsName', dnsName: externalName, addresses: (props.addresses ?? []).map((cidr) => addressBlock(cidr, [])) },
      ports: ports.slice(0, 1),
    };
    this.service = emitService(this, 'Service', {
      name,
      namespace: chart.namespace ?? 'default',
      labels: recommendedLabels(name, chart.node.id),
      annotations: {},
      selector: {},
      ports,
      service: { kind: 'externalName', externalName },
    });
    Registry.of(this).check(this, (): Finding[] => (chart.namespace === undefined ? [namespaceMissing(chart)] : []));
  }

  /** One of its ports, as a target. Throws `PORT_UNKNOWN`. */
  public port(name: string): TargetPort {
    const port = this.ports.find((candidate) => candidate.name === name);
    if (port === undefined) {
      return refuse('PORT_UNKNOWN', `\`${this.peerName}\` has no port \`${name}\`: it has ${this.ports.map((known) => `\`${known.name}\``).join(', ')}`);
    }
    return TargetPort._of(this.peerName, this.binding, port);
  }

  /**
   * What the peer means.
   * @internal
   */
  public _peer(): PeerBinding {
    return this.binding;
  }
}

function externalNameOf(name: string): string {
  if (isAddress(name)) {
    refuse('SERVICE_INVALID', `externalName \`${name}\` is an address, which DNS cannot answer with: give a DNS name, or use \`Peer.cidr(…)\``);
  }
  return dnsSubdomain('the externalName', name);
}

function portsOf(ports: readonly Port[]): PortModel[] {
  if (ports.length === 0) {
    refuse('SERVICE_INVALID', 'the `ports` of an ExternalService are empty: name at least one, since a connection is on a port');
  }
  const local = ports.find((port) => port._model().purpose === 'local');
  if (local !== undefined) {
    refuse('PORT_LOCAL', `port \`${local.name}\` is for the localhost of one pod: nothing outside offers it; use \`Port.tcp(${local.number})\``);
  }
  return ports.map((port) => port._model());
}
