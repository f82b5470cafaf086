import { anyGateway } from './gateway/any-controller';
import { traefikGateway } from './traefik/render-gateway';
import { GatewayController } from '../model/controller';
import { GatewayControllerName } from '../model/edge';

/** Every controller of Gateways that has a name. */
export const GATEWAY_CONTROLLERS: Readonly<Record<GatewayControllerName, GatewayController>> = {
  'aws-alb': anyGateway,
  'cilium': anyGateway,
  'contour': anyGateway,
  'envoy-gateway': anyGateway,
  'generic': anyGateway,
  'gke': anyGateway,
  'haproxy': anyGateway,
  'istio': anyGateway,
  'kgateway': anyGateway,
  'kong': anyGateway,
  'nginx-gateway-fabric': anyGateway,
  'traefik': traefikGateway,
};
