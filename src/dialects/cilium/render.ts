import { cidrGroupsOf, hasGroups } from './groups';
import { CiliumEgressRule, CiliumIngressRule, CiliumNetworkPolicy, CiliumPolicySpec, CiliumPortRule } from './kinds';
import { PeerPlace, podLabels, RenderedPeers, renderPeers } from './peers';
import { renderPorts } from './ports';
import { renderRequests, untoldRequests } from './requests';
import { isNamed, take } from './take';
import { Flow, FlowDirection, PolicySubject } from '../../model/endpoint';
import { Finding } from '../../model/finding';
import { PolicyDialect, PolicyFacts } from '../../model/policy-dialect';
import { reasonsOf } from '../../model/reasons';
import { Rendered } from '../../model/rendered';
import { compareVersions } from '../../model/version';

/** How Cilium is told what core NetworkPolicy has no word for, or everything. */
export const CILIUM_POLICIES: PolicyDialect = {
  head: { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy' },
  id: 'CiliumNetworkPolicy',
  namesParties: true,
  take,
  untold: untoldRequests,
  saysEachRequest: true,
  shared: cidrGroupsOf,
  render: renderCilium,
};

/** The field that says which directions a policy shuts. @see https://github.com/cilium/cilium/pull/30572 (Cilium 1.16) */
const DEFAULT_DENY_SINCE = '1.16';

/**
 * One CiliumNetworkPolicy for one workload, with the rules of each edge together. Beside a NetworkPolicy the two allow together, and shut out together whatever
 * neither allows; alone it shuts both directions, whatever it lets through.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/intro/ (Cilium 1.18)
 */
export function renderCilium(subject: PolicySubject, facts: PolicyFacts): Rendered<CiliumNetworkPolicy> {
  const readsDns = subject.egress.some(isNamed);
  const place = { namespace: subject.namespace, hasGroups: hasGroups(facts) };
  const ingress = subject.ingress.map((flow) => renderIngress({ ...place, direction: 'ingress' }, flow));
  const egress = subject.egress.map((flow) => renderEgress({ ...place, direction: 'egress' }, flow, readsDns));
  const rules = { ingress: ingress.flatMap((flow) => flow.rules), egress: egress.flatMap((flow) => flow.rules) };
  return {
    objects: [{
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: subject.name, namespace: subject.namespace, labels: subject.labels, ...reasonsOf(subject) },
      spec: {
        ...(facts.isAlone && compareVersions(facts.version, DEFAULT_DENY_SINCE) >= 0 ? { enableDefaultDeny: { egress: true, ingress: true } } : {}),
        endpointSelector: { matchLabels: podLabels(subject.podLabels) },
        ...directionsOf(subject, rules, facts),
      },
    }],
    gaps: [...subjectGaps(subject, facts), ...[...ingress, ...egress].flatMap(({ gaps }) => gaps), ...dnsGaps(subject)],
  };
}

/** The rules of both directions. */
interface Rules {
  readonly ingress: readonly CiliumIngressRule[];
  readonly egress: readonly CiliumEgressRule[];
}

/** The directions about which something is said. A rule that says nothing takes in nobody, and shuts its direction all the same, as an empty list would not. */
function directionsOf(subject: PolicySubject, { ingress, egress }: Rules, { isAlone }: PolicyFacts): Pick<CiliumPolicySpec, FlowDirection> {
  return {
    ...(isAlone || subject.ingress.length > 0 ? { ingress: ingress.length === 0 ? [{}] : ingress } : {}),
    ...(isAlone || subject.egress.length > 0 ? { egress: egress.length === 0 ? [{}] : egress } : {}),
  };
}

interface RenderedFlow<R> {
  readonly rules: readonly R[];
  readonly gaps: readonly Finding[];
}

function renderIngress(place: PeerPlace, flow: Flow): RenderedFlow<CiliumIngressRule> {
  const { peers, toPorts, gaps } = partsOf(place, flow);
  if (peers === undefined) return { rules: [], gaps };
  const ports = toPorts === undefined ? {} : { toPorts };
  return {
    rules: [
      ...(peers.endpoints.length === 0 ? [] : [{ fromEndpoints: peers.endpoints, ...ports }]),
      ...(peers.entities.length === 0 ? [] : [{ fromEntities: peers.entities, ...ports }]),
      ...(peers.blocks.length === 0 ? [] : [{ fromCIDRSet: peers.blocks, ...ports }]),
    ],
    gaps,
  };
}

/** Names are matched by the answers to DNS queries that Cilium has seen, so the queries go through its proxy where there are names. */
function renderEgress(place: PeerPlace, flow: Flow, readsDns: boolean): RenderedFlow<CiliumEgressRule> {
  const { peers, toPorts, gaps } = partsOf(place, flow, flow.isDns === true && readsDns ? EVERY_NAME : undefined);
  if (peers === undefined) return { rules: [], gaps };
  const ports = toPorts === undefined ? {} : { toPorts };
  return {
    rules: [
      ...(peers.endpoints.length === 0 ? [] : [{ toEndpoints: peers.endpoints, ...ports }]),
      ...(peers.entities.length === 0 ? [] : [{ toEntities: peers.entities, ...ports }]),
      ...(peers.blocks.length === 0 ? [] : [{ toCIDRSet: peers.blocks, ...ports }]),
      ...(peers.names.length === 0 ? [] : [{ toFQDNs: peers.names, ...ports }]),
    ],
    gaps,
  };
}

/** Whatever is asked of the DNS of the cluster is let through: its own names, and whatever the search path makes of others. */
const EVERY_NAME: CiliumPortRule['rules'] = { dns: [{ matchPattern: '*' }] };

interface FlowParts {
  /** Absent where nothing of the flow can be said. */
  readonly peers?: RenderedPeers;
  /** Absent means every port. */
  readonly toPorts?: readonly CiliumPortRule[];
  readonly gaps: readonly Finding[];
}

function partsOf(place: PeerPlace, flow: Flow, rules?: CiliumPortRule['rules']): FlowParts {
  const peers = renderPeers(place, flow);
  if (flow.requests === undefined) return { peers, toPorts: renderPorts(flow.ports, rules), gaps: peers.gaps };
  const { http, gaps } = renderRequests(flow, flow.requests);
  if (http.length === 0) return { gaps: [...peers.gaps, ...gaps] };
  return { peers, toPorts: renderPorts(flow.ports, { http }), gaps: [...peers.gaps, ...gaps] };
}

/** An empty selector would take in every pod of the namespace; beside a NetworkPolicy that one tells of it. */
function subjectGaps({ podLabels: labels, name, namespace }: PolicySubject, { isAlone }: PolicyFacts): Finding[] {
  return !isAlone || Object.keys(labels).length > 0 ? [] : [{
    code: 'LABELS_EMPTY',
    text: `the pods of \`${name}\` carry no labels, so its policy would take in every pod of \`${namespace}\`: put labels on the pod template`,
  }];
}

/** Without a way to the DNS of the cluster no name would ever be known. */
function dnsGaps({ egress }: PolicySubject): Finding[] {
  if (egress.some(({ isDns }) => isDns === true)) return [];
  return egress.filter(isNamed).map(({ key }) => ({
    code: 'CANNOT_EXPRESS',
    text: `Cilium matches DNS names by the answers of the cluster DNS, to which nothing leads here: \`${key}\` would stay closed; allow \`Peer.dns()\` as well`,
  }));
}
