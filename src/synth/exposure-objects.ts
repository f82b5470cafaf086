import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { clusterOf } from './cluster-scope';
import { emitWhole } from './emit';
import { rendering } from './rendering';
import { SharedObjects } from './shared-objects';
import { withNeed } from '../dialects/service-needs';
import { Labels } from '../model/endpoint';
import { ExposureModel, StreamModel } from '../model/exposure';
import { Finding } from '../model/finding';
import { KubeObject } from '../model/rendered';

export { streamAnnotations } from '../dialects/service/edge';

/** The objects of an exposure, and what its edge cannot do. */
export interface ExposureObjects {
  readonly objects: readonly ApiObject[];
  /** The same as data, before anybody patches them. */
  readonly rendered: readonly KubeObject[];
  readonly gaps: readonly Finding[];
}

/** The Services behind an exposure: some controllers read there how to talk to the pods. */
export interface AnnotatedServices {
  readonly annotationsOf: (serviceName: string) => Labels;
  readonly annotate: (serviceName: string, key: string, value: string) => void;
}

/** Creates the objects of an exposure at once: nothing that is declared later changes them. */
export function emitExposure(scope: Construct, model: ExposureModel | StreamModel, services: AnnotatedServices): ExposureObjects {
  const { exposureNeeds, renderExposure, withServices } = rendering();
  for (const need of exposureNeeds(model)) {
    for (const [key, value] of Object.entries(need.annotations)) {
      services.annotate(need.serviceName, key, withNeed(value, services.annotationsOf(need.serviceName)[key]));
    }
  }
  const rendered = renderExposure(withServices(model, services.annotationsOf));
  const shared = SharedObjects.of(clusterOf(scope).root);
  const kinds = new Set<string>();
  const written = rendered.objects.map((object) => {
    const before = shared.get(model, object);
    if (before !== undefined) return before;
    const isFirst = !kinds.has(object.kind);
    kinds.add(object.kind);
    const apiObject = emitWhole(scope, isFirst ? object.kind : `${object.kind}-${object.metadata.name}`, object);
    shared.add(model, object, apiObject);
    return { object: apiObject, gaps: [] };
  });
  return {
    objects: written.map(({ object }) => object),
    rendered: rendered.objects,
    gaps: [...rendered.gaps, ...written.flatMap(({ gaps }) => gaps)],
  };
}
