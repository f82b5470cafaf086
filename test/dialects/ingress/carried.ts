import { ASKING, asks } from './asked-features';
import { textsOf, withNeeds } from './exposures';
import { exposureNeeds, renderExposure } from '../../../src/dialects/render-exposure';
import { INGRESS_CONTROLLERS } from '../../../src/dialects/render-ingress-controllers';
import { isSupported } from '../../../src/model/capability';
import { IngressControllerName } from '../../../src/model/edge';
import { EXPOSURE_FEATURES, ExposureFeature } from '../../../src/model/feature';
import { expectValid } from '../../schemas/validate';

/** What one feature adds to an exposure that asks for nothing: words of the Ingress, other objects, and words of its Services. */
export interface Carried {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly objects?: readonly object[];
  readonly services?: Readonly<Record<string, string>>;
}

/** The features that a controller supports. */
export function supported(controller: IngressControllerName): ExposureFeature[] {
  return EXPOSURE_FEATURES.filter((feature) => isSupported(INGRESS_CONTROLLERS[controller].capabilities[feature]));
}

/**
 * What a controller carries of each feature that it supports: whatever a plain exposure has not, no gap, and nothing that a schema refuses.
 * The rules of an Ingress are not among it, since they are looked at elsewhere.
 */
export function carriedBy(controller: IngressControllerName): Partial<Record<ExposureFeature, Carried>> {
  const bare = annotationsOf(controller, asks(controller));
  return Object.fromEntries(supported(controller).map((feature): [string, Carried] => {
    const model = withNeeds(ASKING[feature](controller));
    const [ingress, ...objects] = renderExposure(model).objects;
    expect({ feature, gaps: textsOf(model) }).toEqual({ feature, gaps: [] });
    expectValid([ingress, ...objects]);
    const annotations = Object.fromEntries(Object.entries(ingress?.metadata.annotations ?? {}).filter(([key, value]) => bare[key] !== value));
    const services: Record<string, string> = Object.assign({}, ...exposureNeeds(model).map((need) => need.annotations));
    return [feature, {
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ...(objects.length === 0 ? {} : { objects: objects.map(partsOf) }),
      ...(Object.keys(services).length === 0 ? {} : { services }),
    }];
  }));
}

interface Written {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: unknown;
  readonly plugin?: unknown;
  readonly config?: unknown;
}

function partsOf({ kind, metadata: { name }, spec, plugin, config }: Written): object {
  return Object.fromEntries(Object.entries({ kind, name, spec, plugin, config }).filter(([, value]) => value !== undefined));
}

function annotationsOf(controller: IngressControllerName, model: ReturnType<typeof asks>): Readonly<Record<string, string>> {
  return controller === 'generic' ? {} : renderExposure(model).objects[0]?.metadata.annotations ?? {};
}
