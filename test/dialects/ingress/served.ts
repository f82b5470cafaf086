import { readEntries } from '../../../src/dialects/read-entries';
import { exposureNeeds, renderExposure, withServices } from '../../../src/dialects/render-exposure';
import { IngressExposure } from '../../../src/model/exposure';
import { KubeObject } from '../../../src/model/rendered';
import { conditionsOf } from '../../../src/model/route';
import { Entry } from '../../../src/reachability/rules/entries';

/** An exposure whose Services say all that it needs of them. */
export function withNeeds(model: IngressExposure): IngressExposure {
  const needs = exposureNeeds(model);
  return withServices(model, (serviceName) => needs.find((need) => need.serviceName === serviceName)?.annotations ?? {});
}

/** The texts of the gaps, without the exposure that they are of. */
export function textsOf(model: IngressExposure): string[] {
  return renderExposure(withNeeds(model)).gaps.map((gap) => gap.text.replace(`exposure \`${model.name}\` on edge \`${model.edge.name}\`: `, ''));
}

/** The objects of an exposure, and the Services with what it needs them to say. */
export function objectsOf(model: IngressExposure): { readonly written: readonly KubeObject[]; readonly all: readonly object[] } {
  const services = exposureNeeds(model).map(({ serviceName, annotations }) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: serviceName, namespace: model.namespace, annotations } }));
  const written = renderExposure(withNeeds(model)).objects;
  return { written, all: [...services, ...written] };
}

/** The entries that readers find in what an exposure writes, one line each, sorted. */
export function served(model: IngressExposure): string[] {
  return readEntries(objectsOf(model).all, new Map()).entries.map(lineOf).sort();
}

/** The entries that an exposure asks for, in the same words. */
export function asked({ hosts, routes, namespace }: IngressExposure): string[] {
  return hosts.flatMap((host) => routes.flatMap((route): string[] => {
    if (route.action.kind === 'redirect') return [];
    const of = route.action.backends.reduce((sum, { weight }) => sum + weight, 0);
    return route.action.backends.map(({ serviceName, servicePortName, weight }) => lineOf({
      host,
      path: route.path,
      pathMatch: route.match,
      conditions: conditionsOf(route),
      share: { weight, of },
      backend: { namespace, service: serviceName, port: { kind: 'name', name: servicePortName } },
    }));
  })).sort();
}

function lineOf({ host, path, pathMatch, conditions = [], share = { weight: 1, of: 1 }, backend }: Pick<Entry, 'host' | 'path' | 'pathMatch' | 'conditions' | 'share' | 'backend'>): string {
  const common = greatestCommon(share.weight, share.of);
  const port = backend.port?.kind === 'name' ? backend.port.name : String(backend.port?.number);
  return `${host} ${pathMatch} ${path} [${conditions.join(', ')}] -> ${backend.namespace}/${backend.service}:${port} ${share.weight / common}/${share.of / common}`;
}

function greatestCommon(a: number, b: number): number {
  return b === 0 ? a : greatestCommon(b, a % b);
}
