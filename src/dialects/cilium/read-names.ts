import { Field } from '../../fields/field';
import { EVERY_NAME, labelsOfName, NamePattern, namePattern } from '../../sets/names';

/**
 * Names, each as one or as a pattern.
 *
 * @param isDeep Whether stars as the first label are one label or more, and not one alone.
 */
export function readNamePatterns(items: readonly Field[], isDeep: boolean): NamePattern[] {
  return items.flatMap((item) => {
    const { matchName, matchPattern } = item.members('matchName', 'matchPattern');
    const [name, pattern] = [matchName.text(), matchPattern.text()];
    if ((name === undefined) === (pattern === undefined)) item.refuse('DOMAIN_NAME_INVALID', 'a name needs either `matchName` or `matchPattern`');
    if (name !== undefined && !isName(name)) matchName.refuse('DOMAIN_NAME_INVALID', `\`${name}\` is not a name such as example.com`);
    if (pattern !== undefined && !isName(pattern.replaceAll('*', 'a'))) {
      matchPattern.refuse('DOMAIN_NAME_INVALID', `\`${pattern}\` is not a pattern such as *.example.com`);
    }
    if (name !== undefined) return namePattern(labelsOfName(name));
    return pattern === undefined ? [] : patternOf(pattern, isDeep);
  });
}

/**
 * A star stands for letters of one label; alone it is every name. As the first label, two of them or more are one label or more, from Cilium 1.19 on, and one label
 * before.
 *
 * @see https://docs.cilium.io/en/v1.18/security/policy/language/#dns-based
 * @see https://github.com/cilium/cilium/pull/43420 (Cilium 1.19)
 */
function patternOf(pattern: string, isDeep: boolean): NamePattern {
  if (/^\*+\.?$/.test(pattern)) return EVERY_NAME;
  const [first = '', ...others] = labelsOfName(pattern);
  return isDeep && /^\*{2,}$/.test(first) ? namePattern(others, true) : namePattern([first, ...others]);
}

function isName(text: string): boolean {
  return text.length <= 255 && /^(?!\.)[-a-zA-Z0-9_.]+$/.test(text) && !text.includes('..');
}
