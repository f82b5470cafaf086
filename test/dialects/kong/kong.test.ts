import { exposureNeeds, renderExposure } from '../../../src/dialects/render-exposure';
import { IngressExposure } from '../../../src/model/exposure';
import { KubeObject } from '../../../src/model/rendered';
import { RouteAction, RouteModel } from '../../../src/model/route';
import { CorsModel, TrafficModel } from '../../../src/model/traffic';
import { asks } from '../ingress/asked-features';
import { carriedBy } from '../ingress/carried';
import { annotationsOf, exposure, route, textsOf, withNeeds } from '../ingress/exposures';

test('everything that Kong supports reads as the snapshot has it, without a gap, and is valid', () => {
  expect(carriedBy('kong')).toMatchSnapshot();
});

const asking = (traffic: TrafficModel): IngressExposure => withNeeds(asks('kong', { traffic }));

function configOf(model: IngressExposure): unknown {
  const plugin: (KubeObject & { readonly config?: unknown }) | undefined = renderExposure(model).objects.find(({ kind }) => kind === 'KongPlugin');
  return plugin?.config;
}

describe('the protocol towards the pods', () => {
  test.each(['grpc', 'https'])('is asked of the Service for %s, and is a gap until the Service says so', (appProtocol) => {
    const model = exposure('kong', { routes: [route({ appProtocol })] });
    expect(exposureNeeds(model)).toEqual([{ serviceName: 'web', annotations: { 'konghq.com/protocol': appProtocol } }]);
    expect(textsOf(model)).toEqual([`its controller learns how to talk to \`web\` from the Service: annotate that with \`konghq.com/protocol: ${appProtocol}\``]);
    expect(textsOf(withNeeds(model))).toEqual([]);
  });

  test('cannot be gRPC beside HTTP on one Ingress', () => {
    const routes = [route(), route({ path: '/rpc', serviceName: 'rpc', servicePortName: 'grpc', appProtocol: 'grpc' })];
    expect(textsOf(withNeeds(exposure('kong', { routes })))).toEqual([
      'Kong accepts either gRPC or HTTP on the paths of one Ingress: give the gRPC ports an exposure of their own, for the same host',
    ]);
  });
});

describe('paths', () => {
  test.each(['/a+b', '/price$', '/(old)'])('such as %s would be read as patterns', (path) => {
    expect(textsOf(asks('kong', { routes: [route({ path, match: 'exact' })] }))).toEqual([
      `Kong reads path \`${path}\` as a pattern: use a path without \`$\`, \`(\`, \`)\` and \`+\``,
    ]);
  });

  test('with no such sign are as they are', () => {
    expect(textsOf(asks('kong', { routes: [route({ path: '/~user/.well-known/a,b;c=d&e!@:%20\'' })] }))).toEqual([]);
  });
});

describe('a rewrite', () => {
  const to = (path: string, more: Partial<Extract<RouteAction, { kind: 'serve' }>>, match: RouteModel['match'] = 'prefix'): RouteModel => {
    const plain = route({ path, match });
    return { ...plain, action: { ...plain.action, ...more } as RouteAction }; // the fixture's action is one that serves
  };
  const rewriting = (...routes: RouteModel[]) => withNeeds(asks('kong', { routes }));

  test('takes a prefix away, and leaves the prefix `/` as it is', () => {
    const model = rewriting(to('/api', { rewritePath: { kind: 'prefix', value: '/' } }), route());
    expect(annotationsOf(model)).toEqual({ 'konghq.com/strip-path': 'true' });
    expect(textsOf(model)).toEqual([]);
  });

  test('to anything else is a gap, and nothing is taken away', () => {
    const model = rewriting(to('/api', { rewritePath: { kind: 'prefix', value: '/v2' } }), to('/cart', { rewritePath: { kind: 'full', value: '/' } }));
    expect(annotationsOf(model)).toEqual({});
    expect(textsOf(model)).toEqual([
      'Kong takes away the prefix that matched and nothing else, and `rewritePath` of path `/api` asks for `/v2`: use `PathRewrite.prefix(\'/\')`, or an edge of the Gateway API',
      'Kong takes away the prefix that matched and nothing else, and `rewritePath` of path `/cart` asks for `/`: use `PathRewrite.prefix(\'/\')`, or an edge of the Gateway API',
    ]);
  });

  test('of some paths alone is a gap for the others', () => {
    const model = rewriting(to('/api', { rewritePath: { kind: 'prefix', value: '/' } }), route({ path: '/', match: 'exact' }));
    expect(textsOf(model)).toEqual([
      'Kong would take path `/` away as well, since it does so for all paths of an Ingress: give the paths with `rewritePath` an exposure of their own, for the same host',
    ]);
  });

  test('is a gap for gRPC', () => {
    const grpc = route({ path: '/api', appProtocol: 'grpc' });
    const stripped: RouteAction = { ...grpc.action, rewritePath: { kind: 'prefix', value: '/' } } as RouteAction; // as above
    expect(textsOf(rewriting({ ...grpc, action: stripped }))).toEqual(['Kong takes no prefix away from gRPC: leave `rewritePath` out']);
  });

  test('of the host is one for all paths', () => {
    const one = to('/', { rewriteHost: 'inner.example.com' });
    expect(textsOf(rewriting(one))).toEqual([]);
    expect(textsOf(rewriting(one, route({ path: '/api' })))).toEqual([
      'Kong changes the host for all paths of an Ingress, and its paths differ in `rewriteHost`: give those with one an exposure of their own, for the same host',
    ]);
  });
});

