/** An object as YAML in block style, the way that people and Helm write it; far quicker than a library, since nothing is unusual. */
export function yamlOf(value: object): string {
  return `${linesOf(value).join('\n')}\n`;
}

function linesOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown) => isEmpty(item) ? [`- ${scalar(item)}`] : linesOf(item).map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`)));
  }
  if (typeof value !== 'object' || value === null) return [scalar(value)];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => (
    typeof item !== 'object' || isEmpty(item) ? [`${key}: ${scalar(item)}`] : [`${key}:`, ...linesOf(item).map(line => `  ${line}`)]
  ));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function scalar(value: unknown): string {
  return typeof value === 'string' && /^[a-z][\w./:-]*$/i.test(value) && !value.endsWith(':') ? value : JSON.stringify(value);
}
