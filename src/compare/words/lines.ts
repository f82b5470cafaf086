/** Lines as a text. A line break in a name that somebody else has written is written out: it begins no line that we have not said. */
export function linesText(lines: readonly string[]): string {
  return lines.map((line) => `${line.replace(/\n/g, '\\u000a')}\n`).join('');
}
