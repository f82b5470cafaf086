import { IConstruct } from 'constructs';
import { FindingsByConstruct, ManagedWorkload, report } from './managed';
import { inMode, proofModeOf } from './proof-scope';
import { endpointsOf } from './resolve';
import { Written } from './written';
import type { ClusterProfileModel } from '../clusters/profile';
import { sourceFindings, sourceWorldOf } from '../compare/egress/source-addresses';
import { readEgress } from '../dialects/read-egress';
import { isSupported } from '../model/capability';
import { AddressBlock, blocksOf } from '../model/endpoint';
import { Finding } from '../model/finding';
import { AskedSources } from '../model/source-intents';

/**
 * Takes what is about to be written. What it gives reads back by which addresses connections leave, and reports where that is not as it was declared: for workloads
 * that leave through gateways, and for all others where somebody has written such an object.
 */
export function sourceProofOf(workloads: readonly ManagedWorkload[], written: Written): () => FindingsByConstruct {
  const proven = workloads.filter(({ construct }) => proofModeOf(construct) !== 'off');
  const matters = [...(proven.length === 0 ? new Map<IConstruct, never>() : written.byCluster())].flatMap(([root, { json }]): Matter[] => {
    const own = proven.filter(({ cluster }) => cluster.root === root);
    const [first] = own;
    if (first === undefined || !(mentionsGateways(json) || own.some(({ sources }) => (sources?.() ?? []).length > 0))) return [];
    return [{ root, profile: first.cluster.profile, json, here: own.map((workload) => ({ workload, asked: sourcesAskedOf(workload) })) }];
  });
  return () => {
    const found: FindingsByConstruct = new Map();
    for (const matter of matters) reportSources(found, matter);
    return found;
  };
}

/** What the proof of one cluster is about. */
interface Matter {
  readonly root: IConstruct;
  readonly profile: ClusterProfileModel;
  readonly json: readonly unknown[];
  readonly here: readonly { readonly workload: ManagedWorkload; readonly asked: AskedSources }[];
}

function reportSources(found: FindingsByConstruct, { root, profile, json, here }: Matter): void {
  const { plugin, podCidrs, nodeCidrs, serviceCidrs } = profile;
  const world = sourceWorldOf(json, [...podCidrs, ...nodeCidrs, ...serviceCidrs], (objects) => readEgress(objects).sources);
  if (!isSupported(plugin.enforces.egressGateway) || plugin.egressGateways === undefined) {
    const unenforced = world.rules.map(({ origin }): Finding => ({
      code: 'POLICY_UNENFORCED',
      text: `${origin.kind} ${origin.name} counts for nothing: \`${plugin.name}\` is not known to lead connections through gateways as it says`,
    }));
    report(found, root, inMode(proofModeOf(root), unenforced));
    return;
  }
  for (const { workload: { construct }, asked } of here) report(found, construct, inMode(proofModeOf(construct), sourceFindings(asked, world)));
}

/** Whether anything among objects, lists and their items is about gateways at all; hardly any App has one. */
function mentionsGateways(json: readonly unknown[]): boolean {
  return json.some((value) => typeof value === 'object' && value !== null && 'kind' in value
    && (value.kind === 'CiliumEgressGatewayPolicy' || String(value.kind).endsWith('List')));
}

/** What was asked of a workload: by which addresses its connections leave, and what it may call at all. */
export function sourcesAskedOf({ kind, namespace, name, site, sources, intents, cluster: { profile } }: ManagedWorkload): AskedSources {
  return { id: { kind, namespace, name }, site, sources: sources?.() ?? [], reach: reachOf(intents, profile) };
}

/** The addresses outside that a workload may call. */
function reachOf(intents: ManagedWorkload['intents'], profile: ClusterProfileModel): 'all' | readonly AddressBlock[] {
  const parties = intents.egressFlows().map(({ party }) => party);
  // a name may have any address, wherever a policy goes by the name
  if (parties.some(({ kind }) => kind === 'anyone' || kind === 'dnsName')) return 'all';
  const outside = parties.filter(({ kind }) => kind === 'addresses' || kind === 'internet' || kind === 'outside');
  return outside.flatMap((party) => endpointsOf(party, profile)).flatMap((peer) => (peer.kind === 'addresses' ? blocksOf(peer) : []));
}
