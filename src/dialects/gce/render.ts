import { backendConfigAnnotation, backendConfigs } from './backend-config';
import { GCE_CAPABILITIES } from './capabilities';
import { FrontendConfig } from './kinds';
import { backendProtocol } from '../../model/backend-protocol';
import { IngressController, IngressPart } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { ServedBackend } from '../../model/route';

/**
 * GKE Ingress, whose class is an annotation: with `spec.ingressClassName` alone it takes no action.
 *
 * It serves both HTTP and HTTPS unless a FrontendConfig redirects, which only the external class heeds. HTTPS to the pods is an
 * annotation of the Service, port by port; HTTP/2 is always over TLS there. How long it waits for pods is in a BackendConfig, which the
 * Service names.
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
  part: (exposure, https) => {
    const redirect = https && exposure.httpsRedirect && exposure.edge.ingressClass === 'gce' ? redirectOf(exposure) : { annotations: {}, objects: [] };
    return { annotations: redirect.annotations, objects: [...redirect.objects, ...backendConfigs(exposure)], gaps: redirectGaps(exposure, https) };
  },
  serviceAnnotations: (routes, exposure) => ({ ...appProtocols(routes), ...backendConfigAnnotation(routes, exposure) }),
};

function redirectOf(exposure: IngressExposure): Pick<IngressPart, 'annotations' | 'objects'> {
  return { annotations: { 'networking.gke.io/v1beta1.FrontendConfig': exposure.name }, objects: [frontendConfig(exposure)] };
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
