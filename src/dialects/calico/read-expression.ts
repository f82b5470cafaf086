import { LabelCondition, negated } from '../../sets/condition';

/** Why a text is no selector. */
export interface ExpressionProblem {
  /** What is wrong, as the end of a sentence that begins with the text. */
  readonly detail: string;
}

/** What a selector says: conditions on labels, or `global()` alone, which is for whatever has no namespace. */
export type Expression = LabelCondition | 'global';

/** So long a selector may be, and so deep its parentheses: Calico sets no bound, and nobody needs more. */
const CHARACTERS_AT_MOST = 20_000;
const DEPTH_AT_MOST = 100;

/** The condition that always holds, and the one that never does. */
export const ALWAYS: LabelCondition = { operator: 'All', of: [] };

type Sign = '(' | ')' | '{' | '}' | ',' | '==' | '!=' | '!' | '&&' | '||' | 'in' | 'not in' | 'contains' | 'starts with' | 'ends with' | 'all()' | 'global()' | 'end';
type Token =
  | { readonly kind: Sign }
  | { readonly kind: 'label' | 'has' | 'text'; readonly value: string };

const SPACE = /[ \t]*/y;
const LABEL = /[a-zA-Z0-9_./-]+/y;
const SIGN = /&&|\|\||==|!=|[(){},!]/y;
const TEXT = /"([^"]*)"|'([^']*)'/y;
const HAS = /has\([ \t]*([a-zA-Z0-9_./-]{1,512})[ \t]*\)/y;
const WHOLE = /(all|global)\([ \t]*\)/y;
/** What may stand behind a label; nothing needs to part it from what follows. */
const OPERATOR = /contains|starts[ \t]*with|ends[ \t]*with|not[ \t]*in|in/y;

/** A fault of the text, thrown and caught in this file alone: recursion would hand it up step by step. */
class Fault extends Error {}

/**
 * Reads a selector of Calico. `!` binds closest, then `&&`, then `||`; a text has either kind of quotes around it, and cannot hold that kind: nothing escapes
 * it. Between tokens there are blanks and tabs alone.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors (Calico 3.32)
 * @see https://github.com/projectcalico/calico/blob/v3.32.1/libcalico-go/lib/selector/parser/parser.go (the grammar; the same from 3.28 on)
 */
export function parseExpression(text: string): Expression | ExpressionProblem {
  if (text.length > CHARACTERS_AT_MOST) return { detail: `is longer than ${CHARACTERS_AT_MOST} characters, and is not read` };
  try {
    const tokens = tokensOf(text);
    const [first, second] = tokens;
    if (first?.kind === 'end') return ALWAYS;
    if (first?.kind === 'global()' && second?.kind === 'end') return 'global';
    return new Parser(tokens).whole();
  } catch (error) {
    if (error instanceof Fault) return { detail: error.message };
    throw error;
  }
}

/** Whether a text was no selector. */
export function isExpressionProblem(parsed: Expression | ExpressionProblem): parsed is ExpressionProblem {
  return typeof parsed === 'object' && 'detail' in parsed;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  for (match(SPACE); at < text.length; match(SPACE)) {
    const token = tokenAt(match, tokens.at(-1)?.kind === 'label');
    if (token === undefined) throw new Fault(`has something at character ${at + 1} that is no selector`);
    tokens.push(token);
  }
  return [...tokens, { kind: 'end' }];
}

function tokenAt(match: (pattern: RegExp) => RegExpExecArray | null, isBehindLabel: boolean): Token | undefined {
  const sign = match(SIGN);
  if (sign !== null) return { kind: sign[0] as Sign }; // the pattern has signs alone
  const quoted = match(TEXT);
  if (quoted !== null) return { kind: 'text', value: quoted[1] ?? quoted[2] ?? '' };
  if (isBehindLabel) {
    const operator = match(OPERATOR);
    return operator === null ? undefined : { kind: operator[0].replace(/[ \t]+/, '').replace(/(?<=^(not|starts|ends))/, ' ') as Sign }; // likewise
  }
  const has = match(HAS);
  if (has !== null) return { kind: 'has', value: has[1] ?? '' };
  const whole = match(WHOLE);
  if (whole !== null) return { kind: whole[1] === 'all' ? 'all()' : 'global()' };
  const label = match(LABEL);
  return label === null ? undefined : { kind: 'label', value: label[0] };
}

class Parser {
  private at = 0;

  public constructor(private readonly tokens: readonly Token[]) {}

  public whole(): LabelCondition {
    const condition = this.choice(0);
    if (this.next().kind !== 'end') throw new Fault('goes on behind its end');
    return condition;
  }

  private choice(depth: number): LabelCondition {
    if (depth > DEPTH_AT_MOST) throw new Fault(`has more than ${DEPTH_AT_MOST} parentheses in each other, and is not read`);
    return this.list('||', 'Any', () => this.list('&&', 'All', () => this.operation(depth)));
  }

  private list(sign: Sign, operator: 'All' | 'Any', one: () => LabelCondition): LabelCondition {
    const first = one();
    const of = [first];
    while (this.tokens[this.at]?.kind === sign) {
      this.at++;
      of.push(one());
    }
    return of.length === 1 ? first : { operator, of };
  }

  private operation(depth: number): LabelCondition {
    let isNegated = false;
    for (; this.tokens[this.at]?.kind === '!'; this.at++) isNegated = !isNegated;
    const condition = this.positive(depth);
    return isNegated ? negated(condition) : condition;
  }

  private positive(depth: number): LabelCondition {
    const token = this.next();
    if (token.kind === 'has') return { key: token.value, operator: 'Exists' };
    if (token.kind === 'all()') return ALWAYS;
    if (token.kind === 'label') return this.comparison(token.value);
    if (token.kind === '(') {
      const condition = this.choice(depth + 1);
      this.expect(')');
      return condition;
    }
    if (token.kind === 'global()') throw new Fault('has `global()` beside something else; it can only stand alone, as a `namespaceSelector`');
    throw new Fault(token.kind === 'end' ? 'ends too early' : `has ${token.kind === 'text' ? 'a text' : `\`${token.kind}\``} where a condition should be`);
  }

  private comparison(key: string): LabelCondition {
    const { kind } = this.next();
    if (kind === '==') return { key, operator: 'In', values: [this.text()] };
    if (kind === '!=') return { key, operator: 'NotIn', values: [this.text()] };
    if (kind === 'in') return { key, operator: 'In', values: this.set() };
    if (kind === 'not in') return { key, operator: 'NotIn', values: this.set() };
    if (kind === 'contains') return { key, operator: 'Contains', text: this.text() };
    if (kind === 'starts with') return { key, operator: 'StartsWith', text: this.text() };
    if (kind === 'ends with') return { key, operator: 'EndsWith', text: this.text() };
    throw new Fault('has a label without an operator: allowed are ==, !=, in, not in, contains, starts with, ends with');
  }

  /** A comma may stand behind the last one. */
  private set(): string[] {
    this.expect('{');
    const values: string[] = [];
    while (this.tokens[this.at]?.kind === 'text') {
      values.push(this.text());
      if (this.tokens[this.at]?.kind !== ',') break;
      this.at++;
    }
    this.expect('}');
    return values;
  }

  private text(): string {
    const token = this.next();
    if (token.kind !== 'text') throw new Fault('needs a text in quotes behind its operator');
    return token.value;
  }

  private expect(kind: Sign): void {
    if (this.next().kind !== kind) throw new Fault(`lacks a \`${kind}\``);
  }

  private next(): Token {
    return this.tokens[this.at++] ?? { kind: 'end' };
  }
}
