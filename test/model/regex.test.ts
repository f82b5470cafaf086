import { requireRegex } from '../../src/model/regex';

describe('a pattern', () => {
  test.each(['/users/[0-9]{3}', '/a|/b$', '/v[12]/.*', '/\\d+/\\w*', '/a(?:b|c)+'])('such as %s is taken as it is', (pattern) => {
    expect(requireRegex('the pattern', pattern)).toBe(pattern);
  });

  test.each([
    ['/a(?!b)', 'looks ahead or behind'],
    ['/a(?<=b)', 'looks ahead or behind'],
    ['/(a)\\1', 'refers back'],
    ['/a b', 'has a space'],
    ['/a\nb', 'has a space or a control character'],
    ["/a'", 'could leave the place'],
    ['/a;', 'could leave the place'],
    ['/a`', 'could leave the place'],
    ['/[', 'not a regular expression'],
    ['', 'use 1 to 1024'],
  ])('such as %j is refused: %s', (pattern, why) => {
    expect(() => requireRegex('the pattern', pattern)).toThrow(why);
  });
});
