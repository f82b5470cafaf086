import { AddressFormat, addressText } from './address';
import { PeerBinding, WorkloadSide } from './binding';
import { noteCallee } from './callees';
import { bindingOf, calleePorts, checkSameApp, edgeNamed, portNamed, portsFor } from './connection-rules';
import { requestsOf } from './declared-requests';
import { HttpRequest } from './http-request';
import { IPeer } from './peer';
import { refuse } from '../../model/finding';
import { Declaration, matchOf } from '../../model/intents';
import { PortModel } from '../../model/port';
import { siteOf } from '../../synth/call-site';

/** What can be said of a connection, whichever side declares it. */
export interface ConnectionProps {
  /**
   * The name of an environment variable of the caller that gets the address of the callee: the in-cluster name of its
   * Service and the Service's port.
   *
   * Throws `SERVICE_MISSING` where the callee has no Service for the port, `ENV_DUPLICATE` where the variable is taken.
   *
   * @default nothing is injected
   */
  readonly env?: string;

  /**
   * How the address in `env` is written.
   *
   * @default AddressFormat.URL: a URL for http and https ports, `host:port` for the others
   */
  readonly envFormat?: AddressFormat;

  /**
   * Why the connection is there. It ends up as an annotation of the policies that open it.
   *
   * @default no reason is written
   */
  readonly reason?: string;

  /**
   * The requests of HTTP that are let through, any of them; whatever else comes over the connection is refused.
   *
   * It is the callee's policy that holds them, where this library manages it, and else the caller's. On a network plugin that cannot tell requests apart the
   * connection is refused with `CANNOT_EXPRESS`, unless `orAnyRequest` says otherwise. Throws `REQUEST_INVALID`, `PATH_INVALID`.
   *
   * @default all requests, and whatever else is spoken on the port
   */
  readonly http?: HttpRequest[];

  /**
   * Whether every request is fine where the network plugin cannot tell them apart: the finding `APPROXIMATED`, a warning, says so.
   *
   * @default false: the connection stays closed there, and the synth fails with `CANNOT_EXPRESS`
   */
  readonly orAnyRequest?: boolean;
}

/** What can be said of a connection that the callee declares. */
export interface AllowFromProps extends ConnectionProps {
  /**
   * The name of the port of this workload that the source may reach. Throws `PORT_UNKNOWN`.
   *
   * @default the default port: the first that is not a metrics port; for `Peer.prometheus()` the metrics ports
   */
  readonly port?: string;
}

/** What can be said of the connections among the replicas of one workload. */
export interface AllowInternallyProps {
  /**
   * The names of the ports that replicas open to each other. Throws `PORT_UNKNOWN`.
   *
   * @default the default port: the first that is not a metrics port
   */
  readonly ports?: string[];

  /**
   * Why. It ends up as an annotation of the policy.
   *
   * @default no reason is written
   */
  readonly reason?: string;
}

/**
 * Who a workload may call and who may call it. Nothing is open that is not declared here, DNS apart.
 *
 * A declaration opens both ends that this library manages, and never isolates a workload that it does not. The same
 * declaration twice is one; cycles are fine.
 *
 * ```ts
 * declare const web: SecureMicroservice;
 * declare const payments: SecureMicroservice;
 * web.connections.allowTo(payments, { env: 'PAYMENTS_URL', reason: 'charges cards' });
 * payments.connections.allowFrom(Peer.prometheus());
 * ```
 */
export class Connections {
  /**
   * Made by the workload that it belongs to.
   * @internal
   */
  public static _of(owner: WorkloadSide): Connections {
    return new Connections(owner);
  }

  private constructor(private readonly owner: WorkloadSide) {}

  /**
   * Lets this workload call the target, on the port that the target names or else on its default port.
   *
   * Throws `PEER_INVALID`, `PEER_OF_ANOTHER_APP`, `PEER_OF_ANOTHER_CLUSTER`, `PEER_WITHOUT_PORT`, `PORT_LOCAL`, `FLOW_TO_ITSELF`,
   * `EDGE_UNKNOWN`, `SERVICE_MISSING`, `ENV_DUPLICATE`, `ENV_NOT_INJECTABLE`, `REQUEST_INVALID`, `PATH_INVALID`.
   */
  public allowTo(target: IPeer, props: ConnectionProps = {}): void {
    const callee = bindingOf(target);
    checkSameApp(this.owner, callee, target.peerName);
    this.checkEdge(callee);
    const ports = calleePorts(callee, this.owner.cluster.profile, target.peerName);
    connect({ caller: this.owner, callee, ports, props, calleeName: target.peerName, declaration: this.declaration(props.reason) });
  }

