import { PathIntent } from './path-intent';
import { PathRewrite } from './path-rewrite';
import { RedirectProps } from './redirect';
import { HeaderMatch, HttpMethod, QueryMatch } from './request-match';
import { Split } from './split';
import { refuse } from '../../model/finding';
import { requireHost } from '../../model/host';
import { requirePath } from '../../model/path';
import { requirePort } from '../../model/port-number';
import { requireRegex } from '../../model/regex';
import { PathMatch, RequestMatch, ValueMatch } from '../../model/route';
import { IPeer } from '../connections/peer';

/** What a request has to be like, beside its host and path: all of it together. */
export interface RequestProps {
  /**
   * The method.
   *
   * @default any
   */
  readonly method?: HttpMethod;

  /**
   * Headers that the request has to have.
   *
   * @default any
   */
  readonly headers?: HeaderMatch[];

  /**
   * Query parameters that the request has to have.
   *
   * @default any
   */
  readonly query?: QueryMatch[];
}

/** Who serves a path, and what becomes of its requests on the way. */
export interface PathProps extends RequestProps {
  /**
   * A microservice, or one of its ports. Its policy is opened for the edge as well.
   *
   * One of another namespace needs an edge of the Gateway API, which gets a ReferenceGrant there.
   *
   * @default the microservice that is exposed, on its default port
   */
  readonly target?: IPeer;

  /**
   * Several targets, each with its part of the requests, in place of `target`: a canary, or blue and green.
   *
   * @default one target gets all of them
   */
  readonly split?: Split[];

  /**
   * What the path becomes on its way to the pods.
   *
   * @default the path that the client asked for
   */
  readonly rewritePath?: PathRewrite;

  /**
   * The host that the pods see. Throws `HOST_INVALID`.
   *
   * @default the host that the client asked for
   */
  readonly rewriteHost?: string;
}

/** What can be said of a method of gRPC. */
export interface GrpcProps {
  /**
   * One method of the service.
   *
   * @default all of them
   */
  readonly method?: string;

  /**
   * A microservice, or one of its ports.
   *
   * @default the microservice that is exposed, on its default port
   */
  readonly target?: IPeer;

  /**
   * Several targets, each with its part of the calls.
   *
   * @default one target gets all of them
   */
  readonly split?: Split[];

  /**
   * Metadata that a call has to have.
   *
   * @default any
   */
  readonly headers?: HeaderMatch[];
}

/** A path of an exposure, and what becomes of a request for it. */
export class Path {
  /**
   * The path and everything below it, by whole segments: `/api` matches `/api/v1`, not `/apis`. Throws `PATH_INVALID`, `EXPOSURE_INVALID`.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types (v1.35)
   */
  public static prefix(path: string, props: PathProps = {}): Path {
    return new Path({ path: requirePath(path), match: 'prefix' }, props, serve(path, 'prefix', props));
  }

  /** This path and nothing else. Throws `PATH_INVALID`, `EXPOSURE_INVALID`. */
  public static exact(path: string, props: PathProps = {}): Path {
    return new Path({ path: requirePath(path), match: 'exact' }, props, serve(path, 'exact', props));
  }

  /**
   * Paths that match a pattern of RE2 from their beginning, such as `/users/[0-9]+`. It begins with a slash. Controllers differ in whether the
   * pattern has to match to the end: write `$` there. Throws `EXPOSURE_INVALID`.
   */
  public static regex(pattern: string, props: PathProps = {}): Path {
    if (!pattern.startsWith('/')) {
      refuse('EXPOSURE_INVALID', `the pattern of a path, \`${pattern}\`, does not begin with a slash: it is compared from the beginning of the path; write \`/${pattern.replace(/^\^/, '')}\``);
    }
    return new Path({ path: requireRegex('the pattern of a path', pattern), match: 'regex' }, props, serve(pattern, 'regex', props));
  }

