import { readIngresses } from '../../../src/dialects/ingress/read';
import { INGRESS_READINGS } from '../../../src/dialects/read-entries';
import { objectsOf } from '../../reachability/world';
import { expectValid } from '../../schemas/validate';

const BACKEND = '{ service: { name: web, port: { number: 80 } } }';

/** An Ingress `shop/web`. */
function ingress(spec: string, annotations = ''): string {
  return `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web, namespace: shop, annotations: { ${annotations} } }\nspec: { ${spec} }\n`;
}

function rule(host: string, paths: string): string {
  return `{ host: "${host}", http: { paths: [${paths}] } }`;
}

/** The entries of an Ingress that the schema takes and the API server would not refuse, without what is always the same. */
function entries(text: string): object[] {
  const objects = objectsOf(text);
  expectValid(objects);
  const { entries: found, problems: refused } = readIngresses(objects, INGRESS_READINGS);
  expect(refused).toEqual([]);
  return found.map(({ origin, at, clients, backend, ...way }) => {
    expect(at).toMatch(/backend$/i);
    expect([origin, clients, backend.service]).toEqual([{ kind: 'Ingress', namespace: 'shop', name: 'web' }, 'controller', 'web']);
    return way;
  });
}

function problems(text: string): string[] {
  return readIngresses(objectsOf(text), INGRESS_READINGS).problems.map(({ path, text: said }) => `${path}: ${said}`);
}

describe('a path of an Ingress', () => {
  test('is compared as its type says', () => {
    const paths = ['Exact', 'Prefix', 'ImplementationSpecific'].map((type) => `{ path: /a, pathType: ${type}, backend: ${BACKEND} }`);
    expect(entries(ingress(`rules: [${rule('a.example', paths.join(', '))}]`))).toEqual([
      { host: 'a.example', path: '/a', pathMatch: 'exact' },
      { host: 'a.example', path: '/a', pathMatch: 'prefix' },
      { host: 'a.example', path: '/a', pathMatch: 'implementation' },
    ]);
  });

  test('may be absent where it is as the class has it', () => {
    expect(entries(ingress(`rules: [{ http: { paths: [{ pathType: ImplementationSpecific, backend: ${BACKEND} }] } }]`))).toEqual([{}]);
  });

  test.each([
    [`{ path: /a, backend: ${BACKEND} }`, 'pathType: there is no `pathType`; allowed are Exact, Prefix, ImplementationSpecific'],
    [`{ path: /a, pathType: Regex, backend: ${BACKEND} }`, 'pathType: unknown type `Regex`; allowed are Exact, Prefix, ImplementationSpecific'],
    [`{ path: /a, pathType: constructor, backend: ${BACKEND} }`, 'pathType: unknown type `constructor`; allowed are Exact, Prefix, ImplementationSpecific'],
    ...['a', '', '/a//b', '/a/../b', '/a/.', '/a%2fb'].map((path): [string, string] => [
      `{ path: "${path}", pathType: Prefix, backend: ${BACKEND} }`, `path: \`${path}\` is not a path: it begins with \`/\`, and has no empty, \`.\` or \`..\` segment and no \`%2F\``,
    ]),
    [`{ path: a, pathType: ImplementationSpecific, backend: ${BACKEND} }`,
      'path: `a` is not a path: it begins with `/`, and has no empty, `.` or `..` segment and no `%2F`'],
  ])('is refused as the API server refuses it: %s', (path, problem) => {
    expect(problems(ingress(`rules: [${rule('a.example', path)}]`))).toEqual([`spec.rules[0].http.paths[0].${problem}`]);
  });
});

describe('a backend of an Ingress', () => {
  const omitted = (backend: string) => {
    const { entries: found, omissions, problems: refused } = readIngresses(objectsOf(ingress(`defaultBackend: ${backend}`)), INGRESS_READINGS);
    expect([found, refused]).toEqual([[], []]);
    return omissions;
  };

  test('by default is for every request that no path matches', () => {
    expect(entries(ingress(`defaultBackend: ${BACKEND}, rules: [${rule('a.example', `{ path: /a, pathType: Exact, backend: ${BACKEND} }`)}]`))).toEqual([
      { host: 'a.example', path: '/a', pathMatch: 'exact' }, {},
    ]);
  });

  test('that is a resource is told of, and not followed', () => {
    expect(omitted('{ resource: { apiGroup: k8s.example.com, kind: StorageBucket, name: static } }')).toEqual([{
      origin: { kind: 'Ingress', namespace: 'shop', name: 'web' },
      path: 'spec.defaultBackend.resource',
      reason: 'unfollowed',
      text: 'a backend of the kind `k8s.example.com/StorageBucket` is not followed; only a Service is',
    }]);
  });

  test('that is a resource of Kubernetes is none', () => {
    expect(omitted('{ resource: { apiGroup: apps, kind: Deployment, name: web } }')).toMatchObject([
      { reason: 'kind', text: '`apps/Deployment` is no backend: requests go to Services', mend: 'name the Service in front of the pods' },
    ]);
  });

  test('that is an action of an annotation is no Service', () => {
    expect(omitted('{ service: { name: ssl-redirect, port: { name: use-annotation } } }')).toMatchObject([
      { reason: 'unfollowed', text: '`ssl-redirect` is an action of the annotation `alb.ingress.kubernetes.io/actions.ssl-redirect`, which is not followed' },
    ]);
  });

  test.each([
    ['{}', 'spec.defaultBackend: a backend needs a `service` with a `name`, or a `resource`'],
    ['{ service: { name: web } }', 'spec.defaultBackend.service.port: a backend needs the name or the number of a port of its Service'],
    ['{ service: { name: web, port: { number: 0 } } }', 'spec.defaultBackend.service.port: a backend needs the name or the number of a port of its Service'],
    ['{ resource: { kind: Bucket } }', 'spec.defaultBackend.resource: a resource needs its `kind` and its `name`, and the `apiGroup` of the kind'],
    ['{ resource: { kind: A, name: a }, service: { name: a, port: { number: 1 } } }', 'spec.defaultBackend: a backend is either a `service` or a `resource`'],
  ])('is refused as the API server refuses it: %s', (backend, problem) => {
    expect(problems(ingress(`defaultBackend: ${backend}`))).toEqual([problem]);
  });

  test('is needed, be it the default one', () => {
    expect(problems(ingress(''))).toEqual(['spec: an Ingress needs `rules`, or a `defaultBackend`']);
    expect(problems(ingress('defaultBackend: null, rules: []'))).toEqual(['spec: an Ingress needs `rules`, or a `defaultBackend`']);
  });
});

