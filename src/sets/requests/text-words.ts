import { ALPHABET, charactersOf, withoutCharacters } from './characters';
import { parseExpression } from './expression';
import { PathMatch, TextMatch } from './request';
import { Words } from './words';

/** Some texts, as far as anybody knows: those that are surely meant, and all that may be. */
export interface WordBounds {
  readonly least: Words;
  readonly most: Words;
}

const UNKNOWN: WordBounds = { least: Words.none, most: Words.all };

const QUERY_SIGN = charactersOf('?').map((one) => ({ first: one, last: one }));

/** What has no query in it. */
const PLAIN = Words.repeated(withoutCharacters(ALPHABET, QUERY_SIGN), 0);

/** No query, or any. */
const ANY_QUERY = parsed('([?].*)?');

/** So many texts are kept, so that what is written again and again is worked out once. */
const KEPT_AT_MOST = 1000;
const KEPT = new Map<string, WordBounds>();

/** The texts of any of some matches. */
export function textWords(matches: readonly TextMatch[]): WordBounds {
  return unionOf(matches.map((match) => kept(`${match.kind} ${'text' in match ? match.text : ''}`, () => boundsOf(match))));
}

/** The paths of some, with any query where the query is not compared. */
export function pathWords({ anyOf, withQuery }: PathMatch): WordBounds {
  if (withQuery) return textWords(anyOf);
  return unionOf(anyOf.map((match) => kept(`path ${match.kind} ${'text' in match ? match.text : ''}`, () => {
    const { least, most } = boundsOf(match);
    const [surely, perhaps] = [least, most].map((words) => words.intersection(PLAIN)?.followedBy(ANY_QUERY));
    return { least: surely ?? Words.none, most: perhaps ?? Words.all };
  })));
}

function boundsOf(match: TextMatch): WordBounds {
  switch (match.kind) {
    case 'exact': return exactly(Words.exactly(match.text));
    case 'prefix': return exactly(Words.exactly(match.text)?.followedBy(Words.all));
    case 'expression': {
      const expression = parseExpression(match.text);
      return expression === undefined ? UNKNOWN : exactly(Words.of(expression));
    }
    case 'unknown': return UNKNOWN;
  }
}

function exactly(words: Words | undefined): WordBounds {
  return words === undefined ? UNKNOWN : { least: words, most: words };
}

function unionOf(all: readonly WordBounds[]): WordBounds {
  return all.reduce((sum, one) => ({
    least: sum.least.union(one.least) ?? sum.least,
    most: sum.most.union(one.most) ?? Words.all,
  }), { least: Words.none, most: Words.none });
}

function kept(key: string, make: () => WordBounds): WordBounds {
  const known = KEPT.get(key);
  if (known !== undefined) return known;
  if (KEPT.size >= KEPT_AT_MOST) KEPT.clear();
  const made = make();
  KEPT.set(key, made);
  return made;
}

function parsed(text: string): Words {
  const expression = parseExpression(text);
  return (expression === undefined ? undefined : Words.of(expression)) ?? Words.none;
}
