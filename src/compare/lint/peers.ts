import { LintFinding } from './codes';
import { clusterIpsOf, isEmptySelector, Manifests, namesText, ownKeysOf, peersOf, peersPathOf, writtenObject } from './manifests';
import { objectOf } from './policies';
import { listAt, valueAt } from '../../reachability/objects';
import { Peer, Policy, PolicyOrigin, PortMatch, Rule } from '../../reachability/rules';
import { Snapshot } from '../../reachability/snapshot';
import { Workload, workloadText } from '../../reachability/workload';
import { contains, containsAddress, overlaps } from '../../sets/cidr';
import { matches, selectorText } from '../../sets/selector';

type PodsPeer = Extract<Peer, { kind: 'pods' }>;

/** What is wrong with whom the rules of NetworkPolicies take in. */
export function* checkPeers(manifests: Manifests): Iterable<LintFinding> {
  for (const policy of manifests.rules.policies) {
    for (const rule of policy.rules) {
      yield* emptyList(policy, rule, manifests);
      yield* anyPod(policy, rule);
      yield* notCombined(policy, rule, manifests);
      yield* unknownNamespaces(policy, rule, manifests.snapshot);
      yield* clusterIps(policy, rule, manifests);
      yield* podAddresses(policy, rule, manifests.snapshot);
    }
  }
}

/** An empty list is read as nobody, and means anyone. */
function* emptyList({ origin }: Policy, rule: Rule, manifests: Manifests): Iterable<LintFinding> {
  if (rule.peers !== 'anyone') return;
  const list = valueAt(rawRule(origin, rule, manifests), rule.direction === 'ingress' ? 'from' : 'to');
  if (!Array.isArray(list)) return;
  yield {
    code: 'ALLOW_ALL_PEER',
    object: objectOf(origin),
    path: peersPathOf(rule),
    text: 'an empty list of peers lets everybody in: pods of every namespace, and every address outside',
    mend: 'name the peers; to allow nobody leave the whole rule out; to allow everybody leave the list out',
  };
}

function rawRule({ kind, namespace, name }: PolicyOrigin, rule: Rule, manifests: Manifests): unknown {
  return listAt(writtenObject(manifests, 'networking.k8s.io', kind, namespace, name), 'spec', rule.direction)[rule.index];
}

/** Egress to a few ports of any namespace is common, DNS above all. */
function* anyPod({ origin }: Policy, rule: Rule): Iterable<LintFinding> {
  if (rule.peers === 'anyone' || (rule.direction === 'egress' && rule.ports !== 'all')) return;
  for (const [i, peer] of rule.peers.entries()) {
    if (peer.kind !== 'pods' || !isEmptySelector(peer.pods) || !isAnyNamespace(peer)) continue;
    yield {
      code: 'ALLOW_ALL_PEER',
      object: objectOf(origin),
      path: `${peersPathOf(rule)}[${i}]`,
      text: 'an empty `namespaceSelector` is every pod of every namespace, those of other teams among them',
      mend: 'name the namespace by its label `kubernetes.io/metadata.name`, and the pods by theirs, in one peer',
    };
  }
}

function isAnyNamespace({ namespaces }: PodsPeer): boolean {
  return namespaces.kind === 'labelled' && isEmptySelector(namespaces.selector);
}

/**
 * Two selectors as two peers are either of them, as one peer both. They were probably meant together where the pods are not in
 * the policy's own namespace, or where the namespaces alone are all.
 */
function* notCombined({ origin }: Policy, rule: Rule, manifests: Manifests): Iterable<LintFinding> {
  if (rule.peers === 'anyone') return;
  const pods = rule.peers.filter((peer): peer is PodsPeer => peer.kind === 'pods');
  const namespacesAlone = pods.filter((peer) => peer.namespaces.kind === 'labelled' && isEmptySelector(peer.pods));
  const podsAlone = pods.filter((peer) => peer.namespaces.kind === 'named' && !isEmptySelector(peer.pods));
  for (const wide of namespacesAlone) {
    for (const narrow of podsAlone) {
      const together: PodsPeer = { kind: 'pods', namespaces: wide.namespaces, pods: narrow.pods };
      const isElsewhere = manifests.byNamespace.has(origin.namespace) || peersOf({ peers: [together] }, manifests).length > 0;
      if (!isAnyNamespace(wide) && (peersOf({ peers: [narrow] }, manifests).length > 0 || !isElsewhere)) continue;
      yield {
        code: 'PEERS_NOT_COMBINED',
        object: objectOf(origin),
        path: `${peersPathOf(rule)}[${rule.peers.indexOf(wide)}]`,
        text: `this \`namespaceSelector\` and the \`podSelector\` \`${selectorText(narrow.pods)}\` are two peers: all pods of those namespaces are let in, whatever their labels`,
        mend: 'write both selectors into one list item, without a second `-`, if only those pods of those namespaces are meant',
      };
    }
  }
}

