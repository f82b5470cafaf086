import { PathRewrite } from './path-rewrite';

/** The answer with which a client is sent elsewhere. */
export enum RedirectStatus {
  /** 301: for good; clients may turn a POST into a GET. */
  MOVED_PERMANENTLY = 301,
  /** 302: for now; clients may turn a POST into a GET. */
  FOUND = 302,
  /** 303: for now, with a GET. */
  SEE_OTHER = 303,
  /** 307: for now, with the same method. */
  TEMPORARY = 307,
  /** 308: for good, with the same method. */
  PERMANENT = 308,
}

/** Where a client is sent; what is left out stays as the client asked for it. At least one of them is needed. */
export interface RedirectProps {
  /**
   * The other host.
   *
   * @default the host that was asked for
   */
  readonly host?: string;

  /**
   * Whether the other address is one of HTTPS (`true`) or HTTP (`false`).
   *
   * @default the scheme that was asked with
   */
  readonly https?: boolean;

  /**
   * The other port.
   *
   * @default the well-known port of the scheme
   */
  readonly port?: number;

  /**
   * The other path.
   *
   * @default the path that was asked for
   */
  readonly path?: PathRewrite;

  /**
   * The answer.
   *
   * @default RedirectStatus.FOUND
   */
  readonly status?: RedirectStatus;
}
