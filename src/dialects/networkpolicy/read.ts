import { RuleParts } from './read-parts';
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
  const parts = new RuleParts(problems);
  const policies = objects.filter(isNetworkPolicy).flatMap((object) => readNetworkPolicy(object, problems, parts));
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
function readNetworkPolicy(object: object, problems: PolicyProblem[], parts: RuleParts): Policy[] {
  const before = problems.length;
  const fields = new Map(new Field('', object, () => undefined).entries());
  const origin = originOf(fields.get('metadata'));
  const report = (code: PolicyProblem['code'], path: string, text: string) => {
    problems.push({ code, kind: 'NetworkPolicy', policy: originText(origin), path, text });
  };
  if (origin.name === '') report('FIELD_MISSING', 'metadata.name', 'a policy needs a name');
  const version = fields.get('apiVersion')?.text();
  if (version !== 'networking.k8s.io/v1') {
    report('VERSION_UNSUPPORTED', 'apiVersion', `\`${version}\` is not served; write \`networking.k8s.io/v1\``);
  }
  const policy = readSpec(new Field('spec', 'spec' in object ? object.spec : undefined, report), origin, parts);
  return problems.length === before ? [policy] : [];
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
function readSpec(spec: Field, origin: PolicyOrigin, parts: RuleParts): Policy {
  const { podSelector, policyTypes, ingress, egress } = spec.members('podSelector', 'policyTypes', 'ingress', 'egress');
  const [types, ingressRules, egressRules] = [readList(policyTypes, { atMost: 2, item: 'policy type' }), ingress.items(), egress.items()];
  const implied: Direction[] = egressRules.length > 0 ? ['ingress', 'egress'] : ['ingress'];
  const isolates = types.length > 0 ? [...new Set(types.flatMap(readDirection))] : implied;
  const rules = [
    ...ingressRules.map((field, index): Rule => {
      const { from, ports } = field.members('from', 'ports');
      return { direction: 'ingress', index, peers: parts.peersOf(from, origin.namespace), ports: parts.portsOf(ports) };
    }),
    ...egressRules.map((field, index): Rule => {
      const { to, ports } = field.members('to', 'ports');
      return { direction: 'egress', index, peers: parts.peersOf(to, origin.namespace), ports: parts.portsOf(ports) };
    }),
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
