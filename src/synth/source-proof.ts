import { IConstruct } from 'constructs';
import { FindingsByConstruct, ManagedWorkload, report } from './managed';
import { inMode, proofModeOf } from './proof-scope';
import { readBack } from './read-back';
import { endpointsOf } from './resolve';
import { Written, WrittenObjects } from './written';
import type { ClusterProfileModel } from '../clusters/profile';
import { sourceFindings, sourceWorldOf } from '../compare/egress/source-addresses';
import { AddressBlock, blocksOf } from '../model/endpoint';
import { Finding } from '../model/finding';
import { AskedSources } from '../model/source-intents';

/**
 * Takes what is about to be written. What it gives reads back by which addresses connections leave, and reports where that is not as it was declared: for workloads
 * that leave through gateways, and for all others where somebody has written such an object.
 */
export function sourceProofOf(workloads: readonly ManagedWorkload[], written: Written): () => FindingsByConstruct {
  const proven = workloads.filter(({ construct }) => proofModeOf(construct) !== 'off');
  const matters = [...(proven.length === 0 ? new Map<IConstruct, never>() : written.byCluster())].flatMap(([root, objects]): Matter[] => {
    const own = proven.filter(({ cluster }) => cluster.root === root);
    const [first] = own;
    if (first === undefined || !(mentionsGateways(objects.json) || own.some(({ sources }) => (sources?.() ?? []).length > 0))) return [];
    return [{ root, profile: first.cluster.profile, objects, here: own.map((workload) => ({ workload, asked: sourcesAskedOf(workload) })) }];
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
  readonly objects: WrittenObjects;
  readonly here: readonly { readonly workload: ManagedWorkload; readonly asked: AskedSources }[];
}

function reportSources(found: FindingsByConstruct, { root, profile, objects, here }: Matter): void {
  const { plugin, podCidrs, nodeCidrs, serviceCidrs } = profile;
  const { unled, ...meaning } = readBack(objects, profile);
  const unenforced = unled.map((policy): Finding => ({
    code: 'POLICY_UNENFORCED',
    text: `${policy} counts for nothing: \`${plugin.name}\` is not known to lead connections through gateways as it says`,
  }));
  report(found, root, inMode(proofModeOf(root), unenforced));
  const world = sourceWorldOf(meaning, [...podCidrs, ...nodeCidrs, ...serviceCidrs]);
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
