import { RequestModel } from '../../model/request';

/**
 * The path of a request as an expression for Cilium's Envoy, which asks it of the path together with the query behind it; nothing where no expression says it.
 *
 * Whatever matches the path must not run into the query, where a caller can write what it likes: so nothing that stands for several characters takes in `?`.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#http (Cilium 1.18)
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/envoy/xds_server.go (`getHTTPRule`: the header `:path`)
 */
export function pathPattern({ match, value }: NonNullable<RequestModel['path']>): string | undefined {
  switch (match) {
    case 'exact': return `${escaped(value)}${QUERY}`;
    case 'prefix': return `${escaped(value.replace(/\/$/, ''))}(/[^?]*)?${QUERY}`;
    case 'regex': {
      const pattern = withoutQuery(value);
      return pattern === undefined ? undefined : `(${pattern})${QUERY}`;
    }
  }
}

/** Whatever a caller asks for behind the path. */
const QUERY = '([?].*)?';

/** The characters of a literal path that an expression would read otherwise. */
function escaped(path: string): string {
  return path.replace(/[.+()$]/g, '\\$&');
}

/** A character in brackets that stands for itself, or for digits, letters or blanks. */
const IN_BRACKETS = String.raw`[\w/.,:;=@!~%&+$'()*]|\\[\]\\^$.*+()[\]{}|/dws-]`;

/** A part of a pattern of RE2, and what it becomes where the query has to stay out of it. */
const PARTS: readonly (readonly [RegExp, (part: string) => string])[] = [
  // an end of the path is where the query begins
  [/^\$(?=\||$)/, () => ''],
  [/^\./, () => '[^?]'],
  [/^\\D/, () => '[^0-9?]'],
  [/^\\W/, () => '[^0-9A-Za-z_?]'],
  [/^\\S/, () => '[^\\s?]'],
  // a hyphen at the beginning would make a range of the sign that goes before it
  [new RegExp(`^\\[\\^(?!-)(?:[^\\\\\\][]|${IN_BRACKETS})*\\]`), (part) => `[^?${part.slice(2)}`],
  // other ranges than those of letters and digits may have the sign among them
  [new RegExp(`^\\[(?!\\^)-?(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\\d-\\d|${IN_BRACKETS})+-?\\]`), (part) => part],
  [/^(?:\\[\\^$.*+()[\]{}|/dwsbB]|\(\?:|\((?!\?)|[)|*+?^]|\{\d+(?:,\d*)?\}|[\w/,:;=@!~%&'-])/, (part) => part],
];

/** A pattern of which no part takes in a `?`; nothing where that cannot be said. */
function withoutQuery(pattern: string): string | undefined {
  let rest = pattern;
  let written = '';
  let depth = 0;
  while (rest !== '') {
    const [part, becomes] = firstPart(rest) ?? [];
    // the end of an alternative within a group is no end of the path
    if (part === undefined || becomes === undefined || (part === '$' && depth > 0)) return undefined;
    written += becomes;
    rest = rest.slice(part.length);
    if (part.startsWith('(')) depth += 1;
    if (part === ')') depth -= 1;
  }
  return written;
}

function firstPart(pattern: string): readonly [part: string, becomes: string] | undefined {
  for (const [sign, becomes] of PARTS) {
    const part = sign.exec(pattern)?.[0];
    if (part !== undefined) return [part, becomes(part)];
  }
  return undefined;
}
