import { LintFinding, LintObject } from './codes';
import { isForMadePods } from './made-pods';
import { isEmptySelector, Manifests, namesText, subjectsOf } from './manifests';
import { Policy, PolicyOrigin } from '../../reachability/rules';
import { workloadText } from '../../reachability/workload';
import { matches, selectorText } from '../../sets/selector';

/** What is wrong with whom NetworkPolicies select. */
export function* checkPolicies(manifests: Manifests): Iterable<LintFinding> {
  for (const policy of manifests.rules.policies) {
    yield* selectsNothing(policy, manifests);
    yield* onHostNetwork(policy, manifests);
  }
}

/** The object that a policy is. */
export function objectOf({ kind, namespace, name }: PolicyOrigin): LintObject {
  return { kind, namespace, name };
}

/**
 * A folder without a single workload of the namespace says nothing about the pods there, unless the labels are those of a
 * workload of another namespace: then the policy is probably in the wrong one.
 */
function* selectsNothing(policy: Policy, manifests: Manifests): Iterable<LintFinding> {
  const { subject, origin } = policy;
  const { workloads } = manifests.snapshot;
  if (isEmptySelector(subject.pods) || subjectsOf(policy, manifests).length > 0 || isForMadePods(subject.pods, subject.namespace, manifests)) return;
  const isHome = manifests.byNamespace.has(subject.namespace);
  const elsewhere = workloads.filter(({ labels }) => matches(subject.pods, labels));
  if (!isHome && elsewhere.length === 0) return;
  yield {
    code: 'POLICY_SELECTS_NOTHING',
    object: objectOf(origin),
    path: 'spec.podSelector',
    text: `no workload of \`${subject.namespace}\` matches \`${selectorText(subject.pods)}\`, so that the policy does nothing`,
    mend: elsewhere.length === 0
      ? 'write labels of the pod template into the selector'
      : `${namesText(elsewhere.map(workloadText))} would match: a policy governs pods of its own namespace only`,
  };
}

/** @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods (Kubernetes 1.35) */
function* onHostNetwork(policy: Policy, manifests: Manifests): Iterable<LintFinding> {
  const hosts = subjectsOf(policy, manifests).filter(({ hostNetwork }) => hostNetwork);
  if (hosts.length === 0) return;
  yield {
    code: 'POLICY_ON_HOST_NETWORK',
    object: objectOf(policy.origin),
    path: 'spec.podSelector',
    text: `selects ${namesText(hosts.map(workloadText))}, which share the network of their nodes, where most plugins enforce no policy`,
    mend: 'give the pods a network of their own, or hold them with a policy for hosts of the plugin',
  };
}
