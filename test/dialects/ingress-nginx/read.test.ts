import { patternOf } from '../../../src/dialects/ingress-nginx/patterns';
import { wayOfPattern } from '../../../src/dialects/ingress-nginx/read-pattern';
import { readEntries } from '../../../src/dialects/read-entries';
import * as fc from '../../property';
import { objectsOf } from '../../reachability/world';

interface Told {
  readonly className?: string;
  readonly host?: string;
  readonly path?: string;
  readonly type?: string;
  readonly service?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

let count = 0;

function ingress({ className = 'nginx', host = 'a.example', path = '/', type = 'Prefix', service = 'web', annotations = {} }: Told): string {
  count += 1;
  const said = Object.entries(annotations).map(([name, value]) => `${name.includes('/') ? name : `nginx.ingress.kubernetes.io/${name}`}: '${value}'`).join(', ');
  return `---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: i${count}, namespace: shop, annotations: { ${said} } }\n`
    + `spec: { ingressClassName: ${className}, rules: [{ host: ${host}, http: { paths: [{ path: '${path}', pathType: ${type}, backend: { service: { name: ${service}, port: { number: 80 } } } }] } }] }\n`;
}

function entriesOf(...texts: readonly string[]): string[] {
  return readEntries(objectsOf(texts.join('')), new Map()).entries.map(({ host, path, pathMatch, conditions, share, tls, backend }) =>
    [host, pathMatch, path, ...conditions ?? [], ...(share === undefined ? [] : [`${share.weight}/${share.of}`]), tls, backend.service].filter((part) => part !== undefined).join(' '));
}

describe('an Ingress of ingress-nginx', () => {
  test('makes patterns of all paths of its host by one of them, other Ingresses included, and of no other host', () => {
    expect(entriesOf(
      ingress({ path: '/v[0-9]+', type: 'ImplementationSpecific', annotations: { 'use-regex': 'true' } }),
      ingress({ path: '/a.b', type: 'Exact' }),
      ingress({ host: 'b.example', path: '/a', type: 'Exact' }),
      ingress({}),
    )).toEqual(['a.example regex /v[0-9]+ web', 'a.example regex /a\\.b web', 'b.example exact /a web', 'a.example prefix / web']);
  });

  test('makes patterns by a rewrite, too, unless that changes nothing', () => {
    const other = ingress({ path: '/b' });
    expect(entriesOf(ingress({ path: '/a', annotations: { 'rewrite-target': '/c' } }), other)).toEqual(['a.example regex /a web', 'a.example regex /b web']);
    expect(entriesOf(ingress({ path: '/a', annotations: { 'rewrite-target': '/a' } }), other)).toEqual(['a.example prefix /a web', 'a.example prefix /b web']);
  });

  test.each<Readonly<Record<string, string>>>([
    { 'permanent-redirect': 'https://b.example' }, { 'temporal-redirect': 'https://b.example' }, { 'rewrite-target': 'https://b.example/$1' }, { 'rewrite-target': '$scheme://b.example/' },
  ])('leads to no pod where it sends clients elsewhere: %j', (annotations) => {
    expect(entriesOf(ingress({ annotations }))).toEqual([]);
  });

  test('leads to pods whatever it does to the root alone', () => {
    expect(entriesOf(ingress({ annotations: { 'app-root': '/app' } }))).toEqual(['a.example prefix / web']);
  });

  test('answers on other names of its hosts, as the first Ingress of the host says', () => {
    expect(entriesOf(ingress({ annotations: { 'server-alias': 'b.example, *.c.example,~^d' } }), ingress({ path: '/x', annotations: { 'server-alias': 'e.example' } }))).toEqual([
      'a.example prefix / web', 'b.example prefix / web', '**.c.example prefix / web', 'a.example prefix /x web', 'b.example prefix /x web', '**.c.example prefix /x web',
    ]);
  });

  test('lets TLS through by the host alone', () => {
    expect(entriesOf(ingress({ annotations: { 'ssl-passthrough': 'true' } }), ingress({ path: '/x', annotations: { 'ssl-passthrough': 'true' } })))
      .toEqual(['a.example passthrough web', 'a.example prefix /x passthrough web']);
  });

  test('is one by the IngressClass, whatever the name of the class, where that is among the objects', () => {
    const kind = (name: string, controller: string) => `---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: ${name} }\nspec: { controller: ${controller} }\n`;
    const canary = (className: string) => ingress({ className, service: 'next', annotations: { 'canary': 'true', 'canary-weight': '5' } });
    expect(entriesOf(kind('web', 'k8s.io/ingress-nginx'), canary('web'))).toEqual(['a.example prefix / 5/100 next']);
    expect(entriesOf(kind('nginx', 'nginx.org/ingress-controller'), canary('nginx'))).toEqual(['a.example prefix / next']);
    expect(entriesOf(canary('web'))).toEqual(['a.example prefix / next']);
  });
});

describe('a canary', () => {
  const main = ingress({});
  const canary = (annotations: Readonly<Record<string, string>>, more: Told = {}) => ingress({ service: 'next', annotations: { canary: 'true', ...annotations }, ...more });

  test('leaves the rest to the main Ingress, of the smallest total that counts', () => {
    expect(entriesOf(main, canary({ 'canary-weight': '10' }))).toEqual(['a.example prefix / 90/100 web', 'a.example prefix / 10/100 next']);
    expect(entriesOf(main, canary({ 'canary-weight': '1', 'canary-weight-total': '2' }))).toEqual(['a.example prefix / 99/100 web', 'a.example prefix / 1/100 next']);
    expect(entriesOf(main, canary({ 'canary-by-header': 'x', 'canary-by-header-pattern': '^(?:a|b)$' }))).toEqual(['a.example prefix / web', 'a.example prefix / header x ~ a|b next']);
  });

  test('reaches all that the port of the main Service serves, and nothing of another port or path', () => {
    expect(entriesOf(main, canary({ 'canary-weight': '10' }), ingress({ host: 'b.example', path: '/x' }), ingress({ host: 'c.example', service: 'other' }))).toEqual([
      'a.example prefix / 90/100 web', 'a.example prefix / 10/100 next', 'b.example prefix /x 90/100 web', 'b.example prefix /x 10/100 next', 'c.example prefix / other',
    ]);
    expect(entriesOf(main, canary({ 'canary-weight': '10' }, { path: '/y' }))).toEqual(['a.example prefix / web', 'a.example prefix /y 10/100 next']);
  });
});

describe('a path as a pattern', () => {
  const path = fc.array(fc.stringMatching(/^[a-z0-9._-]{1,4}$/), { maxLength: 3 }).chain((segments) => fc.constantFrom('', '/').map((end) => `/${segments.join('/')}${segments.length === 0 ? '' : end}`));

  test('means after reading what it meant before writing, for any path', () => {
    fc.assert(fc.property(path, fc.constantFrom('exact', 'prefix'), (text, match) => {
      expect(wayOfPattern({ path: patternOf({ path: text, match }).text, pathMatch: 'implementation' })).toEqual({ path: text, pathMatch: match });
    }));
  });

  test.each(['/users/[0-9]+', '/a|/b', '/?x', '/(a|b)/c', '/.*\\.json$'])('means the pattern that a user wrote: %s', (text) => {
    expect(wayOfPattern({ path: patternOf({ path: text, match: 'regex' }).text, pathMatch: 'implementation' })).toEqual({ path: text, pathMatch: 'regex' });
  });

  test.each([
    ['/shop(/|$)(.*)', '/shop(/|$)(.*)', 'regex'], ['/(?-i)shop(?:/|$)', '/shop', 'prefix'], ['/(?-i)a\\.b$', '/a.b', 'exact'], ['/(?-i)v[0-9]$', '/v[0-9]$', 'regex'], ['/', '/', 'prefix'],
  ])('%s is %s by %s', (text, read, pathMatch) => {
    expect(wayOfPattern({ path: text, pathMatch: 'implementation' })).toEqual({ path: read, pathMatch });
  });
});
