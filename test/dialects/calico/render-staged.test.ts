import { staged, stagedHead } from '../../../src/dialects/calico/render-staged';
import { expectValid } from '../../schemas/validate';

const CORE = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'web', namespace: 'shop', annotations: { why: 'because' } },
  spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [{ ports: [{ port: 53, protocol: 'UDP' }] }] },
};
const OWN = {
  apiVersion: 'projectcalico.org/v3',
  kind: 'NetworkPolicy',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { selector: 'app == "web"', types: ['Egress'], egress: [{ action: 'Allow', destination: { nets: ['203.0.113.0/24'] } }] },
};

describe('a policy that is staged', () => {
  test.each([
    ['of Kubernetes', CORE, 'StagedKubernetesNetworkPolicy'],
    ['of Calico', OWN, 'StagedNetworkPolicy'],
  ])('%s has the name and every field of what it stages, and would be set', (_, policy, kind) => {
    const written = staged(policy);
    expect(written).toEqual({ apiVersion: 'projectcalico.org/v3', kind, metadata: policy.metadata, spec: { stagedAction: 'Set', ...policy.spec } });
    expect(stagedHead(policy)).toEqual({ apiVersion: 'projectcalico.org/v3', kind });
    expectValid([written]);
  });

  test('is none of a kind that Calico does not stage', () => {
    expect(() => stagedHead({ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy' }))
      .toThrow('nothing shows what a CiliumNetworkPolicy of cilium.io/v2 would do: a defect of whoever renders it');
  });
});
