import { pathOf } from './cluster-scope';
import { FindingsByConstruct, ManagedApp, ManagedExposure, report } from './managed';
import type { GrpcRoute, HttpRoute } from '../dialects/gateway/kinds';
import { covers } from '../dialects/gateway/render-listeners';
import { Finding } from '../model/finding';
import { KubeObject } from '../model/rendered';

/** A route of an exposure, and the listeners that take it. */
interface Attached {
  readonly exposure: ManagedExposure;
  readonly kind: Route['kind'];
  readonly hosts: readonly string[];
  readonly doors: readonly string[];
}

type Route = HttpRoute | GrpcRoute;

const WORDS = { GRPCRoute: 'a GRPCRoute', HTTPRoute: 'an HTTPRoute' } as const;

/**
 * Exposures of one host, one of which becomes a GRPCRoute and the other HTTPRoutes: a listener takes the older route alone.
 *
 * The finding is under the later of the two.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/grpcroute_types.go (`GRPCRouteSpec.Hostnames`)
 */
export function mixedRoutes({ exposures }: ManagedApp): FindingsByConstruct {
  const found: FindingsByConstruct = new Map();
  const before: Attached[] = [];
  for (const exposure of exposures) {
    const own = attached(exposure);
    const rivals = new Map(own.flatMap((one) => before.filter((other) => areRivals(one, other)).map((other) => [other.exposure, { one, other }])));
    rivals.forEach(({ one, other }) => report(found, exposure.construct, [mixed(one, other)]));
    before.push(...own);
  }
  return found;
}

function attached(exposure: ManagedExposure): Attached[] {
  const { cluster, model: { namespace }, rendered } = exposure;
  return rendered.filter(isRoute).map(({ kind, spec }) => ({
    exposure,
    kind,
    hosts: spec.hostnames,
    doors: spec.parentRefs.map((parent) => [cluster.root.node.addr, parent.kind ?? 'Gateway', parent.namespace ?? namespace, parent.name, parent.sectionName ?? ''].join('|')),
  }));
}

function isRoute(object: KubeObject): object is Route {
  return object.kind === 'HTTPRoute' || object.kind === 'GRPCRoute';
}

function areRivals(one: Attached, other: Attached): boolean {
  return one.kind !== other.kind && one.doors.some((door) => other.doors.includes(door)) && commonHost(one, other) !== undefined;
}

/** A host of the one that is, or is below, or is above a host of the other. */
function commonHost(one: Attached, other: Attached): string | undefined {
  return one.hosts.find((own) => other.hosts.some((another) => covers(own, another) || covers(another, own)));
}

function mixed(one: Attached, other: Attached): Finding {
  return {
    code: 'EXPOSURE_COLLISION',
    text: `\`${commonHost(one, other) ?? ''}\` is ${WORDS[one.kind]} here and ${WORDS[other.kind]} in \`${pathOf(other.exposure.construct)}\`, and a listener takes the older of two such routes alone: `
      + 'give the gRPC a host of its own, expose both in one exposure, or say `Path.prefix` with the service in place of `Path.grpc`',
  };
}
