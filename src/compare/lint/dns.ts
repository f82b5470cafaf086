import { LintFinding } from './codes';
import { Manifests, namesText } from './manifests';
import { objectOf } from './policies';
import { addressEnd, decide, workloadEnd } from '../../reachability/decide';
import { Policy, Rule } from '../../reachability/rules';
import { FlowEnd } from '../../reachability/trace';
import { Workload, workloadText } from '../../reachability/workload';
import { listIn } from '../../sets/groups';

/** Somebody who resolves names, and the port on which its pods listen. */
interface Resolver {
  readonly end: FlowEnd;
  readonly port: number;
}

/**
 * Where DNS is: kubeadm and most managed clusters, OpenShift, the cache on every node, as pods or on its host network, that of AKS, and Cloud DNS of GKE.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/ (Kubernetes 1.35)
 * @see https://github.com/openshift/cluster-dns-operator/blob/release-4.19/assets/dns/daemonset.yaml
 * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/ (Kubernetes 1.35)
 * @see https://learn.microsoft.com/azure/aks/localdns-custom (July 2026)
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-dns (read in November 2026)
 */
const RESOLVERS: readonly Resolver[] = [
  { end: dnsPods('kube-system', 'kube-dns', { 'k8s-app': 'kube-dns' }, 53), port: 53 },
  { end: dnsPods('openshift-dns', 'dns-default', { 'dns.operator.openshift.io/daemonset-dns': 'default' }, 5353), port: 5353 },
  { end: dnsPods('kube-system', 'node-local-dns', { 'k8s-app': 'node-local-dns' }, 53), port: 53 },
  { end: addressEnd('169.254.20.10'), port: 53 },
  { end: addressEnd('169.254.10.11'), port: 53 },
  { end: addressEnd('169.254.169.254'), port: 53 },
];

function dnsPods(namespace: string, name: string, labels: Readonly<Record<string, string>>, port: number): FlowEnd {
  return workloadEnd({
    kind: 'Deployment',
    namespace,
    name,
    labels,
    ports: [{ name: 'dns', number: port, protocol: 'UDP' }, { name: 'dns-tcp', number: port, protocol: 'TCP' }],
    hostNetwork: false,
    addresses: [],
    nodeAddresses: [],
  });
}

/** Workloads that may call others by name, and may not ask for their addresses. One finding for each policy that is enough alone. */
export function* checkDns(manifests: Manifests): Iterable<LintFinding> {
  const { snapshot } = manifests;
  const cut = new Map<Policy, Workload[]>();
  for (const workload of snapshot.workloads) {
    if (workload.hostNetwork) continue;
    const isolating = (manifests.governing.get(workload) ?? []).filter((policy) => policy.isolates.includes('egress'));
    const first = isolating.find((policy) => policy.rules.some(needsNames));
    if (first === undefined || resolves(manifests, workload)) continue;
    listIn(cut, first).push(workload);
  }
  for (const [policy, workloads] of cut) yield findingOf(policy, workloads, manifests);
}

/** Pods are called by the name of their Service, and the internet by names; a block of few addresses is known by them. */
function needsNames(rule: Rule): boolean {
  return rule.direction === 'egress' && (rule.peers === 'anyone' || rule.peers.some((peer) => peer.kind === 'pods' || peer.block.prefix === 0));
}

/** Whether somebody who resolves names can be asked, over UDP as every resolver does at first. */
function resolves({ snapshot, rules: { tiered }, governing }: Manifests, workload: Workload): boolean {
  // whoever guards the resolver is not the workload's business
  const rules = { policies: governing.get(workload) ?? [], tiered };
  return RESOLVERS.some(({ end, port }) => (
    decide(snapshot, rules, { source: workloadEnd(workload), destination: end, protocol: 'UDP', port }).verdict !== 'denied'
  ));
}

function findingOf(policy: Policy, workloads: readonly Workload[], { rules: { policies } }: Manifests): LintFinding {
  const hint = policies.filter(({ subject }) => subject.namespace === policy.subject.namespace).flatMap(({ rules }) => rules).find(isNearMiss);
  return {
    code: 'DNS_CUT_OFF',
    object: objectOf(policy.origin),
    path: 'spec.egress',
    text: `${namesText(workloads.map(workloadText))} may call others, and may not ask DNS for their addresses${hint === undefined ? '' : `; ${nearMissText(hint)}`}`,
    mend: 'allow egress to port 53 of UDP and TCP of the pods `k8s-app: kube-dns` in the namespace `kube-system`, both selectors in one peer '
      + '(on OpenShift port 5353 of namespace `openshift-dns`)',
  };
}

/** Whether a rule looks as if it were meant for DNS, by a port that is nearly right. */
function isNearMiss({ direction, ports }: Rule): boolean {
  return direction === 'egress' && ports !== 'all' && ports.some((port) => port.kind === 'numbers' && [53, 5353].includes(port.first));
}

function nearMissText({ index, ports }: Rule): string {
  const udp = ports !== 'all' && ports.some((port) => port.kind === 'numbers' && port.protocol === 'UDP');
  return `\`egress[${index}]\` has ${udp ? 'the port of DNS, for others than its pods, or another port than they listen on' : 'the port of DNS, and not for UDP'}`;
}
