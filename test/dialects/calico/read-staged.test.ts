import { stagedEffect } from '../../../src/dialects/calico/read-staged';

const metadata = { name: 'web', namespace: 'shop', labels: { team: 'a' } };
const object = (kind: string, spec: object, apiVersion: string = 'projectcalico.org/v3') => ({ apiVersion, kind, metadata, spec });
const SPEC = { selector: 'all()', ingress: [{ action: 'Deny' }] };

describe('what a staged policy would do', () => {
  test.each([
    ['StagedNetworkPolicy', 'projectcalico.org/v3', 'NetworkPolicy', 'projectcalico.org/v3'],
    ['StagedGlobalNetworkPolicy', 'projectcalico.org/v3', 'GlobalNetworkPolicy', 'projectcalico.org/v3'],
    ['StagedKubernetesNetworkPolicy', 'projectcalico.org/v3', 'NetworkPolicy', 'networking.k8s.io/v1'],
    ['StagedNetworkPolicy', 'crd.projectcalico.org/v1', 'NetworkPolicy', 'crd.projectcalico.org/v1'],
    ['StagedKubernetesNetworkPolicy', 'crd.projectcalico.org/v1', 'NetworkPolicy', 'networking.k8s.io/v1'],
  ])('%s of %s would be a %s of %s, without the field that stages it', (kind, apiVersion, enforced, group) => {
    const policy = { apiVersion: group, kind: enforced, metadata, spec: SPEC };
    expect(stagedEffect(object(kind, { stagedAction: 'Set', ...SPEC }, apiVersion))).toEqual({ kind: 'set', policy });
    expect(stagedEffect(object(kind, SPEC, apiVersion))).toEqual({ kind: 'set', policy });
  });

  test('Delete would take the policy of its name away', () => {
    expect(stagedEffect(object('StagedNetworkPolicy', { stagedAction: 'Delete' }))).toMatchObject({ kind: 'delete', policy: { kind: 'NetworkPolicy', metadata } });
  });

  test.each(['Learn', 'Ignore'])('%s does nothing', (stagedAction) => {
    expect(stagedEffect(object('StagedNetworkPolicy', { stagedAction, ...SPEC }))).toEqual({ kind: 'none' });
  });

  test('an action that nobody knows is left to whoever reads the policy to refuse', () => {
    expect(stagedEffect(object('StagedNetworkPolicy', { stagedAction: 'Later' }))).toMatchObject({ kind: 'set', policy: { spec: { stagedAction: 'Later' } } });
  });

  test.each([
    ['an enforced policy', object('NetworkPolicy', SPEC)],
    ['another group', object('StagedNetworkPolicy', SPEC, 'example.org/v1')],
    ['a group that ends alike', object('StagedNetworkPolicy', SPEC, 'notprojectcalico.org/v3')],
    ['no object', 'StagedNetworkPolicy'],
    ['nothing', null],
    ['a kind that is no text', { apiVersion: 'projectcalico.org/v3', kind: 7 }],
  ])('%s is none', (_, value) => {
    expect(stagedEffect(value)).toBeUndefined();
  });

  test('one without a spec is still one, and says nothing', () => {
    expect(stagedEffect({ apiVersion: 'projectcalico.org/v3', kind: 'StagedNetworkPolicy', metadata })).toEqual({
      kind: 'set', policy: { apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy', metadata, spec: undefined },
    });
  });
});
