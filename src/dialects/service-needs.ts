import { protocolsOf } from '../model/backend-protocol';
import { Labels } from '../model/endpoint';
import { ExposureModel } from '../model/exposure';
import { gap } from '../model/feature';
import { Finding } from '../model/finding';
import { ServedBackend, servedBackends } from '../model/route';

/** What a Service has to say, so that the controller of an edge talks to its pods as they expect. */
export interface ServiceNeed {
  readonly serviceName: string;
  readonly annotations: Labels;
}

/** Whoever reads the annotations of Services, on an edge of one API. */
export interface ServiceReader<X extends ExposureModel> {
  /** Whether an annotation speaks of one port of a Service; absent means of all of them. */
  readonly serviceAnnotationsArePerPort?: boolean;
  /** What the Service of these routes has to say; absent means nothing. */
  serviceAnnotations?(routes: readonly ServedBackend[], exposure: X): Labels;
}

/** The annotations that an exposure needs on the Services behind it, by Service, sorted. */
export function serviceNeeds<X extends ExposureModel>(exposure: X, controller: ServiceReader<X>): ServiceNeed[] {
  return routesByService(exposure)
    .map(([serviceName, routes]) => ({ serviceName, annotations: controller.serviceAnnotations?.(routes, exposure) ?? {} }))
    .filter((need) => Object.keys(need.annotations).length > 0);
}

/** The value of an annotation that also says what is needed: members are added to a JSON object, and nothing else is overwritten. */
export function withNeed(needed: string, carried: string | undefined): string {
  const wanted = membersOf(needed);
  const given = carried === undefined ? undefined : membersOf(carried);
  return wanted !== undefined && given !== undefined ? JSON.stringify({ ...wanted, ...given }) : carried ?? needed;
}

/** The needs that the Services do not meet, as far as the routes say what the Services carry. */
export function serviceGaps<X extends ExposureModel>(exposure: X, controller: ServiceReader<X>): Finding[] {
  const missing = serviceNeeds(exposure, controller).flatMap(({ serviceName, annotations }) => Object.entries(annotations)
    .filter(([key, value]) => !isMet(value, carriedBy(exposure, serviceName)[key]))
    .map(([key, value]) => gap(exposure, `its controller learns how to talk to \`${serviceName}\` from the Service: annotate that with \`${key}: ${quoted(value)}\``)));
  return [...missing, ...serviceDisagreements(exposure, controller)];
}

/** Ports of one Service that would need different words in the same annotation. */
export function serviceDisagreements<X extends ExposureModel>(exposure: X, controller: ServiceReader<X>): Finding[] {
  return controller.serviceAnnotationsArePerPort === true ? [] : routesByService(exposure)
    .filter(([, routes]) => protocolsOf(routes).length > 1 && Object.keys(controller.serviceAnnotations?.(routes, exposure) ?? {}).length > 0)
    .map(([serviceName]) => gap(exposure, `its controller talks one protocol to all ports of a Service, and the ports of \`${serviceName}\` have several: give each protocol a Service of its own`));
}

function routesByService(exposure: ExposureModel): [string, ServedBackend[]][] {
  const names = [...new Set(servedBackends(exposure.routes).map((route) => route.serviceName))].sort();
  return names.map((name) => [name, servedBackends(exposure.routes).filter((route) => route.serviceName === name)]);
}

function carriedBy(exposure: ExposureModel, serviceName: string): Labels {
  return servedBackends(exposure.routes).find((route) => route.serviceName === serviceName)?.serviceAnnotations ?? {};
}

/** Equal, or, where both are JSON objects, with every member of what is needed. */
function isMet(needed: string, carried: string | undefined): boolean {
  if (carried === undefined || carried === needed) {
    return carried === needed;
  }
  const wanted = membersOf(needed);
  const given = membersOf(carried);
  return wanted !== undefined && given !== undefined && Object.entries(wanted).every(([key, value]) => given[key] === value);
}

function membersOf(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

function quoted(value: string): string {
  return value.startsWith('{') ? `'${value}'` : value;
}
