import { GENERIC_CAPABILITIES } from './capabilities';
import { IngressController } from '../../model/controller';
import { gap } from '../../model/feature';

/**
 * A controller of which nothing is known but the Ingress API itself.
 *
 * That API has no word for a redirect. How to talk to the pods is the `appProtocol` of the Service port, which the Service has.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/ (v1.35)
 */
export const generic: IngressController = {
  title: 'the Ingress API',
  capabilities: GENERIC_CAPABILITIES,
  classIn: 'field',
  tlsFromSecrets: true,
  httpsAnnotations: [],
  serviceAnnotationsArePerPort: true,
  part: (exposure, https) => ({
    annotations: {},
    objects: [],
    gaps: https && exposure.httpsRedirect
      ? [gap(exposure, 'the Ingress API has no word for a redirect to HTTPS, and the controller of this edge is not known by name: '
        + 'set `httpsRedirect: false`, and annotate the exposure with what the controller understands')]
      : [],
  }),
  serviceAnnotations: () => ({}),
};
