import { ClientSettingsPolicy, LoadBalancingMethod, Policy, PolicyTarget, ProxySettingsPolicy, RateLimitPolicy, UpstreamSettingsPolicy } from './kinds';
import { GatewayExposure } from '../../model/exposure';
import { servedBackends } from '../../model/route';
import { LoadBalancingModel, RateLimitModel, TimeoutsModel } from '../../model/traffic';

const API_VERSION = 'gateway.nginx.org/v1alpha1';

/** The policies of an exposure for these routes: what none of them can say is left out, and is a gap. */
export function policiesOf(exposure: GatewayExposure, targets: readonly PolicyTarget[]): Policy[] {
  const { timeouts, maxBodyBytes, rateLimit, loadBalancing } = exposure.traffic;
  const size = maxBodyBytes === undefined ? undefined : sizeOf(maxBodyBytes);
  return [
    ...(size === undefined ? [] : targets.map((target) => clientSettings(exposure, target, size))),
    ...(timeouts === undefined ? [] : proxySettings(exposure, targets.filter(({ kind }) => kind === 'HTTPRoute'), timeouts)),
    ...(rateLimit === undefined || rateLimit.per === 'hour' || targets.length === 0 ? [] : [rateLimitPolicy(exposure, targets, rateLimit)]),
    ...(loadBalancing === undefined ? [] : upstreamSettings(exposure, loadBalancing)),
  ];
}

/** One policy is for one route, so it has the name of that. */
function clientSettings({ namespace, labels }: GatewayExposure, target: PolicyTarget, maxSize: string): ClientSettingsPolicy {
  const metadata = { name: target.name, namespace, labels };
  return { apiVersion: API_VERSION, kind: 'ClientSettingsPolicy', metadata, spec: { targetRef: { ...target }, body: { maxSize } } };
}

/**
 * Bytes in the words of NGINX, which have at most four digits; undefined where those cannot say it.
 *
 * @see https://github.com/nginx/nginx-gateway-fabric/blob/e55bfe339/apis/v1alpha1/shared_types.go (2.7, `Size`)
 */
export function sizeOf(bytes: number): string | undefined {
  const units = [['g', 1024 ** 3], ['m', 1024 ** 2], ['k', 1024], ['', 1]] as const;
  const unit = units.find(([, size]) => bytes % size === 0 && bytes / size <= 9999);
  return unit === undefined ? undefined : `${bytes / unit[1]}${unit[0]}`;
}

/** What NGINX waits for between two bytes, in both directions. Its words for gRPC are others, which no policy writes. */
function proxySettings(exposure: GatewayExposure, targets: readonly PolicyTarget[], timeouts: TimeoutsModel): ProxySettingsPolicy[] {
  const { name, namespace, labels } = exposure;
  const { connectSeconds, idleSeconds } = timeouts;
  if (targets.length === 0 || connectSeconds === undefined && idleSeconds === undefined) return [];
  const timeout = {
    ...(connectSeconds === undefined ? {} : { connect: secondsOf(connectSeconds) }),
    ...(idleSeconds === undefined ? {} : { read: secondsOf(idleSeconds), send: secondsOf(idleSeconds) }),
  };
  return [{ apiVersion: API_VERSION, kind: 'ProxySettingsPolicy', metadata: { name, namespace, labels }, spec: { targetRefs: copied(targets), timeout } }];
}

/** At most four digits: beyond them whole minutes, the next longer one. */
function secondsOf(seconds: number): string {
  return seconds <= 9999 ? `${seconds}s` : `${Math.ceil(seconds / 60)}m`;
}

/**
 * A bucket that holds the requests of one second or minute: without a burst NGINX would refuse the second of two requests that come together.
 *
 * @see https://nginx.org/en/docs/http/ngx_http_limit_req_module.html#limit_req (1.31)
 */
function rateLimitPolicy({ name, namespace, labels }: GatewayExposure, targets: readonly PolicyTarget[], limit: RateLimitModel): RateLimitPolicy {
  const { requests, per, by } = limit;
  const rule = {
    rate: `${requests}r/${per === 'second' ? 's' : 'm'}`,
    key: by === 'client' ? '$binary_remote_addr' : 'total',
    ...(requests === 1 ? {} : { burst: requests - 1, noDelay: true as const }),
  };
  return {
    apiVersion: API_VERSION,
    kind: 'RateLimitPolicy',
    metadata: { name, namespace, labels },
    spec: { targetRefs: copied(targets), rateLimit: { local: { rules: [rule] }, rejectCode: 429 } },
  };
}

/** It belongs to the Service, and so do its name and its namespace: two exposures that would both write it are found. */
function upstreamSettings({ labels, routes }: GatewayExposure, loadBalancing: LoadBalancingModel): UpstreamSettingsPolicy[] {
  const services = new Map(servedBackends(routes).map(({ namespace, serviceName }) => [`${namespace}/${serviceName}`, { namespace, name: serviceName }]));
  return [...services].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { namespace, name }]) => ({
    apiVersion: API_VERSION,
    kind: 'UpstreamSettingsPolicy',
    metadata: { name, namespace, labels },
    spec: { targetRefs: [{ group: '', kind: 'Service', name }], loadBalancingMethod: methodOf(loadBalancing) },
  }));
}

function methodOf(model: LoadBalancingModel): LoadBalancingMethod {
  switch (model) {
    case 'roundRobin': return 'round_robin';
    case 'leastRequest': return 'least_conn';
    case 'ipHash': return 'ip_hash';
    case 'random': return 'random';
  }
}

/** An object of its own for each reference, so that no YAML library writes aliases. */
function copied(targets: readonly PolicyTarget[]): PolicyTarget[] {
  return targets.map((target) => ({ ...target }));
}
