import { listAt, ReadObject, shownValue, valueAt } from '../../reachability/objects';
import { Entry, EntryBackend, EntryOmission } from '../../reachability/rules/entries';
import { TargetPort } from '../../reachability/rules/services';
import { isPort } from '../../sets/ports';

/** A Service that a rule leads to, by whatever way. */
export interface Target extends Pick<Entry, 'share' | 'instead'> {
  /** The field of the route by which it is reached. */
  readonly at: string;
  readonly backend: EntryBackend;
  /** What else has to be so, such as an answer of another Service. */
  readonly condition?: string;
}

/** What the Services of a route are read with. */
export interface ServiceScope {
  readonly report: ReadObject['report'];
  readonly leaveOut: (omission: Pick<EntryOmission, 'path' | 'reason' | 'text' | 'mend' | 'namespace'>) => void;
  /** The TraefikServices among the manifests, by namespace and name. */
  readonly known: ReadonlyMap<string, ReadObject>;
}

/** One reference, with the part of the requests of those that stand beside it. */
interface Part {
  readonly value: unknown;
  readonly weight: number;
  readonly of: number;
}

/** Where a reference is read: the namespace that it is in, the field of the route by which it is reached, and the TraefikServices on the way. */
interface Place {
  readonly namespace: string;
  readonly at: string;
  readonly path: string;
  readonly passed: readonly string[];
}

/** The Services of a rule, each with its part of the requests. */
export function targetsOf(scope: ServiceScope, services: readonly unknown[], namespace: string, path: string): Target[] {
  return partsOf(scope, services, path).flatMap((part, i) => follow(scope, part, { namespace, at: `${path}[${i}]`, path: `${path}[${i}]`, passed: [] }));
}

/** @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/ (3.7, `weight`: 1 where it is not said) */
function partsOf({ report, leaveOut }: ServiceScope, services: readonly unknown[], path: string): Part[] {
  const weights = services.map((service, i) => {
    const weight = valueAt(service, 'weight') ?? 1;
    if (typeof weight === 'number' && Number.isInteger(weight) && weight >= 0) return services.length === 1 ? 1 : weight;
    report(`${path}[${i}].weight`, `\`${shownValue(weight)}\` is no weight; it is a whole number from 0`);
    return 1;
  });
  const of = weights.reduce((sum, weight) => sum + weight, 0);
  if (services.length > 0 && of === 0) {
    leaveOut({ path, reason: 'idle', text: 'all Services of the rule have weight 0: whatever it matches gets an error for an answer', mend: 'give one of them a `weight` above 0' });
  }
  return services.map((value, i) => ({ value, weight: weights[i] ?? 1, of }));
}

function follow(scope: ServiceScope, { value, weight, of }: Part, place: Place): Target[] {
  const share = weight === of ? {} : { share: { weight, of } };
  const kind = valueAt(value, 'kind') ?? 'Service';
  const name = valueAt(value, 'name');
  if (kind !== 'Service' && kind !== 'TraefikService') {
    scope.report(`${place.path}.kind`, `unknown kind \`${shownValue(kind)}\`; allowed are Service, TraefikService`);
    return [];
  }
  if (typeof name !== 'string' || name === '') {
    scope.report(place.path, 'a Service needs its `name`');
    return [];
  }
  const namespace = namespaceOf(scope, value, name, kind, place);
  if (namespace === undefined) return [];
  const found = kind === 'TraefikService' ? followInner(scope, { ...place, namespace }, name) : serviceAt(scope, value, namespace, name, place);
  return found.map((target) => ({ ...target, ...multiplied(share.share, target.share) }));
}

function multiplied(outer: Entry['share'], inner: Entry['share']): Pick<Entry, 'share'> {
  if (outer === undefined || inner === undefined) return outer === undefined && inner === undefined ? {} : { share: outer ?? inner };
  return { share: { weight: outer.weight * inner.weight, of: outer.of * inner.of } };
}