  /**
   * Lets the source call this workload, on the port named in the props or else on the default port.
   *
   * Throws `PEER_INVALID`, `PEER_OF_ANOTHER_APP`, `PEER_OF_ANOTHER_CLUSTER`, `PEER_WITHOUT_PORT`, `PORT_UNKNOWN`, `FLOW_TO_ITSELF`,
   * `EDGE_UNKNOWN`, `SERVICE_MISSING`, `ENV_DUPLICATE`, `ENV_NOT_INJECTABLE`, `REQUEST_INVALID`, `PATH_INVALID`.
   */
  public allowFrom(source: IPeer, props: AllowFromProps = {}): void {
    const caller = bindingOf(source);
    checkSameApp(this.owner, caller, source.peerName);
    this.checkEdge(caller);
    if (caller.ports !== undefined) {
      refuse('PEER_INVALID', `source \`${source.peerName}\` carries ports, but a connection is on the ports of the callee: `
        + 'name a port of this workload instead, as in `allowFrom(source, { port: \'http\' })`');
    }
    if (caller.party.kind === 'dnsName') {
      refuse('PEER_INVALID', `\`${source.peerName}\` is a DNS name and cannot be a source: connections arrive from addresses; use \`Peer.cidr(…)\``);
    }
    const callee = this.callee(props.port);
    const ports = portsFor(caller, callee, this.owner.cluster.profile, this.owner.party.name);
    if (caller.side) {
      connect({ caller: caller.side, callee, ports, props, calleeName: this.owner.party.name, declaration: this.declaration(props.reason) });
      return;
    }
    if (props.env !== undefined) {
      refuse('ENV_NOT_INJECTABLE', `\`${props.env}\` cannot be injected: \`${source.peerName}\` is not a workload of this App`);
    }
    const requests = requestsOf(props, ports, this.owner.party.name);
    const declaration = { ...this.declaration(props.reason), requests: requests && { ...requests, byOther: false } };
    this.owner.policy?.allowIngress(caller.party, matches(ports), declaration);
  }

  /** Lets the replicas of this workload call each other. Throws `PORT_UNKNOWN`, `PEER_WITHOUT_PORT`, `PORT_LOCAL`. */
  public allowInternally(props: AllowInternallyProps = {}): void {
    const named = props.ports?.map((name) => portNamed(this.owner, name));
    const callee: PeerBinding = { party: this.owner.party, side: this.owner, ports: named };
    const ports = matches(calleePorts(callee, this.owner.cluster.profile, this.owner.party.name));
    const declaration = this.declaration(props.reason);
    this.owner.policy?.allowEgress(this.owner.party, ports, declaration);
    this.owner.policy?.allowIngress(this.owner.party, ports, declaration);
  }

  private declaration(reason: string | undefined): Declaration {
    return { site: siteOf(this.owner.construct), reason };
  }

  private checkEdge({ party }: PeerBinding): void {
    if (party.kind === 'ingressController') {
      edgeNamed(this.owner.cluster.profile, party.edge);
    }
  }

  /** This workload as the callee of a source. */
  private callee(port: string | undefined): PeerBinding {
    const self = { party: this.owner.party, side: this.owner };
    return port === undefined ? self : { ...self, ports: [portNamed(this.owner, port)] };
  }
}

/** One declared connection, whichever side declared it. */
interface DeclaredConnection {
  readonly caller: WorkloadSide;
  readonly callee: PeerBinding;
  readonly ports: readonly PortModel[] | 'all';
  readonly props: ConnectionProps;
  readonly calleeName: string;
  readonly declaration: Declaration;
}

/** Opens both ends that we manage, and nothing else; whatever can be refused is refused before anything is open. */
function connect(connection: DeclaredConnection): void {
  const { caller, callee, ports, props, calleeName, declaration } = connection;
  if (callee.side === caller) {
    refuse('FLOW_TO_ITSELF', `\`${caller.party.name}\` is allowed to call itself: for the replicas of one workload say \`connections.allowInternally()\``);
  }
  const requests = requestsOf(props, ports, calleeName);
  const relayed = relay(connection, requests !== undefined);
  inject(connection);
  if (callee.side !== undefined) noteCallee(caller, callee.side);
  if (relayed !== undefined) {
    relayed();
    return;
  }
  // one side tells requests apart, and its proxy is enough
  const byCallee = callee.side?.policy !== undefined;
  const told = (byOther: boolean) => ({ ...declaration, requests: requests && { ...requests, byOther } });
  caller.policy?.allowEgress(callee.party, matches(ports), told(byCallee));
  callee.side?.policy?.allowIngress(caller.party, matches(ports), told(false));
}

/** What opens a connection by way of somebody else, where the peer has one and the cluster cannot match its name. */
function relay(
  { caller, callee: { party, relay: carrier }, ports, declaration }: DeclaredConnection, isOfRequests: boolean,
): (() => void) | undefined {
  if (party.kind !== 'dnsName') return undefined;
  return carrier?.prepare(caller, { dnsName: party.dnsName, ports, isOfRequests }, declaration);
}

function inject({ caller, callee, ports, props, calleeName }: DeclaredConnection): void {
  if (props.env === undefined) {
    return;
  }
  if (caller.injectEnv === undefined) {
    refuse('ENV_NOT_INJECTABLE', `\`${props.env}\` cannot be injected: the containers of \`${caller.party.name}\` are not made by this library; `
      + 'leave \`env\` out and set the variable there');
  }
  caller.injectEnv(props.env, addressText(caller, callee, ports, props.envFormat ?? AddressFormat.URL, calleeName));
}

function matches(ports: readonly PortModel[] | 'all'): ReturnType<typeof matchOf>[] {
  return ports === 'all' ? [] : ports.map(matchOf);
}
