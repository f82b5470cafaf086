import { ByApi } from './render-filters';
import { backendProtocol } from '../../model/backend-protocol';
import { GatewayController } from '../../model/controller';
import { GatewayExposure } from '../../model/exposure';
import { RouteModel } from '../../model/route';

/**
 * Whether an exposure becomes a GRPCRoute: all of it is gRPC, the controller has that kind, and nothing is asked that only an HTTPRoute can say.
 *
 * Otherwise gRPC is said in the words of HTTP, in the HTTPRoute of the exposure: of an HTTPRoute and a GRPCRoute with a host in common a listener
 * takes one alone.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/grpcroute_types.go (`GRPCRouteSpec.Hostnames`)
 */
export function isGrpcRoute({ routes, traffic }: GatewayExposure, { capabilities }: GatewayController, byApi: ByApi): boolean {
  const { cors, retries, timeouts = {} } = traffic;
  const isBeyond = (cors !== undefined && byApi('cors')) || (retries !== undefined && byApi('retries'))
    || (timeouts.requestSeconds !== undefined && byApi('timeout.request')) || (timeouts.backendSeconds !== undefined && byApi('timeout.backend'));
  return capabilities['match.grpc'].support !== 'no' && !isBeyond && routes.every(isGrpc);
}

function isGrpc({ grpc, path, match, method, query, action }: RouteModel): boolean {
  if (action.kind === 'redirect' || action.rewritePath !== undefined || action.rewriteHost !== undefined || method !== undefined || query.length > 0) return false;
  const isEverything = path === '/' && match === 'prefix' && action.backends.every((backend) => backendProtocol(backend) === 'grpc');
  return grpc !== undefined || isEverything;
}
