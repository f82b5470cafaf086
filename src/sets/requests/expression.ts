import type { AST } from '@eslint-community/regexpp';
import { ALPHABET, BLANKS, CharacterRange, charactersOf, DIGITS, isAmong, withoutCharacters, WORD_CHARACTERS } from './characters';

/** A regular expression of which it is known what it means. */
export type Expression =
  | { readonly kind: 'characters'; readonly ranges: readonly CharacterRange[] }
  | { readonly kind: 'sequence'; readonly parts: readonly Expression[] }
  | { readonly kind: 'either'; readonly parts: readonly Expression[] }
  /** `most` may be Infinity. */
  | { readonly kind: 'repeated'; readonly part: Expression; readonly least: number; readonly most: number }
  | { readonly kind: 'edge'; readonly edge: Edge };

/** Something that is so between two characters: the text begins or ends there, or a word does, or none does. */
export type Edge = 'start' | 'end' | 'word' | 'noWord';

/** Longer ones, and deeper ones, are not looked at. */
const LENGTH_MAX = 4096;
const DEPTH_MAX = 64;

/** RE2 refuses to repeat anything more often. @see https://github.com/google/re2/wiki/Syntax (read in November 2026) */
const REPEATS_MAX = 1000;

/** What a character may be written as, so that RE2 and JavaScript read it alike. */
const ESCAPE = /^\\([\^$\\.*+?()[\]{}|/-]|[tnrfv]|x[0-9A-Fa-f]{2})$/;

/**
 * Reads an expression of the syntax that RE2 and JavaScript (with the flag `u`) have in common; nothing where it is another one, since nobody knows then what a
 * proxy makes of it.
 *
 * @see https://github.com/google/re2/wiki/Syntax (read in November 2026)
 */
export function parseExpression(text: string): Expression | undefined {
  if (text.length > LENGTH_MAX || depthOf(text) > DEPTH_MAX) return undefined;
  // loaded only where there is an expression; the cast says what require cannot
  const { RegExpParser } = require('@eslint-community/regexpp') as typeof import('@eslint-community/regexpp');
  try {
    const pattern = new RegExpParser({ ecmaVersion: 2018 }).parsePattern(text, 0, text.length, { unicode: true });
    return either(pattern.alternatives);
  } catch (error) {
    // the parser throws what it cannot read, and this file what RE2 reads otherwise
    if (error instanceof SyntaxError || error instanceof Unread) return undefined;
    throw error;
  }
}

/** Something that not both read, or not alike. */
class Unread extends Error {}

function depthOf(text: string): number {
  let [depth, most] = [0, 0];
  for (const one of text) {
    if (one === '(') most = Math.max(most, ++depth);
    if (one === ')') depth -= 1;
  }
  return most;
}

function either(alternatives: readonly AST.Alternative[]): Expression {
  const parts = alternatives.map(({ elements }): Expression => ({ kind: 'sequence', parts: elements.map(partOf) }));
  const [first] = parts;
  return first !== undefined && parts.length === 1 ? first : { kind: 'either', parts };
}

function partOf(element: AST.Element): Expression {
  switch (element.type) {
    case 'Character': return { kind: 'characters', ranges: [rangeOf(element)] };
    case 'CharacterSet': return { kind: 'characters', ranges: setOf(element) };
    case 'CharacterClass': return { kind: 'characters', ranges: classOf(element) };
    case 'Group': return either(element.alternatives);
    case 'CapturingGroup':
      if (element.name !== null) throw new Unread();
      return either(element.alternatives);
    case 'Quantifier': {
      if (element.min > REPEATS_MAX || (element.max > REPEATS_MAX && element.max !== Infinity)) throw new Unread();
      return { kind: 'repeated', part: partOf(element.element), least: element.min, most: element.max };
    }
    case 'Assertion': return { kind: 'edge', edge: edgeOf(element) };
    case 'Backreference':
    case 'ExpressionCharacterClass': throw new Unread();
  }
}

