import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterScope } from './cluster-scope';
import { guardrailsEnforced } from './dry-run-gaps';
import { DryRunScope, fixDryRunOf } from './dry-run-scope';
import { emitWhole } from './emit';
import { Registry } from './registry';
import { endpointsOf } from './resolve';
import { PluginModel } from '../clusters/plugins';
import type { ClusterProfileModel } from '../clusters/profile';
import { GuardrailApis, hasApi, renderGuardrails, stagedGuardrails, TierApiName, unstagedKind } from '../dialects/render-guardrails';
import { isSupported } from '../model/capability';
import { Endpoint } from '../model/endpoint';
import { Finding, refuse } from '../model/finding';
import { GuardrailsModel, partyOf, statementsOf, SystemPathModel } from '../model/guardrails';
import { describePorts } from '../model/intents';
import { PortMatch } from '../model/port';
import { KubeObject } from '../model/rendered';
import { Site } from '../model/site';
import { compareVersions } from '../model/version';

/** A way that is always open, before the cluster profile has filled in who is at its end. */
export interface DeclaredPath {
  readonly name: SystemPathModel['name'];
  /** Absent where the profile knows them. */
  readonly ports?: readonly PortMatch[];
}

/** What a platform team asks, before the cluster profile has filled in the places of the system. */
export interface DeclaredGuardrails extends Omit<GuardrailsModel, 'paths'> {
  readonly paths: readonly DeclaredPath[];
}

/**
 * Namespaces that every cluster has, and that nobody deploys to.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces (Kubernetes 1.35)
 */
const INITIAL = ['kube-node-lease', 'kube-public', 'kube-system'];

/**
 * Writes the guardrails of a cluster, and has the proof hold them.
 *
 * @param chosen The API in which they are written; the first that says all of them unless somebody has chosen.
 */
export function emitGuardrails(scope: Construct, cluster: ClusterScope, declared: DeclaredGuardrails, site: Site, chosen?: TierApiName): ApiObject[] {
  const { profile } = cluster;
  const model = modelOf(declared, profile);
  const apis = apisOf(profile.plugin);
  if (chosen !== undefined && !hasApi(chosen, model, apis)) {
    refuse('GUARDRAILS_INVALID', `network plugin \`${profile.plugin.name}\` does not have the \`tierApi\` of guardrails \`${model.name}\`: leave it out, or say in \`overrides\` of the plugin that it does`);
  }
  const { objects, gaps } = renderGuardrails(model, apis, chosen);
  // where no policy counts for anything, that is told of the cluster, and nothing beside it
  const isEnforced = isSupported(profile.plugin.enforces.networkPolicy);
  const missing = gaps.map(({ statement }) => statement);
  const dryRun = dryRunOf(scope, model.name, objects, profile.plugin);
  const registry = Registry.of(scope);
  registry.addGuardrails({
    construct: scope,
    cluster,
    model,
    statements: isEnforced ? statementsOf(model).filter((statement) => !missing.includes(statement)) : [],
    objects: objects.map(({ kind, metadata: { name, namespace } }) => ({ kind, name, ...(namespace === undefined ? {} : { namespace }) })),
    site,
    ...(dryRun.scope === undefined ? {} : { dryRun: dryRun.scope }),
  });
  registry.check(scope, () => (isEnforced ? [...gaps.map(({ finding }) => finding), ...dryRun.gaps] : []));
  return (dryRun.scope === undefined ? objects : stagedGuardrails(objects)).map((object) => emitWhole(scope, idOf(object), object));
}

/** The dry run that guardrails are in, if the plugin has staged kinds for all of them; why they are in none although somebody wants it. */
function dryRunOf(
  scope: Construct, name: string, objects: readonly KubeObject[], plugin: PluginModel,
): { readonly scope?: DryRunScope; readonly gaps: readonly Finding[] } {
  const wanted = fixDryRunOf(scope);
  if (wanted === undefined) return { gaps: [] };
  const isStaging = plugin.dryRun === 'staged';
  const kind = isStaging ? unstagedKind(objects) : objects.find((object) => object.kind !== 'Tier')?.kind;
  return kind === undefined ? { scope: wanted, gaps: [] } : { gaps: [guardrailsEnforced(name, kind, wanted, isStaging)] };
}

