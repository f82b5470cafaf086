import { stringify } from 'yaml';
import { ISTIO_CAPABILITIES } from '../../../src/dialects/istio/capabilities';
import { DestinationRule } from '../../../src/dialects/istio/kinds';
import { istio } from '../../../src/dialects/istio/render';
import { renderExposure } from '../../../src/dialects/render-exposure';
import { isSupported } from '../../../src/model/capability';
import { EXPOSURE_FEATURES } from '../../../src/model/feature';
import { KubeObject } from '../../../src/model/rendered';
import { RouteModel } from '../../../src/model/route';
import { TrafficModel } from '../../../src/model/traffic';
import { expectValid } from '../../schemas/validate';
import { ask, backend, exposure, route } from '../gateway/controllers/asks';

/** The rules of one exposure, each sound for the CRDs of Istio. */
function rulesOf(traffic: TrafficModel, routes?: readonly RouteModel[]): readonly KubeObject[] {
  const { objects } = renderExposure(exposure('istio', { traffic, ...(routes === undefined ? {} : { routes }) }));
  const rules = objects.filter(({ kind }) => kind === 'DestinationRule');
  expectValid(rules);
  return rules;
}

function gapsOf(traffic: TrafficModel, routes?: readonly RouteModel[]): string[] {
  return renderExposure(exposure('istio', { traffic, ...(routes === undefined ? {} : { routes }) })).gaps.map(({ text }) => text);
}

/** The rule for Service `web` of the exposure. */
const ruleOf = (trafficPolicy: DestinationRule['spec']['trafficPolicy']) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata: { name: 'web', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'web' } },
  spec: { host: 'web', trafficPolicy },
});

const TLS = { hostname: 'web.example.com', authority: { kind: 'system' } } as const;
const secure = [route({ action: { kind: 'serve', backends: [{ ...backend, appProtocol: 'https' }] } })];

describe('a DestinationRule', () => {
  // https://istio.io/latest/docs/reference/config/networking/destination-rule/ (1.30.3)
  test.each<[string, TrafficModel, DestinationRule['spec']['trafficPolicy']]>([
    ['pods in turn', { loadBalancing: 'roundRobin' }, { loadBalancer: { simple: 'ROUND_ROBIN' } }],
    ['the pod with the least to do', { loadBalancing: 'leastRequest' }, { loadBalancer: { simple: 'LEAST_REQUEST' } }],
    ['any pod', { loadBalancing: 'random' }, { loadBalancer: { simple: 'RANDOM' } }],
    ['a pod by the address of the client', { loadBalancing: 'ipHash' }, { loadBalancer: { consistentHash: { useSourceIp: true } } }],
    ['a pod by a cookie of the session', { affinity: { cookieName: 'pod' } }, { loadBalancer: { consistentHash: { httpCookie: { name: 'pod', path: '/', ttl: '0s' } } } }],
    ['a pod by a cookie that stays', { affinity: { cookieName: 'pod', ttlSeconds: 3600 } },
      { loadBalancer: { consistentHash: { httpCookie: { name: 'pod', path: '/', ttl: '3600s' } } } }],
    ['how long to wait for a connection', { timeouts: { connectSeconds: 2 } }, { connectionPool: { tcp: { connectTimeout: '2s' } } }],
    ['all of that', { loadBalancing: 'random', timeouts: { connectSeconds: 2 } }, { connectionPool: { tcp: { connectTimeout: '2s' } }, loadBalancer: { simple: 'RANDOM' } }],
  ])('says %s', (_, traffic, policy) => {
    expect(rulesOf(traffic)).toEqual([ruleOf(policy)]);
    expect(gapsOf(traffic)).toEqual([]);
  });

  test('is there for what a route has no field for, and for nothing else', () => {
    const written = EXPOSURE_FEATURES.filter((feature) => renderExposure(ask('istio', feature)).objects.some(({ kind }) => kind === 'DestinationRule'));
    expect(written).toEqual(['timeout.connect', 'affinity.cookie', 'balance.roundRobin', 'balance.leastRequest', 'balance.ipHash', 'balance.random']);
    expect([...istio.own].sort()).toEqual([...written].sort());
  });

  test('is one for each Service, in the namespace of that, whatever the order of routes', () => {
    const to = (path: string, ...services: [string, string][]) => route({
      path, action: { kind: 'serve', backends: services.map(([namespace, serviceName]) => ({ ...backend, namespace, serviceName })) },
    });
    const routes = [to('/', ['shop', 'web'], ['shop', 'web-next']), to('/files', ['files', 'web']), to('/more', ['shop', 'web'])];
    const names = (some: readonly RouteModel[]) => rulesOf({ loadBalancing: 'random' }, some).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    expect(names(routes)).toEqual(['files/web', 'shop/web', 'shop/web-next']);
    expect(names([...routes].reverse())).toEqual(names(routes));
  });

  test('is not there for a redirect, behind which there is no Service', () => {
    expect(rulesOf({ loadBalancing: 'random' }, [route({ action: { kind: 'redirect', host: 'new.example.com', status: 301 } })])).toEqual([]);
  });

  test('reads as the snapshot has it, beside the route', () => {
    const { objects } = renderExposure(exposure('istio', { traffic: { affinity: { cookieName: 'pod' }, timeouts: { connectSeconds: 2, requestSeconds: 30 } } }));
    expectValid(objects.filter(({ kind }) => kind === 'DestinationRule'));
    expect(objects.map((object) => stringify(object)).join('---\n')).toMatchSnapshot();
  });
});

