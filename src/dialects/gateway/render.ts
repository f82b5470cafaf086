import { GATEWAY_GROUP, GrpcRoute, HttpRoute, ParentRef } from './kinds';
import { backendTlsPolicies, chunksOf, numbered, referenceGrants } from './render-beside';
import { Doors, doorsOf, HostDoors } from './render-doors';
import { apiGaps, isByApi } from './render-features';
import { ByApi } from './render-filters';
import { isGrpcRoute } from './render-grpc';
import { limitGaps } from './render-limits';
import { metadataOf, nameGaps } from './render-metadata';
import { grpcRule, httpRule, inOrder, RuleFrame } from './render-rules';
import { GatewayController, RouteTarget } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { GatewayExposure } from '../../model/exposure';
import { recordAnnotations } from '../../model/records';
import { KubeObject, Rendered } from '../../model/rendered';
import { RouteModel, servedBackends } from '../../model/route';

export { renderGatewayStream } from './render-stream';

const RULES_MAX = 16;
const HOSTS_MAX = 16;

/** One route object: some of the rules, for some of the hosts. */
interface Piece {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly parents: readonly ParentRef[];
  readonly routes: readonly RouteModel[];
}

/**
 * The routes of an exposure, and what goes beside them: a ListenerSet, grants, policies for TLS to the pods, and what the controller has of its own.
 *
 * Annotations of the exposure win over those that are made for it. Throws `TLS_HOST_OUTSIDE_RULES`.
 */
export function renderGateway(exposure: GatewayExposure, controller: GatewayController): Rendered<KubeObject> {
  const { edge, namespace, routes, traffic } = exposure;
  const byApi: ByApi = (feature) => isByApi(controller, edge, feature);
  const isGrpc = isGrpcRoute(exposure, controller, byApi);
  const kind = isGrpc ? 'GRPCRoute' : 'HTTPRoute';
  const doors = doorsOf(withCertificate(exposure, controller), kind, controller.listenerPorts);
  const pieces = piecesOf(exposure, doors);
  const redirects = redirectsOf(exposure, doors, byApi);
  const part = controller.part(exposure, [
    ...pieces.map((piece): RouteTarget => ({ kind, name: piece.name, routes: piece.routes })),
    ...redirects.map(({ metadata }): RouteTarget => ({ kind: 'HTTPRoute', name: metadata.name, routes: [] })),
  ]);
  // external-dns reads a target on the Gateway or the ListenerSet alone
  const annotations = { ...recordAnnotations(exposure), ...part.annotations, ...exposure.annotations };
  const frame = { namespace, traffic, byApi, refs: part.filters };
  const objects = [
    ...pieces.map((piece) => routeObject(exposure, piece, isGrpc, frame, annotations)),
    ...redirects.map((redirect) => ({ ...redirect, metadata: metadataOf(exposure, redirect.metadata.name, annotations) })),
    ...doors.objects,
    ...referenceGrants(exposure, kind, servedBackends(routes)),
    ...(byApi('backend.tls.verified') ? backendTlsPolicies(exposure) : []),
    ...part.objects,
  ];
  return {
    objects,
    gaps: [
      ...doors.gaps,
      ...apiGaps(exposure, controller),
      ...limitGaps(exposure, { byApi, refs: part.filters, hasListenerSet: doors.objects.length > 0 }),
      ...nameGaps(exposure, objects),
      ...part.gaps,
    ],
  };
}

/** A certificate that the controller takes from nowhere is reported already: what is left is that HTTPS is to be served. */
function withCertificate(exposure: GatewayExposure, { capabilities }: GatewayController): GatewayExposure {
  const { tls } = exposure;
  const feature = tls?.kind === 'secret' ? 'tls.secret' : 'tls.issuer';
  return tls === undefined || tls.kind === 'edge' || capabilities[feature].support !== 'no' ? exposure : { ...exposure, tls: { kind: 'edge' } };
}

/** Where the exposure is served: over HTTPS alone where plain HTTP is sent there, and nowhere else than over HTTP without a certificate. */
function servingParents({ tls, httpsRedirect }: GatewayExposure, { plain, secure }: HostDoors): readonly ParentRef[] {
  if (tls === undefined) return plain;
  return httpsRedirect ? secure : [...secure, ...plain];
}

function piecesOf(exposure: GatewayExposure, { groups }: Doors): Piece[] {
  const rules = chunksOf(inOrder(exposure.routes), RULES_MAX);
  const parts = groups.flatMap((group) => chunksOf(group.hosts, HOSTS_MAX).flatMap((hosts) => (
    rules.map((routes) => ({ hosts, routes, parents: servingParents(exposure, group) }))
  )));
  return parts.map((part, i) => ({ ...part, name: numbered(exposure.name, i) }));
}

function routeObject(
  exposure: GatewayExposure, { name, hosts, parents, routes }: Piece, isGrpc: boolean, frame: RuleFrame, annotations: Labels,
): HttpRoute | GrpcRoute {
  const metadata = metadataOf(exposure, name, annotations);
  const spec = { parentRefs: parents, hostnames: hosts };
  return isGrpc
    ? { apiVersion: `${GATEWAY_GROUP}/v1`, kind: 'GRPCRoute', metadata, spec: { ...spec, rules: routes.map((route) => grpcRule(route, frame)) } }
    : { apiVersion: `${GATEWAY_GROUP}/v1`, kind: 'HTTPRoute', metadata, spec: { ...spec, rules: routes.map((route) => httpRule(route, frame)) } };
}

/** What sends plain HTTP to HTTPS, at the listeners of HTTP alone: at those of HTTPS it would send clients round in circles. */
function redirectsOf(exposure: GatewayExposure, { groups, securePort }: Doors, byApi: ByApi): HttpRoute[] {
  const { name, tls, httpsRedirect } = exposure;
  if (tls === undefined || !httpsRedirect || !byApi('redirect.https')) return [];
  const port = securePort === undefined ? {} : { port: securePort };
  const open = groups.filter(({ plain }) => plain.length > 0);
  const parts = open.flatMap(({ hosts, plain }) => chunksOf(hosts, HOSTS_MAX).map((some) => ({ some, plain })));
  return parts.map(({ some, plain }, i) => ({
    apiVersion: `${GATEWAY_GROUP}/v1`,
    kind: 'HTTPRoute',
    metadata: metadataOf(exposure, numbered(`${name}-https`, i)),
    spec: {
      parentRefs: plain,
      hostnames: some,
      rules: [{
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', ...port, statusCode: 301 } }],
      }],
    },
  }));
}
