import { IngressRoute, Middleware, RouteRule } from '../../../src/dialects/traefik/kinds';
import { HTTP_MATCHERS, parseRule, Rule } from '../../../src/dialects/traefik/read-rule';
import { KubeObject } from '../../../src/model/rendered';

/** A request as a test makes it. */
export interface Request {
  readonly host: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** The rule of an IngressRoute that Traefik would ask first of those that a request meets: the highest priority, which is the length where none is said. */
export function ruleFor({ spec }: IngressRoute, request: Request): RouteRule | undefined {
  return [...spec.routes].sort((a, b) => (b.priority ?? b.match.length) - (a.priority ?? a.match.length))
    .find(({ match }) => meets(parseRule(match, HTTP_MATCHERS), request));
}

/** @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/muxer/http/matcher.go */
function meets(rule: Rule, request: Request): boolean {
  if (rule.is === 'and') return rule.of.every((one) => meets(one, request));
  if (rule.is === 'or') return rule.of.some((one) => meets(one, request));
  const [first = '', second = ''] = rule.values;
  const value = rule.name.startsWith('Header') ? request.headers?.[first] : request.query?.[first];
  switch (rule.name) {
    case 'Host': return (request.host === first) !== rule.negated;
    case 'HostRegexp': return new RegExp(first).test(request.host) !== rule.negated;
    case 'Path': return (request.path === first) !== rule.negated;
    case 'PathPrefix': return request.path.startsWith(first) !== rule.negated;
    case 'PathRegexp': return new RegExp(first).test(request.path) !== rule.negated;
    case 'Method': return (request.method === first) !== rule.negated;
    case 'Header':
    case 'Query': return (value === second) !== rule.negated;
    case 'HeaderRegexp':
    case 'QueryRegexp': return (value !== undefined && new RegExp(second).test(value)) !== rule.negated;
    default: throw new Error(`no ${rule.name} here`);
  }
}

/** The IngressRoute of a name. */
export function routeNamed(objects: readonly KubeObject[], name: string): IngressRoute {
  const isIt = (object: KubeObject): object is IngressRoute => object.kind === 'IngressRoute' && object.metadata.name === name;
  const found = objects.find(isIt);
  if (found === undefined) throw new Error(`no IngressRoute ${name}`);
  return found;
}

/** What the one Middleware of a purpose does. */
export function middlewareOf(objects: readonly KubeObject[], purpose: string): Middleware['spec'] {
  const isIt = (object: KubeObject): object is Middleware => object.kind === 'Middleware' && object.metadata.name.startsWith(`web-${purpose}`);
  const found = objects.find(isIt);
  if (found === undefined) throw new Error(`no Middleware for ${purpose}`);
  return found.spec;
}

/** A replacement as Go makes it, whose groups are `${1}` and whose dollar is `$$`. */
export function replaced(text: string, regex: string, replacement: string): string {
  const match = new RegExp(regex).exec(text);
  if (match === null) return text;
  return text.replace(match[0], () => replacement.replace(/\$\$|\$\{(\d)\}/g, (whole, group?: string) => (group === undefined ? whole.slice(1) : match[Number(group)] ?? '')));
}
