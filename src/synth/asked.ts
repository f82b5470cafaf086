import { ClusterScope } from './cluster-scope';
import { ManagedApp, ManagedException, ManagedExposure, ManagedGuardrails, ManagedWorkload } from './managed';
import { policyFactsOf } from './policy-facts';
import { endpointsOf, requestsOn, resolveFlow } from './resolve';
import type { ClusterProfileModel } from '../clusters/profile';
import { isOwn, ownDialect } from '../dialects/render-policies';
import { Asked, AskedDryRun, AskedException, AskedFlow, AskedGuardrails, AskedPeer, AskedRoute, AskedWorkload } from '../model/asked';
import { isSupported } from '../model/capability';
import { FlowDirection } from '../model/endpoint';
import { isGuarded, partyOf } from '../model/guardrails';
import { DeclaredFlow, describePorts } from '../model/intents';
import { describeParty, Party } from '../model/party';
import { DryRunForm } from '../model/policy-api';
import { conditionsOf } from '../model/route';

/** What was asked of one cluster, every party filled in that only its profile knows: as it is now, or once every dry run is over. */
export function askedOf({ workloads, services, exposures, exceptions, guardrails }: ManagedApp, cluster: ClusterScope, when: 'now' | 'live' = 'now'): Asked {
  const isHere = (one: { readonly cluster: ClusterScope }) => one.cluster.root === cluster.root;
  const asIs = <T extends { readonly dryRun?: AskedDryRun }>({ dryRun, ...asked }: T) => ({ ...asked, ...(dryRun === undefined || when === 'live' ? {} : { dryRun }) });
  const enforced = guardrails.filter(isHere).filter(({ dryRun }) => when === 'live' || dryRun === undefined);
  return {
    workloads: workloads.filter(isHere).map((workload) => withPaths(asIs(askedWorkload(workload, cluster.profile)), enforced, cluster)),
    targets: services.filter(isHere).flatMap(({ targets }) => targets()),
    routes: exposures.filter(isHere).flatMap(askedRoutes),
    edges: cluster.profile.edges,
    exceptions: exceptions.filter(isHere).map((one) => askedException(one, cluster.profile)),
    guardrails: guardrails.filter(isHere).map((one) => asIs(askedGuardrails(one, cluster.profile))),
  };
}

function askedWorkload({ kind, namespace, name, site, intents, dryRun }: ManagedWorkload, profile: ClusterProfileModel): AskedWorkload {
  return {
    id: { kind, namespace, name },
    site,
    ingress: intents.ingressFlows().map((flow) => askedFlow(flow, 'ingress', profile, dryRun?.form)),
    egress: intents.egressFlows().map((flow) => askedFlow(flow, 'egress', profile, dryRun?.form)),
    ...(dryRun?.form === undefined ? {} : { dryRun: dryRun.scope }),
  };
}

function askedFlow(flow: DeclaredFlow, direction: FlowDirection, profile: ClusterProfileModel, dryRun?: DryRunForm): AskedFlow {
  const { key, party, ports, reasons, sites } = flow;
  const { requests: told, isClosed } = requestsOn(flow, direction, profile);
  // rules about requests are written once the dry run is over
  const requests = dryRun === 'additive' ? undefined : told;
  const isByWord = party.kind !== 'workload' && isInWords(direction, flow, profile, dryRun);
  const peers = isClosed ? [] : peersOf(party, profile).map((peer) => (isByWord ? inWords(peer) : peer));
  return { key, peers, ports, ...(requests === undefined ? {} : { requests }), reasons: [...reasons].sort(), sites };
}

/** Whether a flow is in the policy of a plugin that has words for parties without labels. */
function isInWords(direction: FlowDirection, flow: DeclaredFlow, profile: ClusterProfileModel, dryRun: DryRunForm | undefined): boolean {
  const { plugin } = profile;
  const dialect = ownDialect(plugin.policies?.dialect);
  return dialect?.namesParties === true && isOwn(direction, resolveFlow(flow, direction, profile).flow, dialect, policyFactsOf(plugin, dryRun));
}

