import { renderGateway, renderGatewayStream } from './gateway/render';
import { renderIngress } from './ingress/render';
import { GATEWAY_CONTROLLERS } from './render-gateway-controllers';
import { INGRESS_CONTROLLERS } from './render-ingress-controllers';
import { serviceDisagreements, serviceGaps, ServiceNeed, serviceNeeds } from './service-needs';
import { Labels } from '../model/endpoint';
import { ExposureModel, StreamModel } from '../model/exposure';
import { featureGaps } from '../model/feature';
import { Finding } from '../model/finding';
import { KubeObject, Rendered } from '../model/rendered';
import { RouteModel } from '../model/route';

/**
 * The objects of an exposure on its edge, and what they cannot carry: whatever the controller cannot do is reported first, and the rest of the
 * exposure is rendered all the same.
 */
export function renderExposure(exposure: ExposureModel | StreamModel): Rendered<KubeObject> {
  const { edge } = exposure;
  switch (edge.api) {
    case 'ingress': {
      const controller = INGRESS_CONTROLLERS[edge.controller];
      const gaps = featureGaps(exposure, controller.title, controller.capabilities);
      if (exposure.kind === 'stream') return together(gaps, controller.stream?.(exposure) ?? { objects: [], gaps: [] });
      const own = { ...exposure, edge };
      const rendered = renderIngress(own, controller);
      return together([...gaps, ...rendered.gaps], { objects: rendered.objects, gaps: serviceGaps(own, controller) });
    }
    case 'gateway': {
      const controller = GATEWAY_CONTROLLERS[edge.controller];
      const gaps = featureGaps(exposure, controller.title, controller.capabilities);
      if (exposure.kind === 'stream') return together(gaps, renderGatewayStream({ ...exposure, edge }, controller));
      const own = { ...exposure, edge };
      const rendered = renderGateway(own, controller);
      return together([...gaps, ...rendered.gaps], { objects: rendered.objects, gaps: serviceGaps(own, controller) });
    }
    case 'service':
      return { objects: [], gaps: [] };
  }
}

/** What the Services behind an exposure have to say. */
export function exposureNeeds(exposure: ExposureModel | StreamModel): ServiceNeed[] {
  const { edge } = exposure;
  if (exposure.kind === 'stream') return [];
  switch (edge.api) {
    case 'ingress': return serviceNeeds({ ...exposure, edge }, INGRESS_CONTROLLERS[edge.controller]);
    case 'gateway': return serviceNeeds({ ...exposure, edge }, GATEWAY_CONTROLLERS[edge.controller]);
    case 'service': return [];
  }
}

/** Ports of one Service behind an exposure that would need different words in the same annotation. */
export function exposureDisagreements(exposure: ExposureModel): Finding[] {
  const { edge } = exposure;
  switch (edge.api) {
    case 'ingress': return serviceDisagreements({ ...exposure, edge }, INGRESS_CONTROLLERS[edge.controller]);
    case 'gateway': return serviceDisagreements({ ...exposure, edge }, GATEWAY_CONTROLLERS[edge.controller]);
    case 'service': return [];
  }
}

/** An exposure with what its Services say by now. */
export function withServices<X extends ExposureModel | StreamModel>(exposure: X, annotationsOf: (serviceName: string) => Labels): X {
  if (exposure.kind === 'stream') return exposure;
  return { ...exposure, routes: exposure.routes.map((route) => annotated(route, annotationsOf)) };
}

function annotated(route: RouteModel, annotationsOf: (serviceName: string) => Labels): RouteModel {
  if (route.action.kind === 'redirect') return route;
  const backends = route.action.backends.map((backend) => ({ ...backend, serviceAnnotations: annotationsOf(backend.serviceName) }));
  return { ...route, action: { ...route.action, backends } };
}

function together(gaps: Rendered['gaps'], { objects, gaps: others }: Pick<Rendered<KubeObject>, 'objects' | 'gaps'>): Rendered<KubeObject> {
  return { objects, gaps: [...gaps, ...others] };
}
