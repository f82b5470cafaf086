import { requirePath } from '../../model/path';
import { PathChange } from '../../model/route';

/** What a path becomes on its way to the pods, or in a redirect. */
export class PathRewrite {
  /** The beginning that matched becomes this one: with `/v2`, prefix `/api` makes `/v2/users` of `/api/users`. Throws `PATH_INVALID`. */
  public static prefix(path: string): PathRewrite {
    return new PathRewrite({ kind: 'prefix', value: requirePath(path) });
  }

  /** The whole path becomes this one. Throws `PATH_INVALID`. */
  public static full(path: string): PathRewrite {
    return new PathRewrite({ kind: 'full', value: requirePath(path) });
  }

  private constructor(private readonly model: PathChange) {}

  /**
   * The change as data.
   * @internal
   */
  public _model(): PathChange {
    return this.model;
  }
}
