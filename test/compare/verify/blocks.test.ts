import { ClusterKnowledge, meaningOn } from '../../../src/compare/verify/knowledge';
import { readManifests } from '../../../src/dialects/read-manifests';
import { decide, workloadEnd } from '../../../src/reachability/decide';
import { findWorkload } from '../../../src/reachability/snapshot';
import { cnp } from '../../dialects/cilium/policies';
import { app, pod, policy } from '../../reachability/world';

const OBJECTS = [pod('shop/web'), pod('shop/api'), policy('shop/web', { podSelector: app('web'), ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] })];

function verdictOn(knowledge: Partial<ClusterKnowledge>): string {
  const { snapshot, rules } = meaningOn({ podCidrs: ['10.0.0.0/8'], nodeCidrs: [], enforces: { networkPolicy: true, tiers: true }, ...knowledge }, OBJECTS, readManifests);
  const [source, destination] = ['shop/api', 'shop/web'].map((name) => findWorkload(snapshot, name));
  if (source === undefined || destination === undefined) throw new Error('a pod is missing');
  return decide(snapshot, rules, { source: workloadEnd(source), destination: workloadEnd(destination), protocol: 'TCP', port: 80 }).verdict;
}

describe('what is known of a cluster', () => {
  it('says whether pods are in blocks of addresses', () => {
    const of = (pods: boolean, nodes: boolean) => verdictOn({ blocks: { pods, nodes } });
    expect([verdictOn({}), of(false, false), of(false, true), of(true, false), of(true, true)]).toEqual(['allowed', 'denied', 'denied', 'allowed', 'allowed']);
  });

  it('names each policy of Cilium that counts for nothing once, with its namespace', () => {
    const deny = cnp('shop/x', { ingress: [{}], ingressDeny: [{ fromEntities: ['world'] }] });
    const knowledge: ClusterKnowledge = { podCidrs: [], nodeCidrs: [], enforces: { networkPolicy: true, tiers: false } };
    const { unenforced, rules } = meaningOn(knowledge, [...OBJECTS, deny], readManifests);
    expect([unenforced, rules.tiered]).toEqual([['CiliumNetworkPolicy shop/x'], []]);
  });
});
