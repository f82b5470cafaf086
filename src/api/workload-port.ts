import { PeerBinding, WorkloadSide } from './binding';
import { IPeer } from './peer';
import { PortModel } from '../model/port';

/** One port of a workload, as a target: what `microservice.port(name)` gives. */
export class WorkloadPort implements IPeer {
  /**
   * Made by the workload that it belongs to.
   * @internal
   */
  public static _of(side: WorkloadSide, port: PortModel): WorkloadPort {
    return new WorkloadPort(side, port);
  }

  /** How the port reads in a sentence. */
  public readonly peerName: string;

  /** The name of the port. */
  public readonly name: string;

  /** The number on which the process listens. */
  public readonly number: number;

  private constructor(private readonly side: WorkloadSide, private readonly model: PortModel) {
    this.peerName = `${side.party.name}:${model.name}`;
    this.name = model.name;
    this.number = model.number;
  }

  /**
   * What the peer means.
   * @internal
   */
  public _peer(): PeerBinding {
    return { party: this.side.party, side: this.side, ports: [this.model] };
  }
}
