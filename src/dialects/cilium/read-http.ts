import { Field } from '../../fields/field';
import { HeaderMatch, RequestMatch, TextMatch } from '../../sets/requests/request';

/**
 * The requests of a rule: all that it says together, each expression for the whole of a text, and the path with the query behind it. A text that is empty says
 * nothing.
 *
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/envoy/xds_server.go (`getHTTPRule`)
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/policy/api/http.go (`PortRuleHTTP`)
 */
export function readHttp(field: Field): RequestMatch {
  const members = field.members('method', 'path', 'host', 'headers', 'headerMatches');
  const [method, path, host] = [members.method, members.path, members.host].map(readExpression);
  const headers = [...members.headers.items().flatMap(readHeader), ...members.headerMatches.items().flatMap(readHeaderMatch)];
  const isTold = !headers.some(({ name }) => isOfProxy(name));
  return {
    ...(method === undefined ? {} : { methods: [method] }),
    ...(path === undefined ? {} : { path: { anyOf: [path], withQuery: true } }),
    ...(host === undefined ? {} : { host }),
    headers: headers.filter(({ name }) => !isOfProxy(name)),
    ...(isTold ? {} : { methods: [UNKNOWN] }),
  };
}

const UNKNOWN: TextMatch = { kind: 'unknown' };

/** What the proxy keeps in other places than among the headers of a client, under such a name. */
function isOfProxy(name: string): boolean {
  return name.startsWith(':') || name === 'host';
}

function readExpression(field: Field): TextMatch | undefined {
  const text = field.text();
  return text === undefined || text === '' ? undefined : { kind: 'expression', text };
}

/** The name of a header that has to be there, or its name, a blank and its value, with or without a colon between them. */
function readHeader(field: Field): HeaderMatch[] {
  const text = field.text();
  if (text === undefined) return [];
  const blank = text.indexOf(' ');
  if (blank < 0) return [{ name: text.toLowerCase() }];
  return [{ name: text.slice(0, blank).replace(/:+$/, '').toLowerCase(), value: { kind: 'exact', text: text.slice(blank + 1) } }];
}

/** A header that is made to fit, or logged, keeps no request out. What a Secret says is in no manifest. */
function readHeaderMatch(field: Field): HeaderMatch[] {
  const { name, value, secret, mismatch } = field.members('name', 'value', 'secret', 'mismatch');
  const [called, text, action] = [name.text() ?? '', value.text() ?? '', mismatch.text() ?? ''];
  if (called === '') name.refuse('FIELD_MISSING', 'a header needs a `name`');
  if (action !== '' && !ACTIONS.includes(action)) mismatch.refuse('ACTION_UNKNOWN', `unknown action \`${action}\`; allowed are ${ACTIONS.join(', ')}`);
  if (action !== '') return [];
  const told = { name: called.toLowerCase() };
  if (secret.isPresent()) return [{ ...told, value: UNKNOWN }];
  return [text === '' ? told : { ...told, value: { kind: 'exact', text } }];
}

const ACTIONS = ['LOG', 'ADD', 'DELETE', 'REPLACE'];
