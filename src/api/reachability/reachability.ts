import { IConstruct } from 'constructs';
import { BlastRadius } from './blast-radius';
import { NamedWorkload } from './named-workload';
import { ReachConnection, ReachFinding, ReachVerdict } from './reach-answers';
import { refuse } from '../../model/finding';
import { matchOf } from '../../model/intents';
import { PortMatch } from '../../model/port';
import { blastRadiusOf } from '../../synth/blast';
import { ExplainedAnswer, findingsOfScope, ReachModel, reachabilityOfScope, ScopeFinding, ScopeReachability } from '../../synth/reachability';
import { PeerBinding } from '../connections/binding';
import { bindingOf, defaultPort } from '../connections/connection-rules';
import { IPeer } from '../connections/peer';

/**
 * Who reaches whom, as the written manifests have it: for the tests of a team.
 *
 * It is the state of the moment at which it was made: make another one after a change.
 *
 * ```ts
 * declare const app: App;
 * declare const web: SecureMicroservice;
 * declare const payments: SecureMicroservice;
 * const reachability = Reachability.of(app);
 * reachability.canReach(web, payments);
 * reachability.cannotReach(payments, Peer.internet().on(Port.https()));
 * reachability.explain(web, payments.port('metrics'));
 * reachability.blastRadius(web).workloads;
 * ```
 */
export class Reachability {
  /** What goes to the cluster of a scope (an App, a Chart, any construct), all objects of the App together; findings are those of the scope. */
  public static of(scope: IConstruct): Reachability {
    return new Reachability(reachabilityOfScope(scope), () => findingsOfScope(scope));
  }

  private readonly model: ReachModel;

  private constructor(private readonly scope: ScopeReachability, private readonly found: () => readonly ScopeFinding[]) {
    this.model = scope.model;
  }

  /**
   * Whether the source reaches the target, on the port that the target names or else on its default port: all of the source, all of
   * the target.
   *
   * What is not surely so is false: see `verdict`. Throws `PEER_INVALID`, `PEER_WITHOUT_PORT`, and `PEER_UNKNOWN` for a workload that is not among
   * the manifests.
   */
  public canReach(source: IPeer, target: IPeer): boolean {
    return this.verdict(source, target) === ReachVerdict.ALLOWED;
  }

  /** Whether nothing of the source reaches anything of the target; what is not surely so is false. Throws as `canReach` does. */
  public cannotReach(source: IPeer, target: IPeer): boolean {
    return this.verdict(source, target) === ReachVerdict.DENIED;
  }

  /** What becomes of connections from the source to the target. Throws as `canReach` does. */
  public verdict(source: IPeer, target: IPeer): ReachVerdict {
    const { verdict } = this.answer(source, target);
    switch (verdict) {
      case 'allowed': return ReachVerdict.ALLOWED;
      case 'denied': return ReachVerdict.DENIED;
      case 'unknown': return ReachVerdict.UNKNOWN;
      case 'mixed': return ReachVerdict.MIXED;
    }
  }

  /** Why, for one flow of each kind that there is, with the smallest change that would allow a denied one. Throws as `canReach` does. */
  public explain(source: IPeer, target: IPeer): string {
    return this.answer(source, target).text;
  }

  /** Every connection among workloads and addresses that is open, or perhaps is. */
  public connections(): ReachConnection[] {
    return this.model.connections();
  }

  /**
   * What is within reach if a workload is taken: in one step, and then from whatever has been reached on any port. DNS is no step on any way.
   *
   * Throws `PEER_INVALID` for a peer that is not one workload, and `PEER_UNKNOWN` for a workload that is not among the manifests.
   */
  public blastRadius(source: IPeer): BlastRadius {
    return this.blast(source, false);
  }

  /** From where a workload can be reached, in one step or in several, the ways in from outside among them. Throws as `blastRadius` does. */
  public reachedFrom(target: IPeer): BlastRadius {
    return this.blast(target, true);
  }

  /** Whatever the synth would report of the scope: the proof, and all other findings. */
  public findings(): ReachFinding[] {
    return this.found().map(({ code, severity, path, text }) => ({ code, severity, constructPath: path, text }));
  }

  /**
   * A workload of the manifests by its name, such as `shop/web`, or `shop/web[StatefulSet]` where two kinds share it: for workloads that no
   * construct stands for.
   *
   * Throws `PEER_UNKNOWN` where there is none of that name, or more than one.
   */
  public workloadNamed(name: string): NamedWorkload {
    const found = this.model.named(name);
    const [id, other] = found;
    if (id === undefined || other !== undefined) {
      const text = found.map(({ kind, namespace, name: own }) => `\`${namespace}/${own}[${kind}]\``).join(' or ');
      refuse('PEER_UNKNOWN', id === undefined ? `there is no workload \`${name}\` among the manifests: write \`namespace/name\`` : `\`${name}\` may be ${text}: write which`);
    }
    return NamedWorkload._of(id);
  }

  private blast(peer: IPeer, isReverse: boolean): BlastRadius {
    const [party, ...others] = this.scope.peersOf(bindingOf(peer).party);
    if (party?.kind !== 'workload' || others.length > 0) {
      refuse('PEER_INVALID', `\`${peer.peerName}\` is not one workload: give a microservice, a workload, or \`workloadNamed(…)\``);
    }
    const found = blastRadiusOf(this.model, party.id, this.scope.system, isReverse);
    return BlastRadius._of(found ?? refuse('PEER_UNKNOWN', `\`${peer.peerName}\` is nobody among the manifests, so that nothing can be said of it`));
  }

  private answer(source: IPeer, target: IPeer): ExplainedAnswer {
    const [from, to] = [bindingOf(source), bindingOf(target)];
    const { peersOf } = this.scope;
    const answer = this.model.answer({ source: peersOf(from.party), target: peersOf(to.party), ports: portsOf(to, target.peerName) });
    return answer ?? refuse('PEER_UNKNOWN', `\`${source.peerName}\` or \`${target.peerName}\` is nobody among the manifests, so that nothing can be said of them`);
  }
}

function portsOf(target: PeerBinding, name: string): PortMatch[] {
  if (target.ports === 'all') {
    return [];
  }
  if (target.ports !== undefined) {
    return target.ports.map(matchOf);
  }
  return target.side === undefined
    ? refuse('PEER_WITHOUT_PORT', `\`${name}\` names no port: add it, as in \`.on(Port.tcp(5432))\`, or say \`.onEveryPort()\``)
    : [matchOf(defaultPort(target.side))];
}