  /** A service of gRPC, such as `shop.v1.Cart`. Throws `EXPOSURE_INVALID`. */
  public static grpc(service: string, props: GrpcProps = {}): Path {
    const { method } = props;
    if (!/^[A-Za-z_][A-Za-z_0-9]*(\.[A-Za-z_][A-Za-z_0-9]*)*$/.test(service) || (method !== undefined && !/^[A-Za-z_][A-Za-z_0-9]*$/.test(method))) {
      refuse('EXPOSURE_INVALID', `\`${service}${method === undefined ? '' : `/${method}`}\` is no service or method of gRPC: write them as in \`shop.v1.Cart\` and \`Checkout\``);
    }
    const grpc = { service, ...(method === undefined ? {} : { method }) };
    const path = method === undefined ? `/${service}` : `/${service}/${method}`;
    const { target, split, headers } = props;
    return new Path({ path, match: method === undefined ? 'prefix' : 'exact', grpc }, { headers }, serve(path, 'exact', { target, split }));
  }

  /** The path and everything below it sends the client elsewhere. Throws `PATH_INVALID`, `HOST_INVALID`, `EXPOSURE_INVALID`. */
  public static redirect(path: string, redirect: RedirectProps, request: RequestProps = {}): Path {
    const { host, https, port, path: other } = redirect;
    if (host === undefined && https === undefined && port === undefined && other === undefined) {
      refuse('EXPOSURE_INVALID', `the redirect of path \`${path}\` leads where it came from: give \`host\`, \`https\`, \`port\` or \`path\``);
    }
    if (port !== undefined) requirePort('port', port, ` of the redirect of path \`${path}\``);
    if (host !== undefined) requireHost(host);
    return new Path({ path: requirePath(path), match: 'prefix' }, request, { kind: 'redirect', redirect });
  }

  /** The path that requests are compared with. */
  public readonly pattern: string;

  private readonly request: RequestMatch;

  private constructor(
    path: { readonly path: string; readonly match: PathMatch; readonly grpc?: RequestMatch['grpc'] },
    { method, headers = [], query = [] }: RequestProps,
    private readonly intent: PathIntent,
  ) {
    this.pattern = path.path;
    this.request = {
      ...path,
      ...(method === undefined ? {} : { method }),
      headers: distinct('header', headers.map((one) => one._model())),
      query: distinct('query parameter', query.map((one) => one._model())),
    };
  }

  /**
   * What a request has to be like.
   * @internal
   */
  public _request(): RequestMatch {
    return this.request;
  }

  /**
   * What becomes of such a request.
   * @internal
   */
  public _intent(): PathIntent {
    return this.intent;
  }
}

function serve(path: string, match: PathMatch, { target, split, rewritePath, rewriteHost }: PathProps): PathIntent {
  if (target !== undefined && split !== undefined) {
    refuse('EXPOSURE_INVALID', `path \`${path}\` has both \`target\` and \`split\`: name all targets in \`split\`, each with its weight`);
  }
  if (split !== undefined && split.every(({ weight }) => weight === 0)) {
    refuse('EXPOSURE_INVALID', `path \`${path}\` is split among targets of weight 0, so that nobody would serve it: give one of them a weight above 0`);
  }
  if (rewritePath?._model().kind === 'prefix' && match !== 'prefix') {
    refuse('EXPOSURE_INVALID', `path \`${path}\` is no prefix, so that \`PathRewrite.prefix\` has no beginning to replace: use \`PathRewrite.full\`, or \`Path.prefix\``);
  }
  return { kind: 'serve', target, split, rewritePath, rewriteHost: rewriteHost === undefined ? undefined : requireHost(rewriteHost) };
}

function distinct(what: string, matches: readonly ValueMatch[]): ValueMatch[] {
  const twice = matches.find(({ name }, i) => matches.findIndex((other) => other.name === name) !== i);
  if (twice !== undefined) refuse('EXPOSURE_INVALID', `${what} \`${twice.name}\` is asked for twice: a request has to meet one condition for each name`);
  return [...matches].sort((a, b) => (a.name < b.name ? -1 : 1));
}
