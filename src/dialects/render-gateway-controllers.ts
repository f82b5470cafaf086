import { envoyGateway } from './envoy-gateway/render';
import { anyGateway } from './gateway/any-controller';
import { nginxGatewayFabric } from './nginx-gateway-fabric/render';
import { traefikGateway } from './traefik/render-gateway';
import { GatewayController } from '../model/controller';
import { GatewayControllerName } from '../model/edge';

/** Every controller of Gateways that has a name. */
export const GATEWAY_CONTROLLERS: Readonly<Record<GatewayControllerName, GatewayController>> = {
  'aws-alb': anyGateway,
  'cilium': anyGateway,
  'contour': anyGateway,
  'envoy-gateway': envoyGateway,
  'generic': anyGateway,
  'gke': anyGateway,
  'haproxy': anyGateway,
  'istio': anyGateway,
  'kgateway': anyGateway,
  'kong': anyGateway,
  'nginx-gateway-fabric': nginxGatewayFabric,
  'traefik': traefikGateway,
};
