import { readPeer } from './read-peer';
import { readPort } from './read-port';
import { Field } from '../../fields/field';
import { readList } from '../../fields/list';
import { PolicyProblem } from '../../fields/problem';
import { readSelector } from '../../fields/selector';
import { Direction, Policy, PolicyOrigin, Rule } from '../../reachability/rules';
import { order } from '../../sets/order';
import { everything } from '../../sets/selector';

export type { PolicyProblem, PolicyProblemCode } from '../../fields/problem';

/** What the NetworkPolicies among some objects mean, and what is wrong with those that the API server would refuse. */
export interface PoliciesRead {
  /** Sorted by namespace and name. */
  readonly policies: readonly Policy[];
  readonly problems: readonly PolicyProblem[];
}

/** Reads the NetworkPolicies among objects; the items of lists must have been taken out of them. */
export function readNetworkPolicies(objects: readonly unknown[]): PoliciesRead {
  const problems: PolicyProblem[] = [];
  const policies = objects.filter(isNetworkPolicy).flatMap((object) => readNetworkPolicy(object, problems));
  return { policies: policies.sort((a, b) => order(originText(a.origin), originText(b.origin))), problems };
}

function originText({ namespace, name }: PolicyOrigin): string {
  return `${namespace}/${name}`;
}

/** Other API groups have a NetworkPolicy, too; `extensions` had this one, until Kubernetes 1.16. */
function isNetworkPolicy(object: unknown): object is object {
  if (typeof object !== 'object' || object === null || !('kind' in object) || !('apiVersion' in object)) return false;
  return object.kind === 'NetworkPolicy' && /^(networking\.k8s\.io|extensions)\//.test(String(object.apiVersion));
}

/** The policy, unless the API server would refuse it: then it means nothing. */
function readNetworkPolicy(object: object, problems: PolicyProblem[]): Policy[] {
  const found: PolicyProblem[] = [];
  const fields = new Map(new Field('', object, () => undefined).entries());
  const origin = originOf(fields.get('metadata'));
  const report = (code: PolicyProblem['code'], path: string, text: string) => {
    found.push({ code, kind: 'NetworkPolicy', policy: originText(origin), path, text });
  };
  if (origin.name === '') report('FIELD_MISSING', 'metadata.name', 'a policy needs a name');
  const version = fields.get('apiVersion')?.text();
  if (version !== 'networking.k8s.io/v1') {
    report('VERSION_UNSUPPORTED', 'apiVersion', `\`${version}\` is not served; write \`networking.k8s.io/v1\``);
  }
  const policy = readSpec(new Field('spec', 'spec' in object ? object.spec : undefined, report), origin);
  problems.push(...found);
  return found.length === 0 ? [policy] : [];
}

/** A missing namespace means `default`. */
function originOf(metadata: Field | undefined): PolicyOrigin {
  const fields = new Map(metadata?.entries());
  const textOf = (key: string) => fields.get(key)?.text() ?? '';
  return { kind: 'NetworkPolicy', namespace: textOf('namespace') || 'default', name: textOf('name') };
}

/**
 * A policy without `policyTypes` isolates ingress always, and egress if and only if it has egress rules.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ (Kubernetes 1.35, `spec.policyTypes`)
 */
function readSpec(spec: Field, origin: PolicyOrigin): Policy {
  const { podSelector, policyTypes, ingress, egress } = spec.members('podSelector', 'policyTypes', 'ingress', 'egress');
  const [types, ingressRules, egressRules] = [readList(policyTypes, { atMost: 2, item: 'policy type' }), ingress.items(), egress.items()];
  const implied: Direction[] = egressRules.length > 0 ? ['ingress', 'egress'] : ['ingress'];
  const isolates = types.length > 0 ? [...new Set(types.flatMap(readDirection))] : implied;
  const rules = [
    ...ingressRules.map((field, index) => readRule(field.members('from', 'ports'), 'from', { direction: 'ingress', index }, origin)),
    ...egressRules.map((field, index) => readRule(field.members('to', 'ports'), 'to', { direction: 'egress', index }, origin)),
  ];
  return {
    origin,
    subject: { namespace: origin.namespace, pods: podSelector.isPresent() ? readSelector(podSelector) : everything },
    isolates,
    rules: rules.filter((rule) => isolates.includes(rule.direction)),
  };
}

function readDirection(field: Field): Direction[] {
  const text = field.text();
  if (text === 'Ingress') return ['ingress'];
  if (text === 'Egress') return ['egress'];
  field.refuse('POLICY_TYPE_UNKNOWN', `unknown policy type ${field.quoted()}; allowed are Ingress, Egress`);
  return [];
}

/** Missing or empty lists mean anyone, on any port; a list of refused entries never comes to that, since its policy is refused. */
function readRule<K extends string>(
  fields: Readonly<Record<K | 'ports', Field>>, side: K, place: Pick<Rule, 'direction' | 'index'>, origin: PolicyOrigin,
): Rule {
  const peers = fields[side].items();
  const ports = fields.ports.items();
  return {
    ...place,
    peers: peers.length === 0 ? 'anyone' : peers.flatMap((field) => readPeer(field, origin.namespace)),
    ports: ports.length === 0 ? 'all' : ports.flatMap(readPort),
  };
}
