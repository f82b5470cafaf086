import { matchesExpression, parseExpression } from './expression';

/** One request of HTTP. */
export interface Request {
  readonly method: string;
  /** With the query behind it, as a client sends it: it begins with a slash. */
  readonly path: string;
  readonly host: string;
  /** Each name once, in lower case. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** Some texts, each as a whole. */
export type TextMatch =
  | { readonly kind: 'exact'; readonly text: string }
  | { readonly kind: 'prefix'; readonly text: string }
  | { readonly kind: 'expression'; readonly text: string }
  /** What no manifest says. */
  | { readonly kind: 'unknown' };

/** Paths by their beginning in whole segments: `/api` is itself, and whatever is below it. */
export function segmentsOf(beginning: string): readonly TextMatch[] {
  const whole = beginning.replace(/\/$/, '');
  const itself: TextMatch[] = whole === '' ? [] : [{ kind: 'exact', text: whole }];
  return [...itself, { kind: 'prefix', text: `${whole}/` }];
}

/** Some paths. */
export interface PathMatch {
  readonly anyOf: readonly TextMatch[];
  /** Whether the query is part of what is compared; else it may be any, or none. */
  readonly withQuery: boolean;
}

/** A header that a request has to have. */
export interface HeaderMatch {
  /** In lower case. */
  readonly name: string;
  /** Absent means any value. */
  readonly value?: TextMatch;
}

/** Some requests: those that are like this in all that is said. */
export interface RequestMatch {
  readonly methods?: readonly TextMatch[];
  readonly path?: PathMatch;
  readonly host?: TextMatch;
  readonly headers: readonly HeaderMatch[];
}

/** Whether something is so, as far as anybody knows. */
export type Told = 'yes' | 'no' | 'unknown';

/** Whether a request is one of some. */
export function matchesRequest({ methods, path, host, headers }: RequestMatch, request: Request): Told {
  return both([
    methods === undefined ? 'yes' : either(methods.map((one) => matchesText(one, request.method))),
    path === undefined ? 'yes' : matchesPath(path, request.path),
    host === undefined ? 'yes' : matchesText(host, request.host),
    ...headers.map(({ name, value }): Told => {
      const own = request.headers.find((one) => one.name === name);
      if (own === undefined) return 'no';
      return value === undefined ? 'yes' : matchesText(value, own.value);
    }),
  ]);
}

function matchesPath({ anyOf, withQuery }: PathMatch, path: string): Told {
  const compared = withQuery ? path : path.replace(/\?.*$/, '');
  return either(anyOf.map((one) => matchesText(one, compared)));
}

function matchesText(match: TextMatch, text: string): Told {
  switch (match.kind) {
    case 'exact': return text === match.text ? 'yes' : 'no';
    case 'prefix': return text.startsWith(match.text) ? 'yes' : 'no';
    case 'expression': {
      const expression = parseExpression(match.text);
      if (expression === undefined) return 'unknown';
      return matchesExpression(expression, text) ? 'yes' : 'no';
    }
    case 'unknown': return 'unknown';
  }
}

/** Whether all of it is so. */
export function both(told: readonly Told[]): Told {
  if (told.includes('no')) return 'no';
  return told.includes('unknown') ? 'unknown' : 'yes';
}

/** Whether some of it is so. */
export function either(told: readonly Told[]): Told {
  if (told.includes('yes')) return 'yes';
  return told.includes('unknown') ? 'unknown' : 'no';
}

/** A request in a sentence, such as `POST /charge with x-team = shop`. */
export function requestText({ method, path, host, headers }: Request): string {
  const having = [...(host === '' ? [] : [`host ${host}`]), ...headers.map(({ name, value }) => `${name} = ${value}`)];
  return `${method} ${path}${having.length === 0 ? '' : ` with ${having.join(', ')}`}`;
}
