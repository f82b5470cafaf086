import { LintFinding, LintObject } from './codes';
import { Meaning } from '../../reachability/meaning';
import { listAt, readObject, ReadObject, valueAt } from '../../reachability/objects';
import { Direction, Peer, Policy, Rule } from '../../reachability/rules';
import { Service } from '../../reachability/rules/services';
import { workloadsBehind } from '../../reachability/services';
import { NAMESPACE_NAME_LABEL, namespaceLabels } from '../../reachability/snapshot';
import { traitsOf, Workload } from '../../reachability/workload';
import { groupedBy, listIn } from '../../sets/groups';
import { isEverything, LabelMap, LabelSelector, matches } from '../../sets/selector';

/** What lint looks at: the manifests, and what they mean. */
export interface LintInput extends Meaning {
  /** The objects, the items of lists taken out of them. */
  readonly objects: readonly unknown[];
}

/** One check: what it finds wrong. */
export type Check = (manifests: Manifests) => Iterable<LintFinding>;

/** A Service that selects pods, with the workloads that it finds. */
export interface SelectingService {
  readonly service: Service;
  readonly selector: Readonly<Record<string, string>>;
  readonly workloads: readonly Workload[];
}

/** The manifests with what several checks ask of them. */
export interface Manifests extends LintInput {
  readonly read: readonly ReadObject[];
  readonly selecting: readonly SelectingService[];
  readonly byNamespace: ReadonlyMap<string, readonly Workload[]>;
  /** The workloads that each NetworkPolicy selects, those on the host network among them. */
  readonly subjects: ReadonlyMap<Policy, readonly Workload[]>;
  /** The NetworkPolicies that select each workload. */
  readonly governing: ReadonlyMap<Workload, readonly Policy[]>;
}

/** Reads the objects once for all checks. */
export function manifestsOf(input: LintInput): Manifests {
  const read = input.objects.flatMap((object) => readObject(object, []) ?? []);
  const byNamespace = groupedBy(input.snapshot.workloads, ({ namespace }) => namespace);
  const selecting = input.services.flatMap((service): SelectingService[] => {
    const neighbours = { ...input.snapshot, workloads: byNamespace.get(service.namespace) ?? [] };
    return service.selector === undefined ? [] : [{ service, selector: service.selector, workloads: workloadsBehind(service, neighbours) }];
  });
  const subjects = new Map(input.rules.policies.map((policy): [Policy, Workload[]] => {
    const { namespace, pods } = policy.subject;
    return [policy, (byNamespace.get(namespace) ?? []).filter(({ labels }) => matches(pods, labels))];
  }));
  const governing = new Map<Workload, Policy[]>();
  for (const [policy, workloads] of subjects) for (const workload of workloads) listIn(governing, workload).push(policy);
  return { ...input, read, selecting, byNamespace, subjects, governing };
}

/** The object of a kind of an API group, as it is written. */
export function writtenObject({ read }: Manifests, group: string, kind: string, namespace: string, name: string): unknown {
  const found = read.find((one) => one.kind === kind && one.namespace === namespace && one.name === name && groupOf(one) === group);
  return found?.value;
}

/** The objects of a kind of an API group. */
export function objectsOf({ read }: Manifests, group: string, kind: string): ReadObject[] {
  return read.filter((one) => one.kind === kind && groupOf(one) === group);
}

/** An object in a finding. */
export function namedObject({ kind, namespace, name }: Pick<ReadObject, 'kind' | 'namespace' | 'name'>): LintObject {
  return { kind, namespace, name };
}

/** The value of an annotation. */
export function annotationOf({ value }: ReadObject, key: string): string | undefined {
  const text = valueAt(value, 'metadata', 'annotations', key);
  return typeof text === 'string' ? text : undefined;
}

/** The API group of an object; empty for the core. */
export function groupOf({ apiVersion }: ReadObject): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] ?? '' : '';
}

/** The addresses of a Service in the cluster, where the manifests fix them. */
export function clusterIpsOf(manifests: Manifests, { namespace, name }: Service): string[] {
  const object = writtenObject(manifests, '', 'Service', namespace, name);
  const ips = [valueAt(object, 'spec', 'clusterIP'), ...listAt(object, 'spec', 'clusterIPs')];
  return ips.filter((ip): ip is string => typeof ip === 'string' && ip !== '' && ip !== 'None');
}

/** The workloads that a policy selects, those on the host network among them. */
export function subjectsOf(policy: Policy, { subjects }: Manifests): readonly Workload[] {
  return subjects.get(policy) ?? [];
}

/** The workloads that a rule takes in, blocks of addresses apart; those on the host network are nodes to it. */
export function peersOf({ peers }: Pick<Rule, 'peers'>, manifests: Manifests): Workload[] {
  const found = peers === 'anyone' ? manifests.snapshot.workloads : new Set(peers.flatMap((peer) => (peer.kind === 'pods' ? podsOf(peer, manifests) : [])));
  return [...found].filter(({ hostNetwork }) => !hostNetwork);
}

function podsOf({ namespaces, pods }: Extract<Peer, { kind: 'pods' }>, { snapshot, byNamespace }: Manifests): Workload[] {
  const homes = namespaces.kind === 'named'
    ? [namespaces.name]
    : [...byNamespace.keys()].filter((name) => matches(namespaces.selector, namespaceLabels(snapshot, name)));
  return homes.flatMap((name) => byNamespace.get(name) ?? []).filter((workload) => matches(pods, traitsOf(workload)));
}

/** The path of a rule in its object, such as `spec.ingress[0]`. */
export function pathOf(rule: { readonly direction: Direction; readonly index: number; readonly path?: string }): string {
  return rule.path ?? `spec.${rule.direction}[${rule.index}]`;
}

/** The path of the peers of a rule, such as `spec.ingress[0].from`. */
export function peersPathOf(rule: { readonly direction: Direction; readonly index: number }): string {
  return `${pathOf(rule)}.${rule.direction === 'ingress' ? 'from' : 'to'}`;
}

/** Whether a selector has no condition. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return isEverything(selector);
}

/** The keys of a selector, but the one with the name of the namespace, which every namespace has. */
export function ownKeysOf(selector: LabelSelector): string[] {
  return [...Object.keys(selector.matchLabels), ...selector.matchExpressions.map(({ key }) => key)].filter((key) => key !== NAMESPACE_NAME_LABEL);
}

/** The texts of a mapping, such as labels. */
export function textsAt(value: unknown, ...path: readonly string[]): LabelMap {
  return Object.fromEntries(Object.entries(valueAt(value, ...path) ?? {}).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

/** So many names are told, and how many others there are. */
const NAMES_AT_MOST = 5;

/** Several names as a text: `a`, `a` and `b`, or `a`, `b` and `c`. */
export function namesText(names: readonly string[]): string {
  const told = names.length > NAMES_AT_MOST ? names.slice(0, NAMES_AT_MOST - 1) : names;
  const quoted = [...told.map((name) => `\`${name}\``), ...(told.length < names.length ? [`${names.length - told.length} others`] : [])];
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1) ?? ''}`;
}
