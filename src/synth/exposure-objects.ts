import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { emit } from './emit';
import { renderExposure } from '../dialects/ingress/render';
import { serviceNeeds, withNeed } from '../dialects/ingress/service-annotations';
import { Labels } from '../model/endpoint';
import { ExposureModel } from '../model/exposure';
import { Finding } from '../model/finding';
import { KubeObject } from '../model/rendered';

/** The objects of an exposure, and what its edge cannot do. */
export interface ExposureObjects {
  readonly objects: readonly ApiObject[];
  readonly gaps: readonly Finding[];
}

/** The Services behind an exposure: some controllers read there how to talk to the pods. */
export interface AnnotatedServices {
  readonly annotationsOf: (serviceName: string) => Labels;
  readonly annotate: (serviceName: string, key: string, value: string) => void;
}

/** Creates the objects of an exposure at once: nothing that is declared later changes them. */
export function emitExposure(scope: Construct, model: ExposureModel, services: AnnotatedServices): ExposureObjects {
  for (const need of serviceNeeds(model)) {
    for (const [key, value] of Object.entries(need.annotations)) {
      services.annotate(need.serviceName, key, withNeed(value, services.annotationsOf(need.serviceName)[key]));
    }
  }
  const routes = model.routes.map((route) => ({ ...route, serviceAnnotations: services.annotationsOf(route.serviceName) }));
  const rendered = renderExposure({ ...model, routes });
  return { objects: rendered.objects.map((object) => write(scope, object)), gaps: rendered.gaps };
}

function write(scope: Construct, object: KubeObject): ApiObject {
  const { apiVersion, kind, metadata, ...fields } = object;
  const head = { apiVersion, kind, metadata: { name: metadata.name, labels: { ...metadata.labels }, annotations: { ...metadata.annotations } } };
  return emit(scope, kind, head, Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, () => value])));
}
