import { BackendTls } from './backend-tls';
import { LoadBalancing } from './load-balancing';
import { HttpMethod } from './request-match';
import { RateLimitProps, RetryProps, TimeoutProps } from './traffic-limits';

/** Which pages of other origins browsers let ask. */
export interface CorsProps {
  /** Origins such as `https://shop.example.com` or `https://*.example.com`; `*` alone is every one. */
  readonly origins: string[];

  /**
   * The methods.
   *
   * @default GET, HEAD and POST
   */
  readonly methods?: HttpMethod[];

  /**
   * The headers that a page may send.
   *
   * @default those that browsers always allow
   */
  readonly headers?: string[];

  /**
   * The headers of the answer that a page may read.
   *
   * @default those that browsers always show
   */
  readonly exposedHeaders?: string[];

  /**
   * Whether cookies go with the request. Refused beside the origin `*`.
   *
   * @default false
   */
  readonly credentials?: boolean;

  /**
   * Seconds for which a browser may remember the answer.
   *
   * @default the browser's own
   */
  readonly maxAgeSeconds?: number;
}

/** Headers that are changed on the way. */
export interface HeaderChangeProps {
  /**
   * Headers that get this value, whatever they had.
   *
   * @default none
   */
  readonly set?: Record<string, string>;

  /**
   * Headers that get one more value.
   *
   * @default none
   */
  readonly add?: Record<string, string>;

  /**
   * Headers that are taken out.
   *
   * @default none
   */
  readonly remove?: string[];
}

/** A cookie that keeps a client at its pod. */
export interface CookieAffinityProps {
  /** The name of the cookie. */
  readonly cookieName: string;

  /**
   * Seconds for which the client keeps the cookie.
   *
   * @default until the browser is closed
   */
  readonly ttlSeconds?: number;
}

/** What can be said of all the requests of an entry. What an edge cannot do is reported as `CANNOT_EXPRESS`, and never left out. */
export interface TrafficProps {
  /**
   * How long anything may take. Throws `EXPOSURE_INVALID`.
   *
   * @default the controller's own limits
   */
  readonly timeouts?: TimeoutProps;

  /**
   * How often a request is tried again. Throws `EXPOSURE_INVALID`.
   *
   * @default the controller's own
   */
  readonly retries?: RetryProps;

  /**
   * The longest body of a request, in bytes. Throws `EXPOSURE_INVALID`.
   *
   * @default the controller's own limit
   */
  readonly maxBodyBytes?: number;

  /**
   * How many requests are let through. Throws `EXPOSURE_INVALID`.
   *
   * @default all of them
   */
  readonly rateLimit?: RateLimitProps;

  /**
   * Which pages of other origins may ask. Throws `EXPOSURE_INVALID`.
   *
   * @default the edge says nothing of it, so that the app decides
   */
  readonly cors?: CorsProps;

  /**
   * Headers of requests that are changed before the pods see them. Throws `EXPOSURE_INVALID`.
   *
   * @default what clients send, and what the controller adds to it
   */
  readonly requestHeaders?: HeaderChangeProps;

  /**
   * Headers of answers that are changed before clients see them. Throws `EXPOSURE_INVALID`.
   *
   * @default what the pods send
   */
  readonly responseHeaders?: HeaderChangeProps;

  /**
   * The CIDRs of the clients that the edge lets in, v4 and v6; all others get 403. Throws `CIDR_INVALID`.
   *
   * It holds what the controller takes for the client's address: behind a load balancer that has to be one that it passes on.
   *
   * @default every client
   */
  readonly sources?: string[];

  /**
   * A cookie that keeps a client at its pod. Throws `EXPOSURE_INVALID`.
   *
   * @default any pod may get the next request
   */
  readonly affinity?: CookieAffinityProps;

  /**
   * Which of the pods gets the next request.
   *
   * @default the controller's own choice
   */
  readonly loadBalancing?: LoadBalancing;

  /**
   * How the certificate of pods that speak TLS is checked.
   *
   * @default the controller's own: most take any certificate
   */
  readonly backendTls?: BackendTls;
}
