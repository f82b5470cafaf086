import { awsAlb } from './aws-alb/render';
import { contour } from './contour/render';
import { gce } from './gce/render';
import { haproxy } from './haproxy/render';
import { generic } from './ingress/generic';
import { ingressNginx } from './ingress-nginx/render';
import { kong } from './kong/render';
import { traefik } from './traefik/render';
import { IngressController } from '../model/controller';
import { IngressControllerName } from '../model/edge';

/** Every controller of Ingress objects that has a name. */
export const INGRESS_CONTROLLERS: Readonly<Record<IngressControllerName, IngressController>> = {
  'aws-alb': awsAlb,
  'contour': contour,
  'gce': gce,
  'generic': generic,
  'haproxy': haproxy,
  'ingress-nginx': ingressNginx,
  'kong': kong,
  'traefik': traefik,
};
