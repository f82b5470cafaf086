/** A value of a manifest. */
export type YamlValue = string | number | readonly YamlValue[] | { readonly [key: string]: YamlValue | undefined };

/** A mapping in block style, ready to be pasted into a manifest; whatever could be taken for something else than text is in quotes. */
export function yamlText(value: YamlValue): string {
  return `${linesOf(value).join('\n')}\n`;
}

function linesOf(value: YamlValue): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [scalarText(value)];
  if (isList(value)) return value.length === 0 ? ['[]'] : value.flatMap((item) => hung('- ', '  ', linesOf(item)));
  const entries = Object.entries(value).flatMap(([key, member]): [string, YamlValue][] => (member === undefined ? [] : [[key, member]]));
  return entries.length === 0 ? ['{}'] : entries.flatMap(([key, member]) => memberLines(scalarText(key), member));
}

function memberLines(key: string, member: YamlValue): string[] {
  const lines = linesOf(member);
  const isInline = typeof member === 'string' || typeof member === 'number' || ['[]', '{}'].includes(lines[0] ?? '');
  return isInline ? [`${key}: ${lines[0] ?? ''}`] : [`${key}:`, ...lines.map((line) => (isList(member) ? line : `  ${line}`))];
}

// Array.isArray does not tell a readonly list from a mapping.
function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function hung(first: string, rest: string, lines: readonly string[]): string[] {
  return lines.map((line, i) => `${i === 0 ? first : rest}${line}`);
}

/** Words that some reader of YAML takes for no text. */
const NO_TEXT = /^(true|false|yes|no|on|off|y|n|null|~)$/i;

function scalarText(value: string | number): string {
  if (typeof value === 'number') return `${value}`;
  const isPlain = /^[A-Za-z][A-Za-z0-9_./-]*$/.test(value) && !NO_TEXT.test(value);
  // JSON's strings are YAML's, and write out control characters; the C1 ones have to be added
  return isPlain ? value : JSON.stringify(value).replace(/[\u007f-\u009f]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
}
