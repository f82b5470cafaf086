import { LoadBalancingModel } from '../../model/traffic';

/** Which of the pods gets the next request. An edge that cannot choose so reports it as `CANNOT_EXPRESS`. */
export class LoadBalancing {
  /** One after the other. */
  public static roundRobin(): LoadBalancing {
    return new LoadBalancing('roundRobin');
  }

  /** The one with the fewest requests under way. */
  public static leastRequest(): LoadBalancing {
    return new LoadBalancing('leastRequest');
  }

  /** Always the same one for one address of a client. */
  public static ipHash(): LoadBalancing {
    return new LoadBalancing('ipHash');
  }

  /** Any. */
  public static random(): LoadBalancing {
    return new LoadBalancing('random');
  }

  private constructor(private readonly model: LoadBalancingModel) {}

  /**
   * The choice as data.
   * @internal
   */
  public _model(): LoadBalancingModel {
    return this.model;
  }
}
