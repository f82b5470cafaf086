import { AddressFormat, addressText } from './address';
import { PeerBinding, WorkloadSide } from './binding';
import { noteCallee } from './callees';
import { AllowFromProps, AllowInternallyProps, AllowToProps } from './connection-props';
import { bindingOf, calleePorts, checkSameApp, edgeNamed, portNamed, portsFor } from './connection-rules';
import { requestsOf } from './declared-requests';
import { IPeer } from './peer';
import { refuse } from '../../model/finding';
import { Declaration, matchOf } from '../../model/intents';
import { PortModel } from '../../model/port';
import { siteOf } from '../../synth/call-site';
import { prepareLeading } from '../egress/through';

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
   * `EDGE_UNKNOWN`, `SERVICE_MISSING`, `ENV_DUPLICATE`, `ENV_NOT_INJECTABLE`, `REQUEST_INVALID`, `PATH_INVALID`, `EGRESS_GATEWAY_UNKNOWN`, `EGRESS_INVALID`.
   */
  public allowTo(target: IPeer, props: AllowToProps = {}): void {
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
  readonly props: AllowToProps;
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
  const led = leading(connection, requests !== undefined);
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
  led?.();
}

/** What opens a connection by way of somebody else, where the peer has one and the cluster cannot match its name. */
function relay(
  { caller, callee: { party, relay: carrier }, ports, declaration }: DeclaredConnection, isOfRequests: boolean,
): (() => void) | undefined {
  if (party.kind !== 'dnsName') return undefined;
  return carrier?.prepare(caller, { dnsName: party.dnsName, ports, isOfRequests }, declaration);
}

/** What leads a connection through an egress gateway, where one is asked for. */
function leading(
  { caller, callee, ports, props: { through }, calleeName, declaration }: DeclaredConnection, isOfRequests: boolean,
): (() => void) | undefined {
  if (through === undefined) return undefined;
  return prepareLeading({ caller, callee, calleeName, ports: matches(ports), declaration, through, isOfRequests });
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
