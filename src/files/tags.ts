import type { Tags } from 'yaml';

/** Numbers with a sign of their base: Go knows more of those than YAML 1.1, and one without any digit behind it is a text to it. */
const BASED_NUMBER_OF_GO: Tags[number] = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?0(?:[0-7_]+|[oO][0-7_]+|[bB][01_]+|[xX][0-9a-fA-F_]+)$/,
  resolve: (text: string) => {
    const digits = text.replace(/^[-+]|_/g, '').toLowerCase();
    const number = /^0[0-7]/.test(digits) ? parseInt(digits, 8) : Number(digits);
    return Number.isNaN(number) ? text : (text.startsWith('-') ? -1 : 1) * number;
  },
};

/**
 * Numbers with a point or an exponent. YAML 1.1 has those without a digit before the exponent or behind the point, too, so that `e5` and `.` would be
 * numbers; to Go they are texts, and so is a number that is too large: short hashes of commits look like both.
 */
const FRACTION_OF_GO: Tags[number] = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^[-+]?(?:\.[0-9]+(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*(?:\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+))$/,
  resolve: (text: string) => {
    const number = Number(text.replace(/_/g, ''));
    return Number.isFinite(number) ? number : text;
  },
};

/**
 * What a scalar without quotes is to kubectl. Times and numbers of base 60 stay texts, as there: an IPv6 address can look like one. So do `y` and `n`, which
 * kubectl takes for booleans and most other readers do not: as names, which is where they are met, they can be nothing but texts.
 *
 * @see https://github.com/kubernetes-sigs/yaml/blob/master/goyaml.v2/resolve.go
 */
export function tagsOfKubectl(tags: Tags): Tags {
  return [BASED_NUMBER_OF_GO, FRACTION_OF_GO, ...tags].filter((tag) => typeof tag === 'string' || !isOtherToGo(tag)).map(withoutLetters);
}

/** Times, numbers of base 60, and the numbers for which there is a tag of Go's above; infinity and what is no number have none. */
function isOtherToGo(tag: Exclude<Tags[number], string>): boolean {
  if (tag.tag.endsWith(':timestamp') || ('format' in tag && tag.format === 'TIME')) return true;
  return tag !== FRACTION_OF_GO && tag.tag.endsWith(':float') && tag.collection === undefined && tag.test?.test('.inf') !== true;
}

function withoutLetters(tag: Tags[number]): Tags[number] {
  if (typeof tag === 'string' || tag.collection !== undefined || !tag.tag.endsWith(':bool')) return tag;
  return { ...tag, test: tag.test?.test('true') === true ? /^(?:[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/ : /^(?:[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/ };
}
