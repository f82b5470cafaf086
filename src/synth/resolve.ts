import type { ClusterProfileModel } from '../clusters/profile';
import { ownDialect } from '../dialects/render-policies';
import { isSupported } from '../model/capability';
import { AddressBlock, blocksOf, Endpoint, Flow, FlowDirection } from '../model/endpoint';
import { forgottenFamilies, IpFamilyName, ofFamilies } from '../model/families';
import { familyForeign, familyMissing } from '../model/family-finding';
import { Finding } from '../model/finding';
import { DeclaredFlow } from '../model/intents';
import { internetBlocks, outsideBlocks } from '../model/internet';
import { describeLabels, Party, WorkloadParty } from '../model/party';
import { PortMatch } from '../model/port';
import { RequestModel, requestsText } from '../model/request';

/** What a party is on one cluster: its endpoints, or why there are none. */
interface Resolved {
  readonly peers: readonly Endpoint[];
  readonly gaps: readonly Finding[];
}

/** Fills in what only the cluster profile knows. */
export function resolveFlow(flow: DeclaredFlow, direction: FlowDirection, profile: ClusterProfileModel): { flow: Flow; gaps: readonly Finding[] } {
  const { peers, gaps } = onFamilies(resolveParty(flow.party, profile, flow.key), profile.ipFamilies, flow.key);
  const { requests, isClosed, gaps: ofRequests } = requestsOn(flow, direction, profile);
  return {
    flow: {
      key: flow.key,
      peers: isClosed ? [] : peers,
      ports: flow.ports,
      ...(requests === undefined ? {} : { requests }),
      ...(flow.party.kind === 'dns' ? { isDns: true } : {}),
      reasons: [...flow.reasons].sort(),
    },
    gaps: [...gaps, ...ofRequests],
  };
}

/** What becomes of the requests of a flow on a cluster. */
export interface ResolvedRequests {
  /** Absent means all. */
  readonly requests?: readonly RequestModel[];
  /** Whether nothing of the flow can be let through, since all of it would be. */
  readonly isClosed: boolean;
  readonly gaps: readonly Finding[];
}

/** Requests are told apart where the plugin does so; elsewhere the flow is closed, unless all of them are fine. */
export function requestsOn(
  { key, requests: declared, ports }: DeclaredFlow, direction: FlowDirection, { plugin }: ClusterProfileModel,
): ResolvedRequests {
  if (declared === undefined) return { isClosed: false, gaps: [] };
  const { requests, orAny, byOther } = declared;
  const support = plugin.enforces.http;
  const { what, isPartly } = untold(plugin, byOther ? OTHER[direction] : direction, requests, ports);
  const isClosed = what !== undefined && !isPartly;
  // the side that tells them apart reports what is to report
  if (byOther) return { isClosed: isClosed && !orAny, gaps: [] };
  if (what === undefined || (isPartly && !orAny)) return { requests, isClosed: false, gaps: [] };
  if (orAny) {
    const text = `${what}: \`${key}\` is open to every request (\`orAnyRequest\`), which is wider than ${requestsText(requests)}`;
    return { isClosed: false, gaps: [{ code: 'APPROXIMATED', text }] };
  }
  const instead = support.support === 'no' && support.instead !== undefined ? ` (${support.instead})` : '';
  const text = `${what}${instead}: \`${key}\` would stay closed; say \`orAnyRequest: true\` where every request is fine there`;
  return { isClosed: true, gaps: [{ code: 'CANNOT_EXPRESS', text }] };
}

const OTHER: Readonly<Record<FlowDirection, FlowDirection>> = { ingress: 'egress', egress: 'ingress' };

/** Why nobody tells some requests apart, as the beginning of a sentence, and whether the others are said all the same. */
interface Untold {
  readonly what?: string | undefined;
  readonly isPartly: boolean;
}

function untold(
  { name, enforces, policies }: ClusterProfileModel['plugin'], direction: FlowDirection, requests: readonly RequestModel[], ports: readonly PortMatch[],
): Untold {
  const dialect = ownDialect(policies?.dialect);
  if (!isSupported(enforces.http) || dialect === undefined) return { what: `network plugin \`${name}\` is not known to tell requests apart`, isPartly: false };
  return { what: dialect.untold(direction, requests, ports), isPartly: dialect.saysEachRequest === true };
}

/** What a party is on a cluster, where it can be said at all. */
export function endpointsOf(party: Party, profile: ClusterProfileModel): readonly Endpoint[] {
  return onFamilies(resolveParty(party, profile, ''), profile.ipFamilies, '').peers;
}

/** Leaves out addresses of families that the cluster does not have, and tells where nobody, or one family alone, is left. */
function onFamilies({ peers, gaps }: Resolved, families: readonly IpFamilyName[], key: string): Resolved {
  if (families.length === 0) return { peers, gaps };
  const own = peers.flatMap((peer): Endpoint[] => {
    if (peer.kind === 'dnsName') return [{ ...peer, addresses: ofFamilies(peer.addresses, families) }];
    if (peer.kind !== 'addresses' && peer.kind !== 'apiServer' && peer.kind !== 'nodes') return [peer];
    const blocks = ofFamilies(peer.blocks, families);
    return blocks.length === 0 && peer.blocks.length > 0 ? [] : [{ ...peer, blocks }];
  });
  const forgotten = forgottenFamilies(own.flatMap((peer) => (peer.kind === 'dnsName' ? [] : blocksOf(peer))), families);
  const foreign = peers.length > 0 && own.length === 0 ? [familyForeign(key, families)] : [];
  return { peers: own, gaps: [...gaps, ...foreign, ...forgotten.length === 0 ? [] : [familyMissing(`\`${key}\``, forgotten)]] };
}

