import { RuleError, Token, tokensOf } from './read-tokens';

/** What a rule asks: one thing, or several of which all or one have to be so. */
export type Rule =
  | { readonly is: 'matcher'; readonly name: string; readonly values: readonly string[]; readonly negated: boolean }
  | { readonly is: 'and' | 'or'; readonly of: readonly Rule[] };

/** The matchers of one kind of routes, with the numbers of values that they take. */
export type Matchers = Readonly<Record<string, readonly number[]>>;

/** @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/muxer/http/matcher.go */
export const HTTP_MATCHERS: Matchers = {
  ClientIP: [1],
  Header: [2],
  HeaderRegexp: [2],
  Host: [1],
  HostRegexp: [1],
  Method: [1],
  Path: [1],
  PathPrefix: [1],
  PathRegexp: [1],
  Query: [1, 2],
  QueryRegexp: [1, 2],
};

/** @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/muxer/tcp/matcher.go */
export const TCP_MATCHERS: Matchers = { ALPN: [1], ClientIP: [1], HostSNI: [1], HostSNIRegexp: [1] };

/** Beyond these a rule is nobody's work, and could keep a reader busy. */
const LIMITS = { characters: 20_000, depth: 64 };

/**
 * Reads a rule. Throws `RuleError` for one that Traefik would not take, for which its router would be missing.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/#rules (3.7)
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/rules/parser.go
 */
export function parseRule(text: string, matchers: Matchers): Rule {
  if (text.length > LIMITS.characters) throw new RuleError(`a rule of ${text.length} characters is not read; ${LIMITS.characters} are`);
  return new Parser(tokensOf(text), matchers).whole();
}

class Parser {
  private next = 0;
  private depth = 0;

  public constructor(private readonly tokens: readonly Token[], private readonly matchers: Matchers) {}

  public whole(): Rule {
    const rule = this.or(false);
    if (this.token().kind !== 'end') throw new RuleError(`${this.here()} stands where \`&&\`, \`||\` or the end was expected`);
    return rule;
  }

  /** A denial of a whole is one of its parts: of all that had to be so one has to be otherwise. */
  private or(negated: boolean): Rule {
    return this.list('||', negated, () => this.and(negated));
  }

  private and(negated: boolean): Rule {
    return this.list('&&', negated, () => this.unary(negated));
  }

  private list(sign: '&&' | '||', negated: boolean, read: () => Rule): Rule {
    const first = read();
    const of = [first];
    while (this.takes(sign)) of.push(read());
    const is = (sign === '||') === negated ? 'and' : 'or';
    return of.length === 1 ? first : { is, of: of.flatMap((one) => (one.is === is ? one.of : [one])) };
  }

  private unary(negated: boolean): Rule {
    this.depth += 1;
    if (this.depth > LIMITS.depth) throw new RuleError(`a rule that is nested more than ${LIMITS.depth} deep is not read`);
    const rule = this.takes('!') ? this.unary(!negated) : this.takes('(') ? this.closed(this.or(negated)) : this.matcher(negated);
    this.depth -= 1;
    return rule;
  }

  private closed(rule: Rule): Rule {
    if (!this.takes(')')) throw new RuleError(`${this.here()} stands where \`)\` was expected`);
    return rule;
  }

  private matcher(negated: boolean): Rule {
    const { kind, value } = this.token();
    if (kind !== 'word') throw new RuleError(`${this.here()} stands where a matcher was expected, such as ${Object.keys(this.matchers)[0] ?? ''}`);
    const name = Object.keys(this.matchers).find((one) => spellings(one).includes(value));
    if (name === undefined) throw new RuleError(`\`${value}\` is no matcher; there are ${Object.keys(this.matchers).join(', ')}`);
    this.next += 1;
    if (!this.takes('(')) throw new RuleError(`\`${value}\` has no values in parentheses`);
    return { is: 'matcher', name, values: this.values(name), negated };
  }

  private values(name: string): string[] {
    const values: string[] = [];
    while (!this.takes(')')) {
      const { kind, value } = this.token();
      if (kind !== 'text') throw new RuleError(`${this.here()} stands where a text between backticks was expected`);
      values.push(value);
      this.next += 1;
      if (!this.takes(',') && this.token().value !== ')') throw new RuleError(`${this.here()} stands where \`,\` or \`)\` was expected`);
    }
    const counts = this.matchers[name] ?? [];
    if (!counts.includes(values.length)) throw new RuleError(`\`${name}\` has ${values.length} values; it takes ${counts.join(' or ')}${values.length > 1 ? ', and others stand in matchers of their own with `||` between' : ''}`);
    if (values.includes('')) throw new RuleError(`\`${name}\` has an empty value`);
    if ((name === 'Path' || name === 'PathPrefix') && values[0]?.startsWith('/') === false) throw new RuleError(`\`${values[0]}\` is not a path: it begins with \`/\``);
    return values;
  }

  private takes(sign: string): boolean {
    const token = this.token();
    const isIt = token.kind === 'sign' && token.value === sign;
    if (isIt) this.next += 1;
    return isIt;
  }

  private token(): Token {
    return this.tokens[this.next] ?? { kind: 'end', value: '', at: 0 };
  }

  private here(): string {
    const { kind, value, at } = this.token();
    return kind === 'end' ? 'the end' : `\`${value}\` at character ${at + 1}`;
  }
}

/** Go's own title of a word in lower case: its first letter is a capital. */
function spellings(name: string): string[] {
  const lower = name.toLowerCase();
  return [name, lower, name.toUpperCase(), lower.charAt(0).toUpperCase() + lower.slice(1)];
}
