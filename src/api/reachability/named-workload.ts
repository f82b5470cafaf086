import { WorkloadId, workloadIdText } from '../../model/asked';
import { refuse } from '../../model/finding';
import { PortModel } from '../../model/port';
import { PeerBinding } from '../connections/binding';
import { IPeer } from '../connections/peer';
import { Port } from '../connections/port';

/** A workload of manifests, by its name: one end of a question to a `Reachability`, and of nothing else. */
export class NamedWorkload implements IPeer {
  /**
   * Made by `Reachability.workloadNamed()`.
   * @internal
   */
  public static _of(id: WorkloadId): NamedWorkload {
    return new NamedWorkload(id);
  }

  /** How it reads in a sentence. */
  public readonly peerName: string;

  private constructor(private readonly id: WorkloadId, private readonly ports?: readonly PortModel[] | 'all') {
    this.peerName = workloadIdText(id);
  }

  /** The same workload, on these ports only: the numbers on which its processes listen. Throws `PEER_WITHOUT_PORT` without any. */
  public on(...ports: Port[]): NamedWorkload {
    if (ports.length === 0) {
      refuse('PEER_WITHOUT_PORT', `\`on()\` of ${this.peerName} names no port: give one, as in \`on(Port.tcp(5432))\`, or say \`onEveryPort()\``);
    }
    return new NamedWorkload(this.id, ports.map((port) => port._model()));
  }

  /** The same workload, on every port of every protocol. */
  public onEveryPort(): NamedWorkload {
    return new NamedWorkload(this.id, 'all');
  }

  /**
   * What the peer means.
   * @internal
   */
  public _peer(): PeerBinding {
    const { kind, namespace, name } = this.id;
    // no labels: nothing is ever opened to it, since no policy names a workload without them
    return { party: { kind: 'workload', workloadKind: kind, namespace, name, podLabels: () => ({}), late: true }, ports: this.ports };
  }
}
