import { refuse } from './finding';

/** What RFC 3986 lets into a segment, and the slash; the star is out, since some controllers would read it as a wildcard. */
const LITERAL = /^[A-Za-z0-9\-._~!$&'()+,;=:@%/]*$/;

/**
 * What is wrong with a path of an exposure, as the end of a sentence that begins with the path; nothing where it is sound.
 *
 * Beyond what the API server refuses: whatever is no literal path, since controllers differ in what they make of it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.35.0/pkg/apis/networking/validation/validation.go (`validateHTTPIngressPath`)
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-3.3
 */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'is empty: write `/` for every path';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return 'is a URL: give the path alone, as in `/shop`, and its host in `hosts`';
  if (!path.startsWith('/')) return `does not begin with a slash: write \`/${path}\``;
  if (/[\s\p{Cc}]/u.test(path)) return 'has a space or a control character: write it percent-encoded, as in `%20`';
  if (path.includes('//')) return 'has two slashes in a row: write one';
  if (path.split('/').some((segment) => segment === '.' || segment === '..')) return 'has a segment `.` or `..`: write the path that it leads to';
  if (/%2f/i.test(path)) return 'has an encoded slash: the API server refuses `%2f` in a path';
  if (/[?#]/.test(path)) return 'has a query or a fragment: an Ingress matches the path alone';
  if (path.includes('*')) return 'has a wildcard: paths are literal; a prefix path matches everything below it already';
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return 'has a percent sign without two hexadecimal digits behind it: write `%25`';
  return LITERAL.test(path) ? undefined : 'has a character that no URL path may have as it is: write it percent-encoded';
}

/** A path that the API server takes, and that every controller reads alike. Throws `PATH_INVALID`. */
export function requirePath(path: string): string {
  const problem = pathProblem(path);
  return problem === undefined ? path : refuse('PATH_INVALID', `path \`${path}\` ${problem}`);
}
