import { refuse } from './finding';

const PATTERN_MAX = 1024;

/** What RE2 does not have, and what would end the string in which a controller writes a pattern. */
const BEYOND_RE2: readonly (readonly [RegExp, string])[] = [
  [/\(\?(?:[=!]|<[=!])/, 'looks ahead or behind, which the RE2 of controllers cannot'],
  [/\\[1-9]/, 'refers back to a group, which the RE2 of controllers cannot'],
  [/[\s\p{Cc}]/u, 'has a space or a control character: write `\\s`'],
  [/["'`;]/, 'has a quote, a backtick or a semicolon, by which it could leave the place in which a controller writes it'],
];

/**
 * A pattern that every controller reads alike: one that JavaScript and RE2 both take, without what would break out of a controller's own
 * configuration. Throws `EXPOSURE_INVALID`.
 *
 * @see https://github.com/google/re2/wiki/Syntax (read in November 2026)
 */
export function requireRegex(what: string, pattern: string): string {
  const problem = regexProblem(pattern);
  return problem === undefined ? pattern : refuse('EXPOSURE_INVALID', `${what}, \`${pattern}\`, ${problem}`);
}

function regexProblem(pattern: string): string | undefined {
  if (pattern === '' || pattern.length > PATTERN_MAX) return `has ${pattern.length} characters: use 1 to ${PATTERN_MAX}`;
  const beyond = BEYOND_RE2.find(([sign]) => sign.test(pattern));
  if (beyond !== undefined) return beyond[1];
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch {
    return 'is not a regular expression: see the syntax of RE2';
  }
}
