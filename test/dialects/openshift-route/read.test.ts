import { readRoutes } from '../../../src/dialects/openshift-route/read';
import { objectsOf } from '../../reachability/world';

function read(spec: string) {
  return readRoutes(objectsOf(`apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: { name: web, namespace: shop }\nspec: { ${spec} }\n`));
}

/** The entries of a Route, without what is always the same. */
function entries(spec: string): object[] {
  const { entries: found, problems } = read(spec);
  expect(problems).toEqual([]);
  return found.map(({ origin, at, clients, backend, ...way }, i) => {
    expect(at).toBe(i === 0 ? 'spec.to' : `spec.alternateBackends[${i - 1}]`);
    expect([origin, clients]).toEqual([{ kind: 'Route', namespace: 'shop', name: 'web' }, 'controller']);
    return { ...way, service: backend.service };
  });
}

const TO = 'to: { kind: Service, name: web }';

describe('a Route', () => {
  test('gives each backend its part of the requests, 100 where it does not say', () => {
    expect(entries(`${TO}, alternateBackends: [{ kind: Service, name: next, weight: 50 }, { kind: Service, name: old, weight: 0 }]`)).toEqual([
      { service: 'web', share: { weight: 100, of: 150 } }, { service: 'next', share: { weight: 50, of: 150 } }, { service: 'old', share: { weight: 0, of: 150 } },
    ]);
    expect(entries('to: { kind: Service, name: web, weight: 7 }')).toEqual([{ service: 'web' }]);
  });

  test('all of whose weights are 0 leads nowhere', () => {
    const { entries: found, omissions } = read('to: { kind: Service, name: web, weight: 0 }');
    expect(found).toMatchObject([{ share: { weight: 0, of: 0 } }]);
    expect(omissions).toEqual([{
      origin: { kind: 'Route', namespace: 'shop', name: 'web' },
      path: 'spec.to.weight',
      reason: 'idle',
      text: 'all backends have weight 0: whoever asks gets an error for an answer',
      mend: 'give one of them a `weight` above 0',
    }]);
  });

  test('has a host, or all hosts beside it', () => {
    expect(entries(`host: www.shop.example, ${TO}`)).toEqual([{ host: 'www.shop.example', service: 'web' }]);
    expect(entries(`host: www.shop.example, wildcardPolicy: None, ${TO}`)).toEqual([{ host: 'www.shop.example', service: 'web' }]);
    expect(entries(`host: www.shop.example, wildcardPolicy: Subdomain, ${TO}`)).toEqual([{ host: '*.shop.example', service: 'web' }]);
  });

  test('has a path of whole segments', () => {
    expect(entries(`path: /a, ${TO}`)).toEqual([{ path: '/a', pathMatch: 'prefix', service: 'web' }]);
  });

  test.each([['edge', 'terminate'], ['passthrough', 'passthrough'], ['reencrypt', 'reencrypt']])('ends TLS as `%s` says', (termination, tls) => {
    expect(entries(`tls: { termination: ${termination} }, ${TO}`)).toEqual([{ tls, service: 'web' }]);
  });

  test.each([
    ['to: { kind: Service, name: web, weight: 257 }', 'spec.to.weight: `257` is no weight; allowed are 0 to 256'],
    [`${TO}, alternateBackends: [{ name: a, weight: -1 }]`, 'spec.alternateBackends[0].weight: `-1` is no weight; allowed are 0 to 256'],
    [`${TO}, alternateBackends: [{ name: a }, { name: b }, { name: c }, { name: d }]`, 'spec.alternateBackends: 4 alternate backends are too many; at most 3 are allowed'],
    [`${TO}, wildcardPolicy: All`, 'spec.wildcardPolicy: unknown policy `All`; allowed are None, Subdomain'],
    [`${TO}, wildcardPolicy: Subdomain`, 'spec.wildcardPolicy: the policy `Subdomain` needs a `host`, one of those that are meant'],
    [`${TO}, path: a`, 'spec.path: `a` is not a path: it begins with `/`'],
    [`${TO}, path: /a, tls: { termination: passthrough }`, 'spec.path: a Route that passes TLS through has no `path`: nobody but the pods can read it'],
    [`${TO}, tls: { termination: Edge }`, 'spec.tls.termination: unknown type `Edge`; allowed are edge, passthrough, reencrypt'],
  ])('is refused as the API server refuses it: %s', (spec, problem) => {
    expect(read(spec).problems.map(({ path, text }) => `${path}: ${text}`)).toEqual([problem]);
  });
});
