import { jsonEnds } from './json';

/** One document of a file. */
export interface SourceDocument {
  readonly file: string;
  readonly text: string;
  /** The line on which the text begins, from 1. */
  readonly firstLine: number;
  /** Where its contents begin in the text, behind comments, directives and the marker. */
  readonly contents: number;
}

/** The documents of a file that hold anything: a marker at the start of a line ends one, wherever it stands. */
export function documentsOf(file: string, text: string): SourceDocument[] {
  const documents: SourceDocument[] = [];
  const marker = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
  let [start, firstLine, line, counted] = [0, 1, 1, 0];
  const lineOf = (offset: number) => {
    for (let at = text.indexOf('\n', counted); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
    counted = offset;
    return line;
  };
  const finish = (end: number) => {
    const part = text.slice(start, end);
    const contents = contentsOf(part);
    if (contents < part.length) for (const document of apart({ file, text: part, firstLine, contents })) documents.push(document);
    return contents < part.length || part.startsWith('---');
  };
  for (let match = marker.exec(text); match !== null; match = marker.exec(text)) {
    const isEnd = match[0] === '...';
    const boundary = isEnd ? match.index + 3 : match.index;
    // directives and comments before the first marker belong to the document behind it
    if (!finish(match.index) && !isEnd) continue;
    start = boundary;
    firstLine = lineOf(boundary);
  }
  finish(text.length);
  return documents;
}

/** The values of JSON that stand one behind the other without a marker. */
function apart(document: SourceDocument): SourceDocument[] {
  const { file, text, contents } = document;
  if (text[contents] !== '{' || !/\}\s*\{/.test(text)) return [document];
  const ends = jsonEnds(text.slice(contents)).map((end) => contents + end);
  if (!isJson(text.slice(contents, ends[0]))) return [document];
  const starts = [0, ...ends.filter((end) => text.slice(end).trim() !== '')];
  return starts.map((start, i) => {
    const part = text.slice(start, starts[i + 1]);
    return { file, text: part, firstLine: lineIn(document, start), contents: contentsOf(part) };
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const BREAKS = new WeakMap<SourceDocument, readonly number[]>();

/** The line of a document's contents, or of an offset in its text. */
export function lineIn(document: SourceDocument, offset = document.contents): number {
  const breaks = breaksOf(document);
  let [low, high] = [0, breaks.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((breaks[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return document.firstLine + low;
}

/** The offsets of line breaks, found once for a document: many lines may be asked for. */
function breaksOf(document: SourceDocument): readonly number[] {
  const known = BREAKS.get(document);
  if (known !== undefined) return known;
  const breaks: number[] = [];
  for (let at = document.text.indexOf('\n'); at >= 0; at = document.text.indexOf('\n', at + 1)) breaks.push(at);
  BREAKS.set(document, breaks);
  return breaks;
}

/** Behind blank lines, comments, directives and the marker. */
function contentsOf(part: string): number {
  const nothing = /[ \t\r]*(?:#.*|%.*)?(?:\n|$)|---[ \t\r]*(?:#.*)?(?:\n|$)|---[ \t]+/y;
  let at = 0;
  while (at < part.length) {
    nothing.lastIndex = at;
    const match = nothing.exec(part);
    if (match === null || match[0] === '') break;
    at += match[0].length;
  }
  const indent = /[ \t]*/y;
  indent.lastIndex = at;
  return at + (indent.exec(part)?.[0].length ?? 0);
}
