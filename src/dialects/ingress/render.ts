import { Ingress, IngressPath, IngressRule, IngressTls } from './kinds';
import { backendProtocol, spokenProtocol } from '../../model/backend-protocol';
import { IngressController, IngressSlice } from '../../model/controller';
import { Labels } from '../../model/endpoint';
import { IngressExposure } from '../../model/exposure';
import { canRoute, gap } from '../../model/feature';
import { Finding } from '../../model/finding';
import { requireTlsHosts } from '../../model/host';
import { order } from '../../model/order';
import { recordAnnotations, recordTarget } from '../../model/records';
import { KubeObject, Rendered } from '../../model/rendered';
import { ServedBackend, servedBackends } from '../../model/route';
import { TlsModel } from '../../model/tls';

const CLASS = 'kubernetes.io/ingress.class';

/** A pattern is read as the controller likes; only those that know patterns get one. */
const PATH_TYPES = { exact: 'Exact', prefix: 'Prefix', regex: 'ImplementationSpecific' } as const;

/**
 * The Ingress objects of an exposure, and what its controller needs beside them, or has in their place.
 *
 * A route that the controller cannot tell apart is left out: without its conditions it would serve more than was asked.
 *
 * Annotations of the exposure win over those that are made for it. Throws `TLS_HOST_OUTSIDE_RULES`.
 */
export function renderIngress(exposure: IngressExposure, controller: IngressController): Rendered<KubeObject> {
  const https = exposure.tls !== undefined || controller.httpsAnnotations.some((key) => exposure.annotations[key] !== undefined);
  const general = [...classGaps(exposure, controller), ...redirectGaps(exposure, https), ...protocolGaps(exposure)];
  const gaps = [...general, ...(controller.instead?.(exposure, https) ?? controller.part(exposure, https)).gaps];
  const { namespace } = exposure;
  const routes = exposure.routes.filter((route) => canRoute(controller.capabilities, namespace, route));
  return { objects: routes.length === 0 ? [] : objectsOf({ ...exposure, routes }, controller, https), gaps };
}

function objectsOf(exposure: IngressExposure, controller: IngressController, https: boolean): readonly KubeObject[] {
  const instead = controller.instead?.(exposure, https);
  if (instead !== undefined) return instead.objects;
  const part = controller.part(exposure, https);
  const annotations = { ...recordAnnotations(exposure), ...recordTarget(exposure), ...part.annotations, ...exposure.annotations, ...part.joined };
  const slices = controller.split?.(exposure) ?? [{ routes: exposure.routes, annotations: {} }];
  const ingresses = slices.map((slice) =>
    ingress(exposure, controller, slice, { ...issuer(exposure.tls, slice), ...annotations, ...slice.annotations }));
  return [...ingresses, ...part.objects];
}

function ingress(exposure: IngressExposure, controller: IngressController, slice: IngressSlice, annotations: Labels): Ingress {
  const byField = controller.classIn === 'field';
  const all = byField ? annotations : { ...annotations, [CLASS]: exposure.edge.ingressClass };
  const hosts = unique(exposure.hosts);
  const tls = exposure.tls === undefined || !controller.tlsFromSecrets ? undefined : [tlsOf(exposure.name, hosts, exposure.tls)];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: `${exposure.name}${slice.suffix ?? ''}`,
      namespace: exposure.namespace,
      labels: exposure.labels,
      ...(Object.keys(all).length === 0 ? {} : { annotations: sortedByKey(all) }),
    },
    spec: {
      ...(byField ? { ingressClassName: exposure.edge.ingressClass } : {}),
      rules: rulesOf(slice.hosts === undefined ? hosts : unique(slice.hosts), servedBackends(slice.routes)),
      ...(tls === undefined ? {} : { tls }),
    },
  };
}

function rulesOf(hosts: readonly string[], routes: readonly ServedBackend[]): IngressRule[] {
  // An object of its own for each host, so that no YAML library writes aliases.
  const http = (): IngressRule['http'] => ({ paths: [...routes].sort(byPath).map(pathOf) });
  return hosts.length === 0 ? [{ http: http() }] : hosts.map((host) => ({ host, http: http() }));
}

function pathOf(route: ServedBackend): IngressPath {
  return {
    path: route.path,
    pathType: PATH_TYPES[route.match],
    backend: { service: { name: route.serviceName, port: { name: route.servicePortName } } },
  };
}

/** Paths in order; of equal paths the exact one first, as it is matched first. */
function byPath(a: ServedBackend, b: ServedBackend): number {
  return order(a.path, b.path) || order(a.match, b.match)
    || order(a.serviceName, b.serviceName) || order(a.servicePortName, b.servicePortName);
}

function tlsOf(name: string, hosts: readonly string[], tls: TlsModel): IngressTls {
  if (tls.kind === 'edge') return { hosts };
  const secretName = tls.secretName ?? `${name}-tls`;
  const tlsHosts = tls.hosts === undefined ? hosts : unique(tls.hosts);
  requireTlsHosts(tlsHosts, hosts);
  return { ...(tlsHosts.length === 0 ? {} : { hosts: tlsHosts }), secretName };
}

/**
 * The annotation by which cert-manager knows whom to ask for the certificate: one Ingress asks, whichever others share its Secret.
 *
 * @see https://cert-manager.io/docs/usage/ingress/#supported-annotations (1.18)
 */
function issuer(tls: TlsModel | undefined, { suffix }: IngressSlice): Labels {
  if (suffix !== undefined) return {};
  switch (tls?.kind) {
    case undefined:
    case 'edge':
    case 'secret':
      return {};
    case 'issuer':
      return { 'cert-manager.io/issuer': tls.issuerName };
    case 'clusterIssuer':
      return { 'cert-manager.io/cluster-issuer': tls.issuerName };
  }
}

/** The edge decides; the API server refuses an Ingress that says its class twice. */
function classGaps(exposure: IngressExposure, controller: IngressController): Finding[] {
  const asked = exposure.annotations[CLASS];
  return asked === undefined || asked === exposure.edge.ingressClass && controller.classIn === 'annotation'
    ? []
    : [gap(exposure, `annotation \`${CLASS}: ${asked}\` cannot stand beside the class of the edge, \`${exposure.edge.ingressClass}\`: leave it out, or choose another edge`)];
}

function redirectGaps(exposure: IngressExposure, https: boolean): Finding[] {
  if (!exposure.httpsRedirect || https) {
    return [];
  }
  return [gap(exposure, '`httpsRedirect` would send clients to HTTPS, where nothing answers without a certificate: give `tls`, or set `httpsRedirect: false`')];
}

function protocolGaps(exposure: IngressExposure): Finding[] {
  const unknown = exposure.edge.controller === 'generic' ? [] : servedBackends(exposure.routes).filter((route) => backendProtocol(route) === 'unknown');
  return unknown.map((route) => gap(exposure, `an Ingress carries HTTP, and ${spokenProtocol(route)} is something else: `
    + 'use `http`, `https`, `grpc`, `kubernetes.io/h2c`, `kubernetes.io/ws` or `kubernetes.io/wss`, or a Service of type LoadBalancer'));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function sortedByKey(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => order(a, b)));
}
