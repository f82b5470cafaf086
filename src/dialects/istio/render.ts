import { ISTIO_CAPABILITIES } from './capabilities';
import { DestinationRule, LoadBalancer } from './kinds';
import { backendProtocol, spokenProtocol } from '../../model/backend-protocol';
import { GatewayController, GatewayPart } from '../../model/controller';
import { GatewayExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { servedBackends } from '../../model/route';
import { TrafficModel } from '../../model/traffic';

/** What a rule says of a Service. */
type TrafficPolicy = DestinationRule['spec']['trafficPolicy'];

/**
 * Istio, which is told by a DestinationRule how to pick pods and how long to wait for a connection: one for each Service behind an exposure,
 * in the namespace of the Service, named after it, since Istio takes one for a host.
 *
 * A rule speaks of the host, not of the route: every client of the Service in the mesh heeds it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/ (1.30.3)
 * @see https://github.com/istio/istio/blob/1.30.3/pilot/pkg/model/destination_rule.go (one rule for a host; nothing is merged but subsets)
 */
export const istio: GatewayController = {
  title: 'Istio',
  capabilities: ISTIO_CAPABILITIES,
  own: ['affinity.cookie', 'balance.ipHash', 'balance.leastRequest', 'balance.random', 'balance.roundRobin', 'timeout.connect'],
  part: (exposure) => ({ ...rulesOf(exposure), filters: () => [], annotations: {} }),
};

function rulesOf(exposure: GatewayExposure): Pick<GatewayPart, 'objects' | 'gaps'> {
  const { traffic } = exposure;
  const policy = policyOf(traffic);
  const said = saidBy(traffic);
  const gaps = [...twoBalancers(exposure), ...shorterTimeout(exposure), ...uncheckedTls(exposure)];
  if (said.length === 0) return { objects: [], gaps };
  if (traffic.backendTls !== undefined) return { objects: [], gaps: [...gaps, ...said.map((word) => beatenByTls(exposure, word))] };
  return { objects: servicesOf(exposure).map(({ namespace, name }) => ruleOf(exposure, namespace, name, policy)), gaps };
}

/** What a rule is needed for, in the words of the API. */
function saidBy({ affinity, loadBalancing, timeouts }: TrafficModel): string[] {
  return [
    ...(affinity === undefined ? [] : ['affinity']),
    ...(loadBalancing === undefined ? [] : ['loadBalancing']),
    ...(timeouts?.connectSeconds === undefined ? [] : ['timeouts.connectSeconds']),
  ];
}

function policyOf(traffic: TrafficModel): TrafficPolicy {
  const connect = traffic.timeouts?.connectSeconds;
  const loadBalancer = balancerOf(traffic);
  return {
    ...(connect === undefined ? {} : { connectionPool: { tcp: { connectTimeout: `${connect}s` } } }),
    ...(loadBalancer === undefined ? {} : { loadBalancer }),
  };
}

/** A cookie is a kind of hash to Istio, and so leaves no room for another way to pick. */
function balancerOf({ affinity, loadBalancing }: TrafficModel): LoadBalancer | undefined {
  if (affinity !== undefined) {
    return { consistentHash: { httpCookie: { name: affinity.cookieName, path: '/', ttl: `${affinity.ttlSeconds ?? 0}s` } } };
  }
  switch (loadBalancing) {
    case 'roundRobin': return { simple: 'ROUND_ROBIN' };
    case 'leastRequest': return { simple: 'LEAST_REQUEST' };
    case 'random': return { simple: 'RANDOM' };
    case 'ipHash': return { consistentHash: { useSourceIp: true } };
    case undefined: return undefined;
  }
}

function ruleOf(exposure: GatewayExposure, namespace: string, name: string, trafficPolicy: TrafficPolicy): DestinationRule {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name, namespace, labels: exposure.labels },
    spec: { host: name, trafficPolicy },
  };
}

/** The Services behind an exposure, each once, sorted. */
function servicesOf({ routes }: GatewayExposure): { namespace: string; name: string }[] {
  const byKey = new Map(servedBackends(routes).map(({ namespace, serviceName: name }) => [`${namespace}/${name}`, { namespace, name }]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, service]) => service);
}

function twoBalancers(exposure: GatewayExposure): Finding[] {
  const { affinity, loadBalancing } = exposure.traffic;
  return affinity === undefined || loadBalancing === undefined ? [] : [
    gap(exposure, 'Istio picks pods either by the cookie of `affinity` or by `loadBalancing`, and the cookie is what is written: leave one of them out'),
  ];
}

/**
 * Without `retry` in the route Istio has one timeout, and `backendRequest` takes its place.
 *
 * @see https://github.com/istio/istio/blob/1.30.3/pilot/pkg/config/kube/gateway/conversion.go (`convertHTTPRoute`)
 */
function shorterTimeout(exposure: GatewayExposure): Finding[] {
  const { timeouts, retries } = exposure.traffic;
  if (timeouts?.requestSeconds === undefined || timeouts.backendSeconds === undefined || retries !== undefined) return [];
  return [gap(exposure, 'Istio takes `timeouts.backendSeconds` for the whole request where nothing is tried again, and `timeouts.requestSeconds` is lost: leave one of them out, or ask for `retries`')];
}

/**
 * A policy of TLS becomes a rule for the same host that is older than any other, and wins whole.
 *
 * @see https://github.com/istio/istio/blob/1.30.3/pilot/pkg/config/kube/gateway/backend_policies.go
 * @see https://github.com/istio/istio/blob/1.30.3/pilot/pkg/model/push_context.go (`setDestinationRules`)
 */
function beatenByTls(exposure: GatewayExposure, word: string): Finding {
  return gap(exposure, `\`${word}\` would be lost beside \`backendTls\`, since to Istio the policy of TLS of a Service beats every other rule for it: leave one of them out`);
}

/**
 * An `appProtocol` tells the mesh what clients speak, not the Gateway to speak it.
 *
 * @see https://github.com/istio/istio/blob/1.30.3/pilot/pkg/networking/core/cluster_tls.go (a client's TLS comes of a rule alone)
 */
function uncheckedTls(exposure: GatewayExposure): Finding[] {
  if (exposure.traffic.backendTls !== undefined) return [];
  const ports = servedBackends(exposure.routes).filter((backend) => backendProtocol(backend) === 'https').map(spokenProtocol);
  return [...new Set(ports)].map((port) => gap(exposure, `Istio talks TLS to ${port} only where it can check the certificate: give \`backendTls\``));
}
