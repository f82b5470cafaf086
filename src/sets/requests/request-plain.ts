import { order } from '../order';
import { HeaderMatch, PathMatch, RequestMatch, TextMatch } from './request';

/** Some requests as texts: an expression for each part that matters, of the whole of it, that of the path with the query behind it. */
export interface PlainRequest {
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Requests as texts; nothing where no text says which. */
export function plainOf({ methods, path, host, headers }: RequestMatch): PlainRequest | undefined {
  const parts = new Map<'method' | 'path' | 'host', string | undefined>([
    ...(methods === undefined ? [] : [['method', anyText(methods, '.*')] as const]),
    ...(path === undefined ? [] : [['path', pathText(path)] as const]),
    ...(host === undefined ? [] : [['host', anyText([host], '.*')] as const]),
  ]);
  const values = new Map(headers.map(({ name, value }): [string, string | undefined] => [name, value === undefined ? '.*' : anyText([value], '.*')]));
  if (values.size < headers.length || [...parts.values(), ...values.values()].includes(undefined)) return undefined;
  const told = [...values].flatMap(([name, text]): [string, string][] => (text === undefined ? [] : [[name, text]]));
  told.sort(([one], [two]) => order(one, two));
  return { ...Object.fromEntries(parts), ...(told.length === 0 ? {} : { headers: Object.fromEntries(told) }) };
}

/** The requests of such texts. */
export function matchOfPlain({ method, path, host, headers = {} }: PlainRequest): RequestMatch {
  const expression = (text: string): TextMatch => ({ kind: 'expression', text });
  return {
    ...(method === undefined ? {} : { methods: [expression(method)] }),
    ...(path === undefined ? {} : { path: { anyOf: [expression(path)], withQuery: true } }),
    ...(host === undefined ? {} : { host: expression(host) }),
    headers: Object.entries(headers).map(([name, text]): HeaderMatch => ({ name, value: expression(text) })),
  };
}

/** Such requests in a sentence, such as `POST /charge`. */
export function plainText({ method, path, host, headers = {} }: PlainRequest): string {
  const what = [method, path].filter((one) => one !== undefined).join(' ');
  const having = [...(host === undefined ? [] : [`host ${host}`]), ...Object.entries(headers).map(([name, text]) => `${name} = ${text}`)].join(', ');
  const all = what === '' ? 'all requests' : what;
  return having === '' ? all : `${all} with ${having}`;
}

function anyText(matches: readonly TextMatch[], behindPrefix: string): string | undefined {
  const texts = matches.map((match) => textOf(match, behindPrefix));
  const known = texts.filter((text) => text !== undefined);
  if (known.length < texts.length) return undefined;
  const [only] = known;
  return only !== undefined && known.length === 1 ? only : known.map((text) => (text.includes('|') ? `(${text})` : text)).join('|');
}

/** What is compared without the query has any query behind it, and none in itself; an expression of that kind may take in the sign that begins one. */
function pathText({ anyOf, withQuery }: PathMatch): string | undefined {
  if (withQuery) return anyText(anyOf, '.*');
  if (anyOf.some((match) => match.kind === 'expression' || ('text' in match && match.text.includes('?')))) return undefined;
  const text = anyText(anyOf, '[^?]*');
  if (text === undefined) return undefined;
  return `${text.includes('|') ? `(${text})` : text}([?].*)?`;
}

function textOf(match: TextMatch, behindPrefix: string): string | undefined {
  switch (match.kind) {
    case 'exact': return escaped(match.text);
    case 'prefix': return `${escaped(match.text)}${behindPrefix}`;
    case 'expression': return match.text;
    case 'unknown': return undefined;
  }
}

function escaped(text: string): string {
  return text.replace(/[\^$\\.*+?()[\]{}|]/g, '\\$&');
}
