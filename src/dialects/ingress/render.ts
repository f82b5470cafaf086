import { backendProtocol, spokenProtocol } from './backend';
import { INGRESS_CONTROLLERS } from './controllers';
import { gap, IngressController } from './controllers/controller';
import { Ingress, IngressObject, IngressPath, IngressRule, IngressTls } from './kinds';
import { serviceGaps } from './service-annotations';
import { Labels } from '../../model/endpoint';
import { ExposureModel, RouteModel, TlsModel } from '../../model/exposure';
import { Finding } from '../../model/finding';
import { requireTlsHosts } from '../../model/host';
import { Rendered } from '../../model/rendered';

const CLASS = 'kubernetes.io/ingress.class';

/**
 * One Ingress, and what its controller needs beside it.
 *
 * Annotations of the exposure win over those that are made for it. Throws `TLS_HOST_OUTSIDE_RULES`.
 */
export function renderExposure(exposure: ExposureModel): Rendered<IngressObject> {
  const controller = INGRESS_CONTROLLERS[exposure.edge.controller];
  const https = exposure.tls !== undefined || controller.httpsAnnotations.some((key) => exposure.annotations[key] !== undefined);
  const part = controller.part(exposure, https);
  const annotations = { ...issuer(exposure.tls), ...part.annotations, ...exposure.annotations, ...part.joined };
  return {
    objects: [ingress(exposure, controller, annotations), ...part.objects],
    gaps: [...classGaps(exposure), ...redirectGaps(exposure, https), ...part.gaps, ...protocolGaps(exposure), ...serviceGaps(exposure)],
  };
}

function ingress(exposure: ExposureModel, controller: IngressController, annotations: Labels): Ingress {
  const byField = controller.classIn === 'field';
  const all = byField ? annotations : { ...annotations, [CLASS]: exposure.edge.ingressClass };
  const hosts = unique(exposure.hosts);
  const tls = exposure.tls === undefined || !controller.tlsFromSecrets ? undefined : [tlsOf(exposure.name, hosts, exposure.tls)];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: exposure.name,
      namespace: exposure.namespace,
      labels: exposure.labels,
      ...(Object.keys(all).length === 0 ? {} : { annotations: sortedByKey(all) }),
    },
    spec: {
      ...(byField ? { ingressClassName: exposure.edge.ingressClass } : {}),
      rules: rulesOf(hosts, exposure.routes),
      ...(tls === undefined ? {} : { tls }),
    },
  };
}

function rulesOf(hosts: readonly string[], routes: readonly RouteModel[]): IngressRule[] {
  // An object of its own for each host, so that no YAML library writes aliases.
  const http = (): IngressRule['http'] => ({ paths: [...routes].sort(byPath).map(pathOf) });
  return hosts.length === 0 ? [{ http: http() }] : hosts.map((host) => ({ host, http: http() }));
}

function pathOf(route: RouteModel): IngressPath {
  return {
    path: route.path,
    pathType: route.match === 'exact' ? 'Exact' : 'Prefix',
    backend: { service: { name: route.serviceName, port: { name: route.servicePortName } } },
  };
}

/** Paths in order; of equal paths the exact one first, as it is matched first. */
function byPath(a: RouteModel, b: RouteModel): number {
  return compare(a.path, b.path) || compare(a.match, b.match)
    || compare(a.serviceName, b.serviceName) || compare(a.servicePortName, b.servicePortName);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function tlsOf(name: string, hosts: readonly string[], tls: TlsModel): IngressTls {
  const secretName = tls.secretName ?? `${name}-tls`;
  const tlsHosts = tls.hosts === undefined ? hosts : unique(tls.hosts);
  requireTlsHosts(tlsHosts, hosts);
  return { ...(tlsHosts.length === 0 ? {} : { hosts: tlsHosts }), secretName };
}

/**
 * The annotation by which cert-manager knows whom to ask for the certificate.
 *
 * @see https://cert-manager.io/docs/usage/ingress/#supported-annotations (1.18)
 */
function issuer(tls: TlsModel | undefined): Labels {
  switch (tls?.kind) {
    case undefined:
    case 'secret':
      return {};
    case 'issuer':
      return { 'cert-manager.io/issuer': tls.issuerName };
    case 'clusterIssuer':
      return { 'cert-manager.io/cluster-issuer': tls.issuerName };
  }
}

/** The edge decides; the API server refuses an Ingress that says its class twice. */
function classGaps(exposure: ExposureModel): Finding[] {
  const asked = exposure.annotations[CLASS];
  return asked === undefined || asked === exposure.edge.ingressClass && INGRESS_CONTROLLERS[exposure.edge.controller].classIn === 'annotation'
    ? []
    : [gap(exposure, `annotation \`${CLASS}: ${asked}\` cannot stand beside the class of the edge, \`${exposure.edge.ingressClass}\`: leave it out, or choose another edge`)];
}

function redirectGaps(exposure: ExposureModel, https: boolean): Finding[] {
  if (!exposure.httpsRedirect || https) {
    return [];
  }
  return [gap(exposure, '`httpsRedirect` would send clients to HTTPS, where nothing answers without a certificate: give `tls`, or set `httpsRedirect: false`')];
}

function protocolGaps(exposure: ExposureModel): Finding[] {
  const unknown = exposure.edge.controller === 'generic' ? [] : exposure.routes.filter((route) => backendProtocol(route) === 'unknown');
  return unknown.map((route) => gap(exposure, `an Ingress carries HTTP, and ${spokenProtocol(route)} is something else: `
    + 'use `http`, `https`, `grpc`, `kubernetes.io/h2c`, `kubernetes.io/ws` or `kubernetes.io/wss`, or a Service of type LoadBalancer'));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function sortedByKey(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => compare(a, b)));
}
