import { ReachError } from '../../src/model/finding';
import { pathProblem, requirePath } from '../../src/model/path';

describe('paths', () => {
  test.each(['/', '/shop', '/shop/', '/a.b/c-d_e~f', '/%20', '/a:b@c', '/...', '/.well-known/x', "/it's,(fine)!$&+;="])('%s is sound', (path) => {
    expect(requirePath(path)).toBe(path);
  });

  test.each([
    ['', 'is empty: write `/` for every path'],
    ['shop', 'does not begin with a slash: write `/shop`'],
    ['https://shop.example.com/cart', 'is a URL: give the path alone, as in `/shop`, and its host in `hosts`'],
    ['/a//b', 'has two slashes in a row: write one'],
    ['//', 'has two slashes in a row: write one'],
    ['/./a', 'has a segment `.` or `..`: write the path that it leads to'],
    ['/a/../b', 'has a segment `.` or `..`: write the path that it leads to'],
    ['/a/..', 'has a segment `.` or `..`: write the path that it leads to'],
    ['/.', 'has a segment `.` or `..`: write the path that it leads to'],
    ['/a%2fb', 'has an encoded slash: the API server refuses `%2f` in a path'],
    ['/a%2Fb', 'has an encoded slash: the API server refuses `%2f` in a path'],
    ['/a b', 'has a space or a control character: write it percent-encoded, as in `%20`'],
    ['/a\tb', 'has a space or a control character: write it percent-encoded, as in `%20`'],
    ['/a?b=c', 'has a query or a fragment: an Ingress matches the path alone'],
    ['/a#b', 'has a query or a fragment: an Ingress matches the path alone'],
    ['/a/*', 'has a wildcard: paths are literal; a prefix path matches everything below it already'],
    ['/100%', 'has a percent sign without two hexadecimal digits behind it: write `%25`'],
    ['/büche', 'has a character that no URL path may have as it is: write it percent-encoded'],
    ['/a|b', 'has a character that no URL path may have as it is: write it percent-encoded'],
    ['/{id}', 'has a character that no URL path may have as it is: write it percent-encoded'],
  ])('%j is refused', (path, problem) => {
    expect(pathProblem(path)).toBe(problem);
    expect(() => requirePath(path)).toThrow(new ReachError('PATH_INVALID', `path \`${path}\` ${problem}`));
  });
});
