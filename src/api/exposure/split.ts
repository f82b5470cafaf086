import { refuse } from '../../model/finding';
import { IPeer } from '../connections/peer';

/** A part of the requests of a path, and who serves it. */
export class Split {
  /**
   * So many parts of the sum of all weights of the path go to this target: a microservice, or one of its ports. Weight 0 gets none, and keeps
   * its way open. Throws `EXPOSURE_INVALID` for anything else than a whole number from 0 to 1000000.
   */
  public static of(target: IPeer, weight: number): Split {
    if (!Number.isInteger(weight) || weight < 0 || weight > 1_000_000) {
      refuse('EXPOSURE_INVALID', `weight \`${weight}\` of \`${target.peerName}\` is not a whole number from 0 to 1000000: give its share of the sum of all weights`);
    }
    return new Split(target, weight);
  }

  /** The part of the sum of all weights. */
  public readonly weight: number;

  private constructor(private readonly target: IPeer, weight: number) {
    this.weight = weight;
  }

  /**
   * Who serves it.
   * @internal
   */
  public _target(): IPeer {
    return this.target;
  }
}