/** The name of a namespace is a label of each; any other label must be somewhere among the manifests, or be told. */
function* unknownNamespaces({ origin }: Policy, rule: Rule, { namespaces }: Snapshot): Iterable<LintFinding> {
  if (rule.peers === 'anyone') return;
  for (const [i, peer] of rule.peers.entries()) {
    if (peer.kind !== 'pods' || peer.namespaces.kind !== 'labelled') continue;
    const { selector } = peer.namespaces;
    if (ownKeysOf(selector).length === 0 || [...namespaces.values()].some((labels) => matches(selector, labels))) continue;
    yield {
      code: 'NAMESPACE_LABEL_UNKNOWN',
      object: objectOf(origin),
      path: `${peersPathOf(rule)}[${i}].namespaceSelector`,
      text: `no namespace of these manifests is known to match \`${selectorText(selector)}\``,
      mend: 'label the Namespace, add its object to the manifests, or write `kubernetes.io/metadata.name`, which every namespace carries with its name',
    };
  }
}

/**
 * Where the Service `kubernetes` is by default: the first address of the Service range of common installers.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html (for EKS; the others say so in their installers)
 */
const API_SERVER_IPS: Readonly<Record<string, string>> = {
  '10.96.0.1/32': 'kubeadm',
  '10.0.0.1/32': 'AKS',
  '10.43.0.1/32': 'k3s',
  '10.100.0.1/32': 'EKS',
  '10.152.183.1/32': 'MicroK8s',
  '172.20.0.1/32': 'EKS',
  '172.30.0.1/32': 'OpenShift',
};

/**
 * A guess, since nothing marks such an address: most plugins rewrite a ClusterIP to an address behind it before they look at
 * policies.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/ (Kubernetes 1.35, on `ipBlock` and rewritten addresses)
 */
function* clusterIps({ origin }: Policy, rule: Rule, manifests: Manifests): Iterable<LintFinding> {
  if (rule.peers === 'anyone' || rule.direction !== 'egress') return;
  for (const [i, peer] of rule.peers.entries()) {
    if (peer.kind !== 'addresses') continue;
    const service = manifests.services.find((one) => clusterIpsOf(manifests, one).some((ip) => [`${ip}/32`, `${ip}/128`].includes(peer.block.text)));
    const installer = takesIn443(rule.ports) ? API_SERVER_IPS[peer.block.text] : undefined;
    const whose = service === undefined ? `the Service \`kubernetes\` on ${installer ?? ''}` : `the Service \`${service.namespace}/${service.name}\``;
    if (service === undefined && installer === undefined) continue;
    yield {
      code: 'API_SERVER_BY_CLUSTER_IP',
      object: objectOf(origin),
      path: `${peersPathOf(rule)}[${i}].ipBlock`,
      text: `\`${peer.block.text}\` looks like the ClusterIP of ${whose}, which most plugins rewrite before they look at policies`,
      mend: service === undefined
        ? 'write the addresses and the port behind it (`kubectl get endpointslices -n default`, often 6443), or what the plugin has for the API server'
        : 'select the pods behind the Service, and their port',
    };
  }
}

function takesIn443(ports: 'all' | readonly PortMatch[]): boolean {
  return ports === 'all' || ports.some((port) => port.kind === 'every' || (port.kind === 'numbers' && port.first <= 443 && port.last >= 443));
}

function* podAddresses({ origin }: Policy, rule: Rule, { workloads, facts }: Snapshot): Iterable<LintFinding> {
  if (rule.peers === 'anyone') return;
  for (const [i, peer] of rule.peers.entries()) {
    if (peer.kind !== 'addresses') continue;
    const taken = (facts.podCidrs ?? []).filter((range) => overlaps(peer.block, range) && !peer.except.some((hole) => contains(hole, range)));
    if (taken.length === 0) continue;
    const known = workloads.filter(({ hostNetwork, addresses }) => !hostNetwork && addresses.length > 0);
    yield {
      code: 'BLOCK_OVERLAPS_PODS',
      object: objectOf(origin),
      path: `${peersPathOf(rule)}[${i}].ipBlock`,
      text: `\`${peer.block.text}\` takes in pods: their addresses are in ${namesText(taken.map(({ text }) => text))}${exampleOf(known, peer)}; some plugins match pods by it, others never do`,
      mend: `add ${namesText(taken.map(({ text }) => text))} to \`except\`, and let pods in by their labels`,
    };
  }
}

function exampleOf(workloads: readonly Workload[], peer: Extract<Peer, { kind: 'addresses' }>): string {
  const inside = workloads.find(({ addresses }) => addresses.some((one) => containsAddress(peer.block, one)));
  return inside === undefined ? '' : `, such as \`${workloadText(inside)}\``;
}
