import { WorkloadFacts } from './workload-facts';
import { refuse } from '../../model/finding';
import { PortModel } from '../../model/port';
import { PeerBinding } from '../connections/binding';
import { IPeer } from '../connections/peer';
import { Port } from '../connections/port';

/**
 * A workload of the manifests by its name, as one end of a question: what `workloadNamed` of a `Reachability` gives.
 *
 * It is for questions to that `Reachability` alone: `allowTo` refuses it with `PEER_INVALID`.
 */
export class NamedWorkload implements IPeer {
  /**
   * Made by the Reachability that has named it.
   * @internal
   */
  public static _of(namedBy: object, facts: WorkloadFacts): NamedWorkload {
    return new NamedWorkload(namedBy, facts);
  }

  /** How it reads in a sentence, such as `shop/web[StatefulSet]`. */
  public readonly peerName: string;

  private constructor(private readonly namedBy: object, private readonly facts: WorkloadFacts, private readonly ports?: readonly PortModel[] | 'all') {
    this.peerName = `${facts.namespace}/${facts.name}[${facts.kind}]`;
  }

  /** The same workload, on these ports only: the numbers on which its processes listen. Throws `PEER_WITHOUT_PORT` where none is given, and `PORT_LOCAL`. */
  public on(...ports: Port[]): NamedWorkload {
    if (ports.length === 0) {
      refuse('PEER_WITHOUT_PORT', `\`on()\` of ${this.peerName} names no port: give one, as in \`on(Port.tcp(5432))\`, or say \`onEveryPort()\``);
    }
    const local = ports.find((port) => port._model().purpose === 'local');
    if (local !== undefined) {
      refuse('PORT_LOCAL', `port \`${local.name}\` is for the localhost of one pod: nobody reaches it from outside; use \`Port.tcp(${local.number})\``);
    }
    return new NamedWorkload(this.namedBy, this.facts, ports.map((port) => port._model()));
  }

  /** The same workload, on every port of every protocol. */
  public onEveryPort(): NamedWorkload {
    return new NamedWorkload(this.namedBy, this.facts, 'all');
  }

  /** The same workload, on the ports of its containers that bear a name. Throws `PORT_UNKNOWN`. */
  public port(name: string): NamedWorkload {
    return new NamedWorkload(this.namedBy, this.facts, this.facts.portsNamed(name));
  }

  /**
   * What the peer means.
   * @internal
   */
  public _peer(): PeerBinding {
    const { kind, namespace, name, labels } = this.facts;
    return {
      party: { kind: 'workload', workloadKind: kind, namespace, name, podLabels: () => labels, late: false }, ports: this.ports, namedBy: this.namedBy,
    };
  }
}
