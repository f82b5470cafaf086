import { LIMITS } from './limits';
import { NOT_PLAIN, plainKey, plainScalar } from './plain-scalar';

/**
 * The value of a document in the YAML that programs write and people mostly do: block mappings and lists, and on each line one word, number or text,
 * in quotes without escapes or in none. It is a small part of YAML, about which no readers disagree, in a small part of the time. Of every other
 * document, and of one with any mistake, it says nothing.
 */
export function plainValue(text: string): { readonly value: unknown } | undefined {
  const lines = linesOf(text);
  if (lines === undefined) return undefined;
  const reading = new Reading(lines);
  const value = reading.block(1);
  return value === NOT_PLAIN || !reading.isDone() ? undefined : { value };
}

/** One line that says something. */
interface Line {
  readonly indent: number;
  readonly text: string;
}

/** Tabs and other spaces, and whatever else may end a line or is not printed. */
const STRANGE = /[\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/;

/** The lines that are neither blank nor comments, nor the marker before them. */
function linesOf(text: string): Line[] | undefined {
  if (STRANGE.test(text)) return undefined;
  const lines: Line[] = [];
  let isMarked = false;
  for (const line of text.split('\n')) {
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (/^(?:---|\.\.\.|%)/.test(line)) {
      if (isMarked || lines.length > 0 || line.trimEnd() !== '---') return undefined;
      isMarked = true;
      continue;
    }
    lines.push({ indent: line.length - line.trimStart().length, text: content });
  }
  return lines;
}

/** A key, and what is behind it on its line. */
const ENTRY = /^([A-Za-z][\w./-]{0,250}|"[^"\\]{0,250}"|'[^']{0,250}'):(?: +(.*))?$/;

function isItem(text: string): boolean {
  return text === '-' || text.startsWith('- ');
}

class Reading {
  private at = 0;

  public constructor(private readonly lines: Line[]) {}

  public isDone(): boolean {
    return this.at === this.lines.length;
  }

  /** The mapping or the list that begins here: its lines have one indent. */
  public block(depth: number): unknown {
    const line = this.lines[this.at];
    if (line === undefined || depth >= LIMITS.depth) return NOT_PLAIN;
    return isItem(line.text) ? this.list(line.indent, depth) : this.mapping(line.indent, depth);
  }

  private list(indent: number, depth: number): unknown {
    const items: unknown[] = [];
    for (let line = this.lines[this.at]; line?.indent === indent && isItem(line.text); line = this.lines[this.at]) {
      const item = this.item(line, depth);
      if (item === NOT_PLAIN) return NOT_PLAIN;
      items.push(item);
    }
    return items;
  }

  private item({ indent, text }: Line, depth: number): unknown {
    const rest = text.slice(1).trimStart();
    if (rest === '') return this.below((next) => next.indent > indent, depth);
    if (!isItem(rest) && !ENTRY.test(rest)) return this.scalar(rest, indent);
    // the first line of a mapping or a list, which goes on in the same column
    this.lines[this.at] = { indent: indent + text.length - rest.length, text: rest };
    return this.block(depth + 1);
  }

  private mapping(indent: number, depth: number): unknown {
    const entries = new Map<string, unknown>();
    for (let line = this.lines[this.at]; line?.indent === indent && !isItem(line.text); line = this.lines[this.at]) {
      const [, written = '', rest = ''] = ENTRY.exec(line.text) ?? [];
      const key = plainKey(written);
      if (key === undefined || entries.has(key)) return NOT_PLAIN;
      // a list may begin in the column of its key
      const value = rest === '' ? this.below((next) => next.indent > indent || (next.indent === indent && isItem(next.text)), depth) : this.scalar(rest, indent);
      if (value === NOT_PLAIN) return NOT_PLAIN;
      entries.set(key, value);
    }
    return Object.fromEntries(entries);
  }

  /** What is below a key or a dash with nothing behind it; nothing, if the next line is not. */
  private below(isBelow: (next: Line) => boolean, depth: number): unknown {
    const next = this.lines[++this.at];
    return next === undefined || !isBelow(next) ? null : this.block(depth + 1);
  }

  /** A scalar on one line: it might go on in the next one, if that were below it. */
  private scalar(text: string, indent: number): unknown {
    const next = this.lines[++this.at];
    return next !== undefined && next.indent > indent ? NOT_PLAIN : plainScalar(text);
  }
}