describe('an Ingress', () => {
  const hosts = ['a.example', '*.b.example', 'x.c.example'];
  const tlsOf = (tls: string) => entries(ingress(
    `tls: ${tls}, rules: [${hosts.map((host) => rule(host, `{ path: /, pathType: Prefix, backend: ${BACKEND} }`)).join(', ')}], defaultBackend: ${BACKEND}`,
  )).map((entry) => ('tls' in entry ? entry.tls : 'none'));

  test('has TLS for the hosts that it names, by a wildcard for one label, and for all where it names none', () => {
    expect(tlsOf('[{ hosts: [a.example], secretName: a }]')).toEqual(['terminate', 'none', 'none', 'none']);
    expect(tlsOf('[{ hosts: ["*.b.example"], secretName: b }, { hosts: ["*.c.example"], secretName: c }]')).toEqual(['none', 'terminate', 'terminate', 'none']);
    expect(tlsOf('[{ hosts: ["*.example"], secretName: c }]')).toEqual(['terminate', 'none', 'none', 'none']);
    expect(tlsOf('[{ secretName: all }]')).toEqual(['terminate', 'terminate', 'terminate', 'terminate']);
    expect(tlsOf('[]')).toEqual(['none', 'none', 'none', 'none']);
  });

  test('has a class, in a field or in the annotation that was before it', () => {
    expect(entries(ingress(`ingressClassName: nginx, defaultBackend: ${BACKEND}`))).toEqual([{ className: 'nginx' }]);
    expect(entries(ingress(`defaultBackend: ${BACKEND}`, 'kubernetes.io/ingress.class: traefik'))).toEqual([{ className: 'traefik' }]);
  });
});

describe('a canary of ingress-nginx', () => {
  const canary = (annotations: Readonly<Record<string, string>>, className = '') => {
    const texts = Object.entries(annotations).map(([name, value]) => `nginx.ingress.kubernetes.io/${name}: "${value}"`);
    return entries(ingress(`${className === '' ? '' : `ingressClassName: ${className}, `}defaultBackend: ${BACKEND}`, texts.join(', ')));
  };

  test('gets its part of the requests; without one it gets none', () => {
    expect(canary({ 'canary': 'true', 'canary-weight': '10' })).toEqual([{ share: { weight: 10, of: 100 } }]);
    expect(canary({ 'canary': 'true', 'canary-weight': '1', 'canary-weight-total': '1000' })).toEqual([{ share: { weight: 1, of: 1000 } }]);
    expect(canary({ 'canary': 'true', 'canary-weight': 'ten' })).toEqual([{ share: { weight: 0, of: 100 } }]);
    expect(canary({ canary: 'true' })).toEqual([{ share: { weight: 0, of: 100 } }]);
  });

  test('gets those that somebody marked, and its part of the others', () => {
    expect(canary({ 'canary': 'true', 'canary-by-header': 'x-canary' })).toEqual([{ conditions: ['header x-canary = always'] }]);
    expect(canary({ 'canary': 'true', 'canary-by-header': 'x', 'canary-by-header-pattern': 'a.*' })).toEqual([{ conditions: ['header x ~ a.*'] }]);
    expect(canary({ 'canary': 'true', 'canary-by-header': 'x', 'canary-by-header-value': 'v', 'canary-by-header-pattern': 'a.*', 'canary-by-cookie': 'c', 'canary-weight': '5' }))
      .toEqual([{ conditions: ['header x = v, or cookie c = always, or 5 of 100 others'] }]);
  });

  test('is none where it is not asked for, or where another controller serves it', () => {
    expect(canary({ 'canary': 'false', 'canary-weight': '10' })).toEqual([{}]);
    expect(canary({ 'canary': 'true', 'canary-weight': '0' }, 'traefik')).toEqual([{ className: 'traefik' }]);
    expect(canary({ 'canary': 'true', 'canary-weight': '0' }, 'nginx-internal')).toEqual([{ className: 'nginx-internal', share: { weight: 0, of: 100 } }]);
  });
});
