import { Shop, thrownBy } from './shop';
import { LoadBalancing, Service, ServiceProps, ServiceProxy } from '../../src';
import { SERVICE_PROXIES, ServiceProxyName } from '../../src/clusters/service-proxy';
import { LoadBalancingModel } from '../../src/model/traffic';

const BALANCES: Readonly<Record<LoadBalancingModel, () => LoadBalancing>> = {
  roundRobin: () => LoadBalancing.roundRobin(),
  leastRequest: () => LoadBalancing.leastRequest(),
  ipHash: () => LoadBalancing.ipHash(),
  random: () => LoadBalancing.random(),
};

function shopOf(serviceProxy: ServiceProxy | undefined, props: ServiceProps): Shop {
  const shop = new Shop({ serviceProxy });
  shop.service('web', { service: Service.clusterIp(props) });
  return shop;
}

/** What a Service says of the choice of pods, or the finding that it cannot. */
function said(serviceProxy: ServiceProxy | undefined, props: ServiceProps): unknown {
  const shop = shopOf(serviceProxy, props);
  const findings = shop.findings();
  if (findings.length > 0) return findings;
  const { metadata, spec } = shop.named('Service', 'web');
  return { ...metadata.annotations, ...(spec['sessionAffinity'] === undefined ? {} : { affinity: spec['sessionAffinityConfig'] }) };
}

const affinity = (timeoutSeconds: number) => ({ affinity: { clientIP: { timeoutSeconds } } });
const beyond = (title: string) => [expect.stringMatching(new RegExp(`^\\[shop/web\\] \`loadBalancing\` of Service \`web\` by \\w+ is beyond ${title}: .*\\(CANNOT_EXPRESS\\)$`))];

test.each<[ServiceProxy | undefined, LoadBalancingModel, unknown]>([
  [undefined, 'random', {}],
  [undefined, 'ipHash', affinity(10800)],
  [undefined, 'roundRobin', beyond('kube-proxy')],
  [ServiceProxy.KUBE_PROXY, 'leastRequest', beyond('kube-proxy')],
  [ServiceProxy.KUBE_PROXY_IPVS, 'ipHash', affinity(10800)],
  [ServiceProxy.KUBE_PROXY_IPVS, 'random', beyond('kube-proxy in IPVS mode')],
  [ServiceProxy.KUBE_PROXY_IPVS, 'roundRobin', beyond('kube-proxy in IPVS mode')],
  [ServiceProxy.KUBE_PROXY_IPVS, 'leastRequest', beyond('kube-proxy in IPVS mode')],
  [ServiceProxy.KUBE_ROUTER, 'roundRobin', { 'kube-router.io/service.scheduler': 'rr' }],
  [ServiceProxy.KUBE_ROUTER, 'leastRequest', { 'kube-router.io/service.scheduler': 'lc' }],
  [ServiceProxy.KUBE_ROUTER, 'ipHash', { 'kube-router.io/service.scheduler': 'sh' }],
  [ServiceProxy.KUBE_ROUTER, 'random', beyond('kube-router')],
  [ServiceProxy.CILIUM, 'random', { 'service.cilium.io/lb-algorithm': 'random' }],
  [ServiceProxy.CILIUM, 'ipHash', affinity(10800)],
  [ServiceProxy.CILIUM, 'roundRobin', beyond('Cilium')],
  [ServiceProxy.CILIUM, 'leastRequest', beyond('Cilium')],
  [ServiceProxy.CILIUM_PLAIN, 'random', beyond('Cilium')],
  [ServiceProxy.CILIUM_PLAIN, 'ipHash', affinity(10800)],
])('%s: %s', (proxy, balance, expected) => {
  expect(said(proxy, { loadBalancing: BALANCES[balance]() })).toEqual(expected);
});

test('affinity lasts as long as is said, and annotations of the Service win', () => {
  expect(said(undefined, { loadBalancing: LoadBalancing.ipHash(), sessionAffinitySeconds: 60 })).toEqual(affinity(60));
  const annotations = { 'kube-router.io/service.scheduler': 'mh' };
  expect(said(ServiceProxy.KUBE_ROUTER, { loadBalancing: LoadBalancing.ipHash(), annotations })).toEqual(annotations);
});

test('nothing is written where nothing is asked', () => {
  for (const proxy of Object.values(ServiceProxy)) expect(said(proxy, {})).toEqual({});
});

test('a headless Service has no choice to make', () => {
  expect(thrownBy(() => Service.headless({ loadBalancing: LoadBalancing.random() }))).toMatch(/headless Service.*\(SERVICE_INVALID\)$/);
});

test('every row says where it was read, and every proxy has a name in the API', () => {
  const names: ServiceProxyName[] = Object.values(ServiceProxy);
  expect(Object.keys(SERVICE_PROXIES).sort()).toEqual(names.sort());
  for (const { balance } of Object.values(SERVICE_PROXIES)) {
    for (const { source } of Object.values(balance)) expect(source).toEqual({ url: expect.stringMatching(/^https:\/\//), version: expect.stringMatching(/\d/) });
  }
});
