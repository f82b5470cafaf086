import { TRAEFIK_GATEWAY_CAPABILITIES } from './gateway-capabilities';
import { middlewareGaps, trafficMiddlewares } from './middlewares';
import { ExtensionRef, GatewayController, RouteTarget } from '../../model/controller';
import { GatewayExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { RouteModel, ValueMatch } from '../../model/route';

/**
 * Traefik as a controller of Gateways: what the API has no field for are Middlewares, which the rules name as filters.
 *
 * A listener finds its entry point by the port, which is 8000 and 8443 by the chart; the Service offers these as 80 and 443.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/gateway-api/ (3.7, API v1.5.1)
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/provider/kubernetes/gateway/kubernetes.go (`entryPointName`)
 * @see https://github.com/traefik/traefik-helm-chart/blob/v41.3.0/traefik/values.yaml (`ports`, `gateway.listeners`)
 */
export const traefikGateway: GatewayController = {
  title: 'Traefik',
  capabilities: TRAEFIK_GATEWAY_CAPABILITIES,
  // most of these have no field in the API; the filter for CORS makes Traefik answer 500, and the fields for retries it does not read; it goes round robin untold
  own: ['retries', 'body.size', 'rate.client', 'rate.total', 'cors', 'sources', 'balance.roundRobin'],
  listenerPorts: 'process',
  part: (exposure, targets) => {
    const chain = trafficMiddlewares(exposure, 'beyondGateway');
    const filters: readonly ExtensionRef[] = chain.map(({ metadata }) => ({ group: 'traefik.io', kind: 'Middleware', name: metadata.name }));
    return {
      objects: chain,
      // a redirect says nothing but where to ask again, and there the chain is asked
      filters: (route) => (route.action.kind === 'redirect' ? [] : filters),
      annotations: {},
      gaps: [...middlewareGaps(exposure, 'beyondGateway'), ...listenerGaps(exposure), ...patternGaps(exposure.routes, exposure), ...grpcGaps(exposure, targets)],
    };
  },
};

function listenerGaps(exposure: GatewayExposure): Finding[] {
  const { certificates, parent } = exposure.edge;
  const bringsOwn = certificates === 'listenerSet' && exposure.tls !== undefined && exposure.tls.kind !== 'edge';
  return bringsOwn || parent.kind === 'ListenerSet'
    ? [gap(exposure, 'Traefik 3.7 reads no ListenerSet: give the certificate to a listener of the Gateway, and use `Tls.edge()` here')]
    : [];
}

/** @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/muxer/http/matcher.go (a pattern is looked for anywhere in the value) */
function patternGaps(routes: readonly RouteModel[], exposure: GatewayExposure): Finding[] {
  const isLoose = ({ match, value }: ValueMatch) => match === 'regex' && !(value.startsWith('^') && value.endsWith('$'));
  return routes.flatMap(({ path, headers, query }) => [...headers, ...query].filter(isLoose).map(({ name, value }) => gap(exposure,
    `Traefik looks for the pattern of \`${name}\` of path \`${path}\` anywhere in the value: write it as \`^(?:${value})$\``)));
}

/** @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/provider/kubernetes/gateway/grpcroute.go (`loadGRPCMiddlewares`) */
function grpcGaps(exposure: GatewayExposure, targets: readonly RouteTarget[]): Finding[] {
  return exposure.traffic.responseHeaders !== undefined && targets.some(({ kind }) => kind === 'GRPCRoute')
    ? [gap(exposure, 'Traefik changes no headers of answers by a GRPCRoute, and its rules would fail: leave `responseHeaders` out for gRPC')]
    : [];
}