function idOf({ kind, metadata: { namespace, name } }: KubeObject): string {
  return [kind, ...(namespace === undefined ? [] : [namespace]), name].join('-');
}

/** The APIs of policies for the whole cluster that a plugin enforces, and how it understands them. */
export function apisOf({ enforces, ownKinds = [], version }: PluginModel): GuardrailApis {
  const isOwn = isSupported(enforces.ownClusterPolicies);
  return {
    clusterNetworkPolicy: isSupported(enforces.clusterNetworkPolicy),
    adminNetworkPolicy: isSupported(enforces.adminNetworkPolicy),
    baselineAdminNetworkPolicy: isSupported(enforces.baselineAdminNetworkPolicy),
    ...(isOwn && ownKinds.includes('GlobalNetworkPolicy') ? { own: 'calico' } : {}),
    ...(isOwn && ownKinds.includes('CiliumClusterwideNetworkPolicy') ? { own: 'cilium' } : {}),
    // `enableDefaultDeny`: https://github.com/cilium/cilium/pull/30572
    additivePolicies: version !== undefined && compareVersions(version, '1.16') >= 0,
    portRanges: isSupported(enforces.endPort),
    sctp: isSupported(enforces.sctp),
    nodesInBlocks: isSupported(enforces.nodesInBlocks),
  };
}

function modelOf({ paths, platform, ...declared }: DeclaredGuardrails, profile: ClusterProfileModel): GuardrailsModel {
  const known = [...new Set([...INITIAL, ...platform, ...systemNamespaces(profile)])].sort();
  const twice = namesIn(declared).find((name) => known.includes(name));
  if (twice !== undefined) {
    refuse('GUARDRAILS_INVALID', `namespace \`${twice}\` is guarded by guardrails \`${declared.name}\`, or a tenant's, and is the platform's as well: it can be one of the two; `
      + `those of the platform are ${known.map((name) => `\`${name}\``).join(', ')}`);
  }
  const model = { ...declared, platform: known, paths: paths.map((path) => pathOf(path, profile)) };
  const shut = model.paths.filter(({ direction }) => direction === 'ingress').flatMap(({ ports }) => ports).find((port) => model.neverOpen.some((one) => meet(one, port)));
  if (shut !== undefined) {
    refuse('GUARDRAILS_INVALID', `\`${describePorts([shut])}\` of guardrails \`${model.name}\` is a port that is never open, and one for metrics, which is always open: choose one of the two`);
  }
  return model;
}

function namesIn({ namespaces = [], tenants }: Pick<GuardrailsModel, 'namespaces' | 'tenants'>): string[] {
  return [...namespaces, ...(tenants?.kind === 'namespaces' ? tenants.tenants.flatMap((tenant) => tenant.namespaces) : [])];
}

function meet(a: PortMatch, b: PortMatch): boolean {
  if (a.protocol !== b.protocol || a.port === undefined || b.port === undefined) return a.protocol === b.protocol;
  return a.port <= (b.endPort ?? b.port) && b.port <= (a.endPort ?? a.port);
}

/** Where the parties of the system are that the profile knows: DNS, Prometheus, the ways in, and the plugin itself. */
function systemNamespaces({ dns, prometheus, edges, plugin }: ClusterProfileModel): string[] {
  const peers: readonly Endpoint[] = [...dns.peers, prometheus, ...edges.flatMap(({ controllers }) => controllers)];
  return [...(plugin.namespaces ?? []), ...peers.flatMap((peer) => (peer.kind === 'pods' && peer.namespaces !== 'all' && 'name' in peer.namespaces ? [peer.namespaces.name] : []))];
}

function pathOf({ name, ports = [] }: DeclaredPath, profile: ClusterProfileModel): SystemPathModel {
  const on: Readonly<Record<SystemPathModel['name'], readonly PortMatch[]>> = { dns: profile.dns.ports, metrics: ports, apiServer: profile.apiServer.ports };
  return { name, direction: name === 'metrics' ? 'ingress' : 'egress', peers: endpointsOf(partyOf(name), profile), ports: on[name] };
}
