import { FlowDirection } from './endpoint';
import { refuse } from './finding';
import { describeParty, Party } from './party';
import { PortMatch, PortModel } from './port';
import { RequestModel, requestsText } from './request';
import { Site } from './site';

/** Long enough for a sentence, short enough for a policy with a thousand of them. */
const REASON_MAX = 200;

/** Requests that one side of an edge lets through. */
export interface DeclaredRequests {
  readonly requests: readonly RequestModel[];
  /** Whether all of them are fine where the cluster cannot tell requests apart. */
  readonly orAny: boolean;
  /** Whether the other side tells them apart, so that this one lets all of them through. */
  readonly byOther: boolean;
}

/** One declared edge of a workload, before the cluster profile has filled in the other side. */
export interface DeclaredFlow {
  readonly key: string;
  readonly party: Party;
  /** Empty means every port, said aloud. */
  readonly ports: readonly PortMatch[];
  readonly requests?: DeclaredRequests;
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
  /** Which requests it is for; absent means all. */
  readonly requests?: DeclaredRequests;
}

/** The edges that were declared of one workload. They are only ever added. */
export class PolicyIntents {
  /** Grows with every declaration. */
  public revision = 0;
  /** Whether any of the parties can still change what it says of itself. */
  public late = false;
  /** Is told of every edge when it is declared for the first time. */
  public onDeclared?: (direction: FlowDirection, flow: DeclaredFlow) => void;
  private readonly ingress = new Map<string, DeclaredFlow>();
  private readonly egress = new Map<string, DeclaredFlow>();

  public allowIngress(party: Party, ports: readonly PortMatch[], declaration: Declaration): void {
    this.declare('ingress', party, ports, declaration);
  }

  public allowEgress(party: Party, ports: readonly PortMatch[], declaration: Declaration): void {
    this.declare('egress', party, ports, declaration);
  }

  /** Who may come in, sorted, so that the order of the declarations never shows. */
  public ingressFlows(): DeclaredFlow[] {
    return sorted(this.ingress);
  }

  /** Where it may go, sorted. */
  public egressFlows(): DeclaredFlow[] {
    return sorted(this.egress);
  }

  private declare(direction: FlowDirection, party: Party, ports: readonly PortMatch[], { reason, site, requests }: Declaration): void {
    const reasons = reason === undefined ? [] : [soundReason(reason)];
    const flows = this[direction];
    const isHere = requests !== undefined && !requests.byOther;
    const key = `${describeParty(party)} on ${describePorts(ports)}${isHere ? ` for ${requestsText(requests.requests)}` : ''}`;
    const known = flows.get(key);
    const flow: DeclaredFlow = known === undefined
      ? { key, party, ports, ...(requests === undefined ? {} : { requests }), reasons: new Set<string>(), sites: [] }
      : { ...known, requests: together(known.requests, requests) };
    flows.set(key, flow);
    if (known === undefined) this.onDeclared?.(direction, flow);
    reasons.forEach((text) => flow.reasons.add(text));
    flow.sites.push(site);
    this.revision += 1;
    this.late ||= party.kind === 'workload' && party.late;
  }
}

/**
 * What two declarations of one flow come to, whichever came first: one for all requests leaves nothing to tell apart. Where this side tells them apart, the one
 * that takes no others counts; where the other side does, this one is open as soon as one of them opens it.
 */
function together(a: DeclaredRequests | undefined, b: DeclaredRequests | undefined): DeclaredRequests | undefined {
  if (a === undefined || b === undefined) return undefined;
  return { ...a, orAny: a.byOther ? a.orAny || b.orAny : a.orAny && b.orAny };
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
