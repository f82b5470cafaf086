import { requirePath } from '../../model/path';
import { IPeer } from '../connections/peer';

/** Who serves a path. */
export interface PathProps {
  /**
   * A microservice of the same namespace, or one of its ports. Its policy is opened for the ingress controller as well.
   *
   * @default the microservice that is exposed, on its default port
   */
  readonly target?: IPeer;
}

/**
 * A path of an exposure.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types (v1.35)
 */
export class Path {
  /** The path and everything below it, by whole segments: `/api` matches `/api/v1`, not `/apis`. Throws `PATH_INVALID`. */
  public static prefix(path: string, props: PathProps = {}): Path {
    return new Path(requirePath(path), 'prefix', props.target);
  }

  /** This path and nothing else. Throws `PATH_INVALID`. */
  public static exact(path: string, props: PathProps = {}): Path {
    return new Path(requirePath(path), 'exact', props.target);
  }

  /** The path that requests are compared with. */
  public readonly pattern: string;

  private constructor(pattern: string, private readonly match: 'exact' | 'prefix', private readonly target?: IPeer) {
    this.pattern = pattern;
  }

  /**
   * How the path is compared.
   * @internal
   */
  public _match(): 'exact' | 'prefix' {
    return this.match;
  }

  /**
   * Who serves it, where it is not the exposed microservice.
   * @internal
   */
  public _target(): IPeer | undefined {
    return this.target;
  }
}
