import { readEntries } from '../../../src/dialects/read-entries';
import { objectsOf } from '../../reachability/world';

function ingress(name: string, target: string, annotations = '', path = '/', className = 'haproxy'): string {
  return `---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: ${name}, namespace: shop, annotations: { ${annotations} } }\n`
    + `spec: { ingressClassName: ${className}, rules: [{ host: a.example, http: { paths: [{ path: ${path}, pathType: Prefix, backend: { service: { name: ${target}, port: { number: 80 } } } }] } }] }\n`;
}

function service(name: string, annotation: string): string {
  return `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: shop, annotations: { ${annotation} } }\nspec: { ports: [{ port: 80 }] }\n`;
}

function entriesOf(...texts: readonly string[]): string[] {
  return readEntries(objectsOf(texts.join('')), new Map()).entries.map(({ path, conditions, share, tls, backend }) =>
    [path, ...conditions ?? [], ...(share === undefined ? [] : [`${share.weight}/${share.of}`]), tls, backend.service].filter((part) => part !== undefined).join(' '));
}

describe('a rule on a Service of HAProxy', () => {
  test.each([
    ['rand(100) lt 25', '25/100', '75/100'],
    ['rand(4) lt 9', '4/4', '0/4'],
    ['method POST', 'method POST', undefined],
    ['req.fhdr(x) -m str v', 'header x = v', undefined],
    ['hdr(x) -m reg ^(?:v.*)$', 'header x ~ v.*', undefined],
    ['urlp(x) -m reg v', 'query x ~ v', undefined],
    ['cookie(staging) -m found', 'rule cookie(staging) -m found', undefined],
  ])('takes of the same path what it says: %s', (acl, taken, left) => {
    expect(entriesOf(service('next', `haproxy.com/route-acl: '${acl}'`), ingress('web', 'web'), ingress('next', 'next'), ingress('api', 'api', '', '/api')))
      .toEqual([['/', left, 'web'].filter((part) => part !== undefined).join(' '), `/ ${taken} next`, '/api api']);
  });

  test('is none for another controller', () => {
    expect(entriesOf(service('next', 'haproxy.org/route-acl: method POST'), ingress('next', 'next', '', '/', 'traefik'))).toEqual(['/ next']);
  });
});

test('an Ingress that sends clients elsewhere leads to no pod, and TLS that goes through is told by its host', () => {
  expect(entriesOf(ingress('old', 'web', 'haproxy.org/request-redirect: b.example'))).toEqual([]);
  expect(entriesOf(ingress('db', 'db', 'haproxy.org/ssl-passthrough: "true"'))).toEqual(['passthrough db']);
});
