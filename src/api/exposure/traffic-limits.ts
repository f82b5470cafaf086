/** How long anything may take. */
export interface TimeoutProps {
  /**
   * Seconds from a request to the end of its answer, retries included.
   *
   * @default the controller's own
   */
  readonly requestSeconds?: number;

  /**
   * Seconds for one attempt at a pod.
   *
   * @default the controller's own
   */
  readonly backendSeconds?: number;

  /**
   * Seconds to open a connection to a pod.
   *
   * @default the controller's own
   */
  readonly connectSeconds?: number;

  /**
   * Seconds for which nothing may move on a connection: what websockets and long answers need.
   *
   * @default the controller's own
   */
  readonly idleSeconds?: number;
}

/** What a request is tried again for. */
export enum RetryOn {
  /** No connection to the pod. */
  CONNECT_FAILURE = 'connectFailure',
  /** 502. */
  BAD_GATEWAY = 'badGateway',
  /** 503. */
  UNAVAILABLE = 'unavailable',
  /** 504. */
  GATEWAY_TIMEOUT = 'gatewayTimeout',
  /** Every answer from 500 on. */
  SERVER_ERROR = 'serverError',
}

/** How often a request is tried again. */
export interface RetryProps {
  /** Attempts beyond the first one, 1 to 10. */
  readonly attempts: number;

  /**
   * What is tried again.
   *
   * @default RetryOn.CONNECT_FAILURE, which cannot run anything twice
   */
  readonly on?: RetryOn[];

  /**
   * Seconds for each attempt.
   *
   * @default the controller's own
   */
  readonly perTrySeconds?: number;
}

/** The time in which requests are counted. */
export enum RatePeriod {
  /** One second. */
  SECOND = 'second',
  /** One minute. */
  MINUTE = 'minute',
  /** One hour. */
  HOUR = 'hour',
}

/**
 * How many requests are let through; the others are refused, with 429 wherever the controller can be told so. Each replica of a controller counts for
 * itself.
 */
export interface RateLimitProps {
  /** How many requests, 1 to 1000000. */
  readonly requests: number;

  /**
   * In which time.
   *
   * @default RatePeriod.SECOND
   */
  readonly per?: RatePeriod;

  /**
   * Whether each address of a client has its own count.
   *
   * @default true; with false all clients share one
   */
  readonly perClient?: boolean;
}
