import { IConstruct } from 'constructs';
import { Connection, ReachChange, ReachEntry, ReachFinding, ReachOutsiders, ReachWayOut, Verdict } from './answers';
import { BlastRadius } from './blast-radius';
import { ManifestFolderProps } from './manifest-folder-props';
import { NamedWorkload } from './named-workload';
import { changeOf, connectionOf, factsOf, sortedFindings, verdictOf } from './of-model';
import { questionOf, workloadAsked } from './question';
import { ReachProps } from './reach-props';
import { refuse } from '../../model/finding';
import { PortModel } from '../../model/port';
import type { Reached } from '../../synth/reachability';
import { PeerBinding } from '../connections/binding';
import { IPeer } from '../connections/peer';

/**
 * Who reaches whom, by the manifests: what the tests of a team ask.
 *
 * The manifests are read when it is made, and what changes afterwards is not seen: make another one then.
 *
 * An end is a microservice, one of its ports, any other workload, or a `Peer`. Of two ends that are among the manifests both must let a connection through.
 * Pods that a `Peer` names and that are not among them are taken to let everything through on their own side. A `Peer` of addresses means those outside, and
 * the pods that surely have one of them. A peer often means many: every answer is about all of them.
 *
 * ```ts
 * declare const app: App;
 * declare const web: SecureMicroservice;
 * declare const payments: SecureMicroservice;
 * const reachability = Reachability.of(app);
 * reachability.canReach(web, payments);                                           // its default port
 * reachability.canReach(web, payments, { http: [{ method: 'POST', path: '/charge' }] });
 * reachability.cannotReach(payments, Peer.internet().onEveryPort());
 * reachability.explain(Peer.prometheus(), payments.port('metrics'));
 * reachability.blastRadius(web).workloads;                                        // who is within reach if it is taken
 * ```
 */
export class Reachability {
  /**
   * What an App, a Chart or any construct writes: all objects that go to its cluster, on the cluster of its profile.
   *
   * `findings` are those of the scope and everything below it; questions are about the whole cluster.
   */
  public static of(scope: IConstruct): Reachability {
    // loaded only when somebody asks, as below: a program that asks nothing starts faster; the casts say what require cannot
    const { reachedFrom } = require('../../synth/reachability') as typeof import('../../synth/reachability');
    return new Reachability(reachedFrom(scope), scope.node.root);
  }

  /**
   * The manifests of a file, or of a folder to the bottom of it: YAML and JSON, whoever wrote them, on a cluster that enforces every policy that is read.
   *
   * Throws `MANIFESTS_INVALID` with everything that is wrong with them, and `CIDR_INVALID`.
   *
   * @param path The path, from the working directory on.
   */
  public static ofFolder(path: string, props: ManifestFolderProps = {}): Reachability {
    const { reachedInFolder } = require('../../synth/folder') as typeof import('../../synth/folder');
    return new Reachability(reachedInFolder(path, factsOf(props)));
  }

  private constructor(private readonly reached: Reached, private readonly root?: IConstruct) {}

  /**
   * Whether the source reaches the target: all of it, on all ports that the target names, or else on its default port, for all requests, or for those of `http`. What is
   * not sure is false.
   *
   * Throws `REQUEST_INVALID` for requests that say nothing, or where the target names ports that are not of TCP, `PEER_INVALID`, `PEER_WITHOUT_PORT`, `PEER_OF_ANOTHER_APP`, `PEER_OF_ANOTHER_CLUSTER`, `EDGE_UNKNOWN`, and `WORKLOAD_UNKNOWN` for a workload
   * that is not among the manifests.
   */
  public canReach(source: IPeer, target: IPeer, props: ReachProps = {}): boolean {
    return this.verdict(source, target, props) === Verdict.ALLOWED;
  }

  /**
   * Whether the source does not reach the target: no part of it, on none of the ports. It is no opposite of `canReach`: what is not sure is false here,
   * too, and so is what is open in part, and a block of addresses that may hold a pod which is reached. Throws as `canReach` does.
   */
  public cannotReach(source: IPeer, target: IPeer, props: ReachProps = {}): boolean {
    return this.verdict(source, target, props) === Verdict.DENIED;
  }

  /** What becomes of connections from the source to the target. Throws as `canReach` does. */
  public verdict(source: IPeer, target: IPeer, props: ReachProps = {}): Verdict {
    const verdict = this.reached.model.verdict(this.question(source, target, props));
    return typeof verdict === 'string' ? verdictOf(verdict) : refuse(verdict.code, verdict.text);
  }

  /**
   * Why: what each side says of an example, policy by policy, and the smallest change of the manifests that would allow a denied one. Where parts of it do not fare
   * alike, an example of each. Throws as `canReach` does.
   */
  public explain(source: IPeer, target: IPeer, props: ReachProps = {}): string {
    const text = this.reached.model.explanation(this.question(source, target, props));
    return typeof text === 'string' ? text : refuse(text.code, text.text);
  }

  /**
   * Every connection of the cluster among workloads and addresses that is open, or perhaps is, sorted by source and target.
   *
   * Throws `MANIFESTS_INVALID` while an API server would refuse an object that may decide about connections.
   */
  public connections(): Connection[] {
    const rows = this.reached.model.connections();
    return 'code' in rows ? refuse(rows.code, rows.text) : rows.map(connectionOf);
  }

