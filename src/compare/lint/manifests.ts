import { LintFinding } from './codes';
import { listAt, readObject, ReadObject, valueAt } from '../../reachability/objects';
import { Direction, Policy, Rule, RuleSet } from '../../reachability/rules';
import { Entry, Service } from '../../reachability/rules/services';
import { workloadsBehind } from '../../reachability/services';
import { NAMESPACE_NAME_LABEL, namespaceLabels, Snapshot } from '../../reachability/snapshot';
import { Workload } from '../../reachability/workload';
import { LabelSelector, matches } from '../../sets/selector';

/** What lint looks at: the manifests, and what they mean. */
export interface LintInput {
  /** The objects, the items of lists taken out of them. */
  readonly objects: readonly unknown[];
  readonly snapshot: Snapshot;
  readonly rules: RuleSet;
  readonly services: readonly Service[];
  /** The ways in through Ingresses, Routes and the Gateway API. */
  readonly entries: readonly Entry[];
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
}

/** Reads the objects once for all checks. */
export function manifestsOf(input: LintInput): Manifests {
  const read = input.objects.flatMap((object) => readObject(object, []) ?? []);
  const selecting = input.services.flatMap((service) => (service.selector === undefined
    ? [] : [{ service, selector: service.selector, workloads: workloadsBehind(service, input.snapshot) }]));
  return { ...input, read, selecting };
}

/** The object of a kind of an API group, as it is written. */
export function writtenObject({ read }: Manifests, group: string, kind: string, namespace: string, name: string): unknown {
  const found = read.find((one) => one.kind === kind && one.namespace === namespace && one.name === name && groupOf(one) === group);
  return found?.value;
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
export function subjectsOf({ subject }: Policy, { workloads }: Snapshot): Workload[] {
  return workloads.filter(({ namespace, labels }) => namespace === subject.namespace && matches(subject.pods, labels));
}

/** The workloads that a rule takes in, blocks of addresses apart; those on the host network are nodes to it. */
export function peersOf({ peers }: Pick<Rule, 'peers'>, snapshot: Snapshot): Workload[] {
  return snapshot.workloads.filter((workload) => !workload.hostNetwork && (peers === 'anyone' || peers.some((peer) => peer.kind === 'pods'
    && (peer.namespaces.kind === 'named'
      ? peer.namespaces.name === workload.namespace
      : matches(peer.namespaces.selector, namespaceLabels(snapshot, workload.namespace)))
    && matches(peer.pods, workload.labels))));
}

/** The path of a rule in its object, such as `spec.ingress[0]`. */
export function pathOf(rule: { readonly direction: Direction; readonly index: number }): string {
  return `spec.${rule.direction}[${rule.index}]`;
}

/** The path of the peers of a rule, such as `spec.ingress[0].from`. */
export function peersPathOf(rule: { readonly direction: Direction; readonly index: number }): string {
  return `${pathOf(rule)}.${rule.direction === 'ingress' ? 'from' : 'to'}`;
}

/** Whether a selector has no condition. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels).length === 0 && selector.matchExpressions.length === 0;
}

/** The keys of a selector, but the one with the name of the namespace, which every namespace has. */
export function ownKeysOf(selector: LabelSelector): string[] {
  return [...Object.keys(selector.matchLabels), ...selector.matchExpressions.map(({ key }) => key)].filter((key) => key !== NAMESPACE_NAME_LABEL);
}

/** Several names as a text: `a`, `a` and `b`, or `a`, `b` and `c`. */
export function namesText(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1) ?? ''}`;
}
