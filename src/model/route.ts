import { refuse } from './finding';

/** How a path is compared: as a whole, by its first segments, or with a pattern. */
export type PathMatch = 'exact' | 'prefix' | 'regex';

/** A header or a query parameter that a request has to have. */
export interface ValueMatch {
  readonly name: string;
  readonly value: string;
  readonly match: 'exact' | 'regex';
}

/** The methods of HTTP, without those that a proxy handles itself. */
export const HTTP_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

/** A method of HTTP. */
export type HttpMethodName = (typeof HTTP_METHODS)[number];

/** What a request has to be like, beside its host: all of it together. */
export interface RequestMatch {
  readonly path: string;
  readonly match: PathMatch;
  /** A service of gRPC, or one of its methods: the path says the same in the words of HTTP. */
  readonly grpc?: { readonly service: string; readonly method?: string };
  readonly method?: HttpMethodName;
  /** Sorted by name, each name once, in lower case. */
  readonly headers: readonly ValueMatch[];
  /** Sorted by name, each name once. */
  readonly query: readonly ValueMatch[];
}

/** A Service that serves requests, and the part of them that it gets. */
export interface BackendModel {
  readonly namespace: string;
  readonly serviceName: string;
  /** The name of the Service's port: a number could be the container's by mistake. */
  readonly servicePortName: string;
  /** Its number, for APIs that know ports by their numbers alone. */
  readonly servicePort: number;
  /** The `appProtocol` of that port: how the controller has to talk to the pods. */
  readonly appProtocol?: string;
  /** The annotations of the Service: some controllers read there how to talk to the pods. */
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
  /** Its share of the requests is this against the sum of all backends of the route. */
  readonly weight: number;
}

/** What becomes of a path: a new beginning in place of the one that matched, or a new whole. */
export interface PathChange {
  readonly kind: 'prefix' | 'full';
  readonly value: string;
}

/** What happens with a request that matches. */
export type RouteAction =
  | {
    readonly kind: 'serve';
    /** At least one, sorted by Service and port; of several at least one has a weight above 0. */
    readonly backends: readonly BackendModel[];
    readonly rewritePath?: PathChange;
    readonly rewriteHost?: string;
  }
  | {
    readonly kind: 'redirect';
    /** Absent keeps what the client used; so for the host, the port and the path. */
    readonly scheme?: 'http' | 'https';
    readonly host?: string;
    readonly port?: number;
    readonly path?: PathChange;
    readonly status: 301 | 302 | 303 | 307 | 308;
  };

/** One route of an exposure. */
export interface RouteModel extends RequestMatch {
  readonly action: RouteAction;
}

/** One backend of one route that serves requests. */
export interface ServedBackend extends RequestMatch, BackendModel {}

/** Every route that serves requests, once for each of its backends: what needs no more than to know whom to talk to. */
export function servedBackends(routes: readonly RouteModel[]): ServedBackend[] {
  return routes.flatMap(({ action, ...request }) => (action.kind === 'serve' ? action.backends.map((backend) => ({ ...request, ...backend })) : []));
}

/** The backend that serves a path where no request is shared out: the first of several. */
export function mainBackend({ action }: RouteModel): BackendModel | undefined {
  return action.kind === 'serve' ? action.backends[0] : undefined;
}

/** Whether a route asks for nothing of a request but its path. */
export function isByPathAlone({ method, headers, query }: RequestMatch): boolean {
  return method === undefined && headers.length === 0 && query.length === 0;
}

/**
 * What a request has to be like beside host and path, in the words in which readers of manifests say it: equal texts are equal conditions.
 */
export function conditionsOf({ method, headers, query }: RequestMatch): string[] {
  const pair = (word: string) => ({ name, value, match }: ValueMatch) => `${word} ${name} ${match === 'exact' ? '=' : '~'} ${value}`;
  return [...(method === undefined ? [] : [`method ${method}`]), ...headers.map(pair('header')), ...query.map(pair('query'))].sort();
}

/** What identifies a request among those of one host: equal keys match the same requests. */
export function requestKey(request: RequestMatch): string {
  return JSON.stringify([request.match, request.path, ...conditionsOf(request)]);
}

/** How a request reads in a sentence. */
export function requestText(request: RequestMatch): string {
  const conditions = conditionsOf(request);
  return `${request.path}${conditions.length === 0 ? '' : ` (${conditions.join(', ')})`}`;
}

const TOKEN = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,256}$/;
const VALUE_MAX = 4096;

/**
 * The name of a header, in lower case, or of a query parameter. Throws `EXPOSURE_INVALID`.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1, `HTTPHeaderName`)
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.1
 */
export function requireHeaderName(what: string, name: string): string {
  if (!TOKEN.test(name)) {
    refuse('EXPOSURE_INVALID', `${what} \`${name}\` is not a name: use 1 to 256 letters, digits and the signs \`-\`, \`_\` and \`.\``);
  }
  return name;
}

/** The value of a header or a query parameter: one line of printable text. Throws `EXPOSURE_INVALID`. */
export function requireHeaderValue(what: string, value: string): string {
  if (value === '' || value.length > VALUE_MAX || !/^[\x20-\x7e]*$/.test(value) || value.trim() !== value) {
    refuse('EXPOSURE_INVALID', `the value of ${what} is not one line of printable ASCII text without blanks at its ends: use 1 to ${VALUE_MAX} such characters`);
  }
  return value;
}
