import { GCE_CAPABILITIES } from './capabilities';
import { FrontendConfig } from './kinds';
import { backendProtocol, spokenProtocol } from '../../model/backend-protocol';
import { IngressController, IngressPart } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { ServedBackend, servedBackends } from '../../model/route';

/**
 * GKE Ingress, whose class is an annotation: with `spec.ingressClassName` alone it takes no action.
 *
 * It serves both HTTP and HTTPS unless a FrontendConfig redirects, which only the external class heeds. HTTPS to the pods is an
 * annotation of the Service, port by port; HTTP/2 is always over TLS there.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/ingress (read in November 2026)
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration (read in November 2026)
 * @see https://github.com/kubernetes/ingress-gce/blob/v1.41.1/pkg/utils/utils.go (`IsGCEIngress`)
 */
export const gce: IngressController = {
  title: 'GKE Ingress',
  capabilities: GCE_CAPABILITIES,
  classIn: 'annotation',
  tlsFromSecrets: true,
  httpsAnnotations: ['ingress.gcp.kubernetes.io/pre-shared-cert', 'networking.gke.io/managed-certificates'],
  serviceAnnotationsArePerPort: true,
  part: (exposure, https) => ({
    ...redirect(exposure, https && exposure.httpsRedirect && exposure.edge.ingressClass === 'gce'),
    gaps: [...redirectGaps(exposure, https), ...protocolGaps(exposure)],
  }),
  serviceAnnotations: appProtocols,
};

function redirect(exposure: IngressExposure, on: boolean): Pick<IngressPart, 'annotations' | 'objects'> {
  return on
    ? { annotations: { 'networking.gke.io/v1beta1.FrontendConfig': exposure.name }, objects: [frontendConfig(exposure)] }
    : { annotations: {}, objects: [] };
}

function appProtocols(routes: readonly ServedBackend[]): Labels {
  const secure = routes.filter((route) => backendProtocol(route) === 'https').map((route) => route.servicePortName);
  const ports = [...new Set(secure)].sort().map((port) => [port, 'HTTPS']);
  return ports.length === 0 ? {} : { 'cloud.google.com/app-protocols': JSON.stringify(Object.fromEntries(ports)) };
}

function frontendConfig(exposure: IngressExposure): FrontendConfig {
  return {
    apiVersion: 'networking.gke.io/v1beta1',
    kind: 'FrontendConfig',
    metadata: { name: exposure.name, namespace: exposure.namespace, labels: exposure.labels },
    spec: { redirectToHttps: { enabled: true, responseCodeName: 'PERMANENT_REDIRECT' } },
  };
}

function redirectGaps(exposure: IngressExposure, https: boolean): Finding[] {
  const { ingressClass } = exposure.edge;
  return https && exposure.httpsRedirect && ingressClass !== 'gce'
    ? [gap(exposure, `GKE Ingress redirects to HTTPS for class \`gce\` only, and this edge has \`${ingressClass}\`: `
      + 'set `httpsRedirect: false`, and annotate the exposure with `kubernetes.io/ingress.allow-http: "false"` to close plain HTTP')]
    : [];
}

function protocolGaps(exposure: IngressExposure): Finding[] {
  const isHttp2 = (route: ServedBackend): boolean => backendProtocol(route) === 'grpc' || backendProtocol(route) === 'h2c';
  return servedBackends(exposure.routes).filter(isHttp2)
    .map((route) => gap(exposure, `GKE Ingress talks HTTP/2 to pods over TLS only, and ${spokenProtocol(route)} has none: use another edge for this port, or serve it over HTTPS`));
}
