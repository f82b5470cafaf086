import { ENVOY_GATEWAY_CAPABILITIES } from './capabilities';
import { BackendTrafficPolicy, PolicyTarget, Security, SecurityPolicy } from './kinds';
import { canBuffer, limitsOf } from './limits';
import { backendTrafficOf, durationOf } from './traffic';
import { GatewayController, RouteTarget, StreamTarget } from '../../model/controller';
import { GatewayEdge } from '../../model/edge';
import { GatewayExposure, OnEdge, StreamModel } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { CorsModel, TrafficModel } from '../../model/traffic';

const API_VERSION = 'gateway.envoyproxy.io/v1alpha1';

/**
 * Envoy Gateway: a BackendTrafficPolicy and a SecurityPolicy beside the routes of an exposure, each for all of them.
 *
 * A policy of a route switches off that of its Gateway unless it is merged with it; of two for one route the younger does nothing.
 *
 * @see https://gateway.envoyproxy.io/v1.9/concepts/gateway_api_extensions/backend-traffic-policy/ (1.9.3)
 * @see https://gateway.envoyproxy.io/v1.9/concepts/gateway_api_extensions/security-policy/ (1.9.3)
 */
export const envoyGateway: GatewayController = {
  title: 'Envoy Gateway',
  capabilities: ENVOY_GATEWAY_CAPABILITIES,
  own: [
    'timeout.request', 'timeout.backend', 'timeout.connect', 'timeout.idle',
    'retries', 'body.size', 'rate.client', 'rate.total', 'cors', 'sources',
    'affinity.cookie', 'balance.roundRobin', 'balance.leastRequest', 'balance.ipHash', 'balance.random', 'stream.sources',
  ],
  part: (exposure, targets) => ({
    objects: policiesOf(exposure, targetsOf(targets)),
    filters: () => [],
    annotations: {},
    gaps: limitsOf(exposure),
  }),
  stream: (exposure, targets) => ({ ...streamPart(exposure, targets), annotations: {} }),
};

/** The routes that serve requests: one that only sends clients to HTTPS has nothing to say of them. */
function targetsOf(targets: readonly RouteTarget[]): PolicyTarget[] {
  return targets.filter(({ routes }) => routes.length > 0)
    .map(({ kind, name }) => ({ group: 'gateway.networking.k8s.io' as const, kind, name }))
    .sort((a, b) => (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1));
}

function policiesOf(exposure: GatewayExposure, targetRefs: readonly PolicyTarget[]): (BackendTrafficPolicy | SecurityPolicy)[] {
  if (targetRefs.length === 0) return [];
  const traffic = backendTrafficOf(exposure.traffic, canBuffer(exposure));
  const security = securityOf(exposure.traffic);
  return [
    ...(Object.keys(traffic).length === 0 ? [] : [{
      apiVersion: API_VERSION, kind: 'BackendTrafficPolicy', metadata: metadataOf(exposure), spec: { targetRefs, mergeType: 'StrategicMerge', ...traffic },
    } as const]),
    ...(Object.keys(security).length === 0 ? [] : [securityPolicy(exposure, targetRefs, security)]),
  ];
}

/** Raw connections can be let in by their addresses, if they are of TCP: no other route of streams has a SecurityPolicy. */
function streamPart(exposure: OnEdge<StreamModel, GatewayEdge>, targets: readonly StreamTarget[]): { objects: SecurityPolicy[]; gaps: Finding[] } {
  const { protocol, sources } = exposure;
  if (sources === undefined) return { objects: [], gaps: [] };
  if (protocol !== 'TCP') return { objects: [], gaps: [gap(exposure, `Envoy Gateway lets clients in by their addresses on TCP ports only, and this one is ${protocol}: leave \`sources\` out, or take an edge of a Service`)] };
  const refs = targets.map(({ name }): PolicyTarget => ({ group: 'gateway.networking.k8s.io', kind: 'TCPRoute', name }));
  return { objects: [securityPolicy(exposure, refs, { authorization: onlyFrom(sources) })], gaps: [] };
}

function securityPolicy(exposure: GatewayExposure | StreamModel, targetRefs: readonly PolicyTarget[], security: Security): SecurityPolicy {
  // an object of its own for each reference, so that no YAML library writes aliases
  const refs = targetRefs.map((target) => ({ ...target }));
  return { apiVersion: API_VERSION, kind: 'SecurityPolicy', metadata: metadataOf(exposure), spec: { targetRefs: refs, mergeType: 'StrategicMerge', ...security } };
}

function securityOf({ cors, sources }: TrafficModel): Security {
  return {
    ...(sources === undefined ? {} : { authorization: onlyFrom(sources) }),
    ...(cors === undefined ? {} : { cors: corsOf(cors) }),
  };
}

function onlyFrom(clientCIDRs: readonly string[]): NonNullable<Security['authorization']> {
  return { defaultAction: 'Deny', rules: [{ action: 'Allow', principal: { clientCIDRs } }] };
}

function corsOf({ origins, methods, headers, exposedHeaders, credentials, maxAgeSeconds }: CorsModel): NonNullable<Security['cors']> {
  return {
    allowOrigins: origins,
    allowMethods: methods,
    ...(headers.length === 0 ? {} : { allowHeaders: headers }),
    ...(exposedHeaders.length === 0 ? {} : { exposeHeaders: exposedHeaders }),
    ...(credentials ? { allowCredentials: true as const } : {}),
    ...(maxAgeSeconds === undefined ? {} : { maxAge: durationOf(maxAgeSeconds) }),
  };
}

function metadataOf({ name, namespace, labels }: GatewayExposure | StreamModel): BackendTrafficPolicy['metadata'] {
  return { name, namespace, labels };
}
