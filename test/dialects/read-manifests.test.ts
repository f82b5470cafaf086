import { ccnp } from './cilium/policies';
import { readManifests } from '../../src/dialects/read-manifests';
import { addressEnd, decide, workloadEnd } from '../../src/reachability/decide';
import { Snapshot, snapshotOf } from '../../src/reachability/snapshot';
import { FlowSource } from '../../src/reachability/trace';
import { app, pod } from '../reachability/world';

function end({ workloads }: Snapshot): FlowSource {
  const [workload] = workloads;
  if (workload === undefined) throw new Error('no workload is there');
  return workloadEnd(workload);
}

describe('all readers as one', () => {
  test('hand policies of Cilium the groups of blocks that they name', () => {
    const objects = [
      pod('shop/web'),
      { apiVersion: 'cilium.io/v2', kind: 'CiliumCIDRGroup', metadata: { name: 'partners' }, spec: { externalCIDRs: ['203.0.113.0/24'] } },
      ccnp('x', { endpointSelector: app('web'), egress: [{ toCIDRSet: [{ cidrGroupRef: 'partners' }] }] }),
    ];
    const { rules, problems } = readManifests(objects, new Map());
    expect(problems).toEqual([]);
    const snapshot = snapshotOf(objects);
    const verdict = (to: string) => decide(snapshot, rules, { source: end(snapshot), destination: addressEnd(to), protocol: 'TCP', port: 443 }).verdict;
    expect([verdict('203.0.113.9'), verdict('203.0.114.9')]).toEqual(['allowed', 'denied']);
  });

  test('tell by which addresses connections leave, and what is wrong with who says so', () => {
    const policy = (spec: object) => ({ apiVersion: 'cilium.io/v2', kind: 'CiliumEgressGatewayPolicy', metadata: { name: 'partners' }, spec });
    const sound = { selectors: [{ podSelector: {} }], destinationCIDRs: ['0.0.0.0/0'], egressGateway: { nodeSelector: {}, interface: 'eth1' } };
    expect(readManifests([policy(sound)], new Map()).sources?.map(({ origin }) => origin)).toEqual([{ kind: 'CiliumEgressGatewayPolicy', name: 'partners' }]);
    expect(readManifests([policy({ ...sound, selectors: undefined })], new Map()).problems).toEqual([{
      code: 'FIELD_MISSING', object: 'CiliumEgressGatewayPolicy partners', path: 'spec.selectors', text: 'a policy needs `selectors`: which pods it is about',
    }]);
    expect(readManifests([], new Map())).not.toHaveProperty('sources');
  });
});
