/** A word, a text or a sign of a rule, and where it begins. */
export interface Token {
  readonly kind: 'word' | 'text' | 'sign' | 'end';
  readonly value: string;
  readonly at: number;
}

/** Why a rule cannot be read, as a sentence. */
export class RuleError extends Error {}

const BLANK = /[ \t\r\n]/;
const ESCAPE = /\\(?:[abfnrtv\\"]|x[0-9A-Fa-f]{2}|[0-7]{3}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})/y;
const SINGLE: Readonly<Record<string, string>> = { 'a': '\x07', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', '\\': '\\', '"': '"' };

/**
 * The tokens of a rule, which is an expression of Go: a line that ends behind a word, a text or a closing parenthesis ends the expression.
 *
 * @see https://go.dev/ref/spec#Lexical_elements
 */
export function tokensOf(rule: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < rule.length) {
    const sign = rule.charAt(at);
    if (BLANK.test(sign)) {
      const last = tokens.at(-1);
      if (sign === '\n' && last !== undefined && (last.kind === 'word' || last.kind === 'text' || last.value === ')')) tokens.push({ kind: 'sign', value: ';', at });
      at += 1;
      continue;
    }
    const token = tokenAt(rule, at);
    tokens.push(token);
    at += lengthOf(rule, token);
  }
  while (tokens.at(-1)?.value === ';' && tokens.at(-1)?.kind === 'sign') tokens.pop();
  return [...tokens, { kind: 'end', value: '', at: rule.length }];
}

function tokenAt(rule: string, at: number): Token {
  const word = /[A-Za-z_][A-Za-z_0-9]*/y;
  word.lastIndex = at;
  const found = word.exec(rule)?.[0];
  if (found !== undefined) return { kind: 'word', value: found, at };
  const sign = rule.charAt(at);
  if (sign === '`') return { kind: 'text', value: rawText(rule, at), at };
  if (sign === '"') return { kind: 'text', value: quotedText(rule, at), at };
  const pair = rule.slice(at, at + 2);
  if (pair === '&&' || pair === '||') return { kind: 'sign', value: pair, at };
  if ('()!,'.includes(sign)) return { kind: 'sign', value: sign, at };
  if (sign === '\'') throw new RuleError('a text stands between backticks or double quotes, and not between single ones');
  throw new RuleError(`\`${sign}\` at character ${at + 1} has no meaning in a rule`);
}

function lengthOf(rule: string, { kind, value, at }: Token): number {
  if (kind !== 'text') return value.length;
  return rule.charAt(at) === '`' ? rule.indexOf('`', at + 1) - at + 1 : quotedEnd(rule, at) - at + 1;
}

function rawText(rule: string, at: number): string {
  const end = rule.indexOf('`', at + 1);
  if (end < 0) throw new RuleError(`the backtick at character ${at + 1} has no second one`);
  return rule.slice(at + 1, end).replaceAll('\r', '');
}

function quotedText(rule: string, at: number): string {
  const inner = rule.slice(at + 1, quotedEnd(rule, at));
  return inner.replace(new RegExp(ESCAPE.source, 'g'), (escape) => unescaped(escape.slice(1)));
}

/** Where the quote of a text is that ends it; every backslash before has to begin an escape. */
function quotedEnd(rule: string, at: number): number {
  let end = at + 1;
  while (end < rule.length && rule.charAt(end) !== '"') {
    if (rule.charAt(end) === '\n') break;
    ESCAPE.lastIndex = end;
    const escape = rule.charAt(end) === '\\' ? ESCAPE.exec(rule)?.[0] : rule.charAt(end);
    if (escape === undefined) throw new RuleError(`the backslash at character ${end + 1} begins no escape of Go; write patterns between backticks`);
    end += escape.length;
  }
  if (rule.charAt(end) !== '"') throw new RuleError(`the quote at character ${at + 1} has no second one`);
  return end;
}

function unescaped(escape: string): string {
  const single = SINGLE[escape];
  if (single !== undefined) return single;
  const code = /^[0-7]/.test(escape) ? parseInt(escape, 8) : parseInt(escape.slice(1), 16);
  if (code > 0x10ffff) throw new RuleError(`\`\\${escape}\` is no character`);
  return String.fromCodePoint(code);
}