function inWords(peer: AskedPeer): AskedPeer {
  switch (peer.kind) {
    case 'apiServer':
    case 'nodes': return { kind: 'party', party: peer.kind, blocks: peer.blocks };
    // a rule by the name has no use for addresses
    case 'dnsName': return { kind: 'name', dnsName: peer.dnsName };
    case 'unnameable': return peer.identity === undefined ? peer : { kind: 'party', party: peer.identity, blocks: [] };
    case 'workload':
    case 'party':
    case 'name':
    case 'pods':
    case 'account':
    case 'addresses':
    case 'anyone': return peer;
  }
}

function askedGuardrails({ model, statements, objects, site, dryRun }: ManagedGuardrails, profile: ClusterProfileModel): AskedGuardrails {
  const ends = new Map(model.paths.map(({ name }) => [name, peersOf(partyOf(name), profile)]));
  return { model, statements, ends, objects, site, ...(dryRun === undefined ? {} : { dryRun }) };
}

/** The ways that guardrails open for a workload are declared by whoever has written the guardrails. */
function withPaths(workload: AskedWorkload, guardrails: readonly ManagedGuardrails[], { profile }: ClusterScope): AskedWorkload {
  return guardrails.reduce((asked, { model, statements, site }) => {
    if (!isGuarded(workload.id.namespace, model)) return asked;
    return model.paths.filter(({ name }) => statements.includes(name)).reduce((sum, { name, direction, ports }): AskedWorkload => {
      const peers = peersOf(partyOf(name), profile);
      const key = `${describeParty(partyOf(name))} on ${describePorts(ports)}`;
      if (sum[direction].some((flow) => flow.key === key)) return sum;
      const flow: AskedFlow = { key, peers, ports, reasons: [`guardrails ${model.name}`], sites: [site] };
      return { ...sum, [direction]: [...sum[direction], flow] };
    }, asked);
  }, workload);
}

/** What cannot be said in any policy has been reported as a gap, and nobody is meant by it here. */
function peersOf(party: Party, profile: ClusterProfileModel): readonly AskedPeer[] {
  if (party.kind !== 'workload') return endpointsOf(party, profile).filter((peer) => peer.kind !== 'account' || findsAccounts(profile));
  const podLabels = party.podLabels();
  if (party.onHostNetwork?.() === true || Object.keys(podLabels).length === 0) return [];
  return [{ kind: 'workload', id: { kind: party.workloadKind, namespace: party.namespace, name: party.name }, podLabels }];
}

/** Core NetworkPolicy knows no ServiceAccounts, which is a gap of its own. */
function findsAccounts({ plugin }: ClusterProfileModel): boolean {
  return plugin.policies !== undefined && isSupported(plugin.enforces.serviceAccounts);
}

function askedException({ source, target, ports, owner, reason, site }: ManagedException, profile: ClusterProfileModel): AskedException {
  const text = `${describeParty(source)} to ${describeParty(target)} on ${describePorts(ports)}`;
  return { source: peersOf(source, profile), target: peersOf(target, profile), ports, text, owner, reason, site };
}

function askedRoutes({ model, backends, site }: ManagedExposure): AskedRoute[] {
  const hosts = model.hosts.length === 0 ? [undefined] : model.hosts;
  const port = model.kind === 'stream' ? { edgePort: model.port } : {};
  return hosts.flatMap((host) => backends.map(({ request, ...backend }): AskedRoute => ({
    edge: model.edge.name,
    namespace: model.namespace,
    name: model.name,
    ...(host === undefined ? {} : { host }),
    ...(request === undefined ? {} : { path: request.path, match: request.match }),
    conditions: request === undefined ? [] : conditionsOf(request),
    ...port,
    ...backend,
    site,
  })));
}
