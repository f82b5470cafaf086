import { RequestMatch, ValueMatch } from '../../model/route';

/**
 * The rule of a request, for any of some hosts.
 *
 * `PathPrefix` compares characters, so that a prefix of whole segments is the path itself or what is below it. Patterns are looked for anywhere in
 * a text: those of paths are tied to the beginning, those of values to both ends.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/ (3.7)
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/muxer/http/matcher.go
 */
export function ruleOf(hosts: readonly string[], request: RequestMatch): string {
  const { method, headers, query } = request;
  return [
    anyOf(hosts.map(hostRule)),
    pathRule(request),
    ...(method === undefined ? [] : [call('Method', method)]),
    ...headers.map((header) => valueRule('Header', header)),
    ...query.map((parameter) => valueRule('Query', parameter)),
  ].join(' && ');
}

/** The rule of a stream: the names that clients ask for in TLS, or every connection. */
export function serverNameRule(hosts: readonly string[]): string {
  if (hosts.length === 0) return call('HostSNI', '*');
  return hosts.map((host) => (host.startsWith('*.') ? call('HostSNIRegexp', oneLabelBelow(host)) : call('HostSNI', host))).join(' || ');
}

/** `Host` knows wildcards since 3.7 alone, and takes them literally before; the pattern is right in every release. */
function hostRule(host: string): string {
  return host.startsWith('*.') ? call('HostRegexp', oneLabelBelow(host)) : call('Host', host);
}

function oneLabelBelow(wildcard: string): string {
  return `^[a-zA-Z0-9-]+${literal(wildcard.slice(1))}$`;
}

function pathRule({ path, match }: RequestMatch): string {
  switch (match) {
    case 'exact': return call('Path', path);
    case 'regex': return call('PathRegexp', fromBeginning(path));
    case 'prefix': {
      const whole = path.replace(/\/$/, '');
      return whole === '' ? call('PathPrefix', '/') : anyOf([call('Path', whole), call('PathPrefix', `${whole}/`)]);
    }
  }
}

function valueRule(matcher: 'Header' | 'Query', { name, value, match }: ValueMatch): string {
  return match === 'exact' ? call(matcher, name, value) : call(`${matcher}Regexp`, name, `^(?:${value})$`);
}

/** Of alternatives the anchor would hold the first alone. */
function fromBeginning(pattern: string): string {
  return pattern.includes('|') ? `^(?:${pattern})` : `^${pattern}`;
}

function anyOf(rules: readonly string[]): string {
  return rules.length === 1 ? rules.join('') : `(${rules.join(' || ')})`;
}

function call(matcher: string, ...values: readonly string[]): string {
  return `${matcher}(${values.map(quoted).join(', ')})`;
}

/**
 * A string of Go: raw between backticks, which nothing can leave but a backtick; such a text goes between quotes, where JSON has no escape that Go
 * lacks for printable ASCII.
 *
 * @see https://go.dev/ref/spec#String_literals
 */
function quoted(value: string): string {
  return value.includes('`') ? JSON.stringify(value) : `\`${value}\``;
}

/** A text as a pattern that matches it and nothing else. */
export function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, (sign) => (sign === '/' || sign === '-' ? sign : `\\${sign}`));
}
