import { LIMITS } from './limits';

/** What JSON.parse lets pass, and we do not. */
export interface JsonObjection {
  readonly offset: number;
  readonly code: 'KEY_DUPLICATE' | 'TOO_DEEP';
  readonly text: string;
}

/** The first objection to a text that is sound JSON: a key that is there twice, or too deep a nesting. */
export function jsonObjection(text: string): JsonObjection | undefined {
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;
  const keys: (Set<string> | undefined)[] = [];
  let expectsKey = false;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    const [first = ''] = found;
    if (first === '{' || first === '[') {
      keys.push(first === '{' ? new Set() : undefined);
      expectsKey = first === '{';
      if (keys.length > LIMITS.depth) return { offset: match.index, code: 'TOO_DEEP', text: depthText() };
    } else if (first === '}' || first === ']') {
      keys.pop();
      expectsKey = false;
    } else if (first === ',') {
      expectsKey = keys.at(-1) !== undefined;
    } else if (expectsKey) {
      const known = keys.at(-1);
      if (known?.has(found)) return { offset: match.index, code: 'KEY_DUPLICATE', text: duplicateText(JSON.parse(found) as string) }; // a key is a string
      known?.add(found);
      expectsKey = false;
    }
  }
  return undefined;
}

/** What is said about a key that a mapping has twice. */
export function duplicateText(key: string): string {
  return `the key \`${key}\` is there twice in one mapping; which of them holds is left to chance`;
}

/** What is said about too deep a nesting. */
export function depthText(): string {
  return `mappings and lists nest deeper than ${LIMITS.depth} levels`;
}
