import { MiddlewareSpec } from './kinds';
import { literal } from './rule';
import { PathChange, RouteAction } from '../../model/route';

/** A request's address as Traefik compares it: scheme, host, port, path and query, each a group. */
const ADDRESS = '^(https?)://(\\[[^\\]]+\\]|[^/:?]+)(:[0-9]+)?';
const QUERY = '(\\?.*)?$';

/**
 * What a path becomes on its way to the pods. The rule has looked at the prefix, of whole segments; what is behind it stays.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/middlewares/replacepathregex/replace_path_regex.go
 */
export function rewriteSpec(path: string, { kind, value }: PathChange): MiddlewareSpec {
  if (kind === 'full') return { replacePath: { path: value } };
  const [from, to] = [withoutSlash(path), withoutSlash(value)];
  return to === ''
    ? { replacePathRegex: { regex: `^${literal(from)}/?(.*)$`, replacement: '/${1}' } }
    : { replacePathRegex: { regex: `^${literal(from)}(/.*)?$`, replacement: `${template(to)}\${1}` } };
}

/**
 * Where a request is sent. The query stays; the client's port does, too, unless the scheme, the host or the port is another one.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/redirectregex/ (3.7)
 */
export function redirectSpec(from: string, { scheme, host, port, path, status }: Extract<RouteAction, { kind: 'redirect' }>): MiddlewareSpec {
  const keepsPort = scheme === undefined && host === undefined && port === undefined;
  const authority = `${scheme ?? '${1}'}://${host === undefined ? '${2}' : template(host)}${port === undefined ? keepsPort ? '${3}' : '' : `:${port}`}`;
  const [pattern, target] = pathGroups(from, path);
  return { redirectRegex: { regex: `${ADDRESS}${pattern}${QUERY}`, replacement: `${authority}${target}\${5}`, permanent: status === 301 } };
}

/** The pattern of the path, with one group, and what stands in its place. */
function pathGroups(from: string, change: PathChange | undefined): readonly [string, string] {
  if (change === undefined) return ['([^?]*)', '${4}'];
  if (change.kind === 'full') return ['([^?]*)', template(change.value)];
  const [prefix, to] = [withoutSlash(from), withoutSlash(change.value)];
  return to === '' ? [`${literal(prefix)}/?([^?]*)`, '/${4}'] : [`${literal(prefix)}((?:/[^?]*)?)`, `${template(to)}\${4}`];
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, '');
}

/** A text in a template of Go, in which a dollar begins a group. */
function template(text: string): string {
  return text.replaceAll('$', '$$$$');
}