describe('what Istio does not do of two things that are asked together', () => {
  test('is one of two ways to pick a pod', () => {
    const traffic: TrafficModel = { affinity: { cookieName: 'pod' }, loadBalancing: 'random' };
    expect(rulesOf(traffic)).toEqual([ruleOf({ loadBalancer: { consistentHash: { httpCookie: { name: 'pod', path: '/', ttl: '0s' } } } })]);
    expect(gapsOf(traffic)).toEqual([
      'exposure `web` on edge `public`: Istio picks pods either by the cookie of `affinity` or by `loadBalancing`, and the cookie is what is written: leave one of them out',
    ]);
  });

  test('is a rule beside a policy of TLS, which wins whole', () => {
    const traffic: TrafficModel = { loadBalancing: 'random', timeouts: { connectSeconds: 2 }, backendTls: TLS };
    expect(rulesOf(traffic, secure)).toEqual([]);
    const lost = (word: string) => `exposure \`web\` on edge \`public\`: \`${word}\` would be lost beside \`backendTls\`, `
      + 'since to Istio the policy of TLS of a Service beats every other rule for it: leave one of them out';
    expect(gapsOf(traffic, secure)).toEqual([lost('loadBalancing'), lost('timeouts.connectSeconds')]);
    expect(gapsOf({ backendTls: TLS }, secure)).toEqual([]);
  });

  test('is the timeout of a request beside that of one attempt, unless it tries again', () => {
    const timeouts = { requestSeconds: 30, backendSeconds: 10 };
    expect(gapsOf({ timeouts })).toEqual([expect.stringContaining('`timeouts.requestSeconds` is lost')]);
    expect(gapsOf({ timeouts, retries: { attempts: 2, reasons: ['connectFailure'] } })).toEqual([]);
    expect([gapsOf({ timeouts: { requestSeconds: 30 } }), gapsOf({ timeouts: { backendSeconds: 10 } })]).toEqual([[], []]);
  });

  test('is TLS to a port without a name to check, once for each port', () => {
    expect(gapsOf({}, [...secure, ...secure])).toEqual([
      'exposure `web` on edge `public`: Istio talks TLS to port `http` of `web` (`appProtocol: https`) only where it can check the certificate: give `backendTls`',
    ]);
  });
});

test('whatever Istio itself writes is in its table', () => {
  expect(istio.own.filter((feature) => !isSupported(ISTIO_CAPABILITIES[feature]))).toEqual([]);
});
