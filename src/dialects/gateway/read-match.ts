import { member, neededText, readOneOf, refuse } from './read-field';
import { Field } from '../../fields/field';
import { readList } from '../../fields/list';
import { Entry } from '../../reachability/rules/entries';

/** What a request has to be like, beside its host. */
export type Match = Pick<Entry, 'path' | 'pathMatch' | 'conditions'>;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'] as const;
const PATH = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/;
const SERVICE = /^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i;
const PAIR_NAME = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,256}$/;
const METHOD = /^[A-Za-z_][A-Za-z_0-9]*$/;

/** The matches of a rule, any of which is enough; one that every request meets where there are none. */
export function readMatches(rule: Field, readMatch: (field: Field) => Match): Match[] {
  const fields = readList(member(rule, 'matches'), { atMost: 64, item: 'match' });
  return fields.length === 0 ? [{}] : fields.map(readMatch);
}

/** A match of an HTTPRoute: path, method, headers and query parameters together. */
export function readHttpMatch(field: Field): Match {
  const [path, method] = [member(field, 'path'), member(field, 'method')];
  const verb = method.isPresent() ? readOneOf(method, METHODS, 'GET') : undefined;
  return withConditions(readPath(path), [
    ...(verb === undefined ? [] : [`method ${verb}`]),
    ...readPairs(member(field, 'headers'), 'header'),
    ...readPairs(member(field, 'queryParams'), 'query'),
  ]);
}

/** A match of a GRPCRoute. A service, or one of its methods, is the path of the HTTP/2 request. */
export function readGrpcMatch(field: Field): Match {
  const method = member(field, 'method');
  const type = readOneOf(member(method, 'type'), ['Exact', 'RegularExpression'], 'Exact');
  const [service, name] = [member(method, 'service').text(), member(method, 'method').text()];
  if (method.isPresent() && service === undefined && name === undefined) refuse(method, 'a match by method needs a `service`, a `method` or both');
  const headers = readPairs(member(field, 'headers'), 'header');
  if (type === 'RegularExpression') {
    return withConditions({}, [...(service === undefined ? [] : [`service ~ ${service}`]), ...(name === undefined ? [] : [`method ~ ${name}`]), ...headers]);
  }
  if (service !== undefined && !SERVICE.test(service)) refuse(member(method, 'service'), `\`${service}\` is not a service such as shop.v1.Cart`);
  if (name !== undefined && !METHOD.test(name)) refuse(member(method, 'method'), `\`${name}\` is not a method such as Checkout`);
  if (service === undefined) return withConditions({}, [...(name === undefined ? [] : [`method ${name}`]), ...headers]);
  return withConditions(name === undefined ? { path: `/${service}`, pathMatch: 'prefix' } : { path: `/${service}/${name}`, pathMatch: 'exact' }, headers);
}

function withConditions(path: Match, conditions: readonly string[]): Match {
  return conditions.length === 0 ? path : { ...path, conditions: [...new Set(conditions)].sort() };
}

/** A prefix is one of whole segments: `/a` is that of `/a/b`, and not of `/ab`. Every path begins with `/`. */
function readPath(field: Field): Match {
  const type = readOneOf(member(field, 'type'), ['Exact', 'PathPrefix', 'RegularExpression'], 'PathPrefix');
  const valueField = member(field, 'value');
  const value = valueField.text() ?? '/';
  if (type === undefined) return {};
  if (type === 'RegularExpression') return { path: value, pathMatch: 'regex' };
  if (!isPath(value)) refuse(valueField, `\`${value}\` is not a path: it begins with \`/\`, and has no empty, \`.\` or \`..\` segment, no \`#\`, \`%2F\` or blank`);
  if (type === 'Exact') return { path: value, pathMatch: 'exact' };
  return value === '/' ? {} : { path: value, pathMatch: 'prefix' };
}

function isPath(value: string): boolean {
  return value.startsWith('/') && PATH.test(value) && !/\/\/|\/\.\.?(\/|$)|%2f/i.test(value);
}

/** Headers, or query parameters, each name once. */
function readPairs(field: Field, word: 'header' | 'query'): string[] {
  const names = new Set<string | undefined>();
  return readList(field, { atMost: 16, item: 'match' }).flatMap((pair) => {
    const [name, value] = [neededText(pair, 'name', 'a match'), neededText(pair, 'value', 'a match')];
    const type = readOneOf(member(pair, 'type'), ['Exact', 'RegularExpression'], 'Exact');
    if (name !== undefined && name !== '' && !PAIR_NAME.test(name)) refuse(member(pair, 'name'), `\`${name}\` is not the name of a ${word}: letters, digits and a few signs`);
    if (name !== undefined && names.has(name)) refuse(member(pair, 'name'), `the ${word} \`${name}\` is there twice; name it once`);
    names.add(name);
    return name === undefined || value === undefined ? [] : [`${word} ${name} ${type === 'Exact' ? '=' : '~'} ${value}`];
  });
}
