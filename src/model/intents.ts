import { refuse } from './finding';
import { describeParty, Party } from './party';
import { PortMatch, PortModel } from './port';
import { Site } from './site';

/** Long enough for a sentence, short enough for a policy with a thousand of them. */
const REASON_MAX = 200;

/** One declared edge of a workload, before the cluster profile has filled in the other side. */
export interface DeclaredFlow {
  readonly key: string;
  readonly party: Party;
  /** Empty means every port, said aloud. */
  readonly ports: readonly PortMatch[];
  readonly reasons: Set<string>;
  /** Every place that declared it. */
  readonly sites: Site[];
}

/** What goes with a declaration. */
export interface Declaration {
  /** Where it was made. */
  readonly site: Site;
  /** Why, in the user's words. */
  readonly reason?: string;
}

/** The edges that were declared of one workload. They are only ever added. */
export class PolicyIntents {
  /** Grows with every declaration. */
  public revision = 0;
  /** Whether any of the parties can still change what it says of itself. */
  public late = false;
  private readonly ingress = new Map<string, DeclaredFlow>();
  private readonly egress = new Map<string, DeclaredFlow>();

  public allowIngress(party: Party, ports: readonly PortMatch[], declaration: Declaration): void {
    this.declare(this.ingress, party, ports, declaration);
  }

  public allowEgress(party: Party, ports: readonly PortMatch[], declaration: Declaration): void {
    this.declare(this.egress, party, ports, declaration);
  }

  /** Who may come in, sorted, so that the order of the declarations never shows. */
  public ingressFlows(): DeclaredFlow[] {
    return sorted(this.ingress);
  }

  /** Where it may go, sorted. */
  public egressFlows(): DeclaredFlow[] {
    return sorted(this.egress);
  }

  private declare(flows: Map<string, DeclaredFlow>, party: Party, ports: readonly PortMatch[], { reason, site }: Declaration): void {
    const reasons = reason === undefined ? [] : [soundReason(reason)];
    const key = `${describeParty(party)} on ${describePorts(ports)}`;
    const flow = flows.get(key) ?? { key, party, ports, reasons: new Set<string>(), sites: [] };
    flows.set(key, flow);
    reasons.forEach((text) => flow.reasons.add(text));
    flow.sites.push(site);
    this.revision += 1;
    this.late ||= party.kind === 'workload' && party.late;
  }
}

/** A reason is one line of an annotation: what could break out of it, or hide in a terminal, is refused. */
function soundReason(reason: string): string {
  if (reason.trim() === '' || reason.length > REASON_MAX || /\p{C}/u.test(reason)) {
    refuse('ANNOTATION_INVALID', `reason \`${JSON.stringify(reason).slice(1, -1).slice(0, 80)}\` is not one line of text: use at most ${REASON_MAX} printable characters`);
  }
  return reason;
}

function sorted(flows: Map<string, DeclaredFlow>): DeclaredFlow[] {
  return [...flows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Ports in a sentence. */
export function describePorts(ports: readonly PortMatch[]): string {
  return ports.length === 0 ? 'every port' : ports.map(describePort).join(', ');
}

function describePort(match: PortMatch): string {
  if (match.port === undefined) {
    return `every ${match.protocol} port`;
  }
  return `${match.port}${match.endPort === undefined ? '' : `-${match.endPort}`}/${match.protocol}`;
}

/** What a policy says of a port: the number on which the process listens, never the Service's. */
export function matchOf(port: PortModel): PortMatch {
  return { protocol: port.protocol, port: port.number, ...(port.endPort === undefined ? {} : { endPort: port.endPort }) };
}