describe('plugins', () => {
  const cors: CorsModel = { origins: ['https://*.example.com'], methods: ['GET'], headers: [], exposedHeaders: ['x-page'], credentials: true };

  test('stand before those that the user has named', () => {
    const model = asks('kong', { annotations: { 'konghq.com/plugins': 'key-auth' }, traffic: { maxBodyBytes: 10, sources: ['192.0.2.1/32'] } });
    expect(annotationsOf(model)).toEqual({ 'konghq.com/plugins': 'web-ip-restriction,web-request-size-limiting,key-auth' });
  });

  test('allow the origins of a wildcard as a pattern for the whole of it, and no header beyond those that are named', () => {
    expect(configOf(asking({ cors }))).toEqual({
      origins: ['^https://[a-z0-9.-]+\\.example\\.com$'], methods: ['GET'], headers: ['Accept'], exposed_headers: ['x-page'], credentials: true,
    });
    const [pattern = ''] = ['^https://[a-z0-9.-]+\\.example\\.com$'];
    expect(['https://a.example.com', 'https://a.b.example.com', 'https://example.com', 'https://a.example.com.evil.org', 'https://aXexample.com'].map((origin) => new RegExp(pattern).test(origin)))
      .toEqual([true, true, false, false, false]);
  });

  test('allow every origin where that is asked', () => {
    expect(configOf(asking({ cors: { ...cors, origins: ['*'], credentials: false, exposedHeaders: [] } }))).toEqual({
      origins: ['*'], methods: ['GET'], headers: ['Accept'], credentials: false,
    });
  });

  test('set, add and remove headers', () => {
    expect(configOf(asking({ requestHeaders: { set: { a: 'x:y' }, add: { b: '1' }, remove: ['c'] } }))).toEqual({
      remove: { headers: ['c'] }, replace: { headers: ['a:x:y'] }, add: { headers: ['a:x:y'] }, append: { headers: ['b:1'] },
    });
  });

  test('run templates, so that a value that looks like one is a gap', () => {
    expect(textsOf(asking({ requestHeaders: { set: { a: '$(headers.cookie)' }, add: {}, remove: [] } }))).toEqual([
      'Kong would run what follows `$(` in the value of header `a` of `requestHeaders`: use a value without it',
    ]);
    expect(textsOf(asking({ responseHeaders: { set: { a: '$(headers.cookie)' }, add: {}, remove: [] } }))).toEqual([]);
  });

  test('count requests for each host and Service port by themselves', () => {
    const model = asks('kong', { hosts: ['a.example.com', 'b.example.com'], traffic: { rateLimit: { requests: 5, per: 'hour', by: 'client' } } });
    expect(textsOf(model)).toEqual(['Kong counts requests for each host and Service port by itself, and `rateLimit` is for 2 of them: give each an exposure of its own']);
  });
});

describe('what the Service says', () => {
  test('cannot be a reason to try again, or a limit for each attempt', () => {
    expect(textsOf(asking({ retries: { attempts: 2, reasons: ['serverError'], perTrySeconds: 3 } }))).toEqual([
      'Kong tries again where no answer comes, and never because of one: leave `retries.on` at `RetryOn.CONNECT_FAILURE`',
      'Kong has no limit for each attempt: leave `retries.perTrySeconds` out, and use `timeouts.idleSeconds`',
    ]);
  });

  test('cannot be how long a cookie lasts, nor two ways to find a pod', () => {
    expect(textsOf(asking({ affinity: { cookieName: 'shop', ttlSeconds: 60 }, loadBalancing: 'leastRequest' }))).toEqual([
      'the cookie of Kong lasts until the browser is closed: leave `affinity.ttlSeconds` out',
      'Kong finds the pod either by the cookie of `affinity` or by `loadBalancing`: leave one of them out',
    ]);
  });

  test('is a gap where the Service says something else, such as for another exposure', () => {
    const model = asks('kong', { routes: [route({ serviceAnnotations: { 'konghq.com/connect-timeout': '1000' } })], traffic: { timeouts: { connectSeconds: 3 } } });
    expect(textsOf(model)).toEqual(['its controller learns how to talk to `web` from the Service: annotate that with `konghq.com/connect-timeout: 3000`']);
  });
});
