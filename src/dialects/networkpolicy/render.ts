import { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from './kinds';
import { AccountEndpoint, AddressBlock, Endpoint, Flow, PodsEndpoint, PolicySubject, UnnameableEndpoint } from '../../model/endpoint';
import { Finding } from '../../model/finding';
import { PortMatch } from '../../model/port';
import { Rendered } from '../../model/rendered';

/** Names a namespace in a policy; every namespace carries it. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** The reasons of a policy's edges, one to a line. */
export const REASONS_ANNOTATION = 'cdk8s-reach/reasons';

/**
 * One NetworkPolicy for one workload: both directions always, one rule per edge.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ (v1.35)
 */
export function renderPolicy(subject: PolicySubject): Rendered<NetworkPolicy> {
  const ingress = subject.ingress.map(renderFlow);
  const egress = subject.egress.map(renderFlow);
  const reasons = reasonsOf(subject);
  return {
    objects: [{
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name: subject.name,
        namespace: subject.namespace,
        labels: subject.labels,
        ...(reasons === undefined ? {} : { annotations: { [REASONS_ANNOTATION]: reasons } }),
      },
      spec: {
        podSelector: { matchLabels: subject.podLabels },
        policyTypes: ['Ingress', 'Egress'],
        ingress: ingress.flatMap(({ rule }) => (rule ? [{ from: rule.peers, ports: rule.ports }] : [])),
        egress: egress.flatMap(({ rule }) => (rule ? [{ to: rule.peers, ports: rule.ports }] : [])),
      },
    }],
    gaps: [...subjectGaps(subject), ...[...ingress, ...egress].flatMap(({ gaps }) => gaps)],
  };
}

/** An empty selector would take in every pod of the namespace. */
function subjectGaps(subject: PolicySubject): Finding[] {
  return Object.keys(subject.podLabels).length > 0 ? [] : [{
    code: 'LABELS_EMPTY',
    text: `the pods of \`${subject.name}\` carry no labels, so its policy would take in every pod of \`${subject.namespace}\`: put labels on the pod template`,
  }];
}

interface RenderedRule {
  /** Absent means anyone. */
  readonly peers?: readonly NetworkPolicyPeer[];
  /** Absent means every port. */
  readonly ports?: readonly NetworkPolicyPort[];
}

interface RenderedFlow {
  /** Absent where nothing of the flow can be said: an empty list of peers would let everybody through. */
  readonly rule?: RenderedRule;
  readonly gaps: readonly Finding[];
}

function renderFlow(flow: Flow): RenderedFlow {
  const ports = flow.ports.length === 0 ? undefined : flow.ports.map(renderPort);
  if (flow.peers.some((peer) => peer.kind === 'anyone')) {
    return { rule: { ports }, gaps: [] };
  }
  const rendered = flow.peers.map((peer) => renderPeer(peer, flow.key));
  const peers = rendered.flatMap((peer) => peer.peers);
  return {
    ...(peers.length === 0 ? {} : { rule: { peers, ports } }),
    gaps: rendered.flatMap(({ gaps }) => gaps),
  };
}

function renderPeer(peer: Endpoint, key: string): { peers: readonly NetworkPolicyPeer[]; gaps: readonly Finding[] } {
  switch (peer.kind) {
    case 'pods':
      return { peers: [renderPods(peer)], gaps: [] };
    case 'account':
      return { peers: [], gaps: [accountGap(peer, key)] };
    case 'addresses':
      return { peers: peer.blocks.map(renderBlock), gaps: [] };
    case 'apiServer':
      return { peers: peer.blocks.map(renderBlock), gaps: peer.blocks.length === 0 ? [apiServerGap(key)] : [] };
    case 'nodes':
      return { peers: peer.blocks.map(renderBlock), gaps: peer.blocks.length === 0 ? [nodesGap(key)] : [] };
    case 'dnsName':
      return { peers: peer.addresses.map(renderBlock), gaps: [dnsNameGap(peer.dnsName, peer.addresses, key)] };
    case 'unnameable':
      return { peers: [], gaps: [unnameableGap(peer, key)] };
    case 'anyone':
      return { peers: [], gaps: [] };
  }
}

function renderPods(peer: PodsEndpoint): NetworkPolicyPeer {
  return {
    namespaceSelector: peer.namespaces === 'all'
      ? {}
      : { matchLabels: 'name' in peer.namespaces ? { [NAMESPACE_NAME]: peer.namespaces.name } : peer.namespaces.labels },
    podSelector: peer.pods === 'all' ? {} : { matchLabels: peer.pods },
  };
}

function renderBlock(block: AddressBlock): NetworkPolicyPeer {
  return { ipBlock: { cidr: block.cidr, ...(block.except.length === 0 ? {} : { except: block.except }) } };
}

function renderPort(match: PortMatch): NetworkPolicyPort {
  return {
    ...(match.endPort === undefined ? {} : { endPort: match.endPort }),
    ...(match.port === undefined ? {} : { port: match.port }),
    protocol: match.protocol,
  };
}

function dnsNameGap(dnsName: string, addresses: readonly AddressBlock[], key: string): Finding {
  if (addresses.length > 0) {
    return {
      code: 'APPROXIMATED',
      text: `core NetworkPolicy matches addresses, not the name \`${dnsName}\`: the declared addresses are open instead, `
        + 'whoever serves them, and others that the name may resolve to are closed',
    };
  }
  return {
    code: 'CANNOT_EXPRESS',
    text: `core NetworkPolicy cannot match a DNS name: \`${key}\` would stay closed; give the addresses that the name resolves to, `
      + `as in \`Peer.dnsName('${dnsName}', { addresses: ['203.0.113.0/24'] })\`, lead it through an \`EgressProxy\`, or allow \`Peer.internet()\` on that port`,
  };
}

function unnameableGap({ what, instead }: UnnameableEndpoint, key: string): Finding {
  return { code: 'CANNOT_EXPRESS', text: `core NetworkPolicy has no word for ${what}: \`${key}\` would stay closed; ${instead}` };
}

function accountGap({ namespace, account }: AccountEndpoint, key: string): Finding {
  return {
    code: 'CANNOT_EXPRESS',
    text: `core NetworkPolicy finds pods by their labels, not by their ServiceAccount \`${namespace}/${account}\`: \`${key}\` would stay closed; `
      + 'name them by labels, as in `Peer.pods(…)`',
  };
}

function apiServerGap(key: string): Finding {
  return {
    code: 'CANNOT_EXPRESS',
    text: `core NetworkPolicy sees the API server by its addresses only, and the cluster profile has none: \`${key}\` would stay closed; `
      + 'give them, as in `ClusterProfile.of({ apiServer: { addresses: [\'198.51.100.7/32\'] } })`',
  };
}

function nodesGap(key: string): Finding {
  return {
    code: 'NODE_CIDRS_MISSING',
    text: `\`${key}\` is about the nodes, and the cluster profile does not say where they are: give \`ClusterProfile.of({ nodeCidrs: ['10.0.0.0/16'] })\``,
  };
}

function reasonsOf(subject: PolicySubject): string | undefined {
  const lines = [...linesOf('from', subject.ingress), ...linesOf('to', subject.egress)];
  return lines.length === 0 ? undefined : lines.join('\n');
}

function linesOf(side: 'from' | 'to', flows: readonly Flow[]): string[] {
  return flows.flatMap((flow) => flow.reasons.map((reason) => `${side} ${flow.key}: ${reason}`));
}
