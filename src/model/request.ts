import { refuse } from './finding';
import { order } from './order';
import { requirePath } from './path';
import { requireRegex } from './regex';
import { HTTP_METHODS, HttpMethodName, PathMatch, ValueMatch } from './route';

/** What a request over a connection has to be like to be let through, all of it together. */
export interface RequestModel {
  /** Absent means any. */
  readonly method?: HttpMethodName;
  /** Absent means any. */
  readonly path?: { readonly match: PathMatch; readonly value: string };
  /** Sorted by name, each name once, in lower case. */
  readonly headers: readonly ValueMatch[];
}

/** What a user says of a request, before it is looked at. */
export interface RequestIntent {
  readonly method?: string;
  readonly path?: string;
  readonly pathPrefix?: string;
  readonly pathPattern?: string;
  readonly headers: readonly ValueMatch[];
}

/** More than these in one connection are no list of requests that somebody has looked at. */
const REQUESTS_MAX = 100;

/** Requests that every proxy reads alike, each once, sorted. Throws `REQUEST_INVALID`, `PATH_INVALID`, `EXPOSURE_INVALID`. */
export function soundRequests(requests: readonly RequestIntent[]): readonly RequestModel[] {
  if (requests.length === 0 || requests.length > REQUESTS_MAX) {
    refuse('REQUEST_INVALID', `\`http\` of a connection names ${requests.length} requests: name 1 to ${REQUESTS_MAX}, or leave it out where all of them are meant`);
  }
  const byText = new Map(requests.map(soundRequest).map((request) => [requestModelText(request), request]));
  return [...byText].sort(([a], [b]) => order(a, b)).map(([, request]) => request);
}

function soundRequest(intent: RequestIntent): RequestModel {
  const path = pathOf(intent);
  const headers = [...intent.headers].sort((a, b) => order(a.name, b.name));
  const twice = headers.find(({ name }, index) => headers[index + 1]?.name === name);
  if (twice !== undefined) refuse('REQUEST_INVALID', `a request of \`http\` names header \`${twice.name}\` twice: name it once`);
  if (intent.method === undefined && path === undefined && headers.length === 0) {
    refuse('REQUEST_INVALID', 'a request of `http` says nothing, and would be every request: name its method, its path or a header, or leave `http` out');
  }
  return { ...(intent.method === undefined ? {} : { method: methodOf(intent.method) }), ...(path === undefined ? {} : { path }), headers };
}

function methodOf(method: string): HttpMethodName {
  const known = HTTP_METHODS.find((one) => one === method);
  return known ?? refuse('REQUEST_INVALID', `\`${method}\` is not a method of \`http\`: allowed are ${HTTP_METHODS.join(', ')}`);
}

function pathOf({ path, pathPrefix, pathPattern }: RequestIntent): RequestModel['path'] {
  const given = [path, pathPrefix, pathPattern].filter((one) => one !== undefined);
  if (given.length > 1) {
    refuse('REQUEST_INVALID', `a request of \`http\` says its path ${given.length} times: give one of \`path\`, \`pathPrefix\`, \`pathPattern\``);
  }
  if (path !== undefined) return { match: 'exact', value: requirePath(path) };
  if (pathPrefix !== undefined) return { match: 'prefix', value: requirePath(pathPrefix) };
  return pathPattern === undefined ? undefined : { match: 'regex', value: requireRegex('the pattern of a path', pathPattern) };
}

const PATH_WORDS: Readonly<Record<PathMatch, string>> = { exact: '', prefix: 'below ', regex: 'like ' };

/** A request in a sentence, such as `POST /charge`; equal texts mean the same requests. */
export function requestModelText({ method, path, headers }: RequestModel): string {
  const where = path === undefined ? undefined : `${PATH_WORDS[path.match]}${path.value}`;
  const what = [method, where].filter((one) => one !== undefined).join(' ');
  const having = headers.map(({ name, value, match }) => `${name} ${match === 'exact' ? '=' : '~'} ${value}`).join(', ');
  return having === '' ? what : `${what === '' ? 'any request' : what} with ${having}`;
}

/** Requests in a sentence. */
export function requestsText(requests: readonly RequestModel[]): string {
  return requests.map(requestModelText).join(', ');
}
