import { API_VERSION, RouteService, ServersTransport, Sticky, TraefikService } from './kinds';
import { backendProtocol } from '../../model/backend-protocol';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { fingerprint } from '../../model/fingerprint';
import { BackendModel } from '../../model/route';
import { LoadBalancingModel } from '../../model/traffic';

/** What a rule sends its requests to, and the objects that it needs for that. */
export interface RouteServices {
  readonly services: readonly RouteService[];
  readonly objects: readonly TraefikService[];
}

/**
 * A redirect needs a Service that never gets a request, and Traefik has one of its own.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/server/service/internalhandler.go
 */
export function nobody(): readonly RouteService[] {
  return [{ kind: 'TraefikService', name: 'noop@internal' }];
}

/**
 * The Services of a rule. Several with a cookie are one TraefikService: a rule has no cookie by which a client would stay at one of them.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/traefikservice/#stickiness-on-multiple-levels (3.7)
 */
export function servicesOf(exposure: IngressExposure, backends: readonly BackendModel[]): RouteServices {
  const services = backends.map((backend) => serviceOf(exposure, backend, backends.length > 1));
  const { affinity } = exposure.traffic;
  if (affinity === undefined || backends.length === 1) return { services, objects: [] };
  const name = `${exposure.name}-split-${fingerprint(services)}`;
  const sticky = stickyOf(exposure, { ...affinity, cookieName: `${affinity.cookieName}-split` });
  const { namespace, labels } = exposure;
  return {
    services: [{ kind: 'TraefikService', name }],
    objects: [{ apiVersion: API_VERSION, kind: 'TraefikService', metadata: { name, namespace, labels }, spec: { weighted: { services, sticky } } }],
  };
}

function serviceOf(exposure: IngressExposure, backend: BackendModel, isOneOfSeveral: boolean): RouteService {
  const { affinity, loadBalancing } = exposure.traffic;
  const scheme = schemeOf(backend, exposure.traffic.backendTls !== undefined);
  return {
    name: backend.serviceName,
    // refused unless the operator allows it, and reported; in the own namespace it would be another Service
    ...(backend.namespace === exposure.namespace ? {} : { namespace: backend.namespace }),
    port: backend.servicePortName,
    ...(scheme === undefined ? {} : { scheme }),
    ...(loadBalancing === undefined ? {} : { strategy: STRATEGIES[loadBalancing] }),
    ...(transportOf(exposure) === undefined ? {} : { serversTransport: exposure.name }),
    ...(affinity === undefined || loadBalancing === 'ipHash' ? {} : { sticky: stickyOf(exposure, affinity) }),
    ...(isOneOfSeveral ? { weight: backend.weight } : {}),
  };
}

/** A random choice is beyond it, and has been reported. */
const STRATEGIES: Readonly<Record<LoadBalancingModel, 'wrr' | 'p2c' | 'hrw'>> = { roundRobin: 'wrr', leastRequest: 'p2c', ipHash: 'hrw', random: 'wrr' };

/**
 * The scheme, where Traefik would guess another one: it takes HTTPS for port 443 and for names that begin with `https`, HTTP/1.1 for all others, and
 * does not look at `appProtocol`.
 */
function schemeOf(backend: BackendModel, isVerified: boolean): RouteService['scheme'] {
  const assumed = backend.servicePort === 443 || backend.servicePortName.startsWith('https') ? 'https' : 'http';
  const protocol = backendProtocol(backend);
  const wanted = isVerified ? 'https' : protocol === 'grpc' || protocol === 'h2c' ? 'h2c' : protocol === 'https' ? 'https' : 'http';
  return wanted === assumed ? undefined : wanted;
}

type Affinity = NonNullable<IngressExposure['traffic']['affinity']>;

function stickyOf({ tls, httpsRedirect }: IngressExposure, { cookieName, ttlSeconds }: Affinity): Sticky {
  return {
    cookie: {
      name: cookieName,
      ...(ttlSeconds === undefined ? {} : { maxAge: ttlSeconds }),
      // a browser keeps such a cookie to itself where it asks without TLS
      ...(tls !== undefined && httpsRedirect ? { secure: true } : {}),
      httpOnly: true,
    },
  };
}

/**
 * How Traefik talks to the pods, where anything is said of it. Each attempt has the time of its own.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/serverstransport/ (3.7; a CA is read from `ca.crt`)
 */
export function transportOf({ name, namespace, labels, traffic }: IngressExposure): ServersTransport | undefined {
  const { timeouts = {}, retries, backendTls } = traffic;
  const answers = [timeouts.backendSeconds, retries?.perTrySeconds].flatMap((seconds) => seconds ?? []);
  const { connectSeconds } = timeouts;
  if (answers.length === 0 && connectSeconds === undefined && backendTls === undefined) return undefined;
  const forwardingTimeouts = {
    ...(connectSeconds === undefined ? {} : { dialTimeout: `${connectSeconds}s` }),
    ...(answers.length === 0 ? {} : { responseHeaderTimeout: `${Math.min(...answers)}s` }),
  };
  return {
    apiVersion: API_VERSION,
    kind: 'ServersTransport',
    metadata: { name, namespace, labels },
    spec: {
      ...(backendTls === undefined ? {} : { serverName: backendTls.hostname }),
      ...(backendTls?.authority.kind === 'configMap' ? { rootCAs: [{ configMap: backendTls.authority.name }] } : {}),
      ...(Object.keys(forwardingTimeouts).length === 0 ? {} : { forwardingTimeouts }),
    },
  };
}

/** @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/server/service/loadbalancer/hrw/hrw.go (it looks at no cookie) */
export function balanceGaps(exposure: IngressExposure): Finding[] {
  const { affinity, loadBalancing } = exposure.traffic;
  return affinity !== undefined && loadBalancing === 'ipHash'
    ? [gap(exposure, '`affinity` by a cookie stands beside `loadBalancing` by IP hash, which looks at no cookie: choose one of them')]
    : [];
}
