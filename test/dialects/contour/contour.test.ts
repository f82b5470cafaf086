import { RetriesModel } from '../../../src/model/traffic';
import { asks } from '../ingress/asked-features';
import { carriedBy } from '../ingress/carried';
import { annotationsOf, route, served, textsOf } from '../ingress/exposures';

test('everything that Contour supports reads as the snapshot has it, without a gap, and is valid', () => {
  expect(carriedBy('contour')).toMatchSnapshot();
});

describe('the protocol towards the pods', () => {
  test('is the port\'s own word where Contour knows it', () => {
    expect(textsOf(served('contour', 'kubernetes.io/h2c'))).toEqual([]);
    expect(textsOf(served('contour', 'https'))).toEqual([]);
  });

  test('is a gap where Contour would fall back on HTTP/1.1', () => {
    expect(textsOf(served('contour', 'grpc'))).toEqual([
      'port `main` of `web` (`appProtocol: grpc`) is beyond Contour: Contour would talk HTTP/1.1 to it; give the port `appProtocol: kubernetes.io/h2c`, which is what gRPC speaks',
    ]);
    expect(textsOf(served('contour', 'kubernetes.io/wss'))).toEqual([
      'Contour would talk HTTP/1.1 to port `main` of `web` (`appProtocol: kubernetes.io/wss`): give the port an `appProtocol` that it knows, `https` or `kubernetes.io/ws`',
    ]);
  });
});

describe('retries', () => {
  const of = (retries: RetriesModel) => asks('contour', { traffic: { retries } });
  const on = (...reasons: RetriesModel['reasons']) => annotationsOf(of({ attempts: 3, reasons }))['projectcontour.io/retry-on'];

  test('are said in the words of Envoy', () => {
    expect(on('connectFailure')).toBe('connect-failure');
    expect(on('badGateway', 'gatewayTimeout', 'unavailable')).toBe('gateway-error');
    expect(on('badGateway', 'connectFailure', 'gatewayTimeout', 'unavailable')).toBe('connect-failure,gateway-error');
    expect(on('badGateway', 'connectFailure', 'serverError')).toBe('5xx');
  });

  test('have a limit for each attempt, if one is asked for', () => {
    expect(annotationsOf(of({ attempts: 3, reasons: ['serverError'], perTrySeconds: 2 }))).toEqual({
      'projectcontour.io/num-retries': '3',
      'projectcontour.io/per-try-timeout': '2s',
      'projectcontour.io/retry-on': '5xx',
    });
  });

  test('of one of the answers that Envoy takes together are a gap, and not written wider', () => {
    const model = of({ attempts: 1, reasons: ['unavailable'] });
    expect(annotationsOf(model)).toEqual({});
    expect(textsOf(model)).toEqual([
      'Contour tries 502, 503 and 504 again together, and `retries.on` has but some of them: name all three, or `RetryOn.SERVER_ERROR`',
    ]);
  });
});

test('websockets are let through on their own paths alone, and a path with a comma cannot be listed', () => {
  const ws = (path: string) => route({ path, appProtocol: 'kubernetes.io/ws' });
  const model = asks('contour', { routes: [ws('/chat'), ws('/a,b'), ws('/bell'), route()] });
  expect(annotationsOf(model)).toEqual({ 'projectcontour.io/websocket-routes': '/bell,/chat' });
  expect(textsOf(model)).toEqual([
    'Contour lists the paths of websockets with commas between them, and path `/a,b` has one: serve websockets under a path without a comma',
  ]);
});
