import { charactersOf, VISIBLE, withoutCharacters } from './characters';
import { order } from '../order';
import { Request, RequestMatch } from './request';
import { pathWords, textWords, WordBounds } from './text-words';
import { Words } from './words';

/** The values that a header may have, and whether it may be absent. */
export interface HeaderWords {
  readonly isAbsent: boolean;
  readonly words: Words;
}

/** Requests each part of which is one of some texts, whatever the other parts are. */
export interface RequestBox {
  readonly method: Words;
  readonly path: Words;
  readonly host: Words;
  /** The headers that matter, by their names. */
  readonly headers: ReadonlyMap<string, HeaderWords>;
}

const rangesOf = (characters: string) => charactersOf(characters).map((one) => ({ first: one, last: one }));

/** What a method is made of. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const METHODS = Words.repeated([...rangesOf("!#$%&'*+-.^_`|~"), { first: 0x30, last: 0x39 }, { first: 0x41, last: 0x5a }, { first: 0x61, last: 0x7a }], 1);

/** A path begins with a slash, and no client sends what is behind a `#`. @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2.1 */
const PATHS = Words.exactly('/')?.followedBy(Words.repeated(withoutCharacters(VISIBLE, rangesOf('#')), 0)) ?? Words.none;

/** Every request. */
export const EVERY_REQUEST: RequestBox = { method: METHODS, path: PATHS, host: Words.all, headers: new Map() };

const ANY_VALUE: HeaderWords = { isAbsent: true, words: Words.all };

/** Requests as far as anybody knows: those that are surely meant, and those that may be; none where there are none. */
export interface BoxBounds {
  readonly least: RequestBox | undefined;
  readonly most: RequestBox | undefined;
}

/** The requests of a match. */
export function boxesOf({ methods, path, host, headers }: RequestMatch): BoxBounds {
  const of = (which: keyof WordBounds): RequestBox | undefined => {
    const words = (bounds: WordBounds | undefined, all: Words) => (bounds === undefined ? all : told(bounds[which].intersection(all)));
    const box: RequestBox = {
      method: words(methods && textWords(methods), METHODS),
      path: words(path && pathWords(path), PATHS),
      host: words(host && textWords([host]), Words.all),
      headers: new Map(),
    };
    const having = headers.map(({ name, value }): RequestBox => (
      { ...EVERY_REQUEST, headers: new Map([[name, { isAbsent: false, words: value === undefined ? Words.all : textWords([value])[which] }]]) }
    ));
    const some = isEmptyBox(box) ? undefined : box;
    return having.reduce((sum, one) => (sum === undefined ? undefined : intersectionOfBoxes(sum, one)), some);
  };
  return { least: of('least'), most: of('most') };
}

/** Whether a box is every request. */
export function isEveryBox({ method, path, host, headers }: RequestBox): boolean {
  return headers.size === 0 && method.key === METHODS.key && path.key === PATHS.key && host.key === Words.all.key;
}

/** How large the automata of a box are together. */
export function sizeOfBox({ method, path, host, headers }: RequestBox): number {
  return [method, path, host, ...[...headers.values()].map(({ words }) => words)].reduce((sum, { size }) => sum + size, 0);
}

/** Whether two boxes are one, made of the same texts. */
export function isSameBox(a: RequestBox, b: RequestBox): boolean {
  return a.method === b.method && a.path === b.path && a.host === b.host && a.headers.size === b.headers.size
    && [...a.headers].every(([name, { isAbsent, words }]) => b.headers.get(name)?.isAbsent === isAbsent && b.headers.get(name)?.words === words);
}

function isEmptyBox({ method, path, host, headers }: RequestBox): boolean {
  return [method, path, host].some((words) => words.isEmpty()) || [...headers.values()].some(isEmptyHeader);
}

function isEmptyHeader({ isAbsent, words }: HeaderWords): boolean {
  return !isAbsent && words.isEmpty();
}

/** What is too large to be told. */
export class TooLarge extends Error {}

function told<T>(value: T | undefined): T {
  if (value === undefined) throw new TooLarge();
  return value;
}

/** The requests of both; nothing where there are none. */
export function intersectionOfBoxes(a: RequestBox, b: RequestBox): RequestBox | undefined {
  const method = told(a.method.intersection(b.method));
  if (method.isEmpty()) return undefined;
  const path = told(a.path.intersection(b.path));
  if (path.isEmpty()) return undefined;
  const host = told(a.host.intersection(b.host));
  const headers = new Map(namesOf(a, b).map((name) => {
    const [one, other] = [headerOf(a, name), headerOf(b, name)];
    return [name, { isAbsent: one.isAbsent && other.isAbsent, words: told(one.words.intersection(other.words)) }];
  }));
  const box = { method, path, host, headers };
  return isEmptyBox(box) ? undefined : box;
}

/** The requests of the first that are not in the second, as boxes that share none. */
export function differenceOfBoxes(a: RequestBox, b: RequestBox): RequestBox[] {
  if (intersectionOfBoxes(a, b) === undefined) return [a];
  const pieces: RequestBox[] = [];
  let rest = a;
  for (const part of ['method', 'path', 'host'] as const) {
    const outside = told(rest[part].difference(b[part]));
    if (!outside.isEmpty()) pieces.push({ ...rest, [part]: outside });
    rest = { ...rest, [part]: told(rest[part].intersection(b[part])) };
  }
  for (const name of b.headers.keys()) {
    const [one, other] = [headerOf(rest, name), headerOf(b, name)];
    const outside = { isAbsent: one.isAbsent && !other.isAbsent, words: told(one.words.difference(other.words)) };
    if (!isEmptyHeader(outside)) pieces.push(withHeader(rest, name, outside));
    rest = withHeader(rest, name, { isAbsent: one.isAbsent && other.isAbsent, words: told(one.words.intersection(other.words)) });
  }
  return pieces;
}

function headerOf({ headers }: RequestBox, name: string): HeaderWords {
  return headers.get(name) ?? ANY_VALUE;
}

function withHeader(box: RequestBox, name: string, words: HeaderWords): RequestBox {
  return { ...box, headers: new Map([...box.headers, [name, words]]) };
}

function namesOf(a: RequestBox, b: RequestBox): string[] {
  return [...new Set([...a.headers.keys(), ...b.headers.keys()])];
}

/** Whether a request is in a box. */
export function isInBox({ method, path, host, headers }: RequestBox, request: Request): boolean {
  const isHeader = ([name, { isAbsent, words }]: [string, HeaderWords]) => {
    const own = request.headers.find((one) => one.name === name);
    return own === undefined ? isAbsent : words.has(own.value);
  };
  return method.has(request.method) && path.has(request.path) && host.has(request.host) && [...headers].every(isHeader);
}

/** Methods that people know, as examples. */
const KNOWN = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];

/** One request of a box that is not empty: without headers, and without a host, where it can be. */
export function exampleOf({ method, path, host, headers }: RequestBox): Request {
  return {
    method: KNOWN.find((one) => method.has(one)) ?? method.shortest() ?? '',
    path: path.shortest() ?? '',
    host: host.shortest() ?? '',
    headers: [...headers].filter(([, { isAbsent }]) => !isAbsent).map(([name, { words }]) => ({ name, value: words.shortest() ?? '' }))
      .sort((a, b) => order(a.name, b.name)),
  };
}
