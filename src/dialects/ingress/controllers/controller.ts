import { Labels } from '../../../model/endpoint';
import { ExposureModel, RouteModel } from '../../../model/exposure';
import { Finding } from '../../../model/finding';
import { IngressObject } from '../kinds';

/** What one controller adds to an Ingress that is otherwise the same for all. */
export interface ControllerPart {
  /** Annotations of the Ingress; the user's win over them. */
  readonly annotations: Labels;
  /** Annotations that win over the user's, since they hold the user's words already. */
  readonly joined?: Labels;
  readonly objects: readonly IngressObject[];
  readonly gaps: readonly Finding[];
}

/** How one controller is told what the Ingress API has no field for. */
export interface IngressController {
  /** Where its class is said: in `spec.ingressClassName`, or in the annotation that came before it. */
  readonly classIn: 'field' | 'annotation';
  /** Whether it takes certificates from Secrets. */
  readonly tlsFromSecrets: boolean;
  /** Annotations by which a user says that HTTPS is served without a Secret. */
  readonly httpsAnnotations: readonly string[];
  /** Whether a Service annotation speaks of one of its ports, or of all of them. */
  readonly serviceAnnotationsArePerPort: boolean;
  /** What goes onto the Ingress and beside it; `https` says whether HTTPS is served at all. */
  part(exposure: ExposureModel, https: boolean): ControllerPart;
  /** What the Service of these routes has to say. */
  serviceAnnotations(routes: readonly RouteModel[], exposure: ExposureModel): Labels;
}

/** What no object can carry for this exposure. */
export function gap(exposure: ExposureModel, text: string): Finding {
  return { code: 'CANNOT_EXPRESS', text: `exposure \`${exposure.name}\` on edge \`${exposure.edge.name}\`: ${text}` };
}

/** The metadata of an object beside the Ingress. */
export function metadataOf({ name, namespace, labels }: ExposureModel): { name: string; namespace: string; labels: Labels } {
  return { name, namespace, labels };
}

/** Serves a controller that reads nothing from Services. */
export function nothingOnServices(): Labels {
  return {};
}
