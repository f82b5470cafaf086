import { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from './kinds';
import { AddressBlock, Endpoint, Flow, PodsEndpoint, PolicySubject } from '../../model/endpoint';
import { Finding } from '../../model/finding';
import { accountGap, apiServerGap, dnsNameGap, nodesGap, subjectGaps, unnameableGap } from '../../model/policy-gap';
import { PortMatch } from '../../model/port';
import { reasonsOf } from '../../model/reasons';
import { Rendered } from '../../model/rendered';

/** Names a namespace in a policy; every namespace carries it. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

const API = 'core NetworkPolicy';

/**
 * One NetworkPolicy for one workload: both directions always, one rule per edge.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ (v1.35)
 */
export function renderPolicy(subject: PolicySubject): Rendered<NetworkPolicy> {
  const ingress = subject.ingress.map(renderFlow);
  const egress = subject.egress.map(renderFlow);
  return {
    objects: [{
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name: subject.name,
        namespace: subject.namespace,
        labels: subject.labels,
        ...reasonsOf(subject),
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
      return { peers: [], gaps: [accountGap(API, peer, key)] };
    case 'addresses':
      return { peers: peer.blocks.map(renderBlock), gaps: [] };
    case 'apiServer':
      return { peers: peer.blocks.map(renderBlock), gaps: peer.blocks.length === 0 ? [apiServerGap(API, key)] : [] };
    case 'nodes':
      return { peers: peer.blocks.map(renderBlock), gaps: peer.blocks.length === 0 ? [nodesGap(key)] : [] };
    case 'dnsName':
      return { peers: peer.addresses.map(renderBlock), gaps: [dnsNameGap(API, peer.dnsName, peer.addresses, key)] };
    case 'unnameable':
      return { peers: [], gaps: [unnameableGap(API, peer, key)] };
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
