import { LIMITS } from './limits';

/** What JSON.parse lets pass, and we do not. */
export interface JsonObjection {
  readonly offset: number;
  readonly code: 'KEY_DUPLICATE' | 'TOO_DEEP';
  readonly text: string;
}

/** The first objection to a text that is sound JSON: a key that is there twice, or too deep a nesting. */
export function jsonObjection(text: string): JsonObjection | undefined {
  const keys: (Set<string> | undefined)[] = [];
  let expectsKey = false;
  for (const { sign, start, end } of tokensOf(text)) {
    if (sign === '{' || sign === '[') {
      keys.push(sign === '{' ? new Set() : undefined);
      expectsKey = sign === '{';
      if (keys.length > LIMITS.depth) return { offset: start, code: 'TOO_DEEP', text: depthText() };
    } else if (sign === '}' || sign === ']') {
      keys.pop();
      expectsKey = false;
    } else if (sign === ',') {
      expectsKey = keys.at(-1) !== undefined;
    } else if (expectsKey) {
      const key = keyOf(text.slice(start, end));
      const known = keys.at(-1);
      if (known?.has(key)) return { offset: start, code: 'KEY_DUPLICATE', text: duplicateText(key) };
      known?.add(key);
      expectsKey = false;
    }
  }
  return undefined;
}

/** Where each of several values ends that stand one behind the other, as `jq` prints them and `kubectl` takes them. */
export function jsonEnds(text: string): number[] {
  const ends: number[] = [];
  let depth = 0;
  for (const { sign, end } of tokensOf(text)) {
    if (sign === '{' || sign === '[') depth++;
    if ((sign === '}' || sign === ']') && --depth === 0) ends.push(end);
  }
  return ends;
}

/** Brackets, commas, and texts, which begin with a quotation mark. */
function* tokensOf(text: string): Iterable<{ readonly sign: string; readonly start: number; readonly end: number }> {
  const token = /["{}[\],]/g;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [sign] = match;
    // a pattern for a whole text would exhaust the stack over a long one
    if (sign === '"') token.lastIndex = endOfText(text, match.index);
    yield { sign, start: match.index, end: token.lastIndex };
  }
}

/** Behind the quotation mark that ends a text: one without an odd number of backslashes before it. */
function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - slashes - 1] === '\\') slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** A key may be written with escapes, and is the same. */
function keyOf(quoted: string): string {
  return quoted.includes('\\') ? JSON.parse(quoted) as string : quoted.slice(1, -1); // what is in quotation marks is a text
}

/** What is said about a key that a mapping has twice. */
export function duplicateText(key: string): string {
  return `the key \`${key}\` is there twice in one mapping; which of them holds is left to chance`;
}

/** What is said about too deep a nesting. */
export function depthText(): string {
  return `mappings and lists nest deeper than ${LIMITS.depth} levels`;
}
