import { envoyGateway } from './envoy-gateway/render';
import { anyGateway } from './gateway/any-controller';
import { awsAlbGateway } from './gateway/controllers/aws-alb';
import { cilium } from './gateway/controllers/cilium';
import { contourGateway } from './gateway/controllers/contour';
import { gke } from './gateway/controllers/gke';
import { haproxyGateway } from './gateway/controllers/haproxy';
import { kgateway } from './gateway/controllers/kgateway';
import { kongGateway } from './gateway/controllers/kong';
import { istio } from './istio/render';
import { nginxGatewayFabric } from './nginx-gateway-fabric/render';
import { traefikGateway } from './traefik/render-gateway';
import { GatewayController } from '../model/controller';
import { GatewayControllerName } from '../model/edge';

/** Every controller of Gateways that has a name. */
export const GATEWAY_CONTROLLERS: Readonly<Record<GatewayControllerName, GatewayController>> = {
  'aws-alb': awsAlbGateway,
  'cilium': cilium,
  'contour': contourGateway,
  'envoy-gateway': envoyGateway,
  'generic': anyGateway,
  'gke': gke,
  'haproxy': haproxyGateway,
  'istio': istio,
  'kgateway': kgateway,
  'kong': kongGateway,
  'nginx-gateway-fabric': nginxGatewayFabric,
  'traefik': traefikGateway,
};
