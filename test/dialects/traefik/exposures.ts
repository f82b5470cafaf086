import { edgeOf } from '../../../src/clusters/edge';
import { renderExposure } from '../../../src/dialects/render-exposure';
import { readTraefikRoutes } from '../../../src/dialects/traefik/read';
import { IngressEdge } from '../../../src/model/edge';
import { ExposureModel, StreamModel } from '../../../src/model/exposure';
import { KubeObject } from '../../../src/model/rendered';
import { BackendModel, RouteModel } from '../../../src/model/route';
import { Entry } from '../../../src/reachability/rules/entries';

/** Traefik with an entry point for a database and one for DNS. */
export const EDGE: IngressEdge = edgeOf('public', 'traefik', {
  listeners: [{ protocol: 'TCP', name: 'postgres', port: 5432 }, { protocol: 'UDP', name: 'dns', port: 5353 }],
});

/** A Service of the shop. */
export function backend(serviceName: string, more: Partial<BackendModel> = {}): BackendModel {
  return { namespace: 'shop', serviceName, servicePortName: 'http', servicePort: 80, appProtocol: 'http', weight: 1, ...more };
}

/** A route to a Service; unless told otherwise all of its requests. */
export function serve(path: string, backends: readonly BackendModel[] = [backend('web')], more: Partial<RouteModel> = {}): RouteModel {
  return { path, match: 'prefix', headers: [], query: [], action: { kind: 'serve', backends }, ...more };
}

/** An exposure with a certificate and a redirect, unless told otherwise. */
export function exposure(more: Partial<Omit<ExposureModel, 'kind'>> = {}): ExposureModel {
  return {
    kind: 'http',
    name: 'web',
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': 'web' },
    annotations: {},
    edge: EDGE,
    hosts: ['shop.example.com'],
    routes: [serve('/')],
    tls: { kind: 'secret', secretName: 'shop-cert' },
    httpsRedirect: true,
    traffic: {},
    ...more,
  };
}

/** A stream of a database. */
export function stream(more: Partial<Omit<StreamModel, 'kind'>> = {}): StreamModel {
  return {
    kind: 'stream',
    name: 'db',
    namespace: 'shop',
    labels: {},
    annotations: {},
    edge: EDGE,
    protocol: 'TCP',
    port: 5432,
    hosts: [],
    backends: [backend('db', { servicePortName: 'pg', servicePort: 5432, appProtocol: undefined })],
    ...more,
  };
}

/** What an exposure is rendered to, and its gaps without the name of the exposure. */
export function rendered(model: ExposureModel | StreamModel): { readonly objects: readonly KubeObject[]; readonly gaps: readonly string[] } {
  const { objects, gaps } = renderExposure(model);
  return { objects, gaps: gaps.map(({ code, text }) => `${code} ${text.replace(/^exposure `[^`]*` on edge `public`: /, '')}`) };
}

/** The specs of the objects of a kind, by their names. */
export function specsOf(model: ExposureModel | StreamModel, kind: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(rendered(model).objects.filter((object) => object.kind === kind)
    .map((object) => [object.metadata.name, 'spec' in object ? object.spec : undefined]));
}

/** The entries of objects that have to be in order. */
export function entriesOf(objects: readonly unknown[]): readonly Entry[] {
  const { entries, problems, omissions } = readTraefikRoutes(objects);
  expect({ problems, omissions }).toEqual({ problems: [], omissions: [] });
  return entries;
}
