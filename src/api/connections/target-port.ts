import { PeerBinding } from './binding';
import { IPeer } from './peer';
import { PortModel } from '../../model/port';

/** One port of a workload or of an external service, as a target: what `port(name)` gives. */
export class TargetPort implements IPeer {
  /**
   * Made by whoever has the port.
   * @internal
   */
  public static _of(owner: string, binding: PeerBinding, port: PortModel): TargetPort {
    return new TargetPort(owner, { ...binding, ports: [port] }, port);
  }

  /** How the port reads in a sentence. */
  public readonly peerName: string;

  /** The name of the port. */
  public readonly name: string;

  /** The number on which the process listens. */
  public readonly number: number;

  private constructor(owner: string, private readonly binding: PeerBinding, port: PortModel) {
    this.peerName = `${owner}:${port.name}`;
    this.name = port.name;
    this.number = port.number;
  }

  /**
   * What the peer means.
   * @internal
   */
  public _peer(): PeerBinding {
    return this.binding;
  }
}
