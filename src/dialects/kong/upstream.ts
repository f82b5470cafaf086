import { KongUpstreamPolicy, UpstreamSpec } from './kinds';
import { backendProtocol } from '../../model/backend-protocol';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { ServedBackend } from '../../model/route';
import { TimeoutsModel, TrafficModel } from '../../model/traffic';

const PREFIX = 'konghq.com';

/** What the Service of some routes has to say: Kong reads there how to talk to its pods. */
export function serviceAnnotations(routes: readonly ServedBackend[], exposure: IngressExposure): Labels {
  const { timeouts, retries } = exposure.traffic;
  return {
    ...Object.assign({}, ...routes.map(protocol)),
    ...timeoutAnnotations(timeouts),
    ...(retries === undefined ? {} : { [`${PREFIX}/retries`]: String(retries.attempts) }),
    ...hostHeader(routes, exposure),
    ...(upstreamSpec(exposure.traffic) === undefined ? {} : { [`${PREFIX}/upstream-policy`]: exposure.name }),
  };
}

/** The policy that the Services of an exposure name; none where it asks for nothing that would be in it. */
export function upstreamPolicies({ name, namespace, labels, traffic }: IngressExposure): KongUpstreamPolicy[] {
  const spec = upstreamSpec(traffic);
  return spec === undefined ? [] : [
    { apiVersion: 'configuration.konghq.com/v1beta1', kind: 'KongUpstreamPolicy', metadata: { name, namespace, labels }, spec },
  ];
}

/** What the annotations of a Service and the policy cannot carry as it was asked. */
export function upstreamGaps(exposure: IngressExposure): Finding[] {
  const { retries, affinity, loadBalancing } = exposure.traffic;
  return [
    ...(retries === undefined || retries.reasons.every((reason) => reason === 'connectFailure') ? [] : [gap(exposure,
      'Kong tries again where no answer comes, and never because of one: leave `retries.on` at `RetryOn.CONNECT_FAILURE`')]),
    ...(retries?.perTrySeconds === undefined ? [] : [gap(exposure, 'Kong has no limit for each attempt: leave `retries.perTrySeconds` out, and use `timeouts.idleSeconds`')]),
    ...(affinity?.ttlSeconds === undefined ? [] : [gap(exposure, 'the cookie of Kong lasts until the browser is closed: leave `affinity.ttlSeconds` out')]),
    ...(affinity === undefined || loadBalancing === undefined ? [] : [gap(exposure,
      'Kong finds the pod either by the cookie of `affinity` or by `loadBalancing`: leave one of them out')]),
  ];
}

function protocol(route: ServedBackend): Labels {
  const spoken = backendProtocol(route);
  return spoken === 'grpc' || spoken === 'https' ? { [`${PREFIX}/protocol`]: spoken } : {};
}

/** In milliseconds; that of reading and that of writing are counted from the last byte. */
function timeoutAnnotations({ connectSeconds, idleSeconds }: TimeoutsModel = {}): Labels {
  return {
    ...(connectSeconds === undefined ? {} : { [`${PREFIX}/connect-timeout`]: String(connectSeconds * 1000) }),
    ...(idleSeconds === undefined ? {} : { [`${PREFIX}/read-timeout`]: String(idleSeconds * 1000), [`${PREFIX}/write-timeout`]: String(idleSeconds * 1000) }),
  };
}

/** Heeded for requests of Ingresses that do not keep the client's host, and for no other. */
function hostHeader(routes: readonly ServedBackend[], exposure: IngressExposure): Labels {
  const isBehind = ({ action }: IngressExposure['routes'][number]) =>
    action.kind === 'serve' && action.backends.some(({ serviceName }) => routes.some((route) => route.serviceName === serviceName));
  const host = exposure.routes.filter(isBehind).flatMap(({ action }) => (action.kind === 'serve' && action.rewriteHost !== undefined ? [action.rewriteHost] : []))[0];
  return host === undefined ? {} : { [`${PREFIX}/host-header`]: host };
}

/**
 * A cookie that Kong sets itself where a client has none; the hash of it finds the pod.
 *
 * @see https://developer.konghq.com/kubernetes-ingress-controller/load-balancing/ (3.5)
 */
function upstreamSpec({ affinity, loadBalancing }: TrafficModel): UpstreamSpec | undefined {
  if (affinity !== undefined) return { algorithm: 'consistent-hashing', hashOn: { cookie: affinity.cookieName, cookiePath: '/' } };
  switch (loadBalancing) {
    case 'roundRobin':
      return { algorithm: 'round-robin' };
    case 'leastRequest':
      return { algorithm: 'least-connections' };
    case 'ipHash':
      return { algorithm: 'consistent-hashing', hashOn: { input: 'ip' } };
    case 'random':
    case undefined:
      return undefined;
  }
}
