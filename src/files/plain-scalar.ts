/** What is read where something is not plain: the library reads it, then. */
export const NOT_PLAIN = Symbol('not plain');

/** The words of YAML 1.1 that are no texts, in the ways in which they may be written. */
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...['true', 'yes', 'on'].flatMap((word) => cases(word, true)),
  ...['false', 'no', 'off'].flatMap((word) => cases(word, false)),
  ...cases('null', null),
  ['~', null] as const,
]);

function cases<T>(word: string, value: T): (readonly [string, T])[] {
  return [word, `${word.charAt(0).toUpperCase()}${word.slice(1)}`, word.toUpperCase()].map((one) => [one, value] as const);
}

const WHOLE = /^(?:0|-?[1-9][0-9]{0,14})$/;

/** Quantities, times, addresses and versions, which begin with a digit and are no numbers. */
const NO_NUMBER = /^[0-9]+(?:m|k|[KMGTPE]i?|s|h|%|(?:\.[0-9]+){2,}(?:\/[0-9]+)?)$/;

/** The value of a scalar on one line, if no reader has doubts about it. */
export function plainScalar(text: string): unknown {
  const first = text.charAt(0);
  if (first === '"') return /^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : NOT_PLAIN;
  if (first === "'") return /^'[^']*'$/.test(text) ? text.slice(1, -1) : NOT_PLAIN;
  if (text === '{}') return {};
  if (text === '[]') return [];
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (WHOLE.test(text)) return Number(text);
  return isText(text) || NO_NUMBER.test(text) ? text : NOT_PLAIN;
}

/** It begins with what only a text can begin with, and has no sign that would end it. */
function isText(text: string): boolean {
  return /^[A-Za-z_/$(]/.test(text) && !/:(?: |$)| #/.test(text);
}

/** The text of a key, if it can be nothing else. */
export function plainKey(written: string): string | undefined {
  const key = /^["']/.test(written) ? written.slice(1, -1) : written;
  return written === '' || key === '__proto__' || key === '<<' || (key === written && WORDS.has(key)) ? undefined : key;
}