  /**
   * The ways in from outside, each as far as the workloads behind it: Ingresses, routes, and Services that are open to the outside. Sorted by their objects, those of
   * Services last. Throws as `connections` does.
   */
  public entries(): ReachEntry[] {
    const rows = this.reached.model.entries();
    return 'code' in rows ? refuse(rows.code, rows.text) : rows;
  }

  /**
   * What pods and namespaces that are not among the manifests could reach, and be reached by. Throws as `connections` does.
   */
  public outsiders(): ReachOutsiders[] {
    const rows = this.reached.model.outsiders();
    return 'code' in rows ? refuse(rows.code, rows.text) : rows;
  }

  /**
   * By which addresses connections leave the cluster: those alone that go through an egress gateway, or may, and that are open, or perhaps are. Sorted by source and target.
   * What nothing is said of here leaves by the address that its node gives it. Throws as `connections` does.
   */
  public waysOut(): ReachWayOut[] {
    const rows = this.reached.model.waysOut();
    return 'code' in rows ? refuse(rows.code, rows.text) : rows;
  }

  /**
   * The connections that are not what they were: `after.changesSince(before)`, of one App before and after a change, or of two folders. Sorted by source and target.
   * Behind them come the ways out of the cluster that are not, where connections went through an egress gateway or do so now.
   *
   * Throws `MANIFESTS_INVALID` as `connections` does, of both, and where more than half a million connections have changed.
   */
  public changesSince(before: Reachability): ReachChange[] {
    const rows = this.reached.model.changesSince(before.reached.model);
    return 'code' in rows ? refuse(rows.code, rows.text) : rows.map(changeOf);
  }

  /** What the synth finds in the scope, warnings among it; for a folder, what `lint` finds. Sorted by construct, or by object. */
  public findings(): ReachFinding[] {
    return sortedFindings(this.reached.findings());
  }

  /**
   * Who is within reach if a workload is taken: in one step, and then from whatever has been reached on any port. The cluster's DNS is no step on any way.
   *
   * Throws `PEER_INVALID` for a peer that is not one workload, `PEER_OF_ANOTHER_APP`, `PEER_OF_ANOTHER_CLUSTER`, `WORKLOAD_UNKNOWN` for a workload that is not
   * among the manifests, and `MANIFESTS_INVALID` as `connections` does.
   */
  public blastRadius(source: IPeer): BlastRadius {
    return this.blast(source, false);
  }

  /** From where a workload can be reached, in one step or in several, the ways in from outside among them. Throws as `blastRadius` does. */
  public reachedFrom(target: IPeer): BlastRadius {
    return this.blast(target, true);
  }

  /**
   * A workload of the manifests by its name, as one end of a question to this Reachability.
   *
   * Throws `WORKLOAD_UNKNOWN`, and `WORKLOAD_AMBIGUOUS` where two kinds share the name.
   *
   * @param name Such as `shop/web`, or `shop/web[StatefulSet]`.
   */
  public workloadNamed(name: string): NamedWorkload {
    const { model } = this.reached;
    const found = model.named(name);
    if ('code' in found) {
      return refuse(found.code, found.text);
    }
    const portsNamed = (port: string) => {
      const ports = model.portsNamed(found, port);
      return 'code' in ports ? refuse(ports.code, ports.text) : ports.map((one): PortModel => ({ ...one, name: port, servicePort: one.number, purpose: 'serving' }));
    };
    return NamedWorkload._of(this, { kind: found.kind, namespace: found.namespace, name: found.name, labels: found.labels, portsNamed });
  }

  private question(source: IPeer, target: IPeer, props: ReachProps): ReturnType<typeof questionOf> {
    return questionOf(source, target, props, this.reached.profile, (binding, name) => {
      this.checkHome(binding, name);
    });
  }

  private checkHome({ side, namedBy }: PeerBinding, name: string): void {
    if (namedBy !== undefined && namedBy !== this) {
      refuse('PEER_INVALID', `\`${name}\` was named by another Reachability: name it with \`workloadNamed\` of the one that is asked`);
    }
    if (side === undefined || this.root === undefined) {
      return;
    }
    if (side.construct.node.root !== this.root) {
      refuse('PEER_OF_ANOTHER_APP', `\`${name}\` belongs to another App than the one that is asked about: ask the Reachability of its own`);
    }
    if (side.cluster.root !== this.reached.cluster) {
      refuse('PEER_OF_ANOTHER_CLUSTER', `\`${name}\` goes to another cluster than the one that is asked about: ask the Reachability of its own chart`);
    }
  }

  private blast(peer: IPeer, isReverse: boolean): BlastRadius {
    const id = workloadAsked(peer, (binding) => {
      this.checkHome(binding, peer.peerName);
    });
    const { blastRadiusOf } = require('../../synth/blast') as typeof import('../../synth/blast');
    const found = blastRadiusOf(this.reached, id, isReverse);
    return 'code' in found ? refuse(found.code, found.text) : BlastRadius._of(found);
  }
}
