/** Characters by their numbers in Unicode, from the first to the last, both included. */
export interface CharacterRange {
  readonly first: number;
  readonly last: number;
}

/** What texts of requests are made of: what HTTP lets into the value of a header, without the controls and blanks that other alphabets count as such. */
export const ALPHABET: readonly CharacterRange[] = [
  { first: 0x09, last: 0x09 }, { first: 0x20, last: 0x7e }, { first: 0xa1, last: 0xd7ff }, { first: 0xe000, last: 0x10ffff },
];

/** The same without blanks. */
export const VISIBLE: readonly CharacterRange[] = [{ first: 0x21, last: 0x7e }, ...ALPHABET.slice(2)];

export const DIGITS: readonly CharacterRange[] = [{ first: 0x30, last: 0x39 }];
export const WORD_CHARACTERS: readonly CharacterRange[] = [
  ...DIGITS, { first: 0x41, last: 0x5a }, { first: 0x5f, last: 0x5f }, { first: 0x61, last: 0x7a },
];
export const BLANKS: readonly CharacterRange[] = [{ first: 0x09, last: 0x09 }, { first: 0x20, last: 0x20 }];

/** Whether a character is in some of the ranges. */
export function isAmong(character: number, ranges: readonly CharacterRange[]): boolean {
  return ranges.some(({ first, last }) => first <= character && character <= last);
}

/** The characters of some ranges that are not in the others, sorted. */
export function withoutCharacters(ranges: readonly CharacterRange[], left: readonly CharacterRange[]): CharacterRange[] {
  const cut = (parts: readonly CharacterRange[], { first, last }: CharacterRange) => parts.flatMap((part) => (
    part.last < first || last < part.first ? [part] : [{ first: part.first, last: first - 1 }, { first: last + 1, last: part.last }]
  ).filter((one) => one.first <= one.last));
  return [...left.reduce<readonly CharacterRange[]>(cut, ranges)].sort((a, b) => a.first - b.first);
}

/** The characters of a text by their numbers. */
export function charactersOf(text: string): number[] {
  return [...text].map((one) => one.codePointAt(0) ?? 0);
}