/** The namespace of a reference; nothing where it is not followed. Traefik takes none into another namespace unless its operator allows it. */
function namespaceOf({ leaveOut }: ServiceScope, value: unknown, name: string, kind: string, place: Place): string | undefined {
  if (name.includes('@')) {
    // what Traefik has itself answers without any pod
    if (!name.endsWith('@internal')) leaveOut({ path: place.at, reason: 'unfollowed', text: `\`${name}\` is a Service of another provider of Traefik, which is not followed` });
    return undefined;
  }
  const given = valueAt(value, 'namespace');
  const namespace = typeof given === 'string' && given !== '' ? given : place.namespace;
  if (namespace === place.namespace) return namespace;
  leaveOut({
    path: place.at,
    reason: 'ungranted',
    text: `Traefik refuses the ${kind} \`${namespace}/${name}\` of another namespace unless its operator sets \`allowCrossNamespace\``,
    mend: `move the route into \`${namespace}\``,
    namespace,
  });
  return undefined;
}

function serviceAt({ report }: ServiceScope, value: unknown, namespace: string, service: string, { at, path }: Place): Target[] {
  const port = portOf(valueAt(value, 'port'));
  if (port !== undefined) return [{ at, backend: { namespace, service, port } }];
  report(`${path}.port`, 'a Service needs the name or the number of one of its ports');
  return [];
}

function portOf(value: unknown): TargetPort | undefined {
  if (typeof value === 'number') return isPort(value) ? { kind: 'number', number: value } : undefined;
  return typeof value === 'string' && value !== '' ? { kind: 'name', name: value } : undefined;
}

/** @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/traefikservice/ (3.7) */
function followInner(scope: ServiceScope, place: Place, name: string): Target[] {
  const key = `${place.namespace}/${name}`;
  const found = scope.known.get(key);
  if (found === undefined) {
    scope.leaveOut({ path: place.at, reason: 'unfollowed', text: `the TraefikService \`${key}\` is not among the manifests, so that nobody can say where it leads` });
    return [];
  }
  if (place.passed.includes(key)) {
    scope.leaveOut({ path: place.at, reason: 'idle', text: `the TraefikService \`${key}\` leads back to itself`, mend: 'take it out of the Services that it is made of' });
    return [];
  }
  const inner = { ...scope, report: found.report };
  const at = (path: string): Place => ({ ...place, path, passed: [...place.passed, key] });
  const spec = valueAt(found.value, 'spec');
  const weighted = valueAt(spec, 'weighted') ?? valueAt(spec, 'highestRandomWeight');
  if (weighted !== undefined) {
    const path = valueAt(spec, 'weighted') === undefined ? 'spec.highestRandomWeight.services' : 'spec.weighted.services';
    return partsOf(inner, listAt(weighted, 'services'), path).flatMap((part, i) => follow(inner, part, at(`${path}[${i}]`)));
  }
  const whole = (value: unknown, path: string) => follow(inner, { value, weight: 1, of: 1 }, at(path));
  if (valueAt(spec, 'mirroring') !== undefined) return [...whole(valueAt(spec, 'mirroring'), 'spec.mirroring'), ...mirrors(listAt(spec, 'mirroring', 'mirrors'), whole)];
  if (valueAt(spec, 'failover') !== undefined) {
    const fallback = whole(valueAt(spec, 'failover', 'fallback'), 'spec.failover.fallback');
    return [...whole(valueAt(spec, 'failover', 'service'), 'spec.failover.service'), ...fallback.map((target) => ({ ...target, condition: `after an error of TraefikService ${key}` }))];
  }
  scope.leaveOut({ path: place.at, reason: 'idle', text: `the TraefikService \`${key}\` leads nowhere`, mend: 'say `weighted` or `mirroring` in it' });
  return [];
}

function mirrors(list: readonly unknown[], whole: (value: unknown, path: string) => Target[]): Target[] {
  return list.flatMap((mirror, i) => {
    const percent = valueAt(mirror, 'percent');
    return percent === undefined || percent === 0 ? [] : whole(mirror, `spec.mirroring.mirrors[${i}]`).map((target) => ({ ...target, instead: 'copies' as const }));
  });
}
