import { HeaderMatch } from '../exposure/request-match';

/** What a request has to be like to be let through, all of it together. At least one thing must be said. */
export interface HttpRequest {
  /**
   * The method: one of DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT.
   *
   * @default any
   */
  readonly method?: string;

  /**
   * The whole path, such as `/charge`. Throws `PATH_INVALID`.
   *
   * @default any path
   */
  readonly path?: string;

  /**
   * The beginning of the path, whole segments of it: `/api` is `/api` and whatever is below it. Throws `PATH_INVALID`.
   *
   * @default any path
   */
  readonly pathPrefix?: string;

  /**
   * A pattern of RE2 that the whole path matches. Throws `EXPOSURE_INVALID`.
   *
   * @default any path
   */
  readonly pathPattern?: string;

  /**
   * Headers that the request has to have.
   *
   * @default any
   */
  readonly headers?: HeaderMatch[];
}
