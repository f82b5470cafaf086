import { Request } from '../../sets/requests/request';

/** More than these in one row are no list that somebody has looked at. */
const REQUESTS_MAX = 100;

/** What a method is made of. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** A path as a client sends it, with the query behind it. @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2.1 */
const PATH = /^\/[!-"$-~]*$/;

/** What the value of a header is made of, here without what is no ASCII. */
const VALUE = /^[\t -~]*$/;

/** Says what is wrong with a field. */
export type Refuse = (path: string, text: string) => void;

/** Reads the requests of a row; what is wrong is said, and left out. */
export function readRequests(value: unknown, path: string, refuse: Refuse): readonly Request[] {
  if (!isList(value) || value.length === 0 || value.length > REQUESTS_MAX) {
    refuse(path, `\`requests\` must be a list of 1 to ${REQUESTS_MAX} requests, such as \`{method: POST, path: /charge}\`; leave it out where all requests are meant`);
    return [];
  }
  return value.flatMap((item, i) => readRequest(item, `${path}[${i}]`, refuse));
}

const FIELDS = ['method', 'path', 'host', 'headers'];

function readRequest(value: unknown, at: string, refuse: Refuse): Request[] {
  if (!isMapping(value)) {
    refuse(at, 'a request must be a mapping with `method` and `path`');
    return [];
  }
  for (const key of Object.keys(value)) {
    if (!FIELDS.includes(key)) refuse(`${at}.${key}`, `unknown field \`${key}\`; known are ${FIELDS.join(', ')}`);
  }
  const { method, path, host = '', headers = {} } = value;
  if (!isText(method, TOKEN)) refuse(`${at}.method`, '`method` must be a method of HTTP, such as GET');
  if (!isText(path, PATH)) refuse(`${at}.path`, '`path` must be a path as a client sends it: it begins with `/`, perhaps with a query behind it, and has no `#` and no blank');
  if (!isText(host, VALUE)) refuse(`${at}.host`, '`host` must be the text of the header Host');
  const told = readHeaders(headers, `${at}.headers`, refuse);
  return isText(method, TOKEN) && isText(path, PATH) && isText(host, VALUE) ? [{ method, path, host, headers: told }] : [];
}

function readHeaders(value: unknown, at: string, refuse: Refuse): Request['headers'] {
  if (!isMapping(value)) {
    refuse(at, '`headers` must be a mapping of names to texts');
    return [];
  }
  const known = new Set<string>();
  return Object.entries(value).flatMap(([own, text]) => {
    const name = own.toLowerCase();
    const isTwice = known.has(name);
    known.add(name);
    if (isTwice) refuse(`${at}.${own}`, `the header \`${name}\` is there twice; name it once`);
    if (name === 'host') refuse(`${at}.${own}`, 'the header Host is `host` of a request');
    if (!TOKEN.test(own)) refuse(`${at}.${own}`, `\`${own}\` is not the name of a header`);
    if (isText(text, VALUE)) return [{ name, value: text }];
    refuse(`${at}.${own}`, 'a header must be a text');
    return [];
  });
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
