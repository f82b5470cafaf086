import { isWholeGroup, withoutAnchors } from './read-pattern';
import { Rule } from './read-rule';
import { Entry } from '../../reachability/rules/entries';

/** By which host and path requests come, and what else they have to be like. */
export type Way = Pick<Entry, 'host' | 'path' | 'pathMatch' | 'conditions'>;

/** One thing that is asked; `PathSegments` is what `Path` and `PathPrefix` ask together. */
interface Ask {
  readonly name: string;
  readonly values: readonly string[];
  readonly negated: boolean;
}

/** A rule with more alternatives is told as it is written. */
const ALTERNATIVES = 64;

/** The ways that a rule opens: one for each of its alternatives. */
export function waysOf(rule: Rule, text: string): Way[] {
  const alternatives = alternativesOf(rule);
  return alternatives === undefined ? [{ conditions: [`rule ${text}`] }] : alternatives.map(wayOf);
}

function alternativesOf(rule: Rule): readonly Ask[][] | undefined {
  if (rule.is === 'matcher') return [[rule]];
  if (rule.is === 'or') {
    const all = together(rule.of).map((one) => ('values' in one ? [[one]] : alternativesOf(one)));
    const flat = all.flatMap((one) => one ?? []);
    return all.includes(undefined) || flat.length > ALTERNATIVES ? undefined : flat;
  }
  let product: Ask[][] = [[]];
  for (const part of rule.of) {
    const found = alternativesOf(part);
    if (found === undefined || product.length * found.length > ALTERNATIVES) return undefined;
    product = product.flatMap((one) => found.map((other) => [...one, ...other]));
  }
  return product;
}

/** A path and what begins with it and a slash are one prefix, of whole segments. */
function together(rules: readonly Rule[]): (Rule | Ask)[] {
  const isPath = (rule: Rule, name: string, value: string) => rule.is === 'matcher' && !rule.negated && rule.name === name && rule.values[0] === value;
  const below = (rule: Rule) => (rule.is === 'matcher' && !rule.negated && rule.name === 'Path' ? rule.values[0] ?? '' : undefined);
  const prefixes = rules.flatMap((rule) => {
    const path = below(rule);
    return path !== undefined && rules.some((other) => isPath(other, 'PathPrefix', `${path}/`)) ? [path] : [];
  });
  const isPart = (rule: Rule) => prefixes.some((path) => isPath(rule, 'Path', path) || isPath(rule, 'PathPrefix', `${path}/`));
  return [...new Set(prefixes)].map((path): Rule | Ask => ({ name: 'PathSegments', values: [path], negated: false })).concat(rules.filter((rule) => !isPart(rule)));
}

function wayOf(asks: readonly Ask[]): Way {
  const host = firstOf(asks, hostOf);
  const path = firstOf(asks, pathOf);
  const others = asks.filter((ask) => ask !== host?.ask && ask !== path?.ask && !saysNothing(ask));
  const conditions = [...new Set(others.map(conditionOf))].sort();
  return { ...(host === undefined ? {} : { host: host.found }), ...path?.found, ...(conditions.length === 0 ? {} : { conditions }) };
}

function firstOf<T>(asks: readonly Ask[], read: (ask: Ask) => T | undefined): { readonly ask: Ask; readonly found: T } | undefined {
  for (const ask of asks) {
    const found = ask.negated ? undefined : read(ask);
    if (found !== undefined) return { ask, found };
  }
  return undefined;
}

/** Every host, and every path, is asked of no request. */
function saysNothing({ name, values: [value], negated }: Ask): boolean {
  return !negated && (((name === 'Host' || name === 'HostSNI') && value === '*') || (name === 'PathPrefix' && value === '/'));
}

function hostOf({ name, values: [value = ''] }: Ask): string | undefined {
  if ((name === 'Host' || name === 'HostSNI') && value !== '*') return value.toLowerCase().replace(/\.$/, '');
  return name === 'HostRegexp' || name === 'HostSNIRegexp' ? wildcardOf(value) : undefined;
}

/** The patterns by which one label of any name is asked for. */
function wildcardOf(pattern: string): string | undefined {
  const domain = /^\^(?:\[a-zA-Z0-9-\]\+|\[a-z0-9-\]\+|\[\^\.\]\+)\\\.((?:[a-z0-9-]+\\\.)*[a-z0-9-]+)\$$/.exec(pattern)?.[1];
  return domain === undefined ? undefined : `*.${domain.replaceAll('\\.', '.')}`;
}

function pathOf({ name, values: [value = ''] }: Ask): Pick<Entry, 'path' | 'pathMatch'> | undefined {
  switch (name) {
    case 'Path': return { path: value, pathMatch: 'exact' };
    case 'PathSegments': return { path: value, pathMatch: 'prefix' };
    // characters are compared, so that a path may go on within a segment
    case 'PathPrefix': return value === '/' ? undefined : { path: value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), pathMatch: 'regex' };
    case 'PathRegexp': return value.startsWith('^') ? anchored(value.slice(1)) : undefined;
    default: return undefined;
  }
}

/** A pattern from the beginning of a path; of alternatives without a group the anchor holds the first alone. */
function anchored(pattern: string): Pick<Entry, 'path' | 'pathMatch'> | undefined {
  if (isWholeGroup(pattern)) return { path: pattern.slice('(?:'.length, -1), pathMatch: 'regex' };
  return pattern.includes('|') ? undefined : { path: pattern, pathMatch: 'regex' };
}

function conditionOf({ name, values: [first = '', second = ''], negated }: Ask): string {
  return `${negated ? 'not ' : ''}${wordsOf(name, first, second)}`;
}

function wordsOf(name: string, first: string, second: string): string {
  switch (name) {
    case 'Method': return `method ${first.toUpperCase()}`;
    case 'Header': return `header ${first.toLowerCase()} = ${second}`;
    case 'HeaderRegexp': return `header ${first.toLowerCase()} ~ ${withoutAnchors(second)}`;
    case 'Query': return `query ${first} = ${second}`;
    case 'QueryRegexp': return second === '' ? `query ${first} = ` : `query ${first} ~ ${withoutAnchors(second)}`;
    case 'ClientIP': return `client ${first}`;
    case 'ALPN': return `protocol ${first}`;
    case 'Host':
    case 'HostSNI': return `host = ${first}`;
    case 'HostRegexp':
    case 'HostSNIRegexp': return `host ~ ${first}`;
    case 'Path': return `path = ${first}`;
    case 'PathSegments': return `path below ${first}`;
    case 'PathPrefix': return `path begins with ${first}`;
    default: return `path ~ ${first}`;
  }
}
