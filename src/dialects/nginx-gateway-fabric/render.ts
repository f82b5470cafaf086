import { NGINX_GATEWAY_FABRIC_CAPABILITIES } from './capabilities';
import { PolicyTarget } from './kinds';
import { limitsOf } from './limits';
import { policiesOf, sizeOf } from './policies';
import { GatewayController, RouteTarget } from '../../model/controller';
import { GatewayEdge } from '../../model/edge';
import { GatewayExposure, OnEdge, StreamModel } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';

/** The most routes for which one policy can be. */
const TARGETS_MAX = 16;

/**
 * NGINX Gateway Fabric with the open-source NGINX: policies beside the routes of an exposure, each for whole routes.
 *
 * It takes the fields `timeouts`, `retry` and `sessionPersistence` of routes, says so in their status, and does nothing.
 *
 * @see https://github.com/nginx/nginx-gateway-fabric/blob/e55bfe339/internal/controller/state/graph/httproute.go (2.7, `checkForUnsupportedHTTPFields`)
 * @see https://github.com/nginx/nginx-gateway-fabric/blob/e55bfe339/internal/controller/state/graph/policies.go (2.7)
 */
export const nginxGatewayFabric: GatewayController = {
  title: 'NGINX Gateway Fabric',
  capabilities: NGINX_GATEWAY_FABRIC_CAPABILITIES,
  own: [
    'timeout.request', 'timeout.backend', 'timeout.connect', 'timeout.idle',
    'retries', 'body.size', 'rate.client', 'rate.total', 'sources',
    'affinity.cookie', 'balance.roundRobin', 'balance.leastRequest', 'balance.ipHash', 'balance.random',
  ],
  part: (exposure, targets) => ({
    objects: policiesOf(exposure, targetsOf(targets)),
    filters: () => [],
    annotations: {},
    gaps: [...limitsOf(exposure, targets), ...policyGaps(exposure, targets)],
  }),
  stream: (stream) => ({ objects: [], annotations: {}, gaps: streamGaps(stream) }),
};

/** The routes that serve requests: one that only sends clients to HTTPS has nothing to say of them. */
function targetsOf(targets: readonly RouteTarget[]): PolicyTarget[] {
  return targets.filter(({ routes }) => routes.length > 0)
    .map(({ kind, name }) => ({ group: 'gateway.networking.k8s.io' as const, kind, name }))
    .sort((a, b) => (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1));
}

function policyGaps(exposure: GatewayExposure, targets: readonly RouteTarget[]): Finding[] {
  const { timeouts, maxBodyBytes, rateLimit } = exposure.traffic;
  const texts = [
    ...(maxBodyBytes === undefined || sizeOf(maxBodyBytes) !== undefined ? []
      : [`\`maxBodyBytes: ${maxBodyBytes}\` is not a number of bytes, kibibytes, mebibytes or gibibytes of at most four digits, which is how NGINX says it: take \`${below(maxBodyBytes)}\``]),
    ...(rateLimit?.per !== 'hour' ? [] : ['NGINX counts requests by the second or the minute: use `per: RatePeriod.MINUTE`']),
    ...((timeouts?.connectSeconds ?? timeouts?.idleSeconds) === undefined || targets.every(({ kind }) => kind === 'HTTPRoute') ? []
      : ['`timeouts` do not reach the GRPCRoute, since NGINX has other words for gRPC, which no policy writes: give gRPC an exposure of its own, without `timeouts`']),
    ...(maxBodyBytes === undefined ? [] : sharedPaths(targets).map((path) => `\`maxBodyBytes\` is refused where two routes have path \`${path}\`, as an exposure with many paths does: split the exposure`)),
    ...(targets.length <= TARGETS_MAX ? [] : [`the exposure has ${targets.length} routes, and a policy is for ${TARGETS_MAX} at most: split the exposure`]),
  ];
  return texts.map((text) => gap(exposure, text));
}

/** The next smaller number that NGINX can say. */
function below(bytes: number): number {
  const units = [1024, 1024 ** 2, 1024 ** 3];
  const unit = units.find((size) => Math.floor(bytes / size) <= 9999);
  return unit === undefined ? 9999 * 1024 ** 3 : Math.floor(bytes / unit) * unit;
}

/** A policy of one route is refused if another route of the same hosts has a path of it. */
function sharedPaths(targets: readonly RouteTarget[]): string[] {
  const paths = targets.flatMap(({ routes }) => [...new Set(routes.map(({ path }) => path))]);
  return [...new Set(paths.filter((path, i) => paths.indexOf(path) !== i))].sort();
}

/** @see https://github.com/nginx/nginx-gateway-fabric/blob/e55bfe339/internal/controller/state/graph/tlsroute.go (2.7) */
function streamGaps(stream: OnEdge<StreamModel, GatewayEdge>): Finding[] {
  return stream.protocol !== 'TLS' || stream.backends.length === 1 ? []
    : [gap(stream, 'NGINX Gateway Fabric takes a TLSRoute with one target only: leave the other targets out, or let the Service choose among the pods of both')];
}
