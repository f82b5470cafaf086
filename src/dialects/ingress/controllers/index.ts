import { awsAlb } from './aws-alb';
import { contour } from './contour';
import { IngressController } from './controller';
import { gce } from './gce';
import { generic } from './generic';
import { haproxy } from './haproxy';
import { ingressNginx } from './ingress-nginx';
import { kong } from './kong';
import { traefik } from './traefik';
import { ControllerName } from '../../../model/exposure';

/** Every controller that has a name. */
export const INGRESS_CONTROLLERS: Readonly<Record<ControllerName, IngressController>> = {
  'aws-alb': awsAlb,
  'contour': contour,
  'gce': gce,
  'generic': generic,
  'haproxy': haproxy,
  'ingress-nginx': ingressNginx,
  'kong': kong,
  'traefik': traefik,
};
