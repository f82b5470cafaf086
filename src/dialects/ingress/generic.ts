import { GENERIC_CAPABILITIES } from './capabilities';
import { IngressController } from '../../model/controller';

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
  part: () => ({ annotations: {}, objects: [], gaps: [] }),
  serviceAnnotations: () => ({}),
};