function resolveParty(party: Party, profile: ClusterProfileModel, key: string): Resolved {
  switch (party.kind) {
    case 'workload':
      return workloadPods(party, key);
    case 'pods':
    case 'account':
    case 'addresses':
    case 'dnsName':
    case 'unnameable':
    case 'anyone':
      return { peers: [party], gaps: [] };
    case 'dns':
      return { peers: profile.dns.peers, gaps: [] };
    case 'prometheus':
      return { peers: [profile.prometheus], gaps: [] };
    case 'apiServer':
      return { peers: [{ kind: 'apiServer', blocks: whole(profile.apiServer.addresses) }], gaps: [] };
    case 'ingressController':
      return controllers(party.edge, profile, key);
    case 'internet':
      return { peers: [internet(profile)], gaps: [] };
    case 'outside':
      return outside(profile, key);
    case 'cluster':
      return { peers: [{ kind: 'pods', namespaces: 'all', pods: 'all' }], gaps: [] };
    case 'nodes':
      return nodes(profile);
  }
}

function workloadPods(party: WorkloadParty, key: string): Resolved {
  if (party.onHostNetwork?.() === true) {
    const text = `the pods of \`${key}\` are on the host network and have the addresses of their nodes, so no selector finds them: `
      + 'name the nodes, as in `Peer.nodes()`, or take the pods off the host network';
    return { peers: [], gaps: [{ code: 'HOST_NETWORK', text }] };
  }
  const labels = party.podLabels();
  if (describeLabels(labels) === '') {
    const text = `the pods of \`${key}\` carry no labels, so no policy can name them: put labels on the pod template`;
    return { peers: [], gaps: [{ code: 'LABELS_EMPTY', text }] };
  }
  return { peers: [{ kind: 'pods', namespaces: { name: party.namespace }, pods: labels }], gaps: [] };
}

function controllers(name: string | undefined, profile: ClusterProfileModel, key: string): Resolved {
  const edge = name === undefined ? profile.edges[0] : profile.edges.find((candidate) => candidate.name === name);
  if (edge === undefined) {
    return { peers: [], gaps: [edgeMissing(key)] };
  }
  if (edge.api === 'service') {
    const text = `\`${key}\` is about the controller of edge \`${edge.name}\`, which is a Service and has none: name the clients, as in \`Peer.cidr(…)\`, or choose another edge`;
    return { peers: [], gaps: [{ code: 'CANNOT_EXPRESS', text }] };
  }
  return { peers: edge.controllers, gaps: edge.controllers.some(({ kind }) => kind === 'anyone') ? [openEdge(edge.name, key, profile)] : [] };
}

/** The user has said so, since no policy finds the data plane: what is open is told all the same. */
function openEdge(edge: string, key: string, { plugin }: ClusterProfileModel): Finding {
  const wider = `so \`${key}\` is open to everybody (\`openToAnyone\`), which is wider than what is asked for`;
  const text = ownDialect(plugin.policies?.dialect)?.namesParties === true
    ? `edge \`${edge}\` says that no policy can name its data plane, ${wider}: leave it out, since the policies of \`${plugin.name}\` can`
    : `no policy can name the data plane of edge \`${edge}\`, ${wider}`;
  return { code: 'APPROXIMATED', text };
}

/** Nobody can come in where the cluster has no edge. */
export function edgeMissing(what: string): Finding {
  return {
    code: 'EDGE_MISSING',
    text: `\`${what}\` needs an edge, and the cluster profile has none: attach one, as in `
      + '`Cluster.attach(app, ClusterProfile.of({ edges: [Edge.traefik(\'public\')] }))`',
  };
}

const INTERNETS = new WeakMap<ClusterProfileModel, Endpoint>();

/** The internet as a cluster sees it, worked out once. */
function internet(profile: ClusterProfileModel): Endpoint {
  const known = INTERNETS.get(profile) ?? { kind: 'addresses', blocks: internetBlocks(profile) };
  INTERNETS.set(profile, known);
  return known;
}

/** Where blocks of addresses take in pods and nodes, only the profile tells them from everybody else. */
function outside(profile: ClusterProfileModel, key: string): Resolved {
  const { podCidrs, nodeCidrs, plugin: { enforces } } = profile;
  const missing = [
    ...(isSupported(enforces.podsInBlocks) && podCidrs.length === 0 ? ['`podCidrs: [\'10.244.0.0/16\']`'] : []),
    ...(isSupported(enforces.nodesInBlocks) && nodeCidrs.length === 0 ? ['`nodeCidrs: [\'10.0.0.0/16\']`'] : []),
  ];
  if (missing.length === 0) return { peers: [{ kind: 'addresses', blocks: outsideBlocks(profile) }], gaps: [] };
  const text = `\`${key}\` is about everybody outside the cluster, and the cluster profile does not say which addresses are inside: \`${key}\` would stay closed; `
    + `give ${missing.join(' and ')} in \`ClusterProfile.of(…)\``;
  return { peers: [], gaps: [{ code: 'CANNOT_EXPRESS', text }] };
}

/** Where no block takes in a node, and nothing else names one, nothing is written: that the plugin does not enforce it is told with all other flows. */
function nodes({ nodeCidrs, plugin: { enforces, policies } }: ClusterProfileModel): Resolved {
  const isNamed = isSupported(enforces.nodesInBlocks) || ownDialect(policies?.dialect)?.namesParties === true;
  return { peers: isSupported(enforces.networkPolicy) && !isNamed ? [] : [{ kind: 'nodes', blocks: whole(nodeCidrs) }], gaps: [] };
}

function whole(cidrs: readonly string[]): AddressBlock[] {
  return cidrs.map((cidr) => ({ cidr, except: [] }));
}