function edgeOf(assertion: AST.Assertion): Edge {
  switch (assertion.kind) {
    case 'start':
    case 'end': return assertion.kind;
    case 'word': return assertion.negate ? 'noWord' : 'word';
    case 'lookahead':
    case 'lookbehind': throw new Unread();
  }
}

function rangeOf({ raw, value }: AST.Character): CharacterRange {
  if (raw.startsWith('\\') && !ESCAPE.test(raw)) throw new Unread();
  return { first: value, last: value };
}

/** A dot is any character but the end of a line, which no request has in it. */
function setOf(set: AST.CharacterSet): readonly CharacterRange[] {
  switch (set.kind) {
    case 'any': return ALPHABET;
    case 'digit': return set.negate ? withoutCharacters(ALPHABET, DIGITS) : DIGITS;
    case 'word': return set.negate ? withoutCharacters(ALPHABET, WORD_CHARACTERS) : WORD_CHARACTERS;
    case 'space': return set.negate ? withoutCharacters(ALPHABET, BLANKS) : BLANKS;
    case 'property': throw new Unread();
  }
}

/** A bracket and a colon begin the name of a class in RE2, and brackets around nothing end there otherwise. */
function classOf({ raw, negate, elements }: AST.CharacterClass): readonly CharacterRange[] {
  if (elements.length === 0 || raw.includes('[:')) throw new Unread();
  const ranges = elements.flatMap((element): readonly CharacterRange[] => {
    switch (element.type) {
      case 'Character': return [rangeOf(element)];
      case 'CharacterClassRange': return [{ first: rangeOf(element.min).first, last: rangeOf(element.max).last }];
      case 'CharacterSet': return setOf(element);
      case 'CharacterClass':
      case 'ClassStringDisjunction':
      case 'ExpressionCharacterClass': throw new Unread();
    }
  });
  return negate ? withoutCharacters(ALPHABET, ranges) : ranges;
}

/** Whether an expression takes a text in, as a whole; without the way of searching that takes years for some expressions. */
export function matchesExpression(expression: Expression, text: string): boolean {
  const characters = charactersOf(text);
  return endsOf(expression, characters, new Set([0])).has(characters.length);
}

/** Where it may end, of all places where it may begin. */
function endsOf(expression: Expression, text: readonly number[], places: ReadonlySet<number>): ReadonlySet<number> {
  switch (expression.kind) {
    case 'characters': {
      const next = [...places].filter((place) => place < text.length && isAmong(text[place] ?? 0, expression.ranges));
      return new Set(next.map((place) => place + 1));
    }
    case 'sequence': return expression.parts.reduce((ends, part) => (ends.size === 0 ? ends : endsOf(part, text, ends)), places);
    case 'either': return new Set(expression.parts.flatMap((part) => [...endsOf(part, text, places)]));
    case 'repeated': return endsOfRepeated(expression, text, places);
    case 'edge': return new Set([...places].filter((place) => isEdge(expression.edge, text, place)));
  }
}

function endsOfRepeated({ part, least, most }: Extract<Expression, { kind: 'repeated' }>, text: readonly number[], places: ReadonlySet<number>): ReadonlySet<number> {
  let now = places;
  const found = new Set<number>(least === 0 ? places : []);
  for (let times = 1; times <= most && now.size > 0; times++) {
    const next = endsOf(part, text, now);
    // the same places give the same again and again
    if (times < least && next.size === now.size && [...next].every((place) => now.has(place))) return next;
    const before = found.size;
    if (times >= least) for (const place of next) found.add(place);
    // places that have all been found before lead nowhere else
    if (times > least && found.size === before) break;
    now = next;
  }
  return found;
}

function isEdge(edge: Edge, text: readonly number[], place: number): boolean {
  const isWord = (at: number) => at >= 0 && at < text.length && isAmong(text[at] ?? 0, WORD_CHARACTERS);
  switch (edge) {
    case 'start': return place === 0;
    case 'end': return place === text.length;
    case 'word': return isWord(place - 1) !== isWord(place);
    case 'noWord': return isWord(place - 1) === isWord(place);
  }
}
